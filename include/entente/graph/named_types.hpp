// The relation types that names stand for: a type with its sub-relations, or the inverse of a type, which is the same
// relations read backwards.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/traversal.hpp"

namespace entente {

// Of each type that occurs, once, which way it is meant: kOut as stored, kIn backwards, kBoth by different names.
struct NamedTypes {
  std::vector<SymbolId> types;
  std::vector<Direction> ways;

  void add(const TemporalGraph& graph, std::string_view name) {
    const auto add_type = [&](std::string_view type, Direction way) {
      for (const SymbolId id : graph.subrelations(type)) {
        const auto at = std::find(types.begin(), types.end(), id);
        if (at == types.end()) {
          types.push_back(id);
          ways.push_back(way);
        } else if (Direction& known = ways[static_cast<std::size_t>(at - types.begin())]; known != way) {
          known = Direction::kBoth;
        }
      }
    };
    each_meant(graph, name, add_type);
  }

  // Calls visit(type, way) with the types that a name means: a name that is a type itself, declared or in use, means
  // that type, whatever it is the inverse of. Without their sub-relations.
  template <class Visit>
  static void each_meant(const TemporalGraph& graph, std::string_view name, const Visit& visit) {
    const Ontology& ontology = graph.ontology();
    const std::optional<SymbolId> symbol = graph.symbol(name);
    if (ontology.relation_type(name) != nullptr || (symbol && graph.has_edges_of_type(*symbol))) {
      return visit(name, Direction::kOut);
    }
    for (const RelationType& type : ontology.relation_types) {
      if (type.inverse == name) visit(std::string_view(type.name), Direction::kIn);
    }
  }

  bool all(Direction way) const {
    return std::all_of(ways.begin(), ways.end(), [way](Direction w) { return w == way; });
  }
};

}  // namespace entente
