// MATCH (a)-[:KNEW*]-(b) RETURN count(DISTINCT b)   ⇒   a breadth-first search from a, not one path after the other
//
// Where rows that repeat others change nothing (DISTINCT, EXISTS, aggregates of distinct values) and nobody reads the
// relationships of a path, only where it ends matters. By 0 or 1 relationships or more, without a condition on each and
// with no other relationship of the MATCH to keep clear of, a path ends wherever a search comes; back at its start,
// where there is a closed trail.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// What is above an operator.
struct Above {
  bool is_set = false;  // repeated rows change nothing
  SlotSet needed = {};  // slots that are read
};

// Why each path is to be followed; empty: it needn't.
std::string reason_of(const VariableExpand& n, const Above& above) {
  if (above.needed.contains(n.relationships)) return {};  // it is asked for
  if (n.min > 1) return fmt::format("at least {} relationships are asked for", n.min);
  if (n.each) return "each relationship has a condition";
  if (!n.unique_from.empty()) return "the MATCH has other relationships";
  return {};
}

class Search {
 public:
  OperatorPtr changed(const OperatorPtr& op, Above above) const {
    const OperatorPtr inside = map_expressions(op, [&](const ExpressionPtr& e) { return with_subplans(e); });
    if (const auto* expand = as<VariableExpand>(inside)) return changed_expand(inside, *expand, std::move(above));
    if (const auto* apply = as<Apply>(inside)) {
      Above outer = above;
      mention(apply->inner, outer.needed);
      return make_operator(
          Apply{changed(apply->input, outer), changed(apply->inner, above), apply->kind, apply->nulled});
    }
    below(*inside, above);
    return map_inputs(inside, [&](const OperatorPtr& input) { return changed(input, above); });
  }

 private:
  static void mention(const OperatorPtr& op, SlotSet& out) {
    out.merge(slots_read(*op));
    for_each_input(*op, [&](const OperatorPtr& input) { mention(input, out); });
  }

  // What is above the inputs of `op`.
  static void below(const Operator& op, Above& above) {
    std::visit(Overloaded{
                   [](const auto&) {},
                   [&](const Distinct&) { above.is_set = true; },
                   [&](const Aggregation& n) {
                     above = {std::all_of(n.calls.begin(), n.calls.end(), ignores_repetition), {}};
                   },
                   [&](const Union&) { above.needed.clear(); },
                   [&](const Limit&) { above.is_set = false; },
                   [&](const Skip&) { above.is_set = false; },
                   [&](const Top&) { above.is_set = false; },
                   [&](const plan::ProcedureCall&) { above.is_set = false; },
               },
               op.node);
    bool is_steady = true;
    for_each_expression(op, [&](const ExpressionPtr& e) { is_steady = is_steady && !is_volatile(e); });
    above.is_set = above.is_set && is_steady;
    above.needed.merge(slots_read(op));
  }

  OperatorPtr changed_expand(const OperatorPtr& op, const VariableExpand& n, Above above) const {
    std::string reason = above.is_set ? reason_of(n, above) : "";
    const bool is_search = above.is_set && reason.empty() && !above.needed.contains(n.relationships);
    below(*op, above);
    OperatorPtr input = changed(n.input, above);
    if (is_search)
      return make_operator(Reach{std::move(input), n.from, n.to, n.direction, n.types, n.any_type, n.min, n.max, n.into,
                                 n.slice, n.ways, n.without_apparatus});
    VariableExpand every = n;
    every.input = std::move(input);
    every.reason = std::move(reason);
    return make_operator(std::move(every));
  }

  ExpressionPtr with_subplans(const ExpressionPtr& e) const {
    const ExpressionPtr inside = map_children(e, [&](const ExpressionPtr& child) { return with_subplans(child); });
    const auto* subplan = as<Subplan>(inside);
    if (!subplan) return inside;
    Above above{subplan->result == SubplanResult::kExists, {}};
    if (subplan->slot >= 0) above.needed.insert(subplan->slot);
    return make_expression(Subplan{changed(subplan->root, std::move(above)), subplan->result, subplan->slot},
                           inside->span);
  }
};

void distinct_ends(Plan& plan, const TemporalGraph&) {
  Above above;
  above.needed.insert(plan.column_slots.begin(), plan.column_slots.end());
  above.needed.insert(plan.element_slots.begin(), plan.element_slots.end());
  plan.root = Search().changed(plan.root, std::move(above));
}

}  // namespace

extern constexpr Rule kDistinctEnds = {
    .name = "distinct-ends",
    .floor = Floor::kPhysical,
    .summary = "searches for the ends of paths, each once, where nothing else is asked for",
    .apply = distinct_ends,
};

}  // namespace entente
