#include "query/functions/temporal_fields.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace entente {
namespace {

template <class Object>
struct Component {
  std::string_view name;
  std::int64_t (*read)(const Object&);
};

constexpr Component<LocalDate> kDateComponents[] = {
    {"year", [](const LocalDate& d) { return civil_from_days(d.days).year; }},
    {"quarter", [](const LocalDate& d) { return std::int64_t{quarter_of(civil_from_days(d.days))}; }},
    {"month", [](const LocalDate& d) { return std::int64_t{civil_from_days(d.days).month}; }},
    {"week", [](const LocalDate& d) { return std::int64_t{week_date_of(d).week}; }},
    {"weekYear", [](const LocalDate& d) { return week_date_of(d).year; }},
    {"day", [](const LocalDate& d) { return std::int64_t{civil_from_days(d.days).day}; }},
    {"ordinalDay",
     [](const LocalDate& d) {
       return d.days - days_from_civil({civil_from_days(d.days).year, 1, 1}) + 1;
     }},
    {"weekDay", [](const LocalDate& d) { return std::int64_t{week_date_of(d).day_of_week}; }},
    {"dayOfWeek", [](const LocalDate& d) { return std::int64_t{week_date_of(d).day_of_week}; }},
    {"dayOfQuarter",
     [](const LocalDate& d) {
       const CivilDate civil = civil_from_days(d.days);
       return d.days - first_day_of_quarter(civil.year, quarter_of(civil)) + 1;
     }},
};

constexpr Component<LocalTime> kTimeComponents[] = {
    {"hour", [](const LocalTime& t) { return t.nanos / (3'600 * kNanosPerSecond); }},
    {"minute", [](const LocalTime& t) { return t.nanos / (60 * kNanosPerSecond) % 60; }},
    {"second", [](const LocalTime& t) { return t.nanos / kNanosPerSecond % 60; }},
    {"millisecond", [](const LocalTime& t) { return t.nanos % kNanosPerSecond / 1'000'000; }},
    {"microsecond", [](const LocalTime& t) { return t.nanos % kNanosPerSecond / 1'000; }},
    {"nanosecond", [](const LocalTime& t) { return t.nanos % kNanosPerSecond; }},
};

// So many units of a fraction of a second.
std::int64_t fractions_of(std::int64_t seconds, std::int32_t nanos, std::int64_t per_second) {
  std::int64_t whole = 0;
  if (__builtin_mul_overflow(seconds, per_second, &whole) ||
      __builtin_add_overflow(whole, nanos / (kNanosPerSecond / per_second), &whole))
    throw Error(ErrorCode::kArithmetic, "a component is beyond the range of integers").with_detail("IntegerOverflow");
  return whole;
}

using Amount = TemporalAmount;
constexpr Component<Amount> kDurationComponents[] = {
    {"years", [](const Amount& d) { return d.months / 12; }},
    {"quarters", [](const Amount& d) { return d.months / 3; }},
    {"months", [](const Amount& d) { return d.months; }},
    {"weeks", [](const Amount& d) { return d.days / 7; }},
    {"days", [](const Amount& d) { return d.days; }},
    {"hours", [](const Amount& d) { return d.seconds / 3'600; }},
    {"minutes", [](const Amount& d) { return d.seconds / 60; }},
    {"seconds", [](const Amount& d) { return d.seconds; }},
    {"milliseconds", [](const Amount& d) { return fractions_of(d.seconds, d.nanos, 1'000); }},
    {"microseconds", [](const Amount& d) { return fractions_of(d.seconds, d.nanos, 1'000'000); }},
    {"nanoseconds", [](const Amount& d) { return fractions_of(d.seconds, d.nanos, kNanosPerSecond); }},
    {"quartersOfYear", [](const Amount& d) { return d.months / 3 % 4; }},
    {"monthsOfQuarter", [](const Amount& d) { return d.months % 3; }},
    {"monthsOfYear", [](const Amount& d) { return d.months % 12; }},
    {"daysOfWeek", [](const Amount& d) { return d.days % 7; }},
    {"minutesOfHour", [](const Amount& d) { return d.seconds / 60 % 60; }},
    {"secondsOfMinute", [](const Amount& d) { return d.seconds % 60; }},
    {"millisecondsOfSecond", [](const Amount& d) { return std::int64_t{d.nanos / 1'000'000}; }},
    {"microsecondsOfSecond", [](const Amount& d) { return std::int64_t{d.nanos / 1'000}; }},
    {"nanosecondsOfSecond", [](const Amount& d) { return std::int64_t{d.nanos}; }},
};

// Looks in the parts of a value one after the other, and remembers what they have.
class ComponentSearch {
 public:
  explicit ComponentSearch(std::string_view wanted) : wanted_(wanted) {}

  template <class Object>
  void in(std::span<const Component<Object>> components, const Object& object) {
    for (const Component<Object>& component : components) {
      if (component.name == wanted_) found_ = Value(component.read(object));
      names_.emplace_back(component.name);
    }
  }
  void in_date(LocalDate date) { in<LocalDate>(kDateComponents, date); }
  void in_time(LocalTime time) { in<LocalTime>(kTimeComponents, time); }
  void in_offset(std::int32_t offset, const std::string& zone) {
    one("timezone", zone.empty() ? print_offset(offset) : zone);
    one("offset", print_offset(offset));
    one("offsetMinutes", std::int64_t{offset / 60});
    one("offsetSeconds", std::int64_t{offset});
  }
  void one(std::string_view name, Value value) {
    if (name == wanted_) found_ = std::move(value);
    names_.emplace_back(name);
  }
  Value result(const Value& object) && {
    if (found_) return *std::move(found_);
    const std::string near = nearest(wanted_, names_);
    throw Error(ErrorCode::kArgument, fmt::format("a {} has no component '{}'", name(object.type()), wanted_))
        .with_hint(near.empty() ? fmt::format("it has {}", fmt::join(names_, ", "))
                                : fmt::format("did you mean '{}'?", near));
  }

 private:
  std::string_view wanted_;
  std::optional<Value> found_;
  std::vector<std::string> names_;
};

}  // namespace

int quarter_of(const CivilDate& date) {
  return (date.month - 1) / 3 + 1;
}

std::int64_t first_day_of_quarter(std::int64_t year, int quarter) {
  return days_from_civil({year, (quarter - 1) * 3 + 1, 1});
}

Value field_of_temporal(const Value& object, std::string_view field) {
  ComponentSearch search(field);
  switch (object.type()) {
    case ValueType::kDate:
      search.in_date(object.date());
      break;
    case ValueType::kLocalTime:
      search.in_time(object.local_time());
      break;
    case ValueType::kTime:
      search.in_time(object.time().time);
      search.in_offset(object.time().offset, {});
      break;
    case ValueType::kLocalDateTime:
      search.in_date(object.local_date_time().date());
      search.in_time(object.local_date_time().time());
      break;
    case ValueType::kDateTime: {
      const ZonedDateTime& t = object.date_time();
      search.in_date(t.local.date());
      search.in_time(t.local.time());
      search.in_offset(t.offset, t.zone);
      search.one("epochSeconds", t.utc_seconds());
      search.one("epochMillis", fractions_of(t.utc_seconds(), t.local.nanos, 1'000));
      break;
    }
    default:
      search.in<Amount>(kDurationComponents, object.duration());
  }
  return std::move(search).result(object);
}

}  // namespace entente
