// What walks lists, and patterns and queries inside expressions.
#include <fmt/format.h>

#include "query/plan/traverse.hpp"
#include "query/semantics/binder.hpp"
#include "query/semantics/expression_binder.hpp"
#include "query/semantics/fail.hpp"
#include "query/semantics/patterns.hpp"

namespace entente {

using plan::make_expression;

// The scope inside a construct that walks a list, with its item.
Scope ExpressionBinder::with_item(const ast::Name& variable, const Bound& list, plan::Slot slot) const {
  Scope scope = *environment_.scope;
  scope.add({variable.text, slot, Type{list.type.element, Kind::kAny, list.type.slice}});
  return scope;
}
Bound ExpressionBinder::list_operand(const ast::Expression& expression) {
  Bound list = operand(expression);
  if (!may_be(list.type.kind, {Kind::kList})) {
    fail("InvalidArgumentType", fmt::format("IN walks a list, and this is {}", name(list.type.kind)), expression.span);
  }
  return list;
}

Bound ExpressionBinder::bind_node(const ast::ListComprehension& node, SourceSpan span) {
  const Bound list = list_operand(*node.list);
  const plan::Slot item = statement_.new_slot(node.variable.text, list.type.element);
  const Scope scope = with_item(node.variable, list, item);
  plan::ListComprehension result{item, list.expression, own_condition(node.where, scope), nullptr};
  Type type{Kind::kList, list.type.element, list.type.slice};
  if (node.result) {
    const Bound bound = in_scope(*node.result, scope);
    result.result = bound.expression;
    type = Type{Kind::kList, bound.type.kind, bound.type.slice};
  }
  return {make_expression(std::move(result), span), type};
}

Bound ExpressionBinder::bind_node(const ast::Quantifier& node, SourceSpan span) {
  const Bound list = list_operand(*node.list);
  const plan::Slot item = statement_.new_slot(node.variable.text, list.type.element);
  const Scope scope = with_item(node.variable, list, item);
  const auto kind = static_cast<plan::QuantifierKind>(node.kind);
  return {make_expression(plan::Quantifier{kind, item, list.expression, own_condition(node.where, scope)}, span),
          Type{Kind::kBoolean}};
}

Bound ExpressionBinder::bind_node(const ast::Reduce& node, SourceSpan span) {
  const Bound initial = operand(*node.initial);
  const Bound list = list_operand(*node.list);
  const plan::Slot accumulator = statement_.new_slot(node.accumulator.text);
  const plan::Slot item = statement_.new_slot(node.variable.text, list.type.element);
  Scope scope = with_item(node.variable, list, item);
  scope.add({node.accumulator.text, accumulator, Type{Kind::kAny, Kind::kAny, initial.type.slice}});
  const Bound step = in_scope(*node.step, scope);
  return {make_expression(plan::Reduce{accumulator, initial.expression, item, list.expression, step.expression}, span),
          with_slice(Type{}, step.type)};
}

ExpressionPtr ExpressionBinder::existence(const ast::PathPattern& pattern, SourceSpan span) {
  statement_.require_state(span);
  Scope scope = *environment_.scope;
  plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                          plan::make_operator(plan::Argument{}), PatternUse::kCondition);
  return make_expression(plan::Subplan{plan::make_match(std::move(graph)), plan::SubplanResult::kExists}, span);
}

Bound ExpressionBinder::bind_node(const ast::PatternExpression& node, SourceSpan span) {
  const ast::PathPattern& pattern = *node.pattern;
  if (pattern.selection.goal != PathGoal::kNone) return shortest(pattern, span);
  if (!environment_.predicate) {
    fail(ErrorCode::kSyntax, "UnexpectedSyntax", "a pattern is a condition in WHERE only", span,
         "use EXISTS { … } for a truth value, or [pattern | expression] for a list");
  }
  return {existence(pattern, span), Type{Kind::kBoolean}};
}

// shortestPath(…) as a value.
Bound ExpressionBinder::shortest(const ast::PathPattern& pattern, SourceSpan span) {
  statement_.require_state(span);
  Scope scope = *environment_.scope;
  plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                          plan::make_operator(plan::Argument{}), PatternUse::kCondition);
  const plan::Slot path = graph.relationships.front().path;
  const bool all = pattern.selection.count == PathCount::kAll;
  const Type type =
      all ? Type{Kind::kList, Kind::kPath, environment_.slice} : Type{Kind::kPath, Kind::kAny, environment_.slice};
  return {make_expression(plan::Subplan{plan::make_match(std::move(graph)),
                                        all ? plan::SubplanResult::kCollect : plan::SubplanResult::kFirst, path},
                          span),
          type};
}

Bound ExpressionBinder::bind_node(const ast::PatternComprehension& node, SourceSpan span) {
  statement_.require_state(span);
  Scope scope = *environment_.scope;
  ast::PathPattern pattern = *node.pattern;
  if (node.path) pattern.variable = node.path;
  plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                          plan::make_operator(plan::Argument{}), PatternUse::kMatch);
  if (const ExpressionPtr where = own_condition(node.where, scope)) plan::split_conjunction(where, graph.where);
  const Bound result = in_scope(*node.result, scope);
  const plan::Slot slot = statement_.new_slot({}, result.type.kind);
  plan::OperatorPtr root =
      plan::make_operator(plan::Project{plan::make_match(std::move(graph)), {{slot, result.expression}}});
  return {make_expression(plan::Subplan{std::move(root), plan::SubplanResult::kCollect, slot}, span),
          Type{Kind::kList, result.type.kind, result.type.slice}};
}

Bound ExpressionBinder::bind_node(const ast::Subquery& node, SourceSpan span) {
  BoundQuery query = bind_subquery(statement_, *node.query, *environment_.scope, environment_.slice, span);
  if (node.use == ast::SubqueryUse::kExists)
    return {make_expression(plan::Subplan{std::move(query.root), plan::SubplanResult::kExists}, span),
            Type{Kind::kBoolean}};
  if (node.use == ast::SubqueryUse::kCount) {
    const plan::Slot count = statement_.new_slot({}, Kind::kInteger);
    plan::Aggregation rows{std::move(query.root), {}, {}};
    rows.calls.push_back({count, nullptr, nullptr, false});
    return {
        make_expression(plan::Subplan{plan::make_operator(std::move(rows)), plan::SubplanResult::kFirst, count}, span),
        Type{Kind::kInteger}};
  }
  if (query.slots.size() != 1)
    fail(ErrorCode::kSyntax, "InvalidClauseComposition",
         query.slots.empty() ? "COLLECT { … } ends with RETURN and the column that is collected"
                             : "COLLECT { … } returns one column",
         span, "as in COLLECT { MATCH (a)-[:MET]->(b) RETURN b.name }");
  return {
      make_expression(plan::Subplan{std::move(query.root), plan::SubplanResult::kCollect, query.slots.front()}, span),
      Type{Kind::kList, query.types.front().kind, query.types.front().slice}};
}

}  // namespace entente
