// MATCH (a)-[:KNEW]->(b) RETURN count(*)   ⇒   the sum of the numbers of KNEW at each a
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

bool reads_end(const ExpressionPtr& e, const Expand& expand) {
  const SlotSet slots = slots_of(e);
  return slots.contains(expand.to) || slots.contains(expand.relationship);
}

// Counts rows: count(*), or of what each row has.
bool counts_rows(const AggregateCall& call, const Expand& expand) {
  if (call.aggregate == nullptr) return true;
  const auto* read = as<SlotRead>(call.argument);
  return call.aggregate == find_aggregate("count") && !call.distinct && read &&
         (read->slot == expand.to || read->slot == expand.relationship);
}

OperatorPtr counted(const Aggregation& aggregation, Plan& plan) {
  const auto* expand = as<Expand>(aggregation.input);
  if (!expand || expand->into) return nullptr;
  for (const auto& [slot, key] : aggregation.keys)
    if (reads_end(key, *expand)) return nullptr;
  bool any = false;
  for (const AggregateCall& call : aggregation.calls) {
    if (counts_rows(call, *expand)) {
      any = true;
    } else if (!ignores_repetition(call) || reads_end(call.argument, *expand)) {
      return nullptr;
    }
  }
  if (!any) return nullptr;
  const Slot count = plan.add_slot({}, Kind::kInteger);
  Aggregation sums = aggregation;
  for (AggregateCall& call : sums.calls)
    if (counts_rows(call, *expand)) {
      call.aggregate = find_aggregate("sum");
      call.argument = make_expression(SlotRead{count});
    }
  sums.input = make_operator(CountSteps{expand->input, expand->from, count, expand->direction, expand->types,
                                        expand->any_type, expand->unique_from, expand->slice, expand->ways});
  return make_operator(std::move(sums));
}

void count_steps(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [&plan](const OperatorPtr& op) {
    const auto* aggregation = as<Aggregation>(op);
    OperatorPtr found = aggregation ? counted(*aggregation, plan) : nullptr;
    return found ? found : op;
  });
}

}  // namespace

extern constexpr Rule kCountSteps = {
    .name = "count-steps",
    .floor = Floor::kPhysical,
    .summary = "adds up how many relationships there are, without a row for each",
    .apply = count_steps,
};

}  // namespace entente
