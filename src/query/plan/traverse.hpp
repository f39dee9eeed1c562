// Walking over plans and bound expressions: what they read, and copies with some part replaced.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "query/plan/plan.hpp"

namespace entente::plan {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

template <class Node>
const Node* as(const ExpressionPtr& expression) {
  return expression ? std::get_if<Node>(&expression->node) : nullptr;
}
template <class Node>
const Node* as(const OperatorPtr& op) {
  return op ? std::get_if<Node>(&op->node) : nullptr;
}

// Direct children of an expression, in order of evaluation. The plan inside a Subplan is not one.
void for_each_child(const Expression& expression, const std::function<void(const ExpressionPtr&)>& visit);

// A copy of `expression` with each direct child replaced by `change(child)`; the same object where nothing changed.
ExpressionPtr map_children(const ExpressionPtr& expression,
                           const std::function<ExpressionPtr(const ExpressionPtr&)>& change);

// Inputs of an operator, left to right. `inner` of an Apply is one.
void for_each_input(const Operator& op, const std::function<void(const OperatorPtr&)>& visit);
OperatorPtr map_inputs(const OperatorPtr& op, const std::function<OperatorPtr(const OperatorPtr&)>& change);

// The call that is the operator itself, or of which it keeps some rows; null: it is none.
const ProcedureCall* call_at(const OperatorPtr& op);

// Expressions that the operator itself evaluates.
void for_each_expression(const Operator& op, const std::function<void(const ExpressionPtr&)>& visit);
OperatorPtr map_expressions(const OperatorPtr& op, const std::function<ExpressionPtr(const ExpressionPtr&)>& change);

using SlotSet = std::set<Slot>;
// Slots that an expression mentions, those of its own items and of plans inside it included.
SlotSet slots_of(const ExpressionPtr& expression);
// Slots that the operator itself (not its inputs) reads; those that it fills.
SlotSet slots_read(const Operator& op);
SlotSet slots_filled(const Operator& op);

// Gives the same whether a row comes once or many times.
bool ignores_repetition(const AggregateCall& call);

// Needs no row: constants, parameters, and functions over them.
bool is_row_free(const ExpressionPtr& expression);

// Calls a function that gives something else on each call, such as rand().
bool is_volatile(const ExpressionPtr& expression);

// The conjuncts of `predicate` (itself, where it is no AND), appended.
void split_conjunction(const ExpressionPtr& predicate, std::vector<ExpressionPtr>& out);
// All of them in one; null for none.
ExpressionPtr conjunction(std::vector<ExpressionPtr> predicates);
// `input` with a Filter for each of `predicates` (one Filter in all); `input` itself where there are none.
OperatorPtr filtered(OperatorPtr input, std::vector<ExpressionPtr> predicates);

}  // namespace entente::plan
