// Properties and records of a snapshot.
#include <algorithm>

#include "entente/graph/temporal_graph.hpp"
#include "graph/graph_data.hpp"
#include "graph/overlay.hpp"

namespace entente {
namespace {

bool admits(const Timeslice& at, const Validity* validity) {
  return validity == nullptr || at.admits(*validity);
}

Value value_at(const PropertyColumn& column, std::uint32_t owner, SymbolId key, const Timeslice& at) {
  const PropertyRange range = column.of(owner, key);
  for (std::size_t i = range.last; i > range.first; --i) {
    if (admits(at, column.validity(i - 1))) return column.value(i - 1);
  }
  return {};
}

void sort_by_name(std::vector<SymbolId>& keys, const SymbolTable& symbols) {
  std::sort(keys.begin(), keys.end(), [&](SymbolId a, SymbolId b) { return symbols.name(a) < symbols.name(b); });
}

std::vector<SymbolId> keys_at(const PropertyColumn& column, std::uint32_t owner, const Timeslice& at,
                              const SymbolTable& symbols) {
  std::vector<SymbolId> keys;
  const PropertyRange range = column.of(owner);
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (!keys.empty() && keys.back() == column.key(i)) continue;
    if (admits(at, column.validity(i))) keys.push_back(column.key(i));
  }
  sort_by_name(keys, symbols);
  return keys;
}

std::vector<PropertyFact> facts_of(const PropertyColumn& column, std::uint32_t owner, const SymbolTable& symbols) {
  std::vector<PropertyFact> facts;
  const PropertyRange range = column.of(owner);
  facts.reserve(range.last - range.first);
  for (std::size_t i = range.first; i < range.last; ++i) {
    PropertyFact fact{symbols.name(column.key(i)), column.value(i), std::nullopt};
    if (const Validity* validity = column.validity(i)) fact.validity = *validity;
    if (const std::vector<SourceRef>* sources = column.sources(i)) fact.sources = *sources;
    facts.push_back(std::move(fact));
  }
  std::stable_sort(facts.begin(), facts.end(),
                   [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  return facts;
}

// A copy that leaves the snapshot says its time in text too.
Validity with_text(Validity validity) {
  if (validity.edtf.empty() && !validity.direct_bounds) validity.edtf = edtf_of(validity);
  for (Validity& stretch : validity.stretches) stretch = with_text(std::move(stretch));
  return validity;
}

std::optional<Validity> with_text(std::optional<Validity> validity) {
  if (validity) validity = with_text(*std::move(validity));
  return validity;
}

std::vector<Dating> with_text(std::span<const Dating> datings) {
  std::vector<Dating> copies(datings.begin(), datings.end());
  for (Dating& dating : copies) dating.validity = with_text(std::move(dating.validity));
  return copies;
}

std::vector<TimedValue> all_values(const PropertyColumn& column, PropertyRange range) {
  std::vector<TimedValue> values;
  for (std::size_t i = range.first; i < range.last; ++i) {
    values.push_back({column.value(i), column.validity(i), column.sources(i)});
  }
  return values;
}

}  // namespace

std::vector<TimedValue> TemporalGraph::property_values(Vertex v, SymbolId key) const {
  const auto [facts, at] = place_of_vertex(v);
  return all_values(facts.properties, facts.properties.of(at, key));
}

std::vector<TimedValue> TemporalGraph::edge_property_values(Edge e, SymbolId key) const {
  const auto [facts, at] = place_of(e);
  return all_values(facts.properties, facts.properties.of(at, key));
}

Value TemporalGraph::property(Vertex v, SymbolId key, const Timeslice& at) const {
  const auto [facts, place] = place_of_vertex(v);
  return value_at(facts.properties, place, key, at);
}

Value TemporalGraph::edge_property(Edge e, SymbolId key, const Timeslice& at) const {
  const auto [facts, place] = place_of(e);
  return value_at(facts.properties, place, key, at);
}

std::vector<Vertex> TemporalGraph::vertices_with_value(SymbolId key, const Value& value) const {
  const std::span<const Vertex> loaded =
      data_->vertex_by_property.find(data_->vertices.properties, loaded_vertices_, key, value);
  std::vector<Vertex> found(loaded.begin(), loaded.end());
  if (!overlay_ || overlay_->vertices.empty()) return found;
  std::erase_if(found, [&](Vertex v) { return overlay_->vertices.find(v) != nullptr; });
  const auto loaded_count = static_cast<std::ptrdiff_t>(found.size());
  const bool by_time =
      value.is_instant() || ((value.is_string() || first_instant(value)) && overlay_->keys_of_times.contains(key));
  const std::size_t hash = hash_of(value);
  const auto add = [&](Vertex v) {
    const auto [facts, at] = place_of_vertex(v);
    const PropertyRange range = facts.properties.of(at, key);
    for (std::size_t i = range.first; i < range.last; ++i)
      if (by_time || hash_of(facts.properties.value(i)) == hash) return found.push_back(v);
  };
  if (by_time)
    overlay_->vertices.for_each([&](Vertex v, const Overlay::VertexPlace&) { add(v); });
  else
    for (const Vertex v : Overlay::candidates(overlay_->by_value, Overlay::hash(key, value))) add(v);
  std::inplace_merge(found.begin(), found.begin() + loaded_count, found.end());
  return found;
}

std::vector<SymbolId> TemporalGraph::keys(Vertex v, const Timeslice& at) const {
  const auto [facts, place] = place_of_vertex(v);
  return keys_at(facts.properties, place, at, symbols());
}

std::vector<SymbolId> TemporalGraph::edge_keys(Edge e, const Timeslice& at) const {
  const auto [facts, place] = place_of(e);
  return keys_at(facts.properties, place, at, symbols());
}

NodeRecord TemporalGraph::node_record(Vertex v) const {
  NodeRecord record;
  record.id = entity_id(v);
  record.key = key(v);
  for (const SymbolId label : labels(v)) record.labels.emplace_back(symbol_name(label));
  record.validity = with_text(validity_of_vertex(v));
  const auto [facts, place] = place_of_vertex(v);
  record.properties = facts_of(facts.properties, place, symbols());
  record.attribution = attribution_of_vertex(v);
  record.datings = with_text(datings_of_vertex(v));
  return record;
}

RelationshipRecord TemporalGraph::relationship_record(Edge e) const {
  RelationshipRecord record;
  record.id = relation_id(e);
  record.key = relation_key(e);
  record.type = symbol_name(type(e));
  record.start = source(e);
  record.end = target(e);
  record.validity = with_text(validity(e));
  const auto [facts, place] = place_of(e);
  record.properties = facts_of(facts.properties, place, symbols());
  record.attribution = attribution(e);
  record.datings = with_text(datings(e));
  return record;
}

}  // namespace entente
