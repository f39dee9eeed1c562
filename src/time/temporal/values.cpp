// Ranges, texts and week dates of openCypher's temporal instants.
#include <fmt/format.h>

#include <cstdlib>

#include "entente/time/temporal.hpp"

namespace entente {
namespace {

constexpr std::int64_t kFirstDay = days_from_civil({-kMaxTemporalYear, 1, 1}),
                       kLastDay = days_from_civil({kMaxTemporalYear, 12, 31});

}  // namespace

bool is_valid(LocalDate date) {
  return date.days >= kFirstDay && date.days <= kLastDay;
}
bool is_valid(LocalTime time) {
  return time.nanos >= 0 && time.nanos < kNanosPerDay;
}
bool is_valid(const OffsetTime& time) {
  return is_valid(time.time) && std::abs(time.offset) <= kMaxOffset;
}
bool is_valid(LocalDateTime t) {
  return t.nanos >= 0 && t.nanos < kNanosPerSecond && is_valid(t.date());
}
bool is_valid(const ZonedDateTime& t) {
  // The mean time of a place may lie further from UTC than offsets in ISO 8601 reach, by less than a day.
  return is_valid(t.local) && std::abs(t.offset) <= (t.zone.empty() ? kMaxOffset : kSecondsPerDay);
}

Instant instant_of(const ZonedDateTime& t) {
  return {t.utc_seconds()};
}
Instant instant_of(LocalDateTime t) {
  return {t.seconds};
}

std::string print(LocalDate date) {
  const CivilDate civil = civil_from_days(date.days);
  const std::string_view sign = civil.year < 0 ? "-" : civil.year > 9'999 ? "+" : "";
  return fmt::format("{}{:04}-{:02}-{:02}", sign, std::abs(civil.year), civil.month, civil.day);
}

std::string print(LocalTime time) {
  const std::int64_t seconds = time.nanos / kNanosPerSecond, nanos = time.nanos % kNanosPerSecond;
  std::string text = fmt::format("{:02}:{:02}", seconds / 3'600, seconds / 60 % 60);
  if (time.nanos % (60 * kNanosPerSecond) != 0) text += fmt::format(":{:02}", seconds % 60);
  if (nanos != 0) {
    text += fmt::format(".{:09}", nanos);
    text.resize(text.find_last_not_of('0') + 1);
  }
  return text;
}

std::string print(const OffsetTime& time) {
  return print(time.time) + print_offset(time.offset);
}
std::string print(LocalDateTime t) {
  return print(t.date()) + 'T' + print(t.time());
}
std::string print(const ZonedDateTime& t) {
  std::string text = print(t.local) + print_offset(t.offset);
  if (!t.zone.empty()) text += '[' + t.zone + ']';
  return text;
}

// 1970-01-01 was a Thursday. The year of a week is that of its Thursday.
WeekDate week_date_of(LocalDate date) {
  const std::int64_t since_monday = date.days + 3 - floor_divide(date.days + 3, 7) * 7;
  const std::int64_t thursday = date.days - since_monday + 3;
  const std::int64_t year = civil_from_days(thursday).year;
  return {year, static_cast<int>((thursday - days_from_civil({year, 1, 1})) / 7) + 1,
          static_cast<int>(since_monday) + 1};
}

std::int64_t days_from_week_date(const WeekDate& date) {
  const std::int64_t fourth = days_from_civil({date.year, 1, 4});  // always in the first week
  const std::int64_t first_monday = fourth - (week_date_of({fourth}).day_of_week - 1);
  return first_monday + (date.week - 1) * 7 + date.day_of_week - 1;
}

int weeks_in_year(std::int64_t year) {
  return week_date_of({days_from_civil({year, 12, 28})}).week;
}

}  // namespace entente
