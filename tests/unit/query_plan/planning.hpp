// A small graph, and queries over it from text to plan and to rows.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "query/pipeline.hpp"
#include "query/plan/print.hpp"
#include "support/graphs.hpp"

namespace entente {

// Three persons (Agents), two cities; who met whom and who lived where.
inline std::shared_ptr<const TemporalGraph> small_world() {
  Ontology ontology;
  ontology.entity_types = {{"Agent", "", ""}, {"Person", "Agent", ""}, {"City", "", ""}};
  RelationType met, summit;
  met.name = "MET";
  summit.name = "HELD_SUMMIT_WITH";
  summit.sub_relation_of = "MET";
  ontology.relation_types = {met, summit};
  GraphOf graph(ontology);
  const auto named = [&](const std::string& key, const std::string& type) {
    StoredEntity e;
    e.key = key;
    e.types = {graph.symbol(type)};
    e.properties.push_back({graph.symbol("name"), Value(key), std::nullopt});
    graph.entity(std::move(e));
  };
  named("ann", "Person");
  named("bob", "Person");
  named("cem", "Person");
  named("york", "City");
  named("bern", "City");
  graph.relation("ann", "MET", "bob", 10, 12)
      .relation("bob", "MET", "cem", 20, 22)
      .relation("ann", "HELD_SUMMIT_WITH", "cem", 30, 31)
      .relation("ann", "LIVES_IN", "york", 0, 40)
      .relation("bob", "LIVES_IN", "bern", 0, 15);
  return graph.build();
}

inline Table ask(const TemporalGraph& graph, std::string_view text, PrepareOptions options = {},
                 const Map& parameters = {}) {
  return run(*prepare(text, graph, options), graph, parameters, {});
}

// The rows as text, sorted.
inline std::vector<std::string> sorted_rows(const Table& table) {
  std::vector<std::string> rows;
  for (const std::vector<Value>& row : table.rows) {
    std::string& text = rows.emplace_back();
    for (const Value& value : row) text += (text.empty() ? "" : " | ") + plan::print_value(value);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

inline std::vector<std::string> rows_of(std::string_view text, PrepareOptions options = {}) {
  return sorted_rows(ask(*small_world(), text, std::move(options)));
}

// The error that preparing `text` gives; its detail is empty where it gives none.
inline Error error_of(std::string_view text) {
  try {
    prepare(text, *small_world());
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kSemantic, "no error");
}

}  // namespace entente
