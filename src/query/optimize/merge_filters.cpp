// Filter p over Filter q   ⇒   Filter q AND p
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

void merge_filters(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    if (const auto* project = as<Project>(op)) return project->items.empty() ? project->input : op;
    const auto* outer = as<Filter>(op);
    const auto* inner = outer ? as<Filter>(outer->input) : nullptr;
    if (!inner) return op;
    std::vector<ExpressionPtr> conjuncts;
    split_conjunction(inner->predicate, conjuncts);
    split_conjunction(outer->predicate, conjuncts);
    return filtered(inner->input, std::move(conjuncts));
  });
}

}  // namespace

extern constexpr Rule kMergeFilters = {
    .name = "merge-filters",
    .floor = Floor::kPhysical,
    .summary = "joins neighbouring filters and drops empty projections",
    .apply = merge_filters,
};

}  // namespace entente
