#include "query/semantics/expressions.hpp"

#include <fmt/format.h>

#include "query/functions/entity_property.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/expression_binder.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

Kind kind_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return Kind::kNull;
    case ValueType::kBoolean:
      return Kind::kBoolean;
    case ValueType::kInteger:
      return Kind::kInteger;
    case ValueType::kFloat:
      return Kind::kFloat;
    case ValueType::kString:
      return Kind::kString;
    case ValueType::kList:
      return Kind::kList;
    case ValueType::kMap:
      return Kind::kMap;
    case ValueType::kNode:
      return Kind::kNode;
    case ValueType::kRelationship:
      return Kind::kRelationship;
    case ValueType::kPath:
      return Kind::kPath;
    case ValueType::kPeriod:
      return Kind::kPeriod;
    case ValueType::kInstant:
      return Kind::kInstant;
    case ValueType::kDate:
      return Kind::kDate;
    case ValueType::kLocalTime:
      return Kind::kLocalTime;
    case ValueType::kTime:
      return Kind::kTime;
    case ValueType::kLocalDateTime:
      return Kind::kLocalDateTime;
    case ValueType::kDateTime:
      return Kind::kDateTime;
    case ValueType::kDuration:
      return Kind::kDuration;
  }
  return Kind::kAny;
}

}  // namespace

using plan::make_expression;

std::optional<Bound> ExpressionBinder::replacement(const ast::Expression& expression) const {
  if (!environment_.replacements) return std::nullopt;
  for (const Replacement& r : *environment_.replacements) {
    if (!same(*r.expression, expression)) continue;
    if (environment_.aggregates && !r.simple && !has_aggregate(expression)) {
      fail("AmbiguousAggregationExpression",
           "only variables and properties that are grouped by may stand beside an aggregate", expression.span,
           "put this expression under a name in a WITH before");
    }
    return Bound{make_expression(plan::SlotRead{r.slot}, expression.span), r.type};
  }
  return std::nullopt;
}

// In the same place, but in an operand where a pattern is no condition.
Bound ExpressionBinder::operand(const ast::Expression& expression) {
  Environment inner = environment_;
  inner.predicate = false;
  return ExpressionBinder(statement_, inner).bind(expression);
}
Bound ExpressionBinder::condition(const ast::Expression& expression, std::string_view what) {
  Environment inner = environment_;
  Bound bound = ExpressionBinder(statement_, inner).bind(expression);
  if (!may_be(bound.type.kind, {Kind::kBoolean})) {
    fail("InvalidArgumentType", fmt::format("{} takes truth values, and this is {}", what, name(bound.type.kind)),
         expression.span);
  }
  return bound;
}
// A condition of its own, such as the WHERE of a list comprehension.
ExpressionPtr ExpressionBinder::own_condition(const ast::ExpressionPtr& expression, const Scope& scope) {
  if (!expression) return nullptr;
  Environment inner = environment_;
  inner.scope = &scope;
  return bind_predicate(statement_, *expression, inner);
}
Bound ExpressionBinder::in_scope(const ast::Expression& expression, const Scope& scope) {
  Environment inner = environment_;
  inner.scope = &scope;
  inner.predicate = false;
  return ExpressionBinder(statement_, inner).bind(expression);
}

Bound ExpressionBinder::call(const Function* function, std::vector<ExpressionPtr> arguments, Type type,
                             SourceSpan span) {
  assert(function);
  const plan::SliceIndex slice = type.slice == kNoSlice ? statement_.default_slice : type.slice;
  return {make_expression(plan::Call{function, std::move(arguments), slice}, span), type};
}

Bound ExpressionBinder::bind_node(const ast::Literal& node, SourceSpan span) {
  return {make_expression(plan::Constant{node.value}, span), Type{kind_of(node.value)}};
}

Bound ExpressionBinder::bind_node(const ast::Parameter& node, SourceSpan span) {
  return {make_expression(plan::Parameter{node.name}, span), Type{}};
}

Bound ExpressionBinder::bind_node(const ast::Variable& node, SourceSpan span) {
  if (const Binding* binding = environment_.scope->find(node.name)) {
    return {make_expression(plan::SlotRead{binding->slot}, span), binding->type};
  }
  if (!environment_.variables_forbidden.empty()) {
    fail("NonConstantExpression", fmt::format("`{}` cannot stand here", node.name), span,
         std::string(environment_.variables_forbidden));
  }
  if (environment_.aggregates && !environment_.ordering && environment_.aggregates->scope->find(node.name)) {
    fail("AmbiguousAggregationExpression",
         fmt::format("`{}` stands beside an aggregate, and the rows are not grouped by it", node.name), span,
         fmt::format("group by it: add `{}` as an item of its own", node.name));
  }
  std::string hint;
  if (environment_.ordering) hint = "after DISTINCT or an aggregate, ORDER BY sees the projected columns only";
  const std::string near = environment_.scope->nearest_to(node.name);
  if (!near.empty()) hint = fmt::format("did you mean `{}`?", near);
  if (hint.empty() && node.name.size() > 2) hint = fmt::format("text stands in quotes: '{}'", node.name);
  fail("UndefinedVariable", fmt::format("no variable `{}` here", node.name), span, std::move(hint));
}

Bound ExpressionBinder::bind_node(const ast::Property& node, SourceSpan span) {
  const Bound object = operand(*node.object);
  const Kind kind = object.type.kind;
  if (kind == Kind::kPath) {
    fail("InvalidArgumentType", "a path has no properties", node.object->span, "use nodes(p) or relationships(p)");
  }
  if (!may_be(kind, {Kind::kNode, Kind::kRelationship, Kind::kMap, Kind::kPeriod, Kind::kInstant}) &&
      !is_temporal(kind)) {
    fail(ErrorCode::kType, "InvalidArgumentType", fmt::format("{} has no properties", name(kind)), node.object->span);
  }
  const auto* variable = std::get_if<ast::Variable>(&node.object->node);
  const bool element = kind == Kind::kNode || kind == Kind::kRelationship;
  plan::PropertyRead read{object.expression, node.key.text,
                          statement_.property_key(node.key, element, variable ? variable->name : "")};
  read.slice = object.type.slice == kNoSlice ? statement_.default_slice : object.type.slice;
  Type type;
  if (kind == Kind::kPeriod && is_instant_of_period(node.key.text)) type.kind = Kind::kInstant;
  return {make_expression(std::move(read), span), with_slice(type, object.type)};
}

Bound ExpressionBinder::bind_node(const ast::ListLiteral& node, SourceSpan span) {
  plan::ListMake list;
  Type type{Kind::kList, node.items.empty() ? Kind::kAny : Kind::kNull};
  for (const ast::ExpressionPtr& item : node.items) {
    const Bound bound = operand(*item);
    type = with_slice(type, bound.type);
    if (type.element == Kind::kNull) type.element = bound.type.kind;
    if (bound.type.kind != Kind::kNull && bound.type.kind != type.element) type.element = Kind::kAny;
    list.items.push_back(bound.expression);
  }
  return {make_expression(std::move(list), span), type};
}

Bound ExpressionBinder::bind_node(const ast::MapLiteral& node, SourceSpan span) {
  plan::MapMake map;
  Type type{Kind::kMap};
  for (const auto& [key, value] : node.entries) {
    const Bound bound = operand(*value);
    type = with_slice(type, bound.type);
    map.entries.emplace_back(key.text, bound.expression);
  }
  return {make_expression(std::move(map), span), type};
}

// Of null it is null.
Bound ExpressionBinder::bind_node(const ast::MapProjection& node, SourceSpan span) {
  const Bound object = operand(*node.object);
  if (!may_be(object.type.kind, {Kind::kNode, Kind::kRelationship, Kind::kMap}))
    fail("InvalidArgumentType",
         fmt::format("a map is made of a node, a relationship or a map, and this is {}", name(object.type.kind)),
         node.object->span);
  plan::MapMake map;
  Type type{Kind::kMap};
  for (const auto& [key, value] : node.entries) {
    const Bound bound = operand(*value);
    type = with_slice(type, bound.type);
    map.entries.emplace_back(key.text, bound.expression);
  }
  if (node.all) map.rest = call(find_function("properties"), {object.expression}, Type{Kind::kMap}, span).expression;
  plan::Case result{nullptr, {}, make_expression(std::move(map), span)};
  result.branches.emplace_back(make_expression(plan::IsNull{object.expression, false}, span),
                               make_expression(plan::Constant{}, span));
  return {make_expression(std::move(result), span), with_slice(type, object.type)};
}

Bound bind_expression(Statement& statement, const ast::Expression& expression, const Environment& environment) {
  return ExpressionBinder(statement, environment).bind(expression);
}

plan::ExpressionPtr bind_predicate(Statement& statement, const ast::Expression& expression, Environment environment) {
  environment.predicate = true;
  const Bound bound = bind_expression(statement, expression, environment);
  if (!may_be(bound.type.kind, {Kind::kBoolean})) {
    fail("InvalidArgumentType", fmt::format("a condition is wanted, and this is {}", name(bound.type.kind)),
         expression.span);
  }
  return bound.expression;
}

}  // namespace entente
