// Arithmetic of openCypher's DURATION.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "entente/time/temporal_amount.hpp"

namespace entente {
namespace {

__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): `using` takes no __extension__
constexpr long double kNanosPerMonth = 2'629'746.0L * kNanosPerSecond;  // a twelfth of 365.2425 days

Error amount_overflow() {
  return Error(ErrorCode::kArithmetic, "a duration beyond the range of integers").with_detail("IntegerOverflow");
}
Error year_overflow() {
  return Error(ErrorCode::kArithmetic, fmt::format("a date beyond the years -{0} to {0}", kMaxTemporalYear))
      .with_detail("IntegerOverflow");
}

// Carries what makes whole seconds; false where they pass 64 bits.
bool carry(std::int64_t seconds, std::int64_t nanos, TemporalAmount& amount) {
  const std::int64_t whole = floor_divide(nanos, kNanosPerSecond);
  amount.nanos = static_cast<std::int32_t>(nanos - whole * kNanosPerSecond);
  return !__builtin_add_overflow(seconds, whole, &amount.seconds);
}

// Whole nanoseconds, towards zero; what falls short by the error of a binary fraction alone is whole.
std::int64_t whole_nanos(long double nanos) {
  constexpr long double kError = 1e-3L;
  const long double near = std::round(nanos);
  return static_cast<std::int64_t>(std::fabs(nanos - near) < kError ? near : std::trunc(nanos));
}

// The part of 64 bits before the point, and what is behind it. False where it is beyond them.
bool split(long double number, std::int64_t& whole, long double& fraction) {
  constexpr long double kTwoTo63 = 9'223'372'036'854'775'808.0L;
  const long double cut = std::trunc(number);
  if (!(cut >= -kTwoTo63 && cut < kTwoTo63)) return false;
  whole = static_cast<std::int64_t>(cut);
  fraction = number - cut;
  return true;
}

bool add_parts(const TemporalAmount& a, const TemporalAmount& b, TemporalAmount& sum) {
  std::int64_t seconds = 0;
  return !__builtin_add_overflow(a.months, b.months, &sum.months) &&
         !__builtin_add_overflow(a.days, b.days, &sum.days) &&
         !__builtin_add_overflow(a.seconds, b.seconds, &seconds) &&
         carry(seconds, std::int64_t{a.nanos} + b.nanos, sum);
}

// The date so many months and days later; nullopt beyond the years that there are.
std::optional<LocalDate> later_date(LocalDate date, std::int64_t months, std::int64_t days) {
  constexpr std::int64_t kMost = 4 * kMaxTemporalYear * 366;  // days; far beyond the calendar, far from overflow
  if (months > kMost || months < -kMost || days > kMost || days < -kMost) return std::nullopt;
  LocalDate moved{days_from_civil(add_months(civil_from_days(date.days), months))};
  moved.days += days;
  return is_valid(moved) ? std::optional(moved) : std::nullopt;
}

// Seconds of the amount towards zero.
std::int64_t cut_seconds(const TemporalAmount& amount) {
  return amount.seconds < 0 && amount.nanos > 0 ? amount.seconds + 1 : amount.seconds;
}

std::optional<LocalDateTime> later(LocalDateTime t, std::int64_t seconds, std::int64_t nanos) {
  const std::int64_t sum = t.nanos + nanos, whole = floor_divide(sum, kNanosPerSecond);
  LocalDateTime moved;
  if (__builtin_add_overflow(t.seconds, seconds, &moved.seconds) ||
      __builtin_add_overflow(moved.seconds, whole, &moved.seconds))
    return std::nullopt;
  moved.nanos = static_cast<std::int32_t>(sum - whole * kNanosPerSecond);
  return is_valid(moved) ? std::optional(moved) : std::nullopt;
}

}  // namespace

std::strong_ordering order_amounts(const TemporalAmount& a, const TemporalAmount& b) {
  const auto mean = [](const TemporalAmount& d) {
    return (static_cast<Wide>(d.months) * 2'629'746 + static_cast<Wide>(d.days) * kSecondsPerDay + d.seconds) *
               kNanosPerSecond +
           d.nanos;
  };
  const Wide x = mean(a), y = mean(b);
  if (x != y) return x < y ? std::strong_ordering::less : std::strong_ordering::greater;
  if (const auto c = a.months <=> b.months; c != 0) return c;
  return a.days <=> b.days;
}

Result<TemporalAmount> amount_of(const AmountParts& parts) {
  TemporalAmount amount;
  amount.months = parts.months;
  // What is left of months makes days, with the fraction of these, and what is left of days seconds.
  const long double of_days = parts.month_fraction * kNanosPerMonth + parts.day_fraction * kNanosPerDay;
  const auto more_days = static_cast<std::int64_t>(of_days / kNanosPerDay);
  long double rest = of_days - static_cast<long double>(more_days) * kNanosPerDay;
  rest += parts.second_fraction * kNanosPerSecond;
  const auto rest_seconds = static_cast<std::int64_t>(rest / kNanosPerSecond);
  const std::int64_t rest_nanos = whole_nanos(rest - static_cast<long double>(rest_seconds) * kNanosPerSecond);
  std::int64_t seconds = 0, nanos = 0;
  if (__builtin_add_overflow(parts.days, more_days, &amount.days) ||
      __builtin_add_overflow(parts.seconds, rest_seconds, &seconds) ||
      __builtin_add_overflow(parts.nanos, rest_nanos, &nanos) || !carry(seconds, nanos, amount))
    return amount_overflow();
  return amount;
}

Result<TemporalAmount> add(const TemporalAmount& a, const TemporalAmount& b) {
  TemporalAmount sum;
  if (!add_parts(a, b, sum)) return amount_overflow();
  return sum;
}

Result<TemporalAmount> negate(const TemporalAmount& a) {
  TemporalAmount negative;
  std::int64_t seconds = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, a.months, &negative.months) ||
      __builtin_sub_overflow(std::int64_t{0}, a.days, &negative.days) ||
      __builtin_sub_overflow(std::int64_t{0}, a.seconds, &seconds) || !carry(seconds, -std::int64_t{a.nanos}, negative))
    return amount_overflow();
  return negative;
}

Result<TemporalAmount> multiply(const TemporalAmount& a, long double factor) {
  AmountParts parts;
  long double nanos_fraction = 0;
  if (!split(static_cast<long double>(a.months) * factor, parts.months, parts.month_fraction) ||
      !split(static_cast<long double>(a.days) * factor, parts.days, parts.day_fraction) ||
      !split(static_cast<long double>(a.seconds) * factor, parts.seconds, parts.second_fraction) ||
      !split(static_cast<long double>(a.nanos) * factor, parts.nanos, nanos_fraction))
    return amount_overflow();
  parts.second_fraction += nanos_fraction / kNanosPerSecond;
  return amount_of(parts);
}

Result<LocalDate> add(LocalDate date, const TemporalAmount& amount) {
  std::int64_t days = 0;
  if (__builtin_add_overflow(amount.days, cut_seconds(amount) / kSecondsPerDay, &days)) return year_overflow();
  const auto moved = later_date(date, amount.months, days);
  if (!moved) return year_overflow();
  return *moved;
}

LocalTime add(LocalTime time, const TemporalAmount& amount) {
  const std::int64_t within = amount.seconds % kSecondsPerDay * kNanosPerSecond + amount.nanos;
  const std::int64_t sum = time.nanos + within;
  return {sum - floor_divide(sum, kNanosPerDay) * kNanosPerDay};
}

OffsetTime add(const OffsetTime& time, const TemporalAmount& amount) {
  return {add(time.time, amount), time.offset};
}

Result<LocalDateTime> add(LocalDateTime t, const TemporalAmount& amount) {
  const auto date = later_date(t.date(), amount.months, amount.days);
  const auto moved = date ? later(at(*date, t.time()), amount.seconds, amount.nanos) : std::nullopt;
  if (!moved) return year_overflow();
  return *moved;
}

Result<ZonedDateTime> add(const ZonedDateTime& t, const TemporalAmount& amount) {
  const auto date = later_date(t.local.date(), amount.months, amount.days);
  if (!date) return year_overflow();
  const bool same_date = *date == t.local.date();
  const Result<ZonedDateTime> day =
      same_date ? Result<ZonedDateTime>(t) : in_zone(at(*date, t.local.time()), zone_of(t), t.offset);
  if (!day.ok()) return day.error();
  const auto moved = later({day->utc_seconds(), day->local.nanos}, amount.seconds, amount.nanos);
  if (!moved) return year_overflow();
  return in_zone(moved->seconds, moved->nanos, zone_of(t));
}

Duration whole_seconds(const TemporalAmount& amount) {
  return {amount.months, amount.days, cut_seconds(amount)};
}

}  // namespace entente
