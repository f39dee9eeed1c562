#include "query/plan/traverse.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "query/plan/pattern_graph.hpp"

namespace entente::plan {
namespace {

template <class Node, class Member>
using Like = std::conditional_t<std::is_const_v<Node>, const Member, Member>;

// Visits references to the children of a node, const ones of a const node: one list of members serves reading and
// rewriting.
template <class Node, class Visit>
void visit_children(Node& node, const Visit& visit) {
  const auto each = [&](auto& expressions) {
    for (auto& e : expressions) visit(e);
  };
  std::visit(Overloaded{
                 [](auto&) {},
                 [&](Like<Node, PropertyRead>& n) { visit(n.object); },
                 [&](Like<Node, ListMake>& n) { each(n.items); },
                 [&](Like<Node, MapMake>& n) {
                   for (auto& [key, value] : n.entries) visit(value);
                   visit(n.rest);
                 },
                 [&](Like<Node, Call>& n) { each(n.arguments); },
                 [&](Like<Node, Logical>& n) { each(n.operands); },
                 [&](Like<Node, IsNull>& n) { visit(n.operand); },
                 [&](Like<Node, LabelTest>& n) { visit(n.operand); },
                 [&](Like<Node, Case>& n) {
                   visit(n.subject);
                   for (auto& [when, then] : n.branches) visit(when), visit(then);
                   visit(n.otherwise);
                 },
                 [&](Like<Node, ListComprehension>& n) { visit(n.list), visit(n.where), visit(n.result); },
                 [&](Like<Node, Quantifier>& n) { visit(n.list), visit(n.where); },
                 [&](Like<Node, Reduce>& n) { visit(n.initial), visit(n.list), visit(n.step); },
             },
             node);
}

// The pattern of a Match is shared: whoever may change it gets one of his own.
const PatternGraph& pattern_of(const Match& match) {
  return *match.pattern;
}
PatternGraph& pattern_of(Match& match) {
  auto own = std::make_shared<PatternGraph>(*match.pattern);
  match.pattern = own;
  return *own;
}

template <class Node, class Visit>
void visit_inputs(Node& node, const Visit& visit) {
  std::visit(Overloaded{
                 [](auto&) {},
                 [&](Like<Node, Match>& n) { visit(pattern_of(n).input); },
                 [&](Like<Node, Expand>& n) { visit(n.input); },
                 [&](Like<Node, CountSteps>& n) { visit(n.input); },
                 [&](Like<Node, VariableExpand>& n) { visit(n.input); },
                 [&](Like<Node, Reach>& n) { visit(n.input); },
                 [&](Like<Node, CountEnds>& n) { visit(n.search.input); },
                 [&](Like<Node, PathSearch>& n) { visit(n.input); },
                 [&](Like<Node, Filter>& n) { visit(n.input); },
                 [&](Like<Node, Project>& n) { visit(n.input); },
                 [&](Like<Node, Aggregation>& n) { visit(n.input); },
                 [&](Like<Node, Distinct>& n) { visit(n.input); },
                 [&](Like<Node, Sort>& n) { visit(n.input); },
                 [&](Like<Node, Top>& n) { visit(n.input); },
                 [&](Like<Node, Skip>& n) { visit(n.input); },
                 [&](Like<Node, Limit>& n) { visit(n.input); },
                 [&](Like<Node, Unwind>& n) { visit(n.input); },
                 [&](Like<Node, LoadCsv>& n) { visit(n.input); },
                 [&](Like<Node, EachState>& n) { visit(n.input); },
                 [&](Like<Node, ProcedureCall>& n) { visit(n.input); },
                 [&](Like<Node, Apply>& n) { visit(n.input), visit(n.inner); },
                 [&](Like<Node, CartesianProduct>& n) { visit(n.left), visit(n.right); },
                 [&](Like<Node, HashJoin>& n) { visit(n.left), visit(n.right); },
                 [&](Like<Node, IntervalJoin>& n) { visit(n.left), visit(n.right); },
                 [&](Like<Node, Union>& n) {
                   for (auto& branch : n.branches) visit(branch.input);
                 },
             },
             node);
}

template <class Node, class Visit>
void visit_expressions(Node& node, const Visit& visit) {
  std::visit(Overloaded{
                 [](auto&) {},
                 [&](Like<Node, Match>& n) {
                   auto& pattern = pattern_of(n);
                   for (auto& e : pattern.element_predicates) visit(e);
                   for (auto& e : pattern.where) visit(e);
                   for (auto& r : pattern.relationships) visit(r.each);
                 },
                 [&](Like<Node, NodeSeek>& n) { visit(n.value); },
                 [&](Like<Node, TypeScan>& n) { visit(n.starts_before); },
                 [&](Like<Node, VariableExpand>& n) { visit(n.each); },
                 [&](Like<Node, PathSearch>& n) { visit(n.each); },
                 [&](Like<Node, Filter>& n) { visit(n.predicate); },
                 [&](Like<Node, Project>& n) {
                   for (auto& [slot, e] : n.items) visit(e);
                 },
                 [&](Like<Node, Aggregation>& n) {
                   for (auto& [slot, e] : n.keys) visit(e);
                   for (auto& call : n.calls) visit(call.argument), visit(call.parameter);
                 },
                 [&](Like<Node, HashJoin>& n) {
                   for (auto& key : n.keys) visit(key.left), visit(key.right);
                 },
                 [&](Like<Node, IntervalJoin>& n) { visit(n.periods.left), visit(n.periods.right); },
                 [&](Like<Node, Sort>& n) {
                   for (auto& key : n.keys) visit(key.expression);
                 },
                 [&](Like<Node, Top>& n) {
                   for (auto& key : n.keys) visit(key.expression);
                   visit(n.limit);
                 },
                 [&](Like<Node, Skip>& n) { visit(n.count); },
                 [&](Like<Node, Limit>& n) { visit(n.count); },
                 [&](Like<Node, Unwind>& n) { visit(n.list); },
                 [&](Like<Node, LoadCsv>& n) { visit(n.file); },
                 [&](Like<Node, ProcedureCall>& n) {
                   for (auto& argument : n.arguments) visit(argument);
                   visit(n.on);
                 },
             },
             node);
}

void collect(const Operator& op, SlotSet& out) {
  out.merge(slots_read(op));
  out.merge(slots_filled(op));
  for_each_input(op, [&](const OperatorPtr& input) { collect(*input, out); });
}

void collect(const ExpressionPtr& expression, SlotSet& out) {
  if (!expression) return;
  std::visit(Overloaded{
                 [](const auto&) {},
                 [&](const SlotRead& n) { out.insert(n.slot); },
                 [&](const ListComprehension& n) { out.insert(n.item); },
                 [&](const Quantifier& n) { out.insert(n.item); },
                 [&](const Reduce& n) {
                   out.insert({n.accumulator, n.item});
                 },
                 [&](const Subplan& n) {
                   if (n.slot >= 0) out.insert(n.slot);
                   collect(*n.root, out);
                 },
                 [&](const PathMake& n) { out.insert(n.parts.begin(), n.parts.end()); },
             },
             expression->node);
  for_each_child(*expression, [&](const ExpressionPtr& child) { collect(child, out); });
}

}  // namespace

void for_each_child(const Expression& expression, const std::function<void(const ExpressionPtr&)>& visit) {
  visit_children(expression.node, [&](const ExpressionPtr& child) {
    if (child) visit(child);
  });
}

ExpressionPtr map_children(const ExpressionPtr& expression,
                           const std::function<ExpressionPtr(const ExpressionPtr&)>& change) {
  auto node = expression->node;
  bool changed = false;
  visit_children(node, [&](ExpressionPtr& child) {
    if (!child) return;
    ExpressionPtr now = change(child);
    changed |= now != child;
    child = std::move(now);
  });
  return changed ? make_tree_node(Expression{std::move(node), expression->span}) : expression;
}

void for_each_input(const Operator& op, const std::function<void(const OperatorPtr&)>& visit) {
  visit_inputs(op.node, [&](const OperatorPtr& input) { visit(input); });
}

OperatorPtr map_inputs(const OperatorPtr& op, const std::function<OperatorPtr(const OperatorPtr&)>& change) {
  auto node = op->node;
  bool changed = false;
  visit_inputs(node, [&](OperatorPtr& input) {
    OperatorPtr now = change(input);
    changed |= now != input;
    input = std::move(now);
  });
  return changed ? make_tree_node(Operator{std::move(node)}) : op;
}

const ProcedureCall* call_at(const OperatorPtr& op) {
  if (const auto* filter = as<Filter>(op)) return call_at(filter->input);
  return as<ProcedureCall>(op);
}

void for_each_expression(const Operator& op, const std::function<void(const ExpressionPtr&)>& visit) {
  visit_expressions(op.node, [&](const ExpressionPtr& e) {
    if (e) visit(e);
  });
}

OperatorPtr map_expressions(const OperatorPtr& op, const std::function<ExpressionPtr(const ExpressionPtr&)>& change) {
  auto node = op->node;
  bool changed = false;
  visit_expressions(node, [&](ExpressionPtr& e) {
    if (!e) return;
    ExpressionPtr now = change(e);
    changed |= now != e;
    e = std::move(now);
  });
  return changed ? make_tree_node(Operator{std::move(node)}) : op;
}

SlotSet slots_of(const ExpressionPtr& expression) {
  SlotSet out;
  collect(expression, out);
  return out;
}

SlotSet slots_read(const Operator& op) {
  SlotSet out;
  for_each_expression(op, [&](const ExpressionPtr& e) { collect(e, out); });
  const auto also = [&](std::initializer_list<Slot> slots, const std::vector<Slot>& more = {}) {
    out.insert(slots.begin(), slots.end());
    out.insert(more.begin(), more.end());
  };
  const auto also_pairs = [&](const std::vector<Slot>& slots, const Unlike& pairs) {
    also({}, slots);
    for (const auto& [left, right] : pairs) also({left, right});
  };
  std::visit(Overloaded{
                 [](const auto&) {},
                 [&](const Match& n) {
                   for (const PatternNode& node : n.pattern->nodes)
                     if (node.bound) also({node.slot});
                 },
                 [&](const Expand& n) {
                   also({n.from}, n.unique_from);
                   if (n.into) also({n.to});
                 },
                 [&](const CountSteps& n) { also({n.from}, n.unique_from); },
                 [&](const VariableExpand& n) {
                   also({n.from}, n.unique_from);
                   if (n.into) also({n.to});
                 },
                 [&](const Reach& n) {
                   also({n.from});
                   if (n.into) also({n.to});
                 },
                 [&](const CountEnds& n) { also({n.search.from}); },
                 [&](const PathSearch& n) {
                   also({n.from});
                   if (n.into) also({n.to});
                 },
                 [&](const Distinct& n) { also({}, n.slots); },
                 [&](const EachState& n) { also({}, n.slots); },
                 [&](const CartesianProduct& n) { also_pairs(n.right_slots, n.unlike); },
                 [&](const HashJoin& n) { also_pairs(n.right_slots, n.unlike); },
                 [&](const IntervalJoin& n) { also_pairs(n.right_slots, n.unlike); },
                 [&](const Union& n) {
                   for (const UnionBranch& branch : n.branches) also({}, branch.columns);
                 },
             },
             op.node);
  return out;
}

SlotSet slots_filled(const Operator& op) {
  SlotSet out;
  std::visit(Overloaded{
                 [](const auto&) {},
                 [&](const Match& n) {
                   const std::vector<Slot> slots = bound_slots(*n.pattern);
                   out = SlotSet(slots.begin(), slots.end());
                 },
                 [&](const KeptRows& n) { out = SlotSet(n.slots.begin(), n.slots.end()); },
                 [&](const AllNodesScan& n) { out = {n.node}; },
                 [&](const LabelScan& n) { out = {n.node}; },
                 [&](const NodeSeek& n) { out = {n.node}; },
                 [&](const TypeScan& n) {
                   out = {n.from, n.relationship, n.to};
                 },
                 [&](const Expand& n) {
                   out = {n.relationship, n.to};
                 },
                 [&](const CountSteps& n) { out = {n.count}; },
                 [&](const VariableExpand& n) {
                   out = {n.relationships, n.to};
                 },
                 [&](const Reach& n) { out = {n.to}; },
                 [&](const CountEnds& n) { out = {n.count}; },
                 [&](const PathSearch& n) {
                   out = {n.relationships, n.path, n.arrival};
                   out.erase(-1);
                   if (!n.into) out.insert(n.to);
                 },
                 [&](const Project& n) {
                   for (const auto& [slot, e] : n.items) out.insert(slot);
                 },
                 [&](const Aggregation& n) {
                   for (const auto& [slot, e] : n.keys) out.insert(slot);
                   for (const AggregateCall& call : n.calls) out.insert(call.slot);
                 },
                 [&](const Unwind& n) { out = {n.item}; },
                 [&](const LoadCsv& n) { out = {n.row}; },
                 [&](const ProcedureCall& n) {
                   for (const auto& [column, slot] : n.columns) out.insert(slot);
                 },
                 [&](const Apply& n) { out = SlotSet(n.nulled.begin(), n.nulled.end()); },
                 [&](const Union& n) { out = SlotSet(n.columns.begin(), n.columns.end()); },
             },
             op.node);
  out.erase(-1);
  return out;
}

bool ignores_repetition(const AggregateCall& call) {
  return call.aggregate != nullptr && (call.distinct || call.aggregate->ignores_repetition);
}

bool is_row_free(const ExpressionPtr& expression) {
  return slots_of(expression).empty() && !as<Subplan>(expression) && !is_volatile(expression);
}

bool is_volatile(const ExpressionPtr& expression) {
  if (const Call* call = as<Call>(expression)) {
    if (call->function->is_volatile) return true;
  }
  bool found = false;
  for_each_child(*expression, [&](const ExpressionPtr& child) { found = found || is_volatile(child); });
  return found;
}

void split_conjunction(const ExpressionPtr& predicate, std::vector<ExpressionPtr>& out) {
  const Logical* logical = as<Logical>(predicate);
  if (!logical || logical->op != Logic::kAnd) return out.push_back(predicate);
  for (const ExpressionPtr& operand : logical->operands) split_conjunction(operand, out);
}

ExpressionPtr conjunction(std::vector<ExpressionPtr> predicates) {
  if (predicates.empty()) return nullptr;
  if (predicates.size() == 1) return predicates.front();
  const SourceSpan span = predicates.front()->span;
  return make_expression(Logical{Logic::kAnd, std::move(predicates)}, span);
}

OperatorPtr filtered(OperatorPtr input, std::vector<ExpressionPtr> predicates) {
  if (predicates.empty()) return input;
  return make_operator(Filter{std::move(input), conjunction(std::move(predicates))});
}

}  // namespace entente::plan
