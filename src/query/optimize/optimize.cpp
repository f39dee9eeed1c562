#include "query/optimize/optimize.hpp"

#include "query/optimize/rules.hpp"
#include "query/plan/lowering.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/verify.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::OperatorPtr;
using Rewrite = std::function<OperatorPtr(const OperatorPtr&)>;

// The logical rules, which the lowering follows, and those of the plan that it makes.
constexpr Rule kRules[] = {
    {"push-filters", Floor::kLogical, "checks each condition as close to the graph as its variables allow",
     push_filters},
    {"order-patterns", Floor::kLogical,
     "chooses where a pattern starts and in which order it is followed, by counts of the snapshot", order_patterns},
    {"merge-filters", Floor::kPhysical, "joins neighbouring filters and drops empty projections", merge_filters},
    {"scan-by-label", Floor::kPhysical, "reads the nodes of a label in place of all nodes", scan_by_label},
    {"seek-by-property", Floor::kPhysical,
     "reads the nodes with a property value, a key, an id or a name in place of all of a label", seek_by_property},
    {"bound-type-scans", Floor::kPhysical, "stops a scan of relationships at the time that a condition gives",
     bound_type_scans},
    {"keep-top-rows", Floor::kPhysical, "keeps only the first rows while sorting where LIMIT follows", keep_top_rows},
    {"sorted-input", Floor::kPhysical, "ends a scan when no later relationship can come among the first", sorted_input},
    {"count-steps", Floor::kPhysical, "adds up how many relationships there are, without a row for each", count_steps},
    {"project-late", Floor::kPhysical, "computes columns after rows were sorted and cut", project_late},
    {"drop-unneeded", Floor::kPhysical, "leaves out paths, columns and what joins bring along where nothing reads it",
     drop_unneeded},
    {"distinct-ends", Floor::kPhysical, "searches for the ends of paths, each once, where nothing else is asked for",
     distinct_ends},
    {"filter-by-valid-time", Floor::kPhysical,
     "fetches the dates of many facts together where a condition compares them with one period", filter_by_valid_time},
};

void lower_patterns(plan::Plan& plan) {
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* match = plan::as<plan::Match>(op);
    return match ? plan::lower(*match->pattern) : op;
  });
}

ExpressionPtr rewrite_subplans(const ExpressionPtr& expression, const Rewrite& change) {
  const ExpressionPtr inside =
      plan::map_children(expression, [&](const ExpressionPtr& child) { return rewrite_subplans(child, change); });
  const auto* subplan = plan::as<plan::Subplan>(inside);
  if (!subplan) return inside;
  OperatorPtr root = rewrite(subplan->root, change);
  if (root == subplan->root) return inside;
  return plan::make_expression(plan::Subplan{std::move(root), subplan->result, subplan->slot}, inside->span);
}

}  // namespace

std::span<const Rule> optimizer_rules() {
  return kRules;
}

void optimize(plan::Plan& plan, const TemporalGraph& graph, const RuleSet& rules, const StepObserver& observe) {
  const auto tell = [&](std::string_view step) {
    if (plan::kVerifies) plan::verify(plan, step);
    if (observe) observe(step, plan);
  };
  const auto apply = [&](Floor floor) {
    for (std::size_t i = 0; i < std::size(kRules); ++i) {
      if (kRules[i].floor != floor || !rules[i]) continue;
      kRules[i].apply(plan, graph);
      tell(kRules[i].name);
    }
  };
  tell("bind");
  apply(Floor::kLogical);
  lower_patterns(plan);
  tell("lower");
  apply(Floor::kPhysical);
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
