#include "query/optimize/cardinality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

using namespace plan;

// Guesses: the part of rows that fulfils a condition.
constexpr double kEquality = 0.01;
constexpr double kRelationshipEquality = 0.1;
constexpr double kOther = 0.4;
// Repetitions without an upper bound are taken to reach this far.
constexpr std::uint64_t kReach = 4;

// What a condition asks to equal a value that does not depend on the pattern's slots.
enum class EqualityKind { kNone, kUnknownProperty, kProperty, kUniqueKey };

EqualityKind equality_kind_of(const ExpressionPtr& side) {
  if (const auto* property = as<PropertyRead>(side)) {
    return property->symbol ? EqualityKind::kProperty : EqualityKind::kUnknownProperty;
  }
  const auto* call = as<Call>(side);
  const bool itself = call && (call->function == find_function("key") || call->function == find_function("id"));
  return itself && as<SlotRead>(call->arguments[0]) ? EqualityKind::kUniqueKey : EqualityKind::kNone;
}

// `n.key IN list` counts as one too, and so does a name.
EqualityKind equality(const ExpressionPtr& condition, const SlotSet& own) {
  const auto* call = as<Call>(condition);
  if (!call || call->arguments.size() != 2) return EqualityKind::kNone;
  const bool member = call->function == find_operator("IN");
  const bool named = call->function == find_function("named");
  if (!member && !named && call->function != find_operator("=")) return EqualityKind::kNone;
  for (const int side : {0, 1}) {
    const SlotSet other = slots_of(call->arguments[1 - side]);
    const bool outside = std::none_of(other.begin(), other.end(), [&](Slot slot) { return own.contains(slot); });
    if (!outside || (side == 1 && (member || named))) continue;
    const EqualityKind kind = named ? EqualityKind::kUniqueKey : equality_kind_of(call->arguments[side]);
    if (kind != EqualityKind::kNone) return kind;
  }
  return EqualityKind::kNone;
}

// The one slot of the pattern that the condition reads.
std::optional<Slot> only_slot(const ExpressionPtr& condition, const SlotSet& own) {
  std::optional<Slot> only;
  for (const Slot slot : slots_of(condition)) {
    if (!own.contains(slot)) continue;
    if (only) return std::nullopt;
    only = slot;
  }
  return only;
}

}  // namespace

Cardinality::Cardinality(const PatternGraph& pattern, const TemporalGraph& graph)
    : pattern_(pattern), graph_(graph), nodes_(pattern.nodes.size()), selectivity_(pattern.relationships.size(), 1.0) {
  for (Node& node : nodes_) node.labelled = graph.vertex_count();
  read_conditions();
  for (Node& node : nodes_) {
    node.rows = node.labelled * node.selectivity;
    node.scanned = node.sought ? node.labelled * kEquality : node.labelled;
  }
}

void Cardinality::read_conditions() {
  SlotSet own;
  for (const PatternNode& node : pattern_.nodes) own.insert(node.slot);
  for (const Slot slot : bound_slots(pattern_)) own.insert(slot);
  for (const ExpressionPtr& condition : pattern_.element_predicates) read_condition(condition, own);
  for (const ExpressionPtr& condition : pattern_.where) read_condition(condition, own);
}

void Cardinality::read_condition(const ExpressionPtr& condition, const SlotSet& own) {
  const std::optional<Slot> slot = only_slot(condition, own);
  if (!slot) return;
  const EqualityKind kind = equality(condition, own);
  const bool equal = kind != EqualityKind::kNone;
  for (std::size_t i = 0; i < pattern_.relationships.size(); ++i) {
    if (pattern_.relationships[i].slot == *slot) selectivity_[i] *= equal ? kRelationshipEquality : kOther;
  }
  for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
    if (pattern_.nodes[i].slot != *slot) continue;
    if (const auto* test = as<LabelTest>(condition)) {
      read_labels(*test, nodes_[i]);
    } else {
      const double one = 1.0 / std::max<double>(1, graph_.vertex_count());
      nodes_[i].selectivity *= kind == EqualityKind::kUniqueKey ? one : equal ? kEquality : kOther;
      nodes_[i].sought = nodes_[i].sought || kind == EqualityKind::kProperty || kind == EqualityKind::kUniqueKey;
    }
  }
}

void Cardinality::read_labels(const LabelTest& test, Node& node) const {
  for (const std::optional<SymbolId>& label : test.labels) {
    node.labelled = std::min(node.labelled, label ? static_cast<double>(graph_.count_with_label(*label)) : 0.0);
    if (label) node.labels.push_back(*label);
  }
}

double Cardinality::typed(const PatternRelationship& r) const {
  if (r.any_type) return graph_.edge_count();
  double sum = 0;
  for (const SymbolId type : r.types) sum += static_cast<double>(graph_.count_of_type(type));
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
        if (label) sum += static_cast<double>(graph_.count_with_label(*label));
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
  return rows * selectivity_[index] * labelled_ends(r, target) * nodes_[target].selectivity;
}

double Cardinality::closed(int index, bool reversed) const {
  const PatternRelationship& r = pattern_.relationships[index];
  if (r.is_search) return 1;
  const int target = reversed ? r.from : r.to;
  return followed(index, reversed) / std::max(1.0, nodes_[target].rows);
}

double Cardinality::both_ends(int index) const {
  const PatternRelationship& r = pattern_.relationships[index];
  return selectivity_[index] * labelled_ends(r, r.from) * nodes_[r.from].selectivity * labelled_ends(r, r.to) *
         nodes_[r.to].selectivity;
}

}  // namespace entente
