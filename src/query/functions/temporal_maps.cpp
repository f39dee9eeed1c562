#include "query/functions/temporal_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "query/functions/arguments.hpp"
#include "query/functions/map_components.hpp"
#include "query/functions/temporal_fields.hpp"

namespace entente {
namespace {

struct DateComponents {
  Part year, month, day, week, day_of_week, quarter, day_of_quarter, ordinal_day;
  bool any() const { return year || month || day || week || day_of_week || quarter || day_of_quarter || ordinal_day; }
};

DateComponents date_components(MapComponents& map) {
  DateComponents c;
  c.year = map.integer("year", -kMaxTemporalYear, kMaxTemporalYear);
  c.month = map.integer("month", 1, 12);
  c.day = map.integer("day", 1, 31);
  c.week = map.integer("week", 1, 53);
  c.day_of_week = map.integer("dayOfWeek", 1, 7);
  c.quarter = map.integer("quarter", 1, 4);
  c.day_of_quarter = map.integer("dayOfQuarter", 1, 92);
  c.ordinal_day = map.integer("ordinalDay", 1, 366);
  return c;
}

// A component that is not stated is that of the base; without one it is the first, unless what is part of it is stated.
std::int64_t or_first(Part stated, bool has_smaller, Part of_base, std::string_view what, std::string_view function) {
  if (stated) return *stated;
  if (of_base) return *of_base;
  if (!has_smaller) return 1;
  throw_argument(fmt::format("{} takes `{}` beside what is part of it", function, what));
}

LocalDate checked_day(std::int64_t first, std::int64_t day, std::int64_t after, std::string_view function) {
  const LocalDate date{first + day - 1};
  if (date.days >= after || !is_valid(date)) throw_argument(fmt::format("{}: there is no such day", function));
  return date;
}

LocalDate date_by_week(const DateComponents& c, std::optional<LocalDate> base, std::string_view function) {
  const WeekDate of_base = week_date_of(base.value_or(LocalDate{}));
  WeekDate date{c.year.value_or(of_base.year), 1, 1};
  const auto kept = [&](int part) { return base ? Part(part) : std::nullopt; };
  date.week = static_cast<int>(or_first(c.week, c.day_of_week.has_value(), kept(of_base.week), "week", function));
  date.day_of_week = static_cast<int>(or_first(c.day_of_week, false, kept(of_base.day_of_week), "dayOfWeek", function));
  if (date.week > weeks_in_year(date.year))
    throw_argument(fmt::format("{}: {} has no week {}", function, date.year, date.week));
  return checked_day(days_from_week_date(date), 1, std::numeric_limits<std::int64_t>::max(), function);
}

LocalDate date_by_quarter(const DateComponents& c, std::optional<LocalDate> base, std::string_view function) {
  const CivilDate civil = civil_from_days(base.value_or(LocalDate{}).days);
  const std::int64_t year = c.year.value_or(civil.year);
  const int of_base = quarter_of(civil);
  const Part kept = base ? Part(of_base) : std::nullopt;
  const int quarter = static_cast<int>(or_first(c.quarter, c.day_of_quarter.has_value(), kept, "quarter", function));
  const std::int64_t day = base ? base->days - first_day_of_quarter(civil.year, of_base) + 1 : 1;
  const std::int64_t after = quarter == 4 ? days_from_civil({year + 1, 1, 1}) : first_day_of_quarter(year, quarter + 1);
  return checked_day(first_day_of_quarter(year, quarter), c.day_of_quarter.value_or(day), after, function);
}

LocalDate date_by_month(const DateComponents& c, std::optional<LocalDate> base, std::string_view function) {
  const CivilDate civil = civil_from_days(base.value_or(LocalDate{}).days);
  const std::int64_t year = c.year.value_or(civil.year);
  const auto kept = [&](int part) { return base ? Part(part) : std::nullopt; };
  const int month = static_cast<int>(or_first(c.month, c.day.has_value(), kept(civil.month), "month", function));
  const std::int64_t first = days_from_civil({year, month, 1});
  return checked_day(first, or_first(c.day, false, kept(civil.day), "day", function),
                     first + days_in_month(year, month), function);
}

LocalDate date_of_components(const DateComponents& c, std::optional<LocalDate> base, std::string_view function) {
  if (!c.any() && base) return *base;
  const bool by_week = c.week || c.day_of_week, by_quarter = c.quarter || c.day_of_quarter;
  const bool by_month = c.month || c.day, by_number = c.ordinal_day.has_value();
  if (int{by_week} + int{by_quarter} + int{by_month} + int{by_number} > 1) {
    throw_argument(
        fmt::format("{}: a day is told by its month, its week, its quarter or its number, by one of these", function));
  }
  if (!c.year && !base) throw_argument(fmt::format("{} takes a `year`", function));
  if (by_week) return date_by_week(c, base, function);
  if (by_quarter) return date_by_quarter(c, base, function);
  if (!by_number) return date_by_month(c, base, function);
  const std::int64_t year = c.year.value_or(civil_from_days(base.value_or(LocalDate{}).days).year);
  return checked_day(days_from_civil({year, 1, 1}), *c.ordinal_day, days_from_civil({year + 1, 1, 1}), function);
}

struct TimeComponents {
  Part hour, minute, second, millisecond, microsecond, nanosecond;
  bool has_fraction() const { return millisecond || microsecond || nanosecond; }
  bool any() const { return hour || minute || second || has_fraction(); }
};

// Of fractions of a second the smaller ones count below the larger: {millisecond: 123, microsecond: 456}.
TimeComponents time_components(MapComponents& map, std::int32_t limit) {
  TimeComponents c;
  c.hour = map.integer("hour", 0, 23);
  c.minute = map.integer("minute", 0, 59);
  c.second = map.integer("second", 0, 59);
  c.millisecond = map.integer("millisecond", 0, std::max(limit / 1'000'000 - 1, 0));
  c.microsecond = map.integer("microsecond", 0, c.millisecond ? 999 : std::max(limit / 1'000 - 1, 0));
  c.nanosecond = map.integer("nanosecond", 0, c.microsecond ? 999 : c.millisecond ? 999'999 : limit - 1);
  return c;
}

void require_larger(const TimeComponents& c, std::string_view function) {
  const std::pair<bool, std::string_view> order[] = {{c.hour.has_value(), "hour"},
                                                     {c.minute.has_value(), "minute"},
                                                     {c.second.has_value(), "second"},
                                                     {c.has_fraction(), "fraction"}};
  for (std::size_t i = 1; i < std::size(order); ++i) {
    if (order[i].first && !order[i - 1].first)
      throw_argument(fmt::format("{} takes `{}` beside what is part of it", function, order[i - 1].second));
  }
}

LocalTime time_of_components(const TimeComponents& c, std::optional<LocalTime> base, const MapReading& reading,
                             std::string_view function) {
  if (!c.any() && base) return *base;
  if (!base) require_larger(c, function);
  const std::int64_t of_base = base.value_or(LocalTime{}).nanos, seconds = of_base / kNanosPerSecond;
  const std::int64_t hour = c.hour.value_or(seconds / 3'600), minute = c.minute.value_or(seconds / 60 % 60),
                     second = c.second.value_or(seconds % 60);
  const std::int64_t fraction = c.has_fraction() ? reading.fraction + c.millisecond.value_or(0) * 1'000'000 +
                                                       c.microsecond.value_or(0) * 1'000 + c.nanosecond.value_or(0)
                                                 : of_base % kNanosPerSecond;
  return {((hour * 60 + minute) * 60 + second) * kNanosPerSecond + fraction};
}

TemporalParts selected(MapComponents& map, std::string_view key) {
  const Value* value = map.find(key);
  if (value == nullptr) return {};
  const std::optional<TemporalParts> parts = temporal_parts(*value);
  const bool needs_date = key != "time", needs_time = key != "date";
  if (!parts || (needs_date && !parts->date) || (needs_time && !parts->time))
    throw_type(fmt::format("`{}` of {}", key, map.function()), fmt::format("what has a {}", key), *value);
  return *parts;
}

bool has_date(ValueType type) {
  return type == ValueType::kDate || type == ValueType::kLocalDateTime || type == ValueType::kDateTime;
}
bool has_time(ValueType type) {
  return type != ValueType::kDate;
}
bool has_zone(ValueType type) {
  return type == ValueType::kTime || type == ValueType::kDateTime;
}

template <class T>
T or_throw(Result<T> result) {
  if (!result.ok()) throw result.error();
  return *std::move(result);
}

// The same point in time in another zone. A named zone has one offset at a time: that of now, where a TIME has no date.
Value moved_to(const Value& value, const TimeZone& zone, Instant now) {
  if (value.type() == ValueType::kDateTime) {
    const ZonedDateTime& t = value.date_time();
    return or_throw(in_zone(t.utc_seconds(), t.local.nanos, zone));
  }
  const OffsetTime& t = value.time();
  const std::int32_t offset = or_throw(offset_at(zone, now.seconds));
  return add(OffsetTime{t.time, offset}, TemporalAmount{0, 0, std::int64_t{offset} - t.offset, 0});
}

std::optional<TimeZone> zone_in(MapComponents& map) {
  const Value* value = map.find("timezone");
  if (value == nullptr) return std::nullopt;
  return or_throw(read_time_zone(string_argument(*value, fmt::format("`timezone` of {}", map.function()))));
}

// {epochSeconds: …, nanosecond: …}, {epochMillis: …}: the point in time, as UTC.
std::optional<TemporalParts> epoch_in(MapComponents& map) {
  constexpr std::int64_t kMost = kMaxTemporalYear * 366 * kSecondsPerDay;  // beyond the calendar, far from overflow
  const Part seconds = map.integer("epochSeconds", -kMost, kMost);
  const Part millis =
      map.integer("epochMillis", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
  if (!seconds && !millis) return std::nullopt;
  const std::int64_t whole = seconds ? *seconds : floor_divide(*millis, 1'000);
  const std::int64_t nanos = seconds ? 0 : (*millis - whole * 1'000) * 1'000'000;
  const ZonedDateTime t = or_throw(in_zone(whole, static_cast<std::int32_t>(nanos), TimeZone{}));
  return TemporalParts{t.local.date(), t.local.time(), TimeZone{}};
}

// What a map starts from: its selections, else what is changed.
TemporalParts base_of(ValueType type, MapComponents& components, TemporalParts base) {
  if (has_date(type)) {
    if (const TemporalParts date = selected(components, "date"); date.date) base.date = date.date;
  }
  if (has_time(type)) {
    if (const TemporalParts time = selected(components, "time"); time.time) {
      base.time = time.time;
      base.zone = time.zone;
    }
  }
  if (has_date(type)) {
    if (TemporalParts both = selected(components, "datetime"); both.date) base = std::move(both);
  }
  if (type == ValueType::kDateTime) {
    if (auto epoch = epoch_in(components)) base = *std::move(epoch);
  }
  return base;
}

struct AmountOfUnit {
  std::string_view name;
  std::int64_t AmountParts::*part;
  std::int64_t size;
  long double AmountParts::*fraction;
};
constexpr AmountOfUnit kAmountUnits[] = {
    {"years", &AmountParts::months, 12, &AmountParts::month_fraction},
    {"quarters", &AmountParts::months, 3, &AmountParts::month_fraction},
    {"months", &AmountParts::months, 1, &AmountParts::month_fraction},
    {"weeks", &AmountParts::days, 7, &AmountParts::day_fraction},
    {"days", &AmountParts::days, 1, &AmountParts::day_fraction},
    {"hours", &AmountParts::seconds, 3'600, &AmountParts::second_fraction},
    {"minutes", &AmountParts::seconds, 60, &AmountParts::second_fraction},
    {"seconds", &AmountParts::seconds, 1, &AmountParts::second_fraction},
};
struct FractionUnit {
  std::string_view name;
  std::int64_t per_second;
};
constexpr FractionUnit kFractionUnits[] = {
    {"milliseconds", 1'000}, {"microseconds", 1'000'000}, {"nanoseconds", kNanosPerSecond}};

// Adds number · size / per_second to a part; false where it passes 64 bits.
bool add_number(const Value& number, std::int64_t size, std::int64_t per_second, std::int64_t& part,
                long double& fraction) {
  std::int64_t whole = 0;
  if (number.is_integer()) {
    if (__builtin_mul_overflow(number.integer(), size, &whole)) return false;
    fraction += static_cast<long double>(whole % per_second) / static_cast<long double>(per_second);
    return !__builtin_add_overflow(part, whole / per_second, &part);
  }
  constexpr long double kTwoTo62 = 4'611'686'018'427'387'904.0L;
  const long double exact = static_cast<long double>(number.floating()) * static_cast<long double>(size) /
                            static_cast<long double>(per_second);
  if (!(std::fabs(exact) < kTwoTo62)) return false;
  whole = static_cast<std::int64_t>(exact);
  fraction += exact - static_cast<long double>(whole);
  return !__builtin_add_overflow(part, whole, &part);
}

}  // namespace

std::optional<TemporalParts> temporal_parts(const Value& value) {
  switch (value.type()) {
    case ValueType::kDate:
      return TemporalParts{value.date(), std::nullopt, std::nullopt};
    case ValueType::kLocalTime:
      return TemporalParts{std::nullopt, value.local_time(), std::nullopt};
    case ValueType::kTime:
      return TemporalParts{std::nullopt, value.time().time, TimeZone{{}, value.time().offset}};
    case ValueType::kLocalDateTime:
      return TemporalParts{value.local_date_time().date(), value.local_date_time().time(), std::nullopt};
    case ValueType::kDateTime: {
      const ZonedDateTime& t = value.date_time();
      return TemporalParts{t.local.date(), t.local.time(), zone_of(t)};
    }
    case ValueType::kInstant: {
      const LocalDateTime t{value.instant().is_finite() ? value.instant().seconds : 0, 0};
      if (!value.instant().is_finite() || !is_valid(t)) return std::nullopt;
      return TemporalParts{t.date(), t.time(), TimeZone{}};
    }
    default:
      return std::nullopt;
  }
}

Value temporal_of(ValueType type, const TemporalParts& parts, std::string_view function) {
  if (has_date(type) && !parts.date) throw_argument(fmt::format("{} takes what has a date", function));
  if (!has_date(type) && !parts.time) throw_argument(fmt::format("{} takes what has a time", function));
  const LocalTime time = parts.time.value_or(LocalTime{});
  const TimeZone zone = parts.zone.value_or(TimeZone{});
  switch (type) {
    case ValueType::kDate:
      return *parts.date;
    case ValueType::kLocalTime:
      return time;
    case ValueType::kTime:
      return OffsetTime{time, zone.offset};
    case ValueType::kLocalDateTime:
      return at(*parts.date, time);
    default:
      return or_throw(in_zone(at(*parts.date, time), zone, zone.offset));
  }
}

Value temporal_of_map(ValueType type, const Map& map, const MapReading& reading, Instant now,
                      std::string_view function) {
  MapComponents components(map, function);
  const TemporalParts base = base_of(type, components, reading.base);
  TemporalParts parts;
  if (has_date(type)) parts.date = date_of_components(date_components(components), base.date, function);
  if (has_time(type)) {
    const TimeComponents time = time_components(components, reading.limit);
    if (!has_date(type) && !base.time && !time.hour) throw_argument(fmt::format("{} takes an `hour`", function));
    parts.time = time_of_components(time, base.time, reading, function);
  }
  const std::optional<TimeZone> zone = has_zone(type) ? zone_in(components) : std::nullopt;
  components.refuse_unknown();
  const bool is_moved = zone && base.zone && reading.keeps_instant;
  parts.zone = zone && !is_moved ? zone : base.zone;
  if (type == ValueType::kTime && zone && !is_moved) parts.zone = TimeZone{{}, or_throw(offset_at(*zone, now.seconds))};
  const Value value = temporal_of(type, parts, function);
  return is_moved ? moved_to(value, *zone, now) : value;
}

Value duration_of_map(const Map& map) {
  MapComponents components(map, "duration()");
  AmountParts parts;
  const auto number_of = [&](std::string_view unit) {
    const Value* value = components.find(unit);
    if (value != nullptr && !value->is_number())
      throw_type(fmt::format("`{}` of duration()", unit), "a number", *value);
    return value;
  };
  bool fits = true;
  for (const AmountOfUnit& unit : kAmountUnits) {
    if (const Value* number = number_of(unit.name))
      fits = fits && add_number(*number, unit.size, 1, parts.*unit.part, parts.*unit.fraction);
  }
  for (const FractionUnit& unit : kFractionUnits) {
    if (const Value* number = number_of(unit.name))
      fits = fits && add_number(*number, 1, unit.per_second, parts.seconds, parts.second_fraction);
  }
  components.refuse_unknown();
  if (!fits) {
    throw Error(ErrorCode::kArithmetic, "duration(): a component beyond the range of integers")
        .with_detail("IntegerOverflow");
  }
  return or_throw(amount_of(parts));
}

}  // namespace entente
