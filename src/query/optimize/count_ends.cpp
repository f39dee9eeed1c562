// MATCH (a)-[:KNEW*]-(b) WHERE b <> a RETURN count(DISTINCT b)   ⇒   the number of nodes that the search comes to
#include <algorithm>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

bool is_slot(const ExpressionPtr& e, Slot slot) {
  const auto* read = as<SlotRead>(e);
  return read && read->slot == slot;
}

OperatorPtr with_ends_counted(const Aggregation& aggregation, Plan& plan) {
  const auto* filter = as<Filter>(aggregation.input);
  const auto* reach = as<Reach>(filter ? filter->input : aggregation.input);
  if (!reach || reach->into || !aggregation.keys.empty() || aggregation.calls.empty()) return nullptr;
  if (filter && !tells_apart(filter->predicate, reach->from, reach->to)) return nullptr;
  const bool only_counts = std::all_of(aggregation.calls.begin(), aggregation.calls.end(), [&](const AggregateCall& c) {
    return c.distinct && c.aggregate == find_aggregate("count") && is_slot(c.argument, reach->to);
  });
  if (!only_counts) return nullptr;
  const Slot count = plan.add_slot({}, Kind::kInteger);
  Aggregation sums = aggregation;
  for (AggregateCall& call : sums.calls)
    call = {call.slot, find_aggregate("sum"), make_expression(SlotRead{count}), false};
  sums.input = make_operator(CountEnds{*reach, count, filter != nullptr});
  return make_operator(std::move(sums));
}

void count_ends(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [&plan](const OperatorPtr& op) {
    const auto* aggregation = as<Aggregation>(op);
    OperatorPtr counted = aggregation ? with_ends_counted(*aggregation, plan) : nullptr;
    return counted ? counted : op;
  });
}

}  // namespace

extern constexpr Rule kCountEnds = {
    .name = "count-ends",
    .floor = Floor::kPhysical,
    .summary = "counts what a search for ends comes to, without a row for each",
    .apply = count_ends,
};

}  // namespace entente
