#include "query/functions/entity_property.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "base/text.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/edtf.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

// Null for an end that is open: there is no such instant.
Value instant_value(Instant t) {
  return t.is_finite() ? Value(print_instant(t)) : Value();
}

Value bound_value(Instant earliest, Instant latest) {
  return earliest == latest ? instant_value(earliest) : Value();
}

// The calendar amount from start to end, as ISO 8601. Null when it is uncertain or infinite: length() gives the range.
Value duration(const Validity& period) {
  const Period& p = period.bounds;
  if (!p.is_certain()) return {};
  const std::optional<Duration> amount = duration_between(p.earliest_start, p.latest_end);
  return amount ? Value(print_duration(*amount)) : Value();
}

Value edtf(const Validity& period) {
  std::string text = edtf_of(period);
  return text.empty() ? Value() : Value(std::move(text));
}

struct Field {
  std::string_view name;
  Value (*read)(const Validity&);
};
constexpr Field kFields[] = {
    {"start", [](const Validity& v) { return bound_value(v.bounds.earliest_start, v.bounds.latest_start); }},
    {"end", [](const Validity& v) { return bound_value(v.bounds.earliest_end, v.bounds.latest_end); }},
    {"earliest_start", [](const Validity& v) { return instant_value(v.bounds.earliest_start); }},
    {"latest_start", [](const Validity& v) { return instant_value(v.bounds.latest_start); }},
    {"earliest_end", [](const Validity& v) { return instant_value(v.bounds.earliest_end); }},
    {"latest_end", [](const Validity& v) { return instant_value(v.bounds.latest_end); }},
    {"certain", [](const Validity& v) { return Value(v.bounds.is_certain()); }},
    {"duration", duration},
    {"edtf", edtf},
    {"text", [](const Validity& v) { return Value(text_of(v)); }},
};

}  // namespace

Value field_of_period(const Validity& period, std::string_view field) {
  std::vector<std::string> names;
  for (const Field& f : kFields) {
    if (f.name == field) return f.read(period);
    names.emplace_back(f.name);
  }
  const std::string near = nearest(field, names);
  throw Error(ErrorCode::kArgument, fmt::format("a period has no field '{}'", field))
      .with_hint(near.empty() ? fmt::format("it has {}", fmt::join(names, ", "))
                              : fmt::format("did you mean '{}'?", near));
}

Value property_of(const Value& object, std::string_view key, std::optional<SymbolId> symbol, const TemporalGraph& graph,
                  const Timeslice& slice) {
  switch (object.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kNode:
      return symbol ? graph.property(object.as_node().index, *symbol, slice) : Value();
    case ValueType::kRelationship:
      return symbol ? graph.edge_property(object.as_relationship().index, *symbol, slice) : Value();
    case ValueType::kMap: {
      const auto found = object.as_map().find(key);
      return found == object.as_map().end() ? Value() : found->second;
    }
    case ValueType::kPeriod:
      return field_of_period(object.as_period(), key);
    default:
      throw Error(ErrorCode::kType, fmt::format("{} has no property '{}'", describe_value(object), key))
          .with_hint("nodes, relationships, maps and periods have properties")
          .with_detail("InvalidArgumentType");
  }
}

Value property_by_name(const Value& object, std::string_view key, const TemporalGraph& graph, const Timeslice& slice) {
  const bool in_graph = object.is_node() || object.is_relationship();
  return property_of(object, key, in_graph ? graph.symbol(key) : std::nullopt, graph, slice);
}

}  // namespace entente
