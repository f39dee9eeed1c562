// MATCH (n) WITH n, n.born AS born WHERE born > 1900   ⇒   MATCH (n) WHERE n.born > 1900 WITH n, n.born AS born
#include <algorithm>
#include <map>

#include "query/optimize/rules.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;
using Computed = std::map<Slot, ExpressionPtr>;

bool has_subplan(const ExpressionPtr& expression) {
  bool found = as<Subplan>(expression) != nullptr;
  for_each_child(*expression, [&](const ExpressionPtr& child) { found = found || has_subplan(child); });
  return found;
}

// Worth computing twice, to filter early.
bool is_cheap(const ExpressionPtr& expression) {
  if (const auto* read = as<PropertyRead>(expression)) return as<SlotRead>(read->object) != nullptr;
  return as<SlotRead>(expression) || as<Constant>(expression) || as<Parameter>(expression);
}

// `expression` with reads of computed slots replaced by what computes them; null where that is too dear.
ExpressionPtr substituted(const ExpressionPtr& expression, const Computed& computed) {
  if (const auto* read = as<SlotRead>(expression)) {
    const auto found = computed.find(read->slot);
    if (found == computed.end()) return expression;
    return is_cheap(found->second) ? found->second : nullptr;
  }
  bool possible = true;
  ExpressionPtr result = map_children(expression, [&](const ExpressionPtr& child) {
    ExpressionPtr now = substituted(child, computed);
    possible = possible && now;
    return now ? now : child;
  });
  return possible ? result : nullptr;
}

// The condition as it reads below an operator that computes slots; null where it can't be said there.
ExpressionPtr below(const ExpressionPtr& predicate, const std::vector<std::pair<Slot, ExpressionPtr>>& items) {
  const SlotSet reads = slots_of(predicate);
  Computed computed;
  for (const auto& [slot, expression] : items) {
    const SlotRead* same = as<SlotRead>(expression);
    if (reads.contains(slot) && !(same && same->slot == slot)) computed.emplace(slot, expression);
  }
  if (computed.empty()) return predicate;
  return has_subplan(predicate) ? nullptr : substituted(predicate, computed);
}

bool reads_any(const ExpressionPtr& predicate, const SlotSet& slots) {
  const SlotSet reads = slots_of(predicate);
  return std::any_of(slots.begin(), slots.end(), [&](Slot slot) { return reads.contains(slot); });
}

OperatorPtr push(const ExpressionPtr& predicate, const OperatorPtr& op);

// `op` over `input`, with the condition below it. What can't go further stays as a filter there.
template <class Node>
OperatorPtr over(Node node, const ExpressionPtr& predicate) {
  if (OperatorPtr pushed = push(predicate, node.input)) {
    node.input = std::move(pushed);
  } else {
    node.input = make_operator(Filter{node.input, predicate});
  }
  return make_operator(std::move(node));
}

OperatorPtr push_below(const ExpressionPtr& predicate, const Filter& node) {
  OperatorPtr pushed = push(predicate, node.input);
  return pushed ? make_operator(Filter{std::move(pushed), node.predicate}) : nullptr;
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Project& node) {
  const ExpressionPtr inner = below(predicate, node.items);
  return inner ? over(node, inner) : nullptr;
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Aggregation& node) {
  SlotSet results;
  for (const AggregateCall& call : node.calls) results.insert(call.slot);
  if (node.keys.empty() || reads_any(predicate, results)) return nullptr;
  const ExpressionPtr inner = below(predicate, node.keys);
  return inner ? over(node, inner) : nullptr;
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Distinct& node) {
  return over(node, predicate);
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Sort& node) {
  return over(node, predicate);
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Unwind& node) {
  return reads_any(predicate, {node.item}) ? nullptr : over(node, predicate);
}
OperatorPtr push_below(const ExpressionPtr& predicate, const LoadCsv& node) {
  return reads_any(predicate, {node.row}) ? nullptr : over(node, predicate);
}
OperatorPtr push_below(const ExpressionPtr& predicate, const Apply& node) {
  if (node.kind != ApplyKind::kOptional || reads_any(predicate, SlotSet(node.nulled.begin(), node.nulled.end())))
    return nullptr;
  return over(node, predicate);
}
template <class Node>
OperatorPtr push_below(const ExpressionPtr&, const Node&) {
  return nullptr;
}

// `op` with the condition somewhere inside; null where it has to stay above.
OperatorPtr push(const ExpressionPtr& predicate, const OperatorPtr& op) {
  if (const auto* match = as<Match>(op)) {
    PatternGraph pattern = *match->pattern;
    pattern.where.push_back(predicate);
    return make_match(std::move(pattern));
  }
  return std::visit([&](const auto& node) { return push_below(predicate, node); }, op->node);
}

void push_filters(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    if (const auto* match = as<Match>(op)) {
      PatternGraph pattern = *match->pattern;
      pattern.is_eager = true;
      return make_match(std::move(pattern));
    }
    const auto* filter = as<Filter>(op);
    if (!filter) return op;
    std::vector<ExpressionPtr> conjuncts, left;
    split_conjunction(filter->predicate, conjuncts);
    OperatorPtr input = filter->input;
    for (const ExpressionPtr& conjunct : conjuncts) {
      OperatorPtr pushed = is_volatile(conjunct) ? nullptr : push(conjunct, input);
      if (pushed) {
        input = std::move(pushed);
      } else {
        left.push_back(conjunct);
      }
    }
    return filtered(std::move(input), std::move(left));
  });
}

}  // namespace

extern constexpr Rule kPushFilters = {
    .name = "push-filters",
    .floor = Floor::kLogical,
    .summary = "checks each condition as close to the graph as its variables allow",
    .apply = push_filters,
};

}  // namespace entente
