#include "query/optimize/cardinality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// Guesses: the part of rows that fulfils a condition.
constexpr double kEquality = 0.01;
constexpr double kOther = 0.4;
// Repetitions without an upper bound are taken to reach this far.
constexpr std::uint64_t kReach = 4;

std::optional<Slot> only_slot(const ExpressionPtr& condition) {
  const SlotSet slots = slots_of(condition);
  return slots.size() == 1 ? std::optional(*slots.begin()) : std::nullopt;
}

bool is_property_equality(const ExpressionPtr& condition) {
  const auto* call = as<Call>(condition);
  if (!call || call->function != find_operator("=")) return false;
  return (as<PropertyRead>(call->arguments[0]) && is_row_free(call->arguments[1])) ||
         (as<PropertyRead>(call->arguments[1]) && is_row_free(call->arguments[0]));
}

}  // namespace

Cardinality::Cardinality(const PatternGraph& pattern, const TemporalGraph& graph)
    : pattern_(pattern), graph_(graph), nodes_(pattern.nodes.size()), kept_(pattern.relationships.size(), 1.0) {
  for (Node& node : nodes_) node.labelled = node.scanned = graph.vertex_count();
  read_conditions();
  for (Node& node : nodes_) node.rows = node.labelled * node.kept;
}

void Cardinality::read_conditions() {
  for (const ExpressionPtr& condition : pattern_.element_predicates) read_condition(condition);
  for (const ExpressionPtr& condition : pattern_.where) read_condition(condition);
}

void Cardinality::read_condition(const ExpressionPtr& condition) {
  const std::optional<Slot> slot = only_slot(condition);
  if (!slot) return;
  for (std::size_t i = 0; i < pattern_.relationships.size(); ++i) {
    if (pattern_.relationships[i].slot == *slot) kept_[i] *= is_property_equality(condition) ? 10 * kEquality : kOther;
  }
  for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
    if (pattern_.nodes[i].slot != *slot) continue;
    Node& node = nodes_[i];
    const auto* test = as<LabelTest>(condition);
    if (!test) {
      node.kept *= is_property_equality(condition) ? kEquality : kOther;
      if (is_property_equality(condition)) node.scanned = std::min(node.scanned, node.labelled * 0.1);
      continue;
    }
    for (const std::optional<SymbolId>& label : test->labels) {
      const double count = label ? static_cast<double>(graph_.vertices_with_label(*label).size()) : 0.0;
      node.labelled = std::min(node.labelled, count);
      node.scanned = std::min(node.scanned, count);
      if (label) node.labels.push_back(*label);
    }
  }
}

double Cardinality::typed(const PatternRelationship& r) const {
  if (r.any_type) return graph_.edge_count();
  double sum = 0;
  for (const SymbolId type : r.types) sum += static_cast<double>(graph_.edges_of_type(type).size());
  return sum;
}

double Cardinality::relationships(int index) const {
  const PatternRelationship& r = pattern_.relationships[index];
  return typed(r) * (r.direction == Direction::kBoth ? 2 : 1);
}

// Where the ontology says which entities a type joins, that is how many nodes the ends are spread over.
double Cardinality::ends(const PatternRelationship& r) const {
  const double all = std::max<double>(1, graph_.vertex_count());
  if (r.any_type) return all;
  double sum = 0;
  for (const SymbolId type : r.types) {
    const RelationType* declared = graph_.ontology().relation_type(graph_.symbol_name(type));
    if (!declared || declared->domain.empty() || declared->range.empty()) return all;
    for (const auto* side : {&declared->domain, &declared->range}) {
      for (const std::string& name : *side) {
        const std::optional<SymbolId> label = graph_.symbol(name);
        if (label) sum += static_cast<double>(graph_.vertices_with_label(*label).size());
      }
    }
  }
  return std::clamp(sum, 1.0, all);
}

double Cardinality::labelled_ends(const PatternRelationship& r, int node) const {
  if (nodes_[node].labels.empty()) return 1;
  return std::min(1.0, nodes_[node].labelled / ends(r));
}

double Cardinality::fanout(const PatternRelationship& r) const {
  const double rows = typed(r) * (r.direction == Direction::kBoth ? 2 : 1);
  return rows / ends(r);
}

double Cardinality::followed(int index, bool reversed) const {
  const PatternRelationship& r = pattern_.relationships[index];
  const int target = reversed ? r.from : r.to;
  const double once = fanout(r);
  double rows = once;
  if (r.repetition) {
    rows = 0;
    const std::uint64_t last = std::min(r.repetition->max.value_or(kReach), std::max(r.repetition->min, kReach));
    for (std::uint64_t length = r.repetition->min; length <= last; ++length) {
      rows += std::pow(once, static_cast<double>(length));
    }
  }
  return rows * kept_[index] * labelled_ends(r, target) * nodes_[target].kept;
}

double Cardinality::closed(int index, bool reversed) const {
  const PatternRelationship& r = pattern_.relationships[index];
  if (r.shortest) return 1;
  const int target = reversed ? r.from : r.to;
  return followed(index, reversed) / std::max(1.0, nodes_[target].rows);
}

double Cardinality::both_ends(int index) const {
  const PatternRelationship& r = pattern_.relationships[index];
  return kept_[index] * labelled_ends(r, r.from) * nodes_[r.from].kept * labelled_ends(r, r.to) *
         nodes_[r.to].kept;
}

}  // namespace entente
