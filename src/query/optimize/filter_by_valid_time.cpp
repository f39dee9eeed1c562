// Filter valid(r) BEFORE '1989'   ⇒   ValidTimeFilter, which fetches the bounds of a batch of facts together
#include "query/functions/period_sets.hpp"
#include "query/optimize/optimize.hpp"
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/valid_time_test.hpp"

namespace entente {
namespace {

using namespace plan;

// Facts that hold several times over, or are dated several times, are asked one by one.
void filter_by_valid_time(Plan& plan, const TemporalGraph& graph) {
  if (has_any_sets(graph) || graph.has_claims()) return;
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* filter = as<Filter>(op);
    if (!filter || filter->valid_time) return op;
    std::vector<ExpressionPtr> conjuncts;
    split_conjunction(filter->predicate, conjuncts);
    for (std::size_t i = 0; i < conjuncts.size(); ++i)
      if (valid_time_test(*conjuncts[i])) return make_operator(Filter{filter->input, filter->predicate, i});
    return op;
  });
}

}  // namespace

extern constexpr Rule kFilterByValidTime = {
    .name = "filter-by-valid-time",
    .floor = Floor::kPhysical,
    .summary = "fetches the dates of many facts together where a condition compares them with one period",
    .apply = filter_by_valid_time,
};

}  // namespace entente
