#include "query/functions/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "entente/time/date.hpp"

namespace entente {

std::string describe_value(const Value& value) {
  constexpr int kLongest = 40;
  switch (value.type()) {
    case ValueType::kBoolean:
      return fmt::format("{} (BOOLEAN)", value.boolean());
    case ValueType::kInteger:
      return fmt::format("{} (INTEGER)", value.integer());
    case ValueType::kFloat:
      return fmt::format("{} (FLOAT)", value.floating());
    case ValueType::kString:
      return fmt::format("'{}' (STRING)", truncate_to_width(value.string(), kLongest));
    case ValueType::kList:
      return fmt::format("a LIST of {}", value.list().size());
    case ValueType::kInstant:
      return fmt::format("{} (INSTANT)", print_point(value.instant()));
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return fmt::format("{} ({})", print_temporal(value), name(value.type()));
    default:
      return fmt::format("a {}", name(value.type()));
  }
}

void throw_type(std::string_view function, std::string_view wanted, const Value& found) {
  throw Error(ErrorCode::kType, fmt::format("{} takes {}, not {}", function, wanted, describe_value(found)))
      .with_detail("InvalidArgumentType");
}

void throw_argument(std::string message) {
  throw Error(ErrorCode::kArgument, std::move(message));
}

std::int64_t integer_argument(const Value& value, std::string_view function) {
  if (!value.is_integer()) throw_type(function, "an integer", value);
  return value.integer();
}

double number_argument(const Value& value, std::string_view function) {
  if (!value.is_number()) throw_type(function, "a number", value);
  return value.number();
}

const std::string& string_argument(const Value& value, std::string_view function) {
  if (!value.is_string()) throw_type(function, "a string", value);
  return value.string();
}

const List& list_argument(const Value& value, std::string_view function) {
  if (!value.is_list()) throw_type(function, "a list", value);
  return value.list();
}

const Path& path_argument(const Value& value, std::string_view function) {
  if (!value.is_path()) throw_type(function, "a path", value);
  return value.path();
}

Duration duration_argument(const Value& value, std::string_view function) {
  if (value.is_duration()) return whole_seconds(value.duration());
  const std::string& text = string_argument(value, function);
  const Result<Duration> amount = read_duration(text);
  if (amount.ok()) return *amount;
  throw Error(ErrorCode::kArgument, fmt::format("'{}' is not a duration: {}", text, amount.error().message))
      .with_hint("write one as ISO 8601 does: 'P1Y2M3D', 'P10W', '-P3M'");
}

Value period_value(const Period& bounds) {
  Validity validity;  // its text is printed when somebody asks for it
  validity.bounds = bounds;
  return Value(std::move(validity));
}

List source_values(const Attribution& attribution) {
  List list;
  for (const SourceRef& source : attribution.sources) {
    list.emplace_back(Map{{"source", source.source},
                          {"locator", source.locator.empty() ? Value() : Value(source.locator)},
                          {"provenance", name(attribution.provenance)}});
  }
  return list;
}

bool intersect(const Period& p, const Period& q, Period& common) {
  common.earliest_start = std::max(p.earliest_start, q.earliest_start);
  common.latest_start = std::max(p.latest_start, q.latest_start);
  common.earliest_end = std::min(p.earliest_end, q.earliest_end);
  common.latest_end = std::min(p.latest_end, q.latest_end);
  return common.is_valid();
}

bool has_valid_time(const Value& value) {
  if (value.is_list()) {
    const List& list = value.list();
    return std::all_of(list.begin(), list.end(), [](const Value& item) { return item.is_relationship(); });
  }
  return value.is_relationship() || value.is_node() || value.is_path();
}

namespace {

bool narrow(Period& period, RelationshipRef relationship, const View& view) {
  const Period so_far = period;
  return intersect(so_far, view.period(relationship.index), period);
}

}  // namespace

bool valid_time(const Value& value, const View& view, Period& period) {
  if (value.is_relationship()) {
    period = view.period(value.relationship().index);
    return true;
  }
  if (value.is_node()) {
    period = view.period_of_vertex(value.node().index);
    return true;
  }
  period = Period::always();
  if (value.is_list()) {
    return std::all_of(value.list().begin(), value.list().end(),
                       [&](const Value& item) { return narrow(period, item.relationship(), view); });
  }
  const Path& path = value.path();
  return std::all_of(path.relationships.begin(), path.relationships.end(),
                     [&](RelationshipRef relationship) { return narrow(period, relationship, view); });
}

namespace {

// The second that begins then, as short as time is read; the first or last one for an infinity.
Period second_at(Instant t) {
  if (t == Instant::plus_infinity()) return Period::certain({t.seconds - 1}, t);
  return Period::certain(t, {t.seconds + 1});
}

// What to write instead of a value that is no time. A number of four digits is meant as a year, and a parameter without
// quotes becomes one by itself.
std::string hint_for_date(const Value& value) {
  if (value.is_integer() && value.integer() >= 1000 && value.integer() <= 9999) {
    return fmt::format(
        "write a year as a string, '{0}'; as a parameter -p 'date=\"{0}\"', or :param date \"{0}\" in the "
        "shell",
        value.integer());
  }
  return "write a date as a string ('1989', '1969-03-02', '1950/1953'), or take a period with valid(…)";
}

}  // namespace

Period period_of(const Value& value) {
  if (value.is_period()) return value.period().bounds;
  if (value.is_instant()) return second_at(value.instant());
  if (const auto span = span_of(value)) return *span;
  if (!value.is_string()) {
    throw Error(ErrorCode::kType, fmt::format("expected a period or a date, found {}", describe_value(value)))
        .with_hint(hint_for_date(value))
        .with_detail("InvalidArgumentType");
  }
  Result<Period> period = read_date_span(value.string());
  if (period.ok()) return *period;
  // The place that the reader names is one in the date, not in the query.
  throw Error(ErrorCode::kArgument, fmt::format("'{}' is not a date: {}", value.string(), period.error().message))
      .with_hint(period.error().hint);
}

}  // namespace entente
