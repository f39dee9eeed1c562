#include "query/plan/verify.hpp"

#include <fmt/format.h>

#include <span>
#include <stdexcept>

#include "query/plan/pattern_graph.hpp"
#include "query/plan/print.hpp"
#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

SlotSet with(SlotSet slots, SlotSet more) {
  slots.merge(more);
  return slots;
}

class Verifier {
 public:
  Verifier(const Plan& plan, std::string_view step) : plan_(plan), step_(step) {}

  void run() {
    if (plan_.slot_types.size() != static_cast<std::size_t>(plan_.slot_count))
      throw std::logic_error(fmt::format("the plan after `{}`: {} slots, and types of {}", step_, plan_.slot_count,
                                         plan_.slot_types.size()));
    const SlotSet filled = rows_of(plan_.root, {});
    need(plan_.column_slots, filled, "the result");
    need(plan_.element_slots, filled, "the elements of the result");
  }

 private:
  template <class Slots>
  void need(const Slots& slots, const SlotSet& filled, std::string_view reader) const {
    for (const Slot slot : slots) {
      if (slot < 0 || filled.contains(slot)) continue;
      throw std::logic_error(fmt::format("the plan after `{}`: {} reads slot {} ({}), which nothing fills", step_,
                                         reader, slot,
                                         slot < plan_.slot_count ? slot_name(plan_, slot) : "of no name"));
    }
  }
  void need(std::initializer_list<Slot> slots, const SlotSet& filled, std::string_view reader) const {
    need(std::vector<Slot>(slots), filled, reader);
  }

  void need_types(Kind type, std::initializer_list<Slot> slots, std::string_view reader) const {
    for (const Slot slot : slots) {
      const Kind known = slot < 0 ? Kind::kAny : plan_.slot_types[static_cast<std::size_t>(slot)];
      if (known == Kind::kAny || known == Kind::kNull || known == type) continue;
      throw std::logic_error(fmt::format("the plan after `{}`: {} takes slot {} ({}) for {}, which is {}", step_,
                                         reader, slot, slot_name(plan_, slot), name(type), name(known)));
    }
  }

  // What is read and what is filled.
  void look_types(const Operator& op) const {
    std::visit(Overloaded{
                   [](const auto&) {},
                   [&](const AllNodesScan& n) { need_types(Kind::kNode, {n.node}, "a scan"); },
                   [&](const LabelScan& n) { need_types(Kind::kNode, {n.node}, "a scan"); },
                   [&](const NodeSeek& n) { need_types(Kind::kNode, {n.node}, "a seek"); },
                   [&](const TypeScan& n) {
                     need_types(Kind::kNode, {n.from, n.to}, "a scan");
                     need_types(Kind::kRelationship, {n.relationship}, "a scan");
                   },
                   [&](const Expand& n) {
                     need_types(Kind::kNode, {n.from, n.to}, "an expansion");
                     need_types(Kind::kRelationship, {n.relationship}, "an expansion");
                   },
                   [&](const CountSteps& n) {
                     need_types(Kind::kNode, {n.from}, "a count of steps");
                     need_types(Kind::kInteger, {n.count}, "a count of steps");
                   },
                   [&](const VariableExpand& n) {
                     need_types(Kind::kNode, {n.from, n.to}, "an expansion");
                     need_types(Kind::kList, {n.relationships}, "an expansion");
                     need_types(Kind::kRelationship, {n.item}, "an expansion");
                   },
                   [&](const Reach& n) {
                     need_types(Kind::kNode, {n.from, n.to}, "an expansion");
                   },
                   [&](const CountEnds& n) {
                     need_types(Kind::kNode, {n.search.from}, "a count of ends");
                     need_types(Kind::kInteger, {n.count}, "a count of ends");
                   },
                   [&](const PathSearch& n) {
                     need_types(Kind::kNode, {n.from, n.to}, "a search for paths");
                     need_types(Kind::kList, {n.relationships}, "a search for paths");
                     need_types(Kind::kPath, {n.path}, "a search for paths");
                   },
               },
               op.node);
  }

  // `filled`: what the row holds where the expression is evaluated.
  void look(const ExpressionPtr& e, const SlotSet& filled, std::string_view reader) const {
    if (!e) return;
    if (const auto* read = as<SlotRead>(e)) return need({read->slot}, filled, reader);
    if (const auto* path = as<PathMake>(e)) return need(path->parts, filled, reader);
    if (const auto* subplan = as<Subplan>(e)) {
      const SlotSet inside = rows_of(subplan->root, filled);
      return need({subplan->slot}, with(filled, inside), reader);
    }
    if (const auto* walk = as<ListComprehension>(e)) {
      look(walk->list, filled, reader);
      look(walk->where, with(filled, {walk->item}), reader);
      return look(walk->result, with(filled, {walk->item}), reader);
    }
    if (const auto* walk = as<Quantifier>(e)) {
      look(walk->list, filled, reader);
      return look(walk->where, with(filled, {walk->item}), reader);
    }
    if (const auto* walk = as<Reduce>(e)) {
      look(walk->initial, filled, reader);
      look(walk->list, filled, reader);
      return look(walk->step, with(filled, {walk->accumulator, walk->item}), reader);
    }
    for_each_child(*e, [&](const ExpressionPtr& child) { look(child, filled, reader); });
  }

  void look_pattern(const PatternGraph& pattern, const SlotSet& before) const {
    for (const PatternNode& node : pattern.nodes)
      if (node.bound) need({node.slot}, before, "a pattern");
    const std::vector<Slot> own = bound_slots(pattern);
    const SlotSet filled = with(before, SlotSet(own.begin(), own.end()));
    for (const ExpressionPtr& e : pattern.element_predicates) look(e, filled, "a pattern");
    for (const ExpressionPtr& e : pattern.where) look(e, filled, "the condition of a pattern");
    for (const PatternRelationship& r : pattern.relationships) look(r.each, with(filled, {r.item}), "a repetition");
  }

  template <class Join>
  SlotSet rows_of_pair(const Join& node, std::span<const JoinKey> keys, const SlotSet& outer) const {
    const SlotSet left = rows_of(node.left, outer), right = rows_of(node.right, outer);
    need(node.right_slots, right, "a join");
    for (const auto& [a, b] : node.unlike) {
      need({a}, left, "a join");
      need({b}, right, "a join");
    }
    for (const JoinKey& key : keys) {
      look(key.left, left, "the left key of a join");
      look(key.right, right, "the right key of a join");
    }
    return with(left, SlotSet(node.right_slots.begin(), node.right_slots.end()));
  }

  // The slots that rows of `op` hold. `outer`: those of the row that its leaves start from.
  SlotSet rows_of(const OperatorPtr& op, const SlotSet& outer) const {
    if (const auto* join = as<CartesianProduct>(op)) return rows_of_pair(*join, {}, outer);
    if (const auto* join = as<HashJoin>(op)) return rows_of_pair(*join, join->keys, outer);
    if (const auto* join = as<IntervalJoin>(op)) return rows_of_pair(*join, {&join->periods, 1}, outer);
    if (const auto* apply = as<Apply>(op)) {
      const SlotSet before = rows_of(apply->input, outer);
      const SlotSet inside = rows_of(apply->inner, before);
      return with(before, inside);
    }
    if (const auto* all = as<Union>(op)) {
      for (const UnionBranch& branch : all->branches) need(branch.columns, rows_of(branch.input, outer), "a union");
      return with(outer, SlotSet(all->columns.begin(), all->columns.end()));
    }
    look_types(*op);
    SlotSet before = outer;
    for_each_input(*op, [&](const OperatorPtr& input) { before = rows_of(input, outer); });
    SlotSet filled = before;
    if (const auto* match = as<Match>(op)) {
      look_pattern(*match->pattern, before);
    } else if (const auto* project = as<Project>(op)) {  // one item after the other
      for (const auto& [slot, e] : project->items) {
        look(e, filled, "a projection");
        filled.insert(slot);
      }
    } else {
      look_operator(*op, before);
    }
    if (as<Aggregation>(op)) filled = outer;  // of its input it keeps nothing else
    return with(std::move(filled), slots_filled(*op));
  }

  void look_operator(const Operator& op, const SlotSet& before) const {
    std::visit(Overloaded{
                   [](const auto&) {},
                   [&](const Expand& n) { look_step(n, before); },
                   [&](const VariableExpand& n) { look_step(n, before); },
                   [&](const CountSteps& n) {
                     need({n.from}, before, "a count of steps");
                     need(n.unique_from, before, "a count of steps");
                   },
                   [&](const Reach& n) {
                     need({n.from}, before, "an expansion");
                     if (n.into) need({n.to}, before, "an expansion");
                   },
                   [&](const CountEnds& n) { need({n.search.from}, before, "a count of ends"); },
                   [&](const PathSearch& n) {
                     need({n.from}, before, "a search for paths");
                     if (n.into) need({n.to}, before, "a search for paths");
                   },
                   [&](const Distinct& n) { need(n.slots, before, "a choice of distinct rows"); },
                   [&](const EachState& n) { need(n.slots, before, "the rows of each state"); },
               },
               op.node);
    SlotSet filled = before;
    if (const auto* n = std::get_if<VariableExpand>(&op.node)) filled.insert(n->item);
    if (const auto* n = std::get_if<PathSearch>(&op.node)) filled.insert(n->item);
    for_each_expression(op, [&](const ExpressionPtr& e) { look(e, filled, "an operator"); });
  }

  template <class Step>
  void look_step(const Step& n, const SlotSet& before) const {
    need({n.from}, before, "an expansion");
    if (n.into) need({n.to}, before, "an expansion");
    need(n.unique_from, before, "an expansion");
  }

  const Plan& plan_;
  std::string_view step_;
};

}  // namespace

void verify(const Plan& plan, std::string_view step) {
  Verifier(plan, step).run();
}

void verify_row(const Plan& plan, const Value* row) {
  for (std::size_t slot = 0; slot < plan.slot_types.size(); ++slot)
    if (!may_hold(plan.slot_types[slot], row[slot]))
      throw std::logic_error(fmt::format("slot {} ({}) is for {} and holds a {}", slot, plan.slot_names[slot],
                                         name(plan.slot_types[slot]), entente::name(row[slot].type())));
}

}  // namespace entente::plan
