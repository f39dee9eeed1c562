#include "formats/drawing/span_text.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "entente/time/calendar.hpp"
#include "entente/time/validity.hpp"

namespace entente::drawing {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

// The parts of a date that a span needs: a year, a month of it, a day of that.
enum class Grain { kYear, kMonth, kDay };

std::string date_text(const CivilDate& date, Grain grain) {
  switch (grain) {
    case Grain::kYear:
      return year_text(date.year);
    case Grain::kMonth:
      return fmt::format("{} {}", month_text(date), year_text(date.year));
    case Grain::kDay:
      return fmt::format("{} {} {}", date.day, month_text(date), year_text(date.year));
  }
  return {};
}

// The coarsest parts that begin at `first` and end before `next`.
Grain grain_of(const CivilDate& first, const CivilDate& next) {
  if (first.day != 1 || next.day != 1) return Grain::kDay;
  return first.month == 1 && next.month == 1 ? Grain::kYear : Grain::kMonth;
}

bool is_whole(Instant t) {
  return !t.is_finite() || start_of_day(day_of(t)) == t;
}

std::string from_to(const CivilDate& first, const CivilDate& last, Grain grain) {
  const std::string end = date_text(last, grain);
  const bool one_year = first.year == last.year, one_month = one_year && first.month == last.month;
  if (grain == Grain::kYear) return one_year ? end : date_text(first, grain) + "–" + end;
  if (grain == Grain::kMonth && one_month) return end;
  if (grain == Grain::kDay && one_month && first.day == last.day) return end;
  if (grain == Grain::kDay && one_month) return fmt::format("{}–{}", first.day, end);
  if (grain == Grain::kMonth && one_year) return fmt::format("{}–{}", month_text(first), end);
  if (grain == Grain::kDay && one_year) return fmt::format("{} {} – {}", first.day, month_text(first), end);
  return date_text(first, grain) + " – " + end;
}

}  // namespace

std::string year_text(std::int64_t year) {
  return year > 0 ? std::to_string(year) : fmt::format("{} BC", 1 - year);
}

std::string_view month_text(const CivilDate& date) {
  return kMonths[static_cast<std::size_t>(date.month - 1)];
}

std::string span_text(const Period& period) {
  const Instant start = period.earliest_start, end = period.latest_end;
  if (!is_whole(start) || !is_whole(end)) return text_of(validity_of(period));
  if (!start.is_finite() && !end.is_finite()) return "all of time";
  if (!end.is_finite()) {
    const CivilDate first = civil_from_days(day_of(start));
    return "since " + date_text(first, grain_of(first, first));
  }
  const CivilDate next = civil_from_days(day_of(end)), last = civil_from_days(day_of(end) - 1);
  if (!start.is_finite()) return "until " + date_text(last, grain_of(next, next));
  const CivilDate first = civil_from_days(day_of(start));
  return from_to(first, last, grain_of(first, next));
}

std::string span_anchor(const Period& period) {
  if (!period.earliest_start.is_finite()) return "start";
  const CivilDate first = civil_from_days(day_of(period.earliest_start));
  const Grain grain =
      period.latest_end.is_finite() ? grain_of(first, civil_from_days(day_of(period.latest_end))) : Grain::kDay;
  std::string text = first.year < 0 ? fmt::format("-{:04}", -first.year) : fmt::format("{:04}", first.year);
  if (grain != Grain::kYear) text += fmt::format("-{:02}", first.month);
  if (grain == Grain::kDay) text += fmt::format("-{:02}", first.day);
  return text;
}

}  // namespace entente::drawing
