// MATCH p = (a)-->(b) RETURN a   ⇒   no path is put together; joins bring along what is read
#include <utility>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// Leaving it out can't hide an error.
bool is_harmless(const ExpressionPtr& expression) {
  if (const auto* read = as<PropertyRead>(expression)) return as<SlotRead>(read->object) != nullptr;
  return as<SlotRead>(expression) || as<PathMake>(expression) || as<Constant>(expression);
}

void mention(const OperatorPtr& op, SlotSet& out) {
  out.merge(slots_read(*op));
  for_each_input(*op, [&](const OperatorPtr& input) { mention(input, out); });
}

OperatorPtr prune(const OperatorPtr& op, SlotSet needed);

OperatorPtr prune_project(const OperatorPtr& op, const Project& node, SlotSet needed) {
  std::vector<std::pair<Slot, ExpressionPtr>> kept;
  for (auto item = node.items.rbegin(); item != node.items.rend(); ++item) {
    if (!needed.contains(item->first) && is_harmless(item->second)) continue;
    needed.erase(item->first);
    needed.merge(slots_of(item->second));
    kept.insert(kept.begin(), *item);
  }
  OperatorPtr input = prune(node.input, std::move(needed));
  if (kept.empty()) return input;
  if (input == node.input && kept.size() == node.items.size()) return op;
  return make_operator(Project{std::move(input), std::move(kept)});
}

OperatorPtr prune_apply(const OperatorPtr& op, const Apply& node, const SlotSet& needed) {
  OperatorPtr inner = prune(node.inner, needed);
  SlotSet outer = needed;
  mention(inner, outer);
  OperatorPtr input = prune(node.input, std::move(outer));
  if (inner == node.inner && input == node.input) return op;
  return make_operator(Apply{std::move(input), std::move(inner), node.kind, node.nulled});
}

// Of a join: what the right side brings along and nobody reads.
template <class Join>
OperatorPtr prune_join(const OperatorPtr& op, const Join& node, SlotSet needed) {
  for_each_expression(*op, [&](const ExpressionPtr& e) { needed.merge(slots_of(e)); });
  for (const auto& [left, right] : node.unlike) needed.insert({left, right});
  Join kept = node;
  std::erase_if(kept.right_slots, [&](Slot slot) { return !needed.contains(slot); });
  kept.left = prune(node.left, needed);
  kept.right = prune(node.right, needed);
  const bool is_same =
      kept.left == node.left && kept.right == node.right && kept.right_slots.size() == node.right_slots.size();
  return is_same ? op : make_operator(std::move(kept));
}

OperatorPtr prune(const OperatorPtr& op, SlotSet needed) {
  if (const auto* join = as<CartesianProduct>(op)) return prune_join(op, *join, std::move(needed));
  if (const auto* join = as<HashJoin>(op)) return prune_join(op, *join, std::move(needed));
  if (const auto* join = as<IntervalJoin>(op)) return prune_join(op, *join, std::move(needed));
  if (const auto* project = as<Project>(op)) return prune_project(op, *project, std::move(needed));
  if (const auto* apply = as<Apply>(op)) return prune_apply(op, *apply, needed);
  if (as<Aggregation>(op) || as<Union>(op)) needed.clear();  // rows below are seen only through what these read
  needed.merge(slots_read(*op));
  return map_inputs(op, [&](const OperatorPtr& input) { return prune(input, needed); });
}

void drop_unneeded(Plan& plan, const TemporalGraph&) {
  SlotSet needed(plan.column_slots.begin(), plan.column_slots.end());
  needed.insert(plan.element_slots.begin(), plan.element_slots.end());
  plan.root = prune(plan.root, std::move(needed));
}

}  // namespace

extern constexpr Rule kDropUnneeded = {
    .name = "drop-unneeded",
    .floor = Floor::kPhysical,
    .summary = "leaves out paths, columns and what joins bring along where nothing reads it",
    .apply = drop_unneeded,
};

}  // namespace entente
