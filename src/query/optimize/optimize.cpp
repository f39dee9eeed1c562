#include "query/optimize/optimize.hpp"

#include "query/optimize/rules.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::OperatorPtr;
using Rewrite = std::function<OperatorPtr(const OperatorPtr&)>;

constexpr Rule kRules[] = {
    {"push-filters", "checks each condition as close to the graph as its variables allow", push_filters},
    {"order-patterns", "chooses where a pattern starts and in which order it is followed, by counts of the snapshot",
     order_patterns},
    {"merge-filters", "joins neighbouring filters and drops empty projections", merge_filters},
    {"scan-by-label", "reads the nodes of a label in place of all nodes", scan_by_label},
    {"seek-by-property", "reads the nodes with a property value, a key, an id or a name in place of all of a label",
     seek_by_property},
    {"bound-type-scans", "stops a scan of relationships at the time that a condition gives", bound_type_scans},
    {"keep-top-rows", "keeps only the first rows while sorting where LIMIT follows", keep_top_rows},
    {"project-late", "computes columns after rows were sorted and cut", project_late},
    {"drop-unneeded", "leaves out paths and columns that nothing reads", drop_unneeded},
};

ExpressionPtr rewrite_subplans(const ExpressionPtr& expression, const Rewrite& change) {
  const ExpressionPtr inside =
      plan::map_children(expression, [&](const ExpressionPtr& child) { return rewrite_subplans(child, change); });
  const auto* subplan = plan::as<plan::Subplan>(inside);
  if (!subplan) return inside;
  OperatorPtr root = rewrite(subplan->root, change);
  if (root == subplan->root) return inside;
  return plan::make_expression(plan::Subplan{std::move(root), subplan->result, subplan->slot}, inside->span);
}

// A pattern is rewritten as a whole: its input and its conditions; its operators are made anew.
OperatorPtr rewrite_pattern(const OperatorPtr& op, const Rewrite& change) {
  plan::PatternGraph pattern = *op->pattern;
  bool changed = false;
  const auto update = [&changed](auto& part, auto now) {
    changed |= now != part;
    part = std::move(now);
  };
  update(pattern.input, rewrite(pattern.input, change));
  for (ExpressionPtr& e : pattern.element_predicates) update(e, rewrite_subplans(e, change));
  for (ExpressionPtr& e : pattern.where) update(e, rewrite_subplans(e, change));
  for (plan::PatternRelationship& r : pattern.relationships) {
    if (r.each) update(r.each, rewrite_subplans(r.each, change));
  }
  return changed ? plan::lower_as_written(std::move(pattern)) : op;
}

}  // namespace

std::span<const Rule> optimizer_rules() {
  return kRules;
}

void optimize(plan::Plan& plan, const TemporalGraph& graph) {
  for (const Rule& rule : kRules) rule.apply(plan, graph);
}

OperatorPtr rewrite(const OperatorPtr& root, const Rewrite& change) {
  if (root->pattern) return change(rewrite_pattern(root, change));
  OperatorPtr op = plan::map_inputs(root, [&](const OperatorPtr& input) { return rewrite(input, change); });
  op = plan::map_expressions(op, [&](const ExpressionPtr& e) { return rewrite_subplans(e, change); });
  return change(op);
}

void rewrite(plan::Plan& plan, const Rewrite& change) {
  plan.root = rewrite(plan.root, change);
}

}  // namespace entente
