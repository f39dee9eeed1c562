// Filter valid(m) BEFORE '1989' over TypeScan (a)-[m:MET]-(b)   ⇒   the scan stops at what starts in 1989
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

bool is_valid_of(const ExpressionPtr& expression, Slot relationship) {
  const auto* call = as<Call>(expression);
  if (!call || call->function != find_function("valid")) return false;
  const auto* read = as<SlotRead>(call->arguments.front());
  return read && read->slot == relationship;
}

// A period that the relationship certainly ends before, so that it starts before it too; null: none.
ExpressionPtr later_period(const ExpressionPtr& conjunct, Slot relationship) {
  const auto* call = as<Call>(conjunct);
  if (!call || call->arguments.size() != 2) return nullptr;
  const auto& [left, right] = std::tie(call->arguments[0], call->arguments[1]);
  const bool before =
      call->function == find_operator("BEFORE") || call->function == find_operator("IMMEDIATELY PRECEDES");
  const bool after =
      call->function == find_operator("AFTER") || call->function == find_operator("IMMEDIATELY SUCCEEDS");
  if (before && is_valid_of(left, relationship) && is_row_free(right)) return right;
  if (after && is_valid_of(right, relationship) && is_row_free(left)) return left;
  return nullptr;
}

void bound_type_scans(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* filter = as<Filter>(op);
    const auto* scan = filter ? as<TypeScan>(filter->input) : nullptr;
    if (!scan || scan->starts_before) return op;
    std::vector<ExpressionPtr> conjuncts;
    split_conjunction(filter->predicate, conjuncts);
    for (const ExpressionPtr& conjunct : conjuncts) {
      if (ExpressionPtr period = later_period(conjunct, scan->relationship)) {
        TypeScan bounded = *scan;
        bounded.starts_before = std::move(period);
        return make_operator(Filter{make_operator(std::move(bounded)), filter->predicate});
      }
    }
    return op;
  });
}

}  // namespace

extern constexpr Rule kBoundTypeScans = {
    .name = "bound-type-scans",
    .floor = Floor::kPhysical,
    .summary = "stops a scan of relationships at the time that a condition gives",
    .apply = bound_type_scans,
};

}  // namespace entente
