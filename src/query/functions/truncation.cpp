#include "query/functions/truncation.hpp"

#include <fmt/format.h>

#include <array>

#include "query/functions/temporal_fields.hpp"
#include "query/functions/temporal_maps.hpp"

namespace entente {
namespace {

enum class TruncationUnit : std::uint8_t {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kWeekYear,
  kQuarter,
  kMonth,
  kWeek,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond
};
constexpr std::array<std::string_view, 14> kTruncationUnits = {
    "millennium", "century", "decade", "year",   "weekYear", "quarter",     "month",
    "week",       "day",     "hour",   "minute", "second",   "millisecond", "microsecond"};

TruncationUnit truncation_unit(const std::string& text) {
  for (std::size_t i = 0; i < kTruncationUnits.size(); ++i) {
    if (kTruncationUnits[i] == text) return static_cast<TruncationUnit>(i);
  }
  throw Error(ErrorCode::kArgument, fmt::format("'{}' is no unit of time to truncate to", text))
      .with_hint(fmt::format("there are {}", fmt::join(kTruncationUnits, ", ")));
}

LocalDate truncated_date(LocalDate date, TruncationUnit unit) {
  const CivilDate civil = civil_from_days(date.days);
  const auto first_of = [&](std::int64_t years) {
    return LocalDate{days_from_civil({floor_divide(civil.year, years) * years, 1, 1})};
  };
  const WeekDate week = week_date_of(date);
  switch (unit) {
    case TruncationUnit::kMillennium:
      return first_of(1'000);
    case TruncationUnit::kCentury:
      return first_of(100);
    case TruncationUnit::kDecade:
      return first_of(10);
    case TruncationUnit::kYear:
      return first_of(1);
    case TruncationUnit::kWeekYear:
      return {days_from_week_date({week.year, 1, 1})};
    case TruncationUnit::kQuarter:
      return {first_day_of_quarter(civil.year, quarter_of(civil))};
    case TruncationUnit::kMonth:
      return {days_from_civil({civil.year, civil.month, 1})};
    case TruncationUnit::kWeek:
      return {date.days - (week.day_of_week - 1)};
    default:
      return date;
  }
}

// Nanoseconds of the unit; a day for what is no shorter.
std::int64_t nanos_of(TruncationUnit unit) {
  switch (unit) {
    case TruncationUnit::kHour:
      return 3'600 * kNanosPerSecond;
    case TruncationUnit::kMinute:
      return 60 * kNanosPerSecond;
    case TruncationUnit::kSecond:
      return kNanosPerSecond;
    case TruncationUnit::kMillisecond:
      return 1'000'000;
    case TruncationUnit::kMicrosecond:
      return 1'000;
    default:
      return kNanosPerDay;
  }
}

}  // namespace

TemporalParts parts_of_now(Instant now, const TimeZone& zone) {
  const Result<ZonedDateTime> t = in_zone(now.seconds, 0, zone);
  if (!t.ok()) throw t.error();
  return {t->local.date(), t->local.time(), zone_of(*t)};
}

Value truncate_to(ValueType type, Arguments a, const FunctionContext& c) {
  const std::string function = fmt::format("{}.truncate()", temporal_constructor(type));
  const TruncationUnit unit = truncation_unit(string_argument(a[0], function));
  std::optional<TemporalParts> parts = a.size() > 1 ? temporal_parts(a[1]) : parts_of_now(c.now, TimeZone{});
  if (!parts) throw_type(function, "a temporal value to truncate", a[1]);
  const bool is_time = type == ValueType::kTime || type == ValueType::kLocalTime;
  const bool fits = is_time ? unit >= TruncationUnit::kDay : type != ValueType::kDate || unit <= TruncationUnit::kDay;
  if (!fits || (unit < TruncationUnit::kDay && !parts->date) || (unit > TruncationUnit::kDay && !parts->time)) {
    throw_argument(fmt::format("{} can't truncate {} to a {}", function,
                               a.size() > 1 ? describe_value(a[1]) : "the present", a[0].string()));
  }
  if (parts->date) parts->date = truncated_date(*parts->date, unit);
  const std::int64_t nanos = nanos_of(unit);
  parts->time = LocalTime{parts->time.value_or(LocalTime{}).nanos / nanos * nanos};
  if (a.size() < 3) return temporal_of(type, *parts, function);
  if (!a[2].is_map()) throw_type(function, "a map of components behind the value", a[2]);
  MapReading reading{.base = *parts, .keeps_instant = false};
  if (nanos < kNanosPerSecond) {
    reading.fraction = parts->time->nanos % kNanosPerSecond;
    reading.limit = static_cast<std::int32_t>(nanos);
  }
  return temporal_of_map(type, a[2].map(), reading, c.now, function);
}

}  // namespace entente
