#include "db/finder.hpp"

#include <algorithm>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

constexpr std::size_t kOffered = 5;

NamedEntity record_of(const TemporalGraph& graph, Vertex v) {
  NamedEntity entity;
  entity.key = graph.key(v);
  const std::optional<SymbolId> key = graph.symbol("name");
  const Value name = key ? graph.property(v, *key) : Value();
  entity.name = name.is_string() ? name.as_string() : entity.key;
  for (const SymbolId label : graph.labels(v)) entity.labels.emplace_back(graph.symbol_name(label));
  return entity;
}

}  // namespace

FoundEntities find_entities(const TemporalGraph& graph, std::string_view text) {
  FoundEntities found;
  for (const NameEntry& entry : graph.named(text)) {
    NamedEntity entity = record_of(graph, entry.vertex);
    entity.matched = entry.name;
    entity.is_alias = entry.is_alias;
    if (entry.validity != nullptr) entity.validity = *entry.validity;
    found.matches.push_back(std::move(entity));
  }
  if (const std::optional<Vertex> v = graph.find(text)) {
    const bool known = std::any_of(found.matches.begin(), found.matches.end(),
                                   [&](const NamedEntity& entity) { return entity.key == text; });
    if (!known) {
      found.matches.push_back(record_of(graph, *v));
      found.matches.back().matched = text;
    }
  }
  if (found.matches.empty()) found.nearest = graph.nearest_names(text, kOffered);
  return found;
}

}  // namespace entente
