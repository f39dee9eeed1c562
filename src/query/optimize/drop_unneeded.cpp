// MATCH p = (a)-->(b) RETURN a   ⇒   no path is put together
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

OperatorPtr prune(const OperatorPtr& op, SlotSet needed) {
  if (const auto* project = as<Project>(op)) return prune_project(op, *project, std::move(needed));
  if (const auto* apply = as<Apply>(op)) return prune_apply(op, *apply, needed);
  if (as<Aggregation>(op) || as<Union>(op)) needed.clear();  // rows below are seen only through what these read
  needed.merge(slots_read(*op));
  return map_inputs(op, [&](const OperatorPtr& input) { return prune(input, needed); });
}

}  // namespace

void drop_unneeded(Plan& plan, const TemporalGraph&) {
  SlotSet needed(plan.column_slots.begin(), plan.column_slots.end());
  needed.insert(plan.element_slots.begin(), plan.element_slots.end());
  plan.root = prune(plan.root, std::move(needed));
}

}  // namespace entente
