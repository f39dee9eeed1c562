// Lengths of time: calendar amounts such as "1 year and 2 months", and lengths in seconds as exact ranges.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"

namespace entente {

// A calendar amount. A year counts as 12 months and a week as 7 days; months, days and seconds are kept apart, since a
// month has no fixed length. Each may be negative. Amounts have no order: whether a month exceeds 30 days depends on
// the month.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;

  friend constexpr bool operator==(const Duration&, const Duration&) = default;
};

// Reads ISO 8601: "P1Y2M3DT4H5M6S", "P2W", "-P1Y", and a sign at any number ("P1Y-3M", ISO 8601-2). Weeks may stand
// between months and days. Errors: kSyntax with the place and what was expected there (fractions are refused);
// kArgument where a component passes 64 bits.
Result<Duration> read_duration(std::string_view text);

// ISO 8601 that read_duration turns back into the same amount: years, months, days, hours, minutes and seconds without
// zeros ("P1Y2M3DT4H", "PT0S" for nothing). One leading minus when no component is positive, else a sign at each
// negative number.
std::string print_duration(const Duration& duration);

// A fixed length, in seconds. Errors: kArgument where it has years or months, is negative, or passes 64 bits.
Result<std::int64_t> seconds_of(const Duration& duration);

// In English: "1 year, 2 months and 3 days", "minus 5 days", "1 month less 3 days", "no time".
std::string text_of(const Duration& duration);

// The sum, component by component, and the amount turned round. Errors: kArgument where a component passes 64 bits.
Result<Duration> add(const Duration& a, const Duration& b);
Result<Duration> negate(const Duration& duration);

// The instant later by the amount: months first, then days and seconds. A day that the month lacks becomes its last:
// 31 January and one month is 28 or 29 February, at the same time of day. An infinite instant stays as it is.
// Errors: kArgument where a year passes kMaxYear.
Result<Instant> add(Instant instant, const Duration& duration);

// Every bound moved by the amount, with one exception to the rule above: an end on a day that the month lacks becomes
// the end of that month, so that no period becomes empty (30 January, the day, and one month is 28 February, the day).
// Exact for bounds at midnight; elsewhere two bounds that would change places are made equal. Requires a valid period.
// Errors: as for instants.
Result<Period> add(const Period& period, const Duration& duration);

// The calendar amount from `from` to `to`: whole months first, then whole days, then seconds, all with one sign, such
// that add(from, amount) == to. A month is complete when the day of the month and the time of day are reached again, as
// in java.time.Period.between: from 31 January to 28 February are 28 days, to 1 March one month and one day.
// Backwards, it is the most months that don't lead past `to`. nullopt if either is infinite.
std::optional<Duration> duration_between(Instant from, Instant to);

// A length that is known up to a range: `min` and `max` occur, in seconds. kUnbounded stands for a length without end
// (as `min`: it has none for certain) or for one that nothing limits (as `max`).
struct LengthRange {
  static constexpr std::uint64_t kUnbounded = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t min = 0;
  std::uint64_t max = 0;

  constexpr bool is_certain() const { return min == max; }
  constexpr bool is_bounded() const { return max != kUnbounded; }

  friend constexpr bool operator==(const LengthRange&, const LengthRange&) = default;
};

// Is the length at least so many seconds.
constexpr Truth at_least(const LengthRange& length, std::uint64_t seconds) {
  return length.min >= seconds ? Truth::kTrue : length.max >= seconds ? Truth::kUnknown : Truth::kFalse;
}

// The following are exact over all choices of bounds. They cost a few comparisons, allocate nothing, and require valid
// periods.

// From start to end; at least one second.
LengthRange length(const Period& p);

// How long both hold; 0 where they share no instant.
LengthRange overlap_length(const Period& p, const Period& q);

// How far they lie apart, from the end of the earlier to the start of the later; 0 where they overlap or meet.
LengthRange gap(const Period& p, const Period& q);

// In English, rounded to the largest unit that fits: "15 years", "almost 15 years", "between 3 and 15 months", "at
// least 2 years", "up to 3 days", "without limit", "of unknown length". A year counts as 365.2425 days and a month as a
// twelfth of it; a calendar month or year more or less than that by its leap days is still said to be whole.
// Ranges are rounded outwards.
std::string text_of(const LengthRange& length);

}  // namespace entente
