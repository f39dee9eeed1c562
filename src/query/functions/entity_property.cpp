#include "query/functions/entity_property.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/duration.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/temporal_fields.hpp"

namespace entente {
namespace {

// Null where it is uncertain; an end that is open is an infinity.
Value bound_value(Instant earliest, Instant latest) {
  return earliest == latest ? Value(earliest) : Value();
}

// The calendar amount from start to end, as ISO 8601. Null when it is uncertain or infinite: length() gives the range.
Value duration(const Validity& period) {
  const Period& p = period.bounds;
  if (!period.is_certain() || period.is_set()) return {};
  const std::optional<Duration> amount = duration_between(p.earliest_start, p.latest_end);
  return amount ? Value(print_duration(*amount)) : Value();
}

// A period is a set of one.
Value stretches(const Validity& period) {
  if (!period.is_set()) return List{Value(period)};
  return List(period.stretches.begin(), period.stretches.end());
}

Value edtf(const Validity& period) {
  std::string text = edtf_of(period);
  return text.empty() ? Value() : Value(std::move(text));
}

// A part of the day of an instant; null for an infinity. Years are astronomical: 0 is 1 BC.
template <class Part>
Value part_of_day(Instant t, Part part) {
  return t.is_finite() ? Value(std::int64_t{part(civil_from_days(day_of(t)))}) : Value();
}

template <class Object>
struct Field {
  std::string_view name;
  Value (*read)(const Object&);
};
constexpr Field<Validity> kPeriodFields[] = {
    {"start", [](const Validity& v) { return bound_value(v.bounds.earliest_start, v.bounds.latest_start); }},
    {"end", [](const Validity& v) { return bound_value(v.bounds.earliest_end, v.bounds.latest_end); }},
    {"earliest_start", [](const Validity& v) { return Value(v.bounds.earliest_start); }},
    {"latest_start", [](const Validity& v) { return Value(v.bounds.latest_start); }},
    {"earliest_end", [](const Validity& v) { return Value(v.bounds.earliest_end); }},
    {"latest_end", [](const Validity& v) { return Value(v.bounds.latest_end); }},
    {"certain", [](const Validity& v) { return Value(v.is_certain()); }},
    {"stretches", stretches},
    {"duration", duration},
    {"edtf", edtf},
    {"text", [](const Validity& v) { return Value(text_of(v)); }},
};
constexpr Field<Instant> kInstantFields[] = {
    {"year", [](const Instant& t) { return part_of_day(t, [](const CivilDate& d) { return d.year; }); }},
    {"month", [](const Instant& t) { return part_of_day(t, [](const CivilDate& d) { return d.month; }); }},
    {"day", [](const Instant& t) { return part_of_day(t, [](const CivilDate& d) { return d.day; }); }},
};

template <class Object>
Value field_of(const Object& object, std::string_view field, std::span<const Field<Object>> fields,
               std::string_view what) {
  std::vector<std::string> names;
  for (const Field<Object>& f : fields) {
    if (f.name == field) return f.read(object);
    names.emplace_back(f.name);
  }
  const std::string near = nearest(field, names);
  throw Error(ErrorCode::kArgument, fmt::format("{} has no field '{}'", what, field))
      .with_hint(near.empty() ? fmt::format("it has {}", fmt::join(names, ", "))
                              : fmt::format("did you mean '{}'?", near));
}

}  // namespace

Value field_of_period(const Validity& period, std::string_view field) {
  return field_of<Validity>(period, field, kPeriodFields, "a period");
}

bool is_instant_of_period(std::string_view field) {
  constexpr std::string_view kInstants[] = {"start",        "end",          "earliest_start",
                                            "latest_start", "earliest_end", "latest_end"};
  return std::find(std::begin(kInstants), std::end(kInstants), field) != std::end(kInstants);
}

void require_present(const Value& object, const TemporalGraph& graph) {
  if (!graph.is_draft()) return;
  const bool is_deleted = (object.is_node() && graph.is_absent(object.node().index)) ||
                          (object.is_relationship() && graph.is_gone(object.relationship().index));
  if (!is_deleted) return;
  throw Error(ErrorCode::kNotFound,
              fmt::format("the {} was deleted by this statement", object.is_node() ? "node" : "relationship"))
      .with_hint("read what is wanted of it before, by WITH")
      .with_detail("DeletedEntityAccess");
}

Value property_of(const Value& object, std::string_view key, std::optional<SymbolId> symbol, const View& view) {
  if (view.graph().is_draft()) require_present(object, view.graph());
  switch (object.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kNode:
      return symbol ? view.property(object.node().index, *symbol) : Value();
    case ValueType::kRelationship:
      return symbol ? view.edge_property(object.relationship().index, *symbol) : Value();
    case ValueType::kMap: {
      const auto found = object.map().find(key);
      return found == object.map().end() ? Value() : found->second;
    }
    case ValueType::kPeriod:
      return field_of_period(object.period(), key);
    case ValueType::kInstant:
      return field_of<Instant>(object.instant(), key, kInstantFields, "an instant");
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return field_of_temporal(object, key);
    default:
      throw Error(ErrorCode::kType, fmt::format("{} has no property '{}'", describe_value(object), key))
          .with_hint("nodes, relationships, maps, periods, instants and temporal values have properties")
          .with_detail("InvalidArgumentType");
  }
}

Value property_by_name(const Value& object, std::string_view key, const View& view) {
  const bool in_graph = object.is_node() || object.is_relationship();
  return property_of(object, key, in_graph ? view.graph().symbol(key) : std::nullopt, view);
}

}  // namespace entente
