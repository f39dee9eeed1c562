// The Julian calendar over the same days as the Gregorian one: one time line, two ways to name a day. Both are
// proleptic and have astronomical years, so that 25 October 1917 (Julian) and 7 November 1917 (Gregorian) are one
// number of days.
#pragma once

#include <cstdint>

#include "entente/time/calendar.hpp"

namespace entente {

constexpr bool is_julian_leap_year(std::int64_t year) {
  return year % 4 == 0;
}

// Requires 1 ≤ month ≤ 12.
constexpr int days_in_julian_month(std::int64_t year, int month) {
  return month == 2 && is_julian_leap_year(year) ? 29 : days_in_month(1, month);
}

// Days from 1970-01-01 (Gregorian) to the Julian date. As days_from_civil, with four years in a cycle.
constexpr std::int64_t days_from_julian(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t cycle = floor_divide(year, 4);
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  return cycle * 1'461 + (year - cycle * 4) * 365 + day_of_year - 719'470;
}

// The Julian date of a day.
constexpr CivilDate julian_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719'470;
  const std::int64_t cycle = floor_divide(shifted, 1'461);
  const std::int64_t day_of_cycle = shifted - cycle * 1'461;
  const std::int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1'460) / 365;
  const std::int64_t day_of_year = day_of_cycle - year_of_cycle * 365;
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  date.year = cycle * 4 + year_of_cycle + (date.month <= 2 ? 1 : 0);
  return date;
}

// The same day in the other calendar.
constexpr CivilDate gregorian_of_julian(const CivilDate& date) {
  return civil_from_days(days_from_julian(date));
}
constexpr CivilDate julian_of_gregorian(const CivilDate& date) {
  return julian_from_days(days_from_civil(date));
}

// Either calendar.
constexpr int days_in_month(std::int64_t year, int month, Calendar calendar) {
  return calendar == Calendar::kJulian ? days_in_julian_month(year, month) : days_in_month(year, month);
}
constexpr std::int64_t days_from_date(const CivilDate& date, Calendar calendar) {
  return calendar == Calendar::kJulian ? days_from_julian(date) : days_from_civil(date);
}
constexpr CivilDate date_from_days(std::int64_t days, Calendar calendar) {
  return calendar == Calendar::kJulian ? julian_from_days(days) : civil_from_days(days);
}
// As add_months of calendar.hpp.
constexpr CivilDate add_months(const CivilDate& date, std::int64_t months, Calendar calendar) {
  CivilDate moved = add_months({date.year, date.month, 1}, months);
  const int longest = days_in_month(moved.year, moved.month, calendar);
  moved.day = date.day < longest ? date.day : longest;
  return moved;
}

}  // namespace entente
