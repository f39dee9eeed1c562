// Top 3 by valid(r).start over TypeScan (a)-[r:MET]-(b)   ⇒   the scan, which is in that order, ends after three
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// The slot of r, and the slice, where the expression is valid(r).start.
const Call* start_of(const ExpressionPtr& e) {
  const auto* read = as<PropertyRead>(e);
  const auto* call = read && read->key == "start" ? as<Call>(read->object) : nullptr;
  return call && call->function == find_function("valid") && as<SlotRead>(call->arguments.front()) ? call : nullptr;
}

// What the key is before the projection: `when.start` after `when = valid(r)` is valid(r).start.
ExpressionPtr before(const Project& project, const ExpressionPtr& key) {
  if (const auto* read = as<SlotRead>(key)) {
    for (const auto& [slot, e] : project.items)
      if (slot == read->slot) return e;
    return key;
  }
  const auto* property = as<PropertyRead>(key);
  if (!property || !as<SlotRead>(property->object)) return key;
  PropertyRead of = *property;
  of.object = before(project, property->object);
  return make_expression(std::move(of), key->span);
}

// The scan that the rows come from in its order, and what `key` is there; null: none, or it is something else.
const TypeScan* scan_below(OperatorPtr op, ExpressionPtr& key) {
  for (;;) {
    if (const auto* scan = as<TypeScan>(op)) return scan;
    if (const auto* project = as<Project>(op)) {
      key = before(*project, key);
      const SlotSet reads = slots_of(key);
      for (const auto& [slot, e] : project->items)
        if (reads.contains(slot) && !(as<SlotRead>(e) && as<SlotRead>(e)->slot == slot)) return nullptr;
      op = project->input;
    } else if (const auto* filter = as<Filter>(op)) {
      op = filter->input;
    } else if (const auto* expand = as<Expand>(op)) {
      op = expand->input;
    } else {
      return nullptr;
    }
  }
}

void sorted_input(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* top = as<Top>(op);
    if (!top || top->keys.front().descending) return op;
    ExpressionPtr key = top->keys.front().expression;
    const TypeScan* scan = scan_below(top->input, key);
    const Call* start = scan ? start_of(key) : nullptr;
    if (!start || as<SlotRead>(start->arguments.front())->slot != scan->relationship || start->slice != scan->slice)
      return op;
    Top sorted = *top;
    sorted.is_sorted = true;
    sorted.slice = scan->slice;
    return make_operator(std::move(sorted));
  });
}

}  // namespace

extern constexpr Rule kSortedInput = {
    .name = "sorted-input",
    .floor = Floor::kPhysical,
    .summary = "ends a scan when no later relationship can come among the first",
    .apply = sorted_input,
};

}  // namespace entente
