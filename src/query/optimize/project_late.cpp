// Top 10 by born over Project born, text = long(n)   ⇒   Project text = long(n) over Top 10 over Project born
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// Moves what `node` does not read from the projection below it to above it.
template <class Node>
OperatorPtr swapped(const Node& node, const OperatorPtr& op) {
  const auto* project = as<Project>(node.input);
  if (!project) return op;
  const SlotSet reads = slots_read(*op);
  std::vector<std::pair<Slot, ExpressionPtr>> early, late;
  SlotSet moved;  // slots that later items may not read below
  for (const auto& item : project->items) {
    bool stays = reads.contains(item.first) || is_volatile(item.second);
    for (const Slot slot : slots_of(item.second)) stays = stays || slot == item.first;
    if (stays) {
      for (const Slot slot : slots_of(item.second)) {
        if (moved.contains(slot)) return op;
      }
    } else {
      moved.insert(item.first);
    }
    (stays ? early : late).push_back(item);
  }
  if (late.empty()) return op;
  Node inner = node;
  inner.input = early.empty() ? project->input : make_operator(Project{project->input, std::move(early)});
  return make_operator(Project{make_operator(std::move(inner)), std::move(late)});
}

void project_late(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    if (const auto* top = as<Top>(op)) return swapped(*top, op);
    if (const auto* limit = as<Limit>(op)) return swapped(*limit, op);
    if (const auto* skip = as<Skip>(op)) return swapped(*skip, op);
    return op;
  });
}

}  // namespace

extern constexpr Rule kProjectLate = {
    .name = "project-late",
    .floor = Floor::kPhysical,
    .summary = "computes columns after rows were sorted and cut",
    .apply = project_late,
};

}  // namespace entente
