#include "query/plan/keep_elements.hpp"

#include <string>
#include <utility>

#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

class Keeper {
 public:
  explicit Keeper(Plan& plan) : plan_(plan) {}

  // The operator, and the slots that hold matched elements in its rows.
  std::pair<OperatorPtr, SlotSet> keep(const OperatorPtr& op) {
    if (as<Union>(op)) return keep_union(*as<Union>(op));
    SlotSet slots;
    OperatorPtr kept = map_inputs(op, [&](const OperatorPtr& input) {
      auto [changed, below] = keep(input);
      slots.merge(below);
      return changed;
    });
    if (const auto* aggregation = as<Aggregation>(kept)) return group(*aggregation, slots);
    if (const auto* distinct = as<Distinct>(kept)) {
      Aggregation merged{distinct->input, {}, {}};
      for (const Slot slot : distinct->slots) merged.keys.emplace_back(slot, make_expression(SlotRead{slot}));
      return group(std::move(merged), slots);
    }
    if (const auto* match = as<Match>(kept)) add_elements(*match->pattern, slots);
    if (matches(*kept)) slots.merge(slots_filled(*kept));
    return {kept, std::move(slots)};
  }

  // With the elements in a list, and its slot.
  std::pair<OperatorPtr, Slot> listed(const OperatorPtr& op) {
    auto [input, slots] = keep(op);
    ListMake elements;
    for (const Slot slot : slots) elements.items.push_back(make_expression(SlotRead{slot}));
    const Slot own = plan_.add_slot({}, Kind::kList);
    return {make_operator(Project{input, {{own, make_expression(std::move(elements))}}}), own};
  }

 private:
  // Nodes and relationships, not the paths made of them.
  static void add_elements(const PatternGraph& pattern, SlotSet& slots) {
    for (const PatternNode& node : pattern.nodes)
      if (!node.bound) slots.insert(node.slot);
    for (const PatternRelationship& r : pattern.relationships) slots.insert(r.is_search ? r.path : r.slot);
  }

  static bool matches(const Operator& op) {
    return std::visit(Overloaded{[](const auto&) { return false; }, [](const AllNodesScan&) { return true; },
                                 [](const LabelScan&) { return true; }, [](const NodeSeek&) { return true; },
                                 [](const TypeScan&) { return true; }, [](const Expand&) { return true; },
                                 [](const VariableExpand&) { return true; }, [](const PathSearch&) { return true; },
                                 [](const ProcedureCall&) { return true; }},
                      op.node);
  }

  std::pair<OperatorPtr, SlotSet> group(Aggregation aggregation, const SlotSet& slots) {
    SlotSet keys;
    for (const auto& [slot, key] : aggregation.keys) keys.insert(slot);
    SlotSet kept;
    for (const Slot slot : slots) {
      if (keys.contains(slot)) {
        kept.insert(slot);
        continue;
      }
      const Slot all = plan_.add_slot({}, Kind::kList);
      aggregation.calls.push_back({all, find_aggregate("collect"), make_expression(SlotRead{slot}), true});
      kept.insert(all);
    }
    return {make_operator(std::move(aggregation)), std::move(kept)};
  }

  std::pair<OperatorPtr, SlotSet> keep_union(const Union& node) {
    Union changed{{}, node.columns};
    const Slot all = plan_.add_slot({}, Kind::kList);
    changed.columns.push_back(all);
    for (const UnionBranch& branch : node.branches) {
      auto [input, own] = listed(branch.input);
      UnionBranch next{std::move(input), branch.columns};
      next.columns.push_back(own);
      changed.branches.push_back(std::move(next));
    }
    return {make_operator(std::move(changed)), {all}};
  }

  Plan& plan_;
};

}  // namespace

void keep_elements(Plan& plan) {
  auto [root, slots] = Keeper(plan).keep(plan.root);
  plan.root = std::move(root);
  plan.element_slots.assign(slots.begin(), slots.end());
}

std::pair<OperatorPtr, Slot> with_elements(Plan& plan, const OperatorPtr& root) {
  return Keeper(plan).listed(root);
}

}  // namespace entente::plan
