// The proleptic Gregorian calendar with astronomical years (0 is 1 BC, -1 is 2 BC) over days counted from 1970-01-01.
#pragma once

#include <cstdint>

#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"

namespace entente {

// Years that the engine takes; every day of them, and every bound computed from one, fits an Instant.
inline constexpr std::int64_t kMaxYear = 200'000'000'000;

// The calendar that a date is written in. The time line itself knows none: it counts days.
enum class Calendar : std::uint8_t { kGregorian, kJulian };

struct CivilDate {
  std::int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31

  friend constexpr bool operator==(const CivilDate&, const CivilDate&) = default;
};

constexpr bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Requires 1 ≤ month ≤ 12.
constexpr int days_in_month(std::int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

// Division rounding towards minus infinity. Requires divisor > 0.
constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

// Days from 1970-01-01 to the date. Years are counted from March, so that the leap day is the last of a year and the
// days before a month follow one linear formula (153 days in every five months).
constexpr std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_divide(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

// The date `months` later (earlier when negative); a day that the month lacks becomes its last: 31 January + 1 is 28
// February.
constexpr CivilDate add_months(const CivilDate& date, std::int64_t months) {
  const std::int64_t count = date.year * 12 + (date.month - 1) + months;
  CivilDate moved;
  moved.year = floor_divide(count, 12);
  moved.month = static_cast<int>(count - moved.year * 12) + 1;
  const int longest = days_in_month(moved.year, moved.month);
  moved.day = date.day < longest ? date.day : longest;
  return moved;
}

// First second of a day. Requires |date.year| ≤ kMaxYear + 20,000.
constexpr Instant start_of_day(std::int64_t days) {
  return {days * kSecondsPerDay};
}
constexpr Instant start_of_day(const CivilDate& date) {
  return start_of_day(days_from_civil(date));
}

// Whether a bound can come from dates of the years of the calendar, what widens them ("about") included: 20,000 years
// on either side. Sums of such bounds with any such length fit an Instant. True of the infinities.
constexpr bool is_in_calendar(Instant instant) {
  constexpr Instant kFirst = start_of_day(CivilDate{-kMaxYear - 20'000, 1, 1}),
                    kLast = start_of_day(CivilDate{kMaxYear + 20'000, 1, 1});
  return !instant.is_finite() || (instant >= kFirst && instant <= kLast);
}
constexpr bool is_in_calendar(const Period& p) {
  return is_in_calendar(p.earliest_start) && is_in_calendar(p.latest_start) && is_in_calendar(p.earliest_end) &&
         is_in_calendar(p.latest_end);
}

// The day that an instant lies in. Requires a finite instant.
constexpr std::int64_t day_of(Instant instant) {
  return floor_divide(instant.seconds, kSecondsPerDay);
}
// Seconds since the midnight before: 0 ≤ s < 86,400. Requires a finite instant, of any size.
constexpr std::int64_t second_of_day(Instant instant) {
  const std::int64_t rest = instant.seconds % kSecondsPerDay;
  return rest < 0 ? rest + kSecondsPerDay : rest;
}
constexpr bool is_midnight(Instant instant) {
  return instant.seconds % kSecondsPerDay == 0;
}

}  // namespace entente
