#include "query/plan/pattern_graph.hpp"

#include <algorithm>
#include <utility>

#include "algorithms/path_finder.hpp"

namespace entente::plan {

OperatorPtr make_match(PatternGraph pattern) {
  return make_operator(Match{std::make_shared<const PatternGraph>(std::move(pattern))});
}

PatternOrder written_order(const PatternGraph& pattern) {
  PatternOrder order;
  std::vector<bool> reached(pattern.nodes.size());
  std::vector<bool> joined(pattern.nodes.size());
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) reached[i] = pattern.nodes[i].bound;
  const auto start = [&](int node) {
    if (!reached[node]) order.push_back({PatternStep::Kind::kStart, node});
    reached[node] = true;
  };
  for (int i = 0; i < static_cast<int>(pattern.relationships.size()); ++i) {
    const PatternRelationship& r = pattern.relationships[i];
    start(r.from);
    if (r.is_search && needs_both_ends(r)) start(r.to);
    order.push_back({PatternStep::Kind::kFollow, i});
    reached[r.to] = true;
    joined[r.from] = joined[r.to] = true;
  }
  for (int i = 0; i < static_cast<int>(pattern.nodes.size()); ++i) {
    if (!joined[i]) order.push_back({PatternStep::Kind::kStart, i});
  }
  return order;
}

std::vector<int> connected_parts(const PatternGraph& pattern) {
  std::vector<int> part(pattern.nodes.size());
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = static_cast<int>(i);
  const auto first = [&part](int node) {
    while (part[node] != node) node = part[node] = part[part[node]];
    return node;
  };
  for (const PatternRelationship& r : pattern.relationships) {
    if (r.is_search) continue;
    const auto [less, more] = std::minmax({first(r.from), first(r.to)});
    part[more] = less;
  }
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = first(static_cast<int>(i));
  return part;
}

bool needs_both_ends(const PatternRelationship& search) {
  return search.from != search.to &&
         !reaches_all_ends(search.selection, search.repetition ? search.repetition->min : 1);
}

std::vector<Slot> bound_slots(const PatternGraph& pattern) {
  std::vector<Slot> slots;
  for (const PatternNode& node : pattern.nodes) {
    if (!node.bound) slots.push_back(node.slot);
  }
  for (const PatternRelationship& r : pattern.relationships) {
    slots.push_back(r.slot);
    if (r.path >= 0) slots.push_back(r.path);
  }
  for (const PatternPath& path : pattern.paths) slots.push_back(path.slot);
  return slots;
}

}  // namespace entente::plan
