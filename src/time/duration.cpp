#include "entente/time/duration.hpp"

#include <algorithm>

#include "entente/time/calendar.hpp"

namespace entente {
namespace {

constexpr Instant kFirst = start_of_day(CivilDate{-kMaxYear, 1, 1});
constexpr Instant kEnd = start_of_day(CivilDate{kMaxYear + 1, 1, 1});
constexpr std::int64_t kMaxMonths = 2 * 12 * kMaxYear;  // from one end of the calendar to the other

Error beyond_the_calendar() {
  const std::string last = std::to_string(kMaxYear);
  return {ErrorCode::kArgument, "the result lies outside of the years -" + last + " to " + last};
}

Error beyond_64_bits() {
  return {ErrorCode::kArgument, "the amount of time is too large"};
}

// The same day of the month and time of day, `months` later. Where the month lacks the day: the same time on its last
// day, or for an end the first moment after the month.
Instant months_later(Instant t, std::int64_t months, bool is_end) {
  const CivilDate date = civil_from_days(day_of(t));
  const CivilDate later = add_months(date, months);
  const Instant day = start_of_day(later);
  if (is_end && later.day != date.day) return {day.seconds + kSecondsPerDay};
  return {day.seconds + second_of_day(t)};
}

Result<Instant> move(Instant t, const Duration& by, bool is_end) {
  if (!t.is_finite()) return t;
  if (by.months != 0) {
    if (by.months > kMaxMonths || by.months < -kMaxMonths) return beyond_the_calendar();
    const std::int64_t year = civil_from_days(day_of(t)).year + by.months / 12;
    if (year > kMaxYear + 1 || year < -kMaxYear - 1) return beyond_the_calendar();
    t = months_later(t, by.months, is_end);
  }
  std::int64_t seconds = 0;
  if (__builtin_mul_overflow(by.days, kSecondsPerDay, &seconds) ||
      __builtin_add_overflow(seconds, by.seconds, &seconds) || __builtin_add_overflow(t.seconds, seconds, &t.seconds) ||
      t < kFirst || t >= kEnd) {
    return beyond_the_calendar();
  }
  return t;
}

}  // namespace

Result<Duration> add(const Duration& a, const Duration& b) {
  Duration sum;
  if (__builtin_add_overflow(a.months, b.months, &sum.months) || __builtin_add_overflow(a.days, b.days, &sum.days) ||
      __builtin_add_overflow(a.seconds, b.seconds, &sum.seconds)) {
    return beyond_64_bits();
  }
  return sum;
}

Result<Duration> negate(const Duration& duration) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  if (duration.months == kLeast || duration.days == kLeast || duration.seconds == kLeast) return beyond_64_bits();
  return Duration{-duration.months, -duration.days, -duration.seconds};
}

Result<std::int64_t> seconds_of(const Duration& duration) {
  std::int64_t days = 0, seconds = 0;
  if (duration.months != 0 || __builtin_mul_overflow(duration.days, kSecondsPerDay, &days) ||
      __builtin_add_overflow(days, duration.seconds, &seconds) || seconds < 0) {
    return Error(ErrorCode::kArgument,
                 "a length of time here is a number of days, hours, minutes and seconds, not negative");
  }
  return seconds;
}

Result<Instant> add(Instant instant, const Duration& duration) {
  return move(instant, duration, false);
}

Result<Period> add(const Period& period, const Duration& duration) {
  Period moved = period;
  for (Instant* start : {&moved.earliest_start, &moved.latest_start}) {
    Result<Instant> later = move(*start, duration, false);
    if (!later) return std::move(later.error());
    *start = *later;
  }
  for (Instant* end : {&moved.earliest_end, &moved.latest_end}) {
    Result<Instant> later = move(*end, duration, true);
    if (!later) return std::move(later.error());
    *end = *later;
  }
  moved.latest_start = std::max(moved.earliest_start, moved.latest_start);
  moved.latest_end = std::max(moved.earliest_end, moved.latest_end);
  return moved;
}

std::optional<Duration> duration_between(Instant from, Instant to) {
  if (!from.is_finite() || !to.is_finite()) return std::nullopt;
  const CivilDate first = civil_from_days(day_of(from)), last = civil_from_days(day_of(to));
  Duration amount;
  amount.months = (last.year - first.year) * 12 + (last.month - first.month);
  if (from < to) {
    const bool is_reached = last.day > first.day || (last.day == first.day && second_of_day(to) >= second_of_day(from));
    if (!is_reached) --amount.months;
  } else if (amount.months < 0 && months_later(from, amount.months, false) < to) {
    ++amount.months;
  }
  const Instant near = amount.months == 0 ? from : months_later(from, amount.months, false);
  const std::int64_t rest = to.seconds - near.seconds;
  amount.days = rest / kSecondsPerDay;
  amount.seconds = rest % kSecondsPerDay;
  return amount;
}

}  // namespace entente
