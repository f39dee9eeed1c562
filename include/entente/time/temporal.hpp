// openCypher's temporal instant types (CIP2015-08-06 "Date and Time"): DATE, LOCAL TIME, TIME, LOCAL DATETIME and
// DATETIME, in the proleptic Gregorian calendar with astronomical years, to the nanosecond. Named after java.time,
// whose rules the specification takes over. They are certain; what is vague is a Period.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/calendar.hpp"

namespace entente {

inline constexpr std::int64_t kMaxTemporalYear = 999'999'999;
inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;
inline constexpr std::int32_t kMaxOffset = 18 * 3'600;  // seconds; of ISO 8601 offsets, to either side

// DATE. `days` since 1970-01-01, of the years -999,999,999 to 999,999,999.
struct LocalDate {
  std::int64_t days = 0;
  friend constexpr auto operator<=>(const LocalDate&, const LocalDate&) = default;
};

// LOCAL TIME. 0 ≤ nanos < 86,400 · 10⁹, since midnight.
struct LocalTime {
  std::int64_t nanos = 0;
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

// TIME: a time of day `offset` seconds east of UTC, at most 18 hours. Ordered by the point in time on a day of UTC,
// then from west to east.
struct OffsetTime {
  LocalTime time;
  std::int32_t offset = 0;
  constexpr std::int64_t utc_nanos() const { return time.nanos - offset * kNanosPerSecond; }
  friend constexpr bool operator==(const OffsetTime&, const OffsetTime&) = default;
  friend constexpr std::strong_ordering operator<=>(const OffsetTime& a, const OffsetTime& b) {
    if (const auto c = a.utc_nanos() <=> b.utc_nanos(); c != 0) return c;
    return a.offset <=> b.offset;
  }
};

// LOCAL DATETIME: seconds of the local clock since 1970-01-01T00:00, and 0 ≤ nanos < 10⁹ in the last of them.
struct LocalDateTime {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  constexpr LocalDate date() const { return {floor_divide(seconds, kSecondsPerDay)}; }
  constexpr LocalTime time() const {
    return {(seconds - floor_divide(seconds, kSecondsPerDay) * kSecondsPerDay) * kNanosPerSecond + nanos};
  }
  friend constexpr auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};
constexpr LocalDateTime at(LocalDate date, LocalTime time) {
  return {date.days * kSecondsPerDay + time.nanos / kNanosPerSecond,
          static_cast<std::int32_t>(time.nanos % kNanosPerSecond)};
}

// DATETIME: what the local clock showed, `offset` seconds east of UTC. `zone` is the name in zoneinfo of the zone in
// which it had that offset, or empty: nothing is looked up to read or compare one. Ordered by the point in time, then
// from west to east, then by the name.
struct ZonedDateTime {
  LocalDateTime local;
  std::int32_t offset = 0;
  std::string zone = {};
  std::int64_t utc_seconds() const { return local.seconds - offset; }
  friend bool operator==(const ZonedDateTime&, const ZonedDateTime&) = default;
  friend std::strong_ordering operator<=>(const ZonedDateTime& a, const ZonedDateTime& b) {
    if (const auto c = a.utc_seconds() <=> b.utc_seconds(); c != 0) return c;
    if (const auto c = a.local.nanos <=> b.local.nanos; c != 0) return c;
    if (const auto c = a.offset <=> b.offset; c != 0) return c;
    return a.zone <=> b.zone;
  }
};

// Whether the value lies in the ranges above; of a DATETIME not whether its zone exists.
bool is_valid(LocalDate date);
bool is_valid(LocalTime time);
bool is_valid(const OffsetTime& time);
bool is_valid(LocalDateTime t);
bool is_valid(const ZonedDateTime& t);

// The second that a DATETIME lies in; of a LOCAL DATETIME read as UTC, as a date-time without offset is in EDTF.
Instant instant_of(const ZonedDateTime& t);
Instant instant_of(LocalDateTime t);

// ISO 8601, as toString() of openCypher gives it: "1984-10-11", "12:31:14.645", "12:00+01:00",
// "1984-10-11T12:00+01:00[Europe/Stockholm]". Seconds are left out where they are zero, of a fraction the zeros at its
// end; the offset of UTC is "Z". A year of more than four digits has its sign.
std::string print(LocalDate date);
std::string print(LocalTime time);
std::string print(const OffsetTime& time);
std::string print(LocalDateTime t);
std::string print(const ZonedDateTime& t);
std::string print_offset(std::int32_t offset);  // "+01:00", "-02:05:07", "Z"

// Readers of ISO 8601 texts in basic or extended form, cut short at any component: "2015-07-21", "20150721", "2015-07",
// "2015-W30-2", "2015-202"; "21:40:32.142", "2140", "21"; an offset "Z", "+01", "+0100", "+01:00:30", a zone
// "[Europe/London]". A date with time has a T between them; without a time it is midnight, without an offset UTC.
// Errors: kArgument, with what is wrong: the form, a component out of range, an unknown zone, an offset that the zone
// did not have then.
Result<LocalDate> read_local_date(std::string_view text);
Result<LocalTime> read_local_time(std::string_view text);
Result<OffsetTime> read_offset_time(std::string_view text);
Result<LocalDateTime> read_local_date_time(std::string_view text);
Result<ZonedDateTime> read_zoned_date_time(std::string_view text);

// ISO 8601 week dates: weeks begin on Monday (1); the first has the year's first Thursday.
struct WeekDate {
  std::int64_t year = 1970;
  int week = 1;         // 1 to 53
  int day_of_week = 1;  // 1 to 7
};
WeekDate week_date_of(LocalDate date);
std::int64_t days_from_week_date(const WeekDate& date);  // of a week that the year lacks, that many weeks on
int weeks_in_year(std::int64_t year);                    // 52 or 53

}  // namespace entente
