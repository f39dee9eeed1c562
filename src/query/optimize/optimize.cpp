// The table of rules, and applying them.
#include "query/optimize/optimize.hpp"

#include <array>

#include "query/optimize/rules.hpp"
#include "query/plan/lowering.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/verify.hpp"

namespace entente {

// Each is defined beside its code. Constants of the compiler, they are there before anything runs.
extern const Rule kBoundTypeScans;
extern const Rule kCountEnds;
extern const Rule kFindArrivals;
extern const Rule kCountSteps;
extern const Rule kDistinctEnds;
extern const Rule kDropUnneeded;
extern const Rule kFilterByValidTime;
extern const Rule kKeepTopRows;
extern const Rule kMergeFilters;
extern const Rule kOrderPatterns;
extern const Rule kProjectLate;
extern const Rule kPushFilters;
extern const Rule kScanByLabel;
extern const Rule kSeekByProperty;
extern const Rule kSortedInput;

namespace {

using plan::ExpressionPtr;
using plan::OperatorPtr;
using Rewrite = std::function<OperatorPtr(const OperatorPtr&)>;

OperatorPtr lower_match(const OperatorPtr& op) {
  const auto* match = plan::as<plan::Match>(op);
  return match ? plan::lower(*match->pattern) : op;
}

ExpressionPtr rewrite_subplans(const ExpressionPtr& expression, const Rewrite& change) {
  ExpressionPtr inside =
      plan::map_children(expression, [&](const ExpressionPtr& child) { return rewrite_subplans(child, change); });
  const auto* subplan = plan::as<plan::Subplan>(inside);
  if (!subplan) return inside;
  OperatorPtr root = rewrite(subplan->root, change);
  if (root == subplan->root) return inside;
  return plan::make_expression(plan::Subplan{std::move(root), subplan->result, subplan->slot}, inside->span);
}

}  // namespace

bool tells_apart(const ExpressionPtr& condition, plan::Slot a, plan::Slot b) {
  const auto* call = plan::as<plan::Call>(condition);
  if (!call || call->function != find_operator("<>")) return false;
  const auto* one = plan::as<plan::SlotRead>(call->arguments[0]);
  const auto* other = plan::as<plan::SlotRead>(call->arguments[1]);
  return one && other && ((one->slot == a && other->slot == b) || (one->slot == b && other->slot == a));
}

// The logical rules, which the lowering follows, and those of the plan that it makes.
std::span<const Rule> optimizer_rules() {
  static const std::array rows = {
      kPushFilters,    kOrderPatterns, kMergeFilters, kScanByLabel,  kSeekByProperty,
      kBoundTypeScans, kKeepTopRows,   kSortedInput,  kCountSteps,   kProjectLate,
      kDropUnneeded,   kDistinctEnds,  kCountEnds,    kFindArrivals, kFilterByValidTime,
  };
  return rows;
}

void optimize(plan::Plan& plan, const TemporalGraph& graph, const RuleSet& rules, const StepObserver& observe) {
  const auto tell = [&](std::string_view step) {
    if (plan::kVerifies) plan::verify(plan, step);
    if (observe) observe(step, plan);
  };
  const auto apply = [&](Floor floor) {
    const std::span<const Rule> all = optimizer_rules();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].floor != floor || !rules[i]) continue;
      all[i].apply(plan, graph);
      tell(all[i].name);
    }
  };
  tell("bind");
  apply(Floor::kLogical);
  rewrite(plan, lower_match);
  tell("lower");
  apply(Floor::kPhysical);
}

ExpressionPtr lowered(const ExpressionPtr& expression) {
  return expression ? rewrite_subplans(expression, lower_match) : nullptr;
}

OperatorPtr rewrite(const OperatorPtr& root, const Rewrite& change) {
  OperatorPtr op = plan::map_inputs(root, [&](const OperatorPtr& input) { return rewrite(input, change); });
  op = plan::map_expressions(op, [&](const ExpressionPtr& e) { return rewrite_subplans(e, change); });
  return change(op);
}

void rewrite(plan::Plan& plan, const Rewrite& change) {
  plan.root = rewrite(plan.root, change);
}

}  // namespace entente
