// MATCH p = CHRONOLOGICAL EARLIEST ARRIVAL (a)-[*]->(b) RETURN b, arrival(p)   ⇒   the moments, without the paths
#include <algorithm>

#include "query/functions/path_tests.hpp"
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// The one search for the earliest arrivals at all ends of which every path would be asked for its arrival alone.
bool finds_moments(const PathSearch& n, const Plan& plan) {
  const PathSelection& s = n.selection;
  const bool is_certain_by_itself =
      n.slice < 0 || plan.slices[static_cast<std::size_t>(n.slice)].reading == Reading::kCertain;
  return s.goal == PathGoal::kEarliestArrival && s.time == PathTime::kChronological && s.count == PathCount::kSome &&
         s.k == 1 && !s.strict && !s.within && s.travel_by_type.empty() && s.travel_key.empty() &&
         s.reading.value_or(Reading::kCertain) == Reading::kCertain && is_certain_by_itself && !n.into && n.min <= 1 &&
         !n.max && !n.each && n.arrival < 0;
}

// Whether an argument says of how paths are walked what the search does, which knows a time of travel alone.
bool walks_like(const Value& manner, const PathSelection& selection) {
  try {
    const PathSelection said = manner_argument(manner, "arrival()");
    return said.travel == selection.travel && said.travel_by_type.empty() && said.travel_key.empty() && !said.strict &&
           !said.within;
  } catch (const Error&) {
    return false;  // it fails where it is asked for
  }
}

// arrival(path), walked as the search does.
bool is_arrival_of(const ExpressionPtr& e, const PathSearch& search) {
  const auto* call = as<Call>(e);
  if (!call || call->function != find_function("arrival") || call->slice != search.slice) return false;
  const auto* path = as<SlotRead>(call->arguments[0]);
  if (!path || path->slot != search.path) return false;
  if (call->arguments.size() == 1) return true;
  const auto* manner = as<Constant>(call->arguments[1]);
  return manner && walks_like(manner->value, search.selection);
}

void add_searches(const OperatorPtr& op, std::vector<const PathSearch*>& found) {
  if (const auto* search = as<PathSearch>(op)) found.push_back(search);
  for_each_input(*op, [&](const OperatorPtr& input) { add_searches(input, found); });
}

SlotSet read_in(const OperatorPtr& op) {
  SlotSet slots = slots_read(*op);
  for_each_input(*op, [&](const OperatorPtr& input) { slots.merge(read_in(input)); });
  return slots;
}

class WithMoments {
 public:
  WithMoments(const PathSearch& search, Plan& plan) : search_(search), arrival_(plan.add_slot({}, Kind::kInstant)) {}

  OperatorPtr operator()(const OperatorPtr& op) const {
    if (const auto* search = as<PathSearch>(op); search == &search_) return searching_moments(false);
    if (const auto* filter = as<Filter>(op)) {
      if (const auto* search = as<PathSearch>(filter->input); search == &search_) return filtered_moments(*filter);
    }
    return map_expressions(map_inputs(op, *this), [this](const ExpressionPtr& e) { return reading(e); });
  }

 private:
  OperatorPtr searching_moments(bool besides_start) const {
    PathSearch changed = search_;
    changed.path = changed.relationships = -1;
    changed.arrival = arrival_;
    changed.besides_start = besides_start;
    return make_operator(std::move(changed));
  }

  // What tells the ends apart, the search knows.
  OperatorPtr filtered_moments(const Filter& filter) const {
    std::vector<ExpressionPtr> conditions;
    split_conjunction(filter.predicate, conditions);
    const auto apart = [this](const ExpressionPtr& e) { return tells_apart(e, search_.from, search_.to); };
    const bool besides_start = std::erase_if(conditions, apart) > 0;
    for (ExpressionPtr& e : conditions) e = reading(e);
    return filtered(searching_moments(besides_start), std::move(conditions));
  }

  ExpressionPtr reading(const ExpressionPtr& e) const {
    if (!e) return e;
    if (is_arrival_of(e, search_)) return make_expression(SlotRead{arrival_}, e->span);
    return map_children(e, [this](const ExpressionPtr& child) { return reading(child); });
  }

  const PathSearch& search_;
  Slot arrival_;
};

void find_arrivals(Plan& plan, const TemporalGraph&) {
  std::vector<const PathSearch*> searches;
  add_searches(plan.root, searches);
  SlotSet kept(plan.column_slots.begin(), plan.column_slots.end());
  kept.insert(plan.element_slots.begin(), plan.element_slots.end());
  for (const PathSearch* search : searches) {
    if (!finds_moments(*search, plan)) continue;
    plan::Plan changed = plan;
    changed.root = WithMoments(*search, changed)(plan.root);
    SlotSet read = read_in(changed.root);
    read.insert(kept.begin(), kept.end());
    if (read.contains(search->path) || read.contains(search->relationships)) continue;
    plan = std::move(changed);
    return;  // the others are no longer those of the plan
  }
}

}  // namespace

extern constexpr Rule kFindArrivals = {
    .name = "find-arrivals",
    .floor = Floor::kPhysical,
    .summary = "takes the moments of arrival from the search itself, where nothing else is asked of the paths",
    .apply = find_arrivals,
};

}  // namespace entente
