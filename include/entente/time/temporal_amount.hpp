// openCypher's DURATION (CIP2015-08-06): a calendar amount to the nanosecond, and its arithmetic with temporal
// instants.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/temporal.hpp"
#include "entente/time/time_zone.hpp"

namespace entente {

// Months, days and seconds are kept apart, since neither a month nor a day in a time zone has a fixed length; 0 ≤ nanos
// < 10⁹, so that half a second back is -1 second and half a second.
struct TemporalAmount {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend bool operator==(const TemporalAmount&, const TemporalAmount&) = default;
};

// By their mean lengths, of a month 30.436875 days (CIP2015-08-06, "Orderability"), then by months and days; equal only
// where the amounts are the same. No comparison in the sense of `<`: amounts have none.
std::strong_ordering order_amounts(const TemporalAmount& a, const TemporalAmount& b);

// Parts of an amount, each of either sign and with a fraction; 12 months make a year, 3 a quarter, 7 days a week. What
// is left of a month counts as that part of 2,629,746 seconds, of a day as that of 86,400.
struct AmountParts {
  std::int64_t months = 0, days = 0, seconds = 0, nanos = 0;
  long double month_fraction = 0, day_fraction = 0, second_fraction = 0;
};
// Errors: kArithmetic where a component passes 64 bits.
Result<TemporalAmount> amount_of(const AmountParts& parts);

// Reads ISO 8601: "P14DT16H12M", "P5M1.5D", "-PT2H", "P2.5W", a sign at any number, fractions at any, and the form of a
// date-time: "P2012-02-02T14:37:21.545". Errors: kArgument.
Result<TemporalAmount> read_amount(std::string_view text);
// "P12Y5M-14DT16H", "PT-0.5S", "PT0S"; each number has its own sign. read_amount gives the same amount again.
std::string print(const TemporalAmount& amount);

// Errors: kArithmetic where a component passes 64 bits or the result the years that there are.
Result<TemporalAmount> add(const TemporalAmount& a, const TemporalAmount& b);
Result<TemporalAmount> negate(const TemporalAmount& a);
Result<TemporalAmount> multiply(const TemporalAmount& a, long double factor);
// Months first, a day that the month lacks becoming its last, then days, then seconds. A DATE takes whole days of the
// seconds; times of day take the seconds alone and go round. A DATETIME of a named zone takes months and days on the
// local clock, seconds on the time line.
Result<LocalDate> add(LocalDate date, const TemporalAmount& amount);
LocalTime add(LocalTime time, const TemporalAmount& amount);
OffsetTime add(const OffsetTime& time, const TemporalAmount& amount);
Result<LocalDateTime> add(LocalDateTime t, const TemporalAmount& amount);
Result<ZonedDateTime> add(const ZonedDateTime& t, const TemporalAmount& amount);

// What an instant value says: a date, a time of day and a zone, or some of them.
struct TemporalParts {
  std::optional<LocalDate> date = std::nullopt;
  std::optional<LocalTime> time = std::nullopt;
  std::optional<TimeZone> zone = std::nullopt;
};
enum class AmountUnit : std::uint8_t { kCalendar, kMonths, kDays, kSeconds };
// The amount from one to the other, as duration.between, inMonths, inDays and inSeconds give it. Where only one has a
// zone the other is taken to be in it; of two zones the first counts. Without a time it is midnight; where one has no
// date both are of one day, and nothing but seconds lies between them. Errors: those of in_zone.
Result<TemporalAmount> amount_between(const TemporalParts& from, const TemporalParts& to, AmountUnit unit);

// The amount without what lies below a second, for what reckons in whole seconds.
Duration whole_seconds(const TemporalAmount& amount);

}  // namespace entente
