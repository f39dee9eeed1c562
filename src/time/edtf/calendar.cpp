// Dates of the syntax tree in the calendar: masked digits, seasons.
#include <span>

#include "entente/time/julian.hpp"
#include "time/edtf/syntax.hpp"

namespace entente::edtf {
namespace {

bool matches(const std::array<std::uint8_t, 2>& digits, int value) {
  return (digits[0] == kUnspecified || digits[0] == value / 10) &&
         (digits[1] == kUnspecified || digits[1] == value % 10);
}

// The years that a pattern such as 1X32 stands for, by rank in calendar order.
class YearPattern {
 public:
  explicit YearPattern(const Date& date) : date_(date) {
    for (const std::uint8_t digit : date.year_digits) count_ *= digit == kUnspecified ? 10 : 1;
  }

  int count() const { return count_; }

  // Requires 0 ≤ rank < count().
  std::int64_t year(int rank) const {
    int filling = date_.negative ? count_ - 1 - rank : rank;
    std::int64_t value = 0, place = 1;
    for (int i = 3; i >= 0; --i) {
      int digit = date_.year_digits[i];
      if (digit == kUnspecified) {
        digit = filling % 10;
        filling /= 10;
      }
      value += digit * place;
      place *= 10;
    }
    return date_.negative ? -value : value;
  }

 private:
  const Date& date_;
  int count_ = 1;
};

// First or last day of a year that fits month and day patterns; months and days are tried in the order of `forward`.
// Sets `day`; false when the year has no such day.
bool find_in_year(const Date& date, std::int64_t year, bool forward, std::int64_t& day) {
  const bool has_month = date.components() > 1, has_day = date.components() > 2;
  for (int i = 1; i <= 12; ++i) {
    const int month = forward ? i : 13 - i;
    if (has_month && !matches(date.month_digits, month)) continue;
    const int length = days_in_month(year, month, date.calendar);
    for (int j = 1; j <= length; ++j) {
      const int day_of_month = forward ? j : length + 1 - j;
      if (has_day && !matches(date.day_digits, day_of_month)) continue;
      day = days_from_date({year, month, day_of_month}, date.calendar);
      return true;
    }
  }
  return false;
}

bool find(const Date& date, const YearPattern& years, bool forward, std::int64_t& day) {
  // A day that a leap year lacks is in no year; this keeps the search short.
  std::int64_t ignored = 0;
  if (!find_in_year(date, 2000, true, ignored)) return false;
  for (int i = 0; i < years.count(); ++i) {
    const std::int64_t year = years.year(forward ? i : years.count() - 1 - i);
    if (date.negative && year == 0) continue;
    if (find_in_year(date, year, forward, day)) return true;
  }
  return false;
}

int value_of(const std::array<std::uint8_t, 2>& digits) {
  return digits[0] * 10 + digits[1];
}

}  // namespace

MonthSpan months_of_season(int season) {
  // Two halves of the same table of meteorological seasons: 21 to 24 without a place are read as northern (25 to 28).
  if (season <= 28) return {3 + (season - 21) % 4 * 3, 3};
  if (season <= 32) return {(9 + (season - 29) * 3 - 1) % 12 + 1, 3};
  if (season <= 36) return {1 + (season - 33) * 3, 3};
  if (season <= 39) return {1 + (season - 37) * 4, 4};
  return {1 + (season - 40) * 6, 6};
}

bool resolve_in_calendar(Date& date) {
  if (date.kind == DateKind::kSeason) {
    const MonthSpan span = months_of_season(date.season);
    const YearPattern years(date);
    std::int64_t first_year = years.year(0), last_year = years.year(years.count() - 1);
    if (date.negative && last_year == 0) last_year = -1;
    date.first_day = days_from_date({first_year, span.first_month, 1}, date.calendar);
    date.last_day = days_from_date(add_months({last_year, span.first_month, 1}, span.months), date.calendar) - 1;
    return true;
  }
  if (!date.is_masked()) {
    const int month = date.components() > 1 ? value_of(date.month_digits) : 0;
    const int day = date.components() > 2 ? value_of(date.day_digits) : 0;
    const int length = month > 0 ? days_in_month(date.year, month, date.calendar) : 0;
    if (day > 0 && day > length) return false;
    date.first_day = days_from_date({date.year, month > 0 ? month : 1, day > 0 ? day : 1}, date.calendar);
    date.last_day = day > 0     ? date.first_day
                    : month > 0 ? date.first_day + length - 1
                                : days_from_date({date.year, 12, 31}, date.calendar);
    return true;
  }
  const YearPattern years(date);
  return find(date, years, true, date.first_day) && find(date, years, false, date.last_day);
}

}  // namespace entente::edtf
