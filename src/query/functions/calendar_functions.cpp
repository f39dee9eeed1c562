// openCypher's temporal types (CIP2015-08-06): date(), time(), duration() and their like.
#include <fmt/format.h>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/temporal_maps.hpp"
#include "query/functions/truncation.hpp"

namespace entente {
namespace {

template <class T>
Value read_or_throw(Result<T> result) {
  if (!result.ok()) throw result.error();
  return Value(*std::move(result));
}

Value read_temporal_text(ValueType type, std::string_view text) {
  switch (type) {
    case ValueType::kDate:
      return read_or_throw(read_local_date(text));
    case ValueType::kLocalTime:
      return read_or_throw(read_local_time(text));
    case ValueType::kTime:
      return read_or_throw(read_offset_time(text));
    case ValueType::kLocalDateTime:
      return read_or_throw(read_local_date_time(text));
    case ValueType::kDateTime:
      return read_or_throw(read_zoned_date_time(text));
    default:
      return read_or_throw(read_amount(text));
  }
}

std::string call_of(ValueType type) {
  return fmt::format("{}()", temporal_constructor(type));
}

template <ValueType type>
Value now_in(Arguments a, const FunctionContext& c) {
  TimeZone zone;
  if (!a.empty()) {
    const Result<TimeZone> named = read_time_zone(string_argument(a[0], call_of(type)));
    if (!named.ok()) throw named.error();
    zone = *named;
  }
  return temporal_of(type, parts_of_now(c.now, zone), call_of(type));
}

template <ValueType type>
Value temporal(Arguments a, const FunctionContext& c) {
  if (a.empty()) return now_in<type>(a, c);
  if (a[0].is_string()) return read_temporal_text(type, a[0].string());
  if (a[0].is_map()) {
    const Map& map = a[0].map();
    if (map.size() == 1 && map.begin()->first == "timezone" && !map.begin()->second.is_null()) {
      const Value zone[] = {map.begin()->second};
      return now_in<type>(zone, c);
    }
    return temporal_of_map(type, map, {}, c.now, call_of(type));
  }
  if (const auto parts = temporal_parts(a[0])) return temporal_of(type, *parts, call_of(type));
  throw_type(call_of(type), "a text, a map or a temporal value", a[0]);
}

Value duration(Arguments a, const FunctionContext&) {
  if (a[0].is_duration()) return a[0];
  if (a[0].is_string()) return read_temporal_text(ValueType::kDuration, a[0].string());
  if (a[0].is_map()) return duration_of_map(a[0].map());
  throw_type("duration()", "a text or a map", a[0]);
}

template <AmountUnit unit>
Value amount_from_to(Arguments a, const FunctionContext&) {
  const auto from = temporal_parts(a[0]), to = temporal_parts(a[1]);
  if (!from || !to) throw_type("duration.between() and its like", "temporal values", a[from ? 1 : 0]);
  return read_or_throw(amount_between(*from, *to, unit));
}

Value from_epoch(Arguments a, const FunctionContext&) {
  constexpr std::int64_t kMost = 1'000'000 * kNanosPerSecond * 100;  // beyond the years that there are
  const std::int64_t seconds = integer_argument(a[0], "datetime.fromepoch()"),
                     nanos = integer_argument(a[1], "datetime.fromepoch()");
  const std::int64_t carried = floor_divide(nanos, kNanosPerSecond);
  std::int64_t sum = 0;
  if (__builtin_add_overflow(seconds, carried, &sum) || sum > kMost || sum < -kMost)
    throw_argument(fmt::format("datetime.fromepoch(): {} seconds is beyond the years that there are", seconds));
  return read_or_throw(in_zone(sum, static_cast<std::int32_t>(nanos - carried * kNanosPerSecond), TimeZone{}));
}

Value from_epoch_millis(Arguments a, const FunctionContext&) {
  const std::int64_t millis = integer_argument(a[0], "datetime.fromepochmillis()");
  const std::int64_t seconds = floor_divide(millis, 1'000);
  return read_or_throw(in_zone(seconds, static_cast<std::int32_t>((millis - seconds * 1'000) * 1'000'000), TimeZone{}));
}

Value timestamp(Arguments, const FunctionContext& c) {
  return c.now.seconds * 1'000;
}

constexpr std::string_view kOfNow = "that of the statement's clock, in a time zone or UTC";

constexpr Function kCalendarFunctions[] = {
    {"timestamp", "timestamp()", "the statement's clock in milliseconds since 1970",
     "RETURN timestamp() = datetime().epochMillis", "true", 0, 0, true, timestamp, gives(Kind::kInteger)},
    {"date", "date([text, map or temporal value])",
     "a DATE: of ISO 8601 text, of components, or of what has a date; without argument today, in UTC",
     "RETURN date('2015-W30-2'), date({year: 1984, ordinalDay: 202}), date('1989-05-15').weekDay",
     "2015-07-21 | 1984-07-20 | 1", 0, 1, true, temporal<ValueType::kDate>, gives(Kind::kDate)},
    {"localtime", "localtime([text, map or temporal value])", "a LOCAL TIME, which knows no offset from UTC",
     "RETURN localtime('214032.142'), localtime({hour: 12, minute: 31}).minute", "21:40:32.142 | 31", 0, 1, true,
     temporal<ValueType::kLocalTime>, gives(Kind::kLocalTime)},
    {"time", "time([text, map or temporal value])", "a TIME, with its offset from UTC",
     "RETURN time('21:40+01:00'), time({time: time('12:00+01:00'), timezone: '+05:00'})", "21:40+01:00 | 16:00+05:00",
     0, 1, true, temporal<ValueType::kTime>, gives(Kind::kTime)},
    {"localdatetime", "localdatetime([text, map or temporal value])",
     "a LOCAL DATETIME: a date and a time without offset from UTC",
     "RETURN localdatetime('2015-202T21:40'), localdatetime({date: date('1984-10-11'), hour: 12})",
     "2015-07-21T21:40 | 1984-10-11T12:00", 0, 1, true, temporal<ValueType::kLocalDateTime>,
     gives(Kind::kLocalDateTime)},
    {"datetime", "datetime([text, map or temporal value])",
     "a DATETIME: a date and a time with an offset from UTC or a named time zone; UTC where none is stated",
     "RETURN datetime({year: 1984, month: 7, timezone: 'Europe/Paris'}), datetime('2015-07-21T21:40Z').epochSeconds",
     "1984-07-01T00:00+02:00[Europe/Paris] | 1437514800", 0, 1, true, temporal<ValueType::kDateTime>,
     gives(Kind::kDateTime)},
    {"duration", "duration(text or map)",
     "a DURATION: months, days and seconds, which are kept apart; fractions go on in smaller units",
     "RETURN duration('P5M1.5D'), duration({hours: 25, seconds: -0.5}), duration('P1Y4M').months",
     "P5M1DT12H | PT24H59M59.5S | 16", 1, 1, true, duration, gives(Kind::kDuration)},
    {"date.truncate", "date.truncate(unit[, value[, map]])",
     "the first day of the millennium, century, decade, year, weekYear, quarter, month, week or day, with the "
     "components of the map",
     "RETURN date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "1984-10-09", 1, 3, true,
     truncate_temporal<ValueType::kDate>, gives(Kind::kDate)},
    {"localtime.truncate", "localtime.truncate(unit[, value[, map]])",
     "the start of the day, hour, minute, second, millisecond or microsecond",
     "RETURN localtime.truncate('hour', localtime('12:31:14'))", "12:00", 1, 3, true,
     truncate_temporal<ValueType::kLocalTime>, gives(Kind::kLocalTime)},
    {"time.truncate", "time.truncate(unit[, value[, map]])",
     "the same, with an offset; a `timezone` in the map leaves the clock as it is",
     "RETURN time.truncate('minute', time('12:31:14-01:00'), {timezone: '+01:00'})", "12:31+01:00", 1, 3, true,
     truncate_temporal<ValueType::kTime>, gives(Kind::kTime)},
    {"localdatetime.truncate", "localdatetime.truncate(unit[, value[, map]])",
     "the start of a unit of a date or of a time",
     "RETURN localdatetime.truncate('quarter', date('1984-11-11'), {hour: 8})", "1984-10-01T08:00", 1, 3, true,
     truncate_temporal<ValueType::kLocalDateTime>, gives(Kind::kLocalDateTime)},
    {"datetime.truncate", "datetime.truncate(unit[, value[, map]])",
     "the same, in the time zone of the value or the map",
     "RETURN datetime.truncate('year', datetime('1984-07-11T12:00+02:00[Europe/Paris]'))",
     "1984-01-01T00:00+01:00[Europe/Paris]", 1, 3, true, truncate_temporal<ValueType::kDateTime>,
     gives(Kind::kDateTime)},
    {"duration.between", "duration.between(from, to)",
     "the months, days and seconds from one temporal value to another; a missing date or zone is that of the other",
     "RETURN duration.between(date('1984-10-11'), date('2015-06-24'))", "P30Y8M13D", 2, 2, true,
     amount_from_to<AmountUnit::kCalendar>, gives(Kind::kDuration)},
    {"duration.inMonths", "duration.inMonths(from, to)", "the whole months between them",
     "RETURN duration.inMonths(date('1984-10-11'), date('2015-06-24'))", "P30Y8M", 2, 2, true,
     amount_from_to<AmountUnit::kMonths>, gives(Kind::kDuration)},
    {"duration.inDays", "duration.inDays(from, to)", "the whole days between them",
     "RETURN duration.inDays(date('1984-10-11'), date('2015-06-24'))", "P11213D", 2, 2, true,
     amount_from_to<AmountUnit::kDays>, gives(Kind::kDuration)},
    {"duration.inSeconds", "duration.inSeconds(from, to)", "the hours, minutes and seconds between them",
     "RETURN duration.inSeconds(localtime('12:34:56'), localtime('12:34:55.7'))", "PT-0.3S", 2, 2, true,
     amount_from_to<AmountUnit::kSeconds>, gives(Kind::kDuration)},
    {"datetime.fromepoch", "datetime.fromepoch(seconds, nanoseconds)", "the DATETIME so long after 1970, in UTC",
     "RETURN datetime.fromepoch(416779, 999999999)", "1970-01-05T19:46:19.999999999Z", 2, 2, true, from_epoch,
     gives(Kind::kDateTime)},
    {"datetime.fromepochmillis", "datetime.fromepochmillis(milliseconds)", "the same in milliseconds",
     "RETURN datetime.fromepochmillis(237821673987)", "1977-07-15T13:34:33.987Z", 1, 1, true, from_epoch_millis,
     gives(Kind::kDateTime)},
    {"date.transaction", "date.transaction([timezone])", kOfNow, "RETURN date.transaction() = date()", "true", 0, 1,
     true, now_in<ValueType::kDate>, gives(Kind::kDate)},
    {"date.statement", "date.statement([timezone])", kOfNow, "RETURN date.statement() = date()", "true", 0, 1, true,
     now_in<ValueType::kDate>, gives(Kind::kDate)},
    {"date.realtime", "date.realtime([timezone])", kOfNow, "RETURN date.realtime() = date()", "true", 0, 1, true,
     now_in<ValueType::kDate>, gives(Kind::kDate)},
    {"localtime.transaction", "localtime.transaction([timezone])", kOfNow,
     "RETURN localtime.transaction() = localtime()", "true", 0, 1, true, now_in<ValueType::kLocalTime>,
     gives(Kind::kLocalTime)},
    {"localtime.statement", "localtime.statement([timezone])", kOfNow, "RETURN localtime.statement() = localtime()",
     "true", 0, 1, true, now_in<ValueType::kLocalTime>, gives(Kind::kLocalTime)},
    {"localtime.realtime", "localtime.realtime([timezone])", kOfNow, "RETURN localtime.realtime() = localtime()",
     "true", 0, 1, true, now_in<ValueType::kLocalTime>, gives(Kind::kLocalTime)},
    {"time.transaction", "time.transaction([timezone])", kOfNow, "RETURN time.transaction() = time()", "true", 0, 1,
     true, now_in<ValueType::kTime>, gives(Kind::kTime)},
    {"time.statement", "time.statement([timezone])", kOfNow, "RETURN time.statement() = time()", "true", 0, 1, true,
     now_in<ValueType::kTime>, gives(Kind::kTime)},
    {"time.realtime", "time.realtime([timezone])", kOfNow, "RETURN time.realtime() = time()", "true", 0, 1, true,
     now_in<ValueType::kTime>, gives(Kind::kTime)},
    {"localdatetime.transaction", "localdatetime.transaction([timezone])", kOfNow,
     "RETURN localdatetime.transaction() = localdatetime()", "true", 0, 1, true, now_in<ValueType::kLocalDateTime>,
     gives(Kind::kLocalDateTime)},
    {"localdatetime.statement", "localdatetime.statement([timezone])", kOfNow,
     "RETURN localdatetime.statement() = localdatetime()", "true", 0, 1, true, now_in<ValueType::kLocalDateTime>,
     gives(Kind::kLocalDateTime)},
    {"localdatetime.realtime", "localdatetime.realtime([timezone])", kOfNow,
     "RETURN localdatetime.realtime() = localdatetime()", "true", 0, 1, true, now_in<ValueType::kLocalDateTime>,
     gives(Kind::kLocalDateTime)},
    {"datetime.transaction", "datetime.transaction([timezone])", kOfNow, "RETURN datetime.transaction() = datetime()",
     "true", 0, 1, true, now_in<ValueType::kDateTime>, gives(Kind::kDateTime)},
    {"datetime.statement", "datetime.statement([timezone])", kOfNow, "RETURN datetime.statement() = datetime()", "true",
     0, 1, true, now_in<ValueType::kDateTime>, gives(Kind::kDateTime)},
    {"datetime.realtime", "datetime.realtime([timezone])", kOfNow, "RETURN datetime.realtime() = datetime()", "true", 0,
     1, true, now_in<ValueType::kDateTime>, gives(Kind::kDateTime)},
};

}  // namespace

std::span<const Function> calendar_functions() {
  return kCalendarFunctions;
}

}  // namespace entente
