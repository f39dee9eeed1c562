// Operators, tests, subscripts.
#include <fmt/format.h>

#include <limits>

#include "entente/time/date.hpp"
#include "query/functions/vain_comparison.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/expression_binder.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

// The name by which an operator is found in the table of operators.
std::string_view symbol(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  switch (op) {
    case kEqual:
      return "=";
    case kNotEqual:
      return "<>";
    case kLess:
      return "<";
    case kLessOrEqual:
      return "<=";
    case kGreater:
      return ">";
    case kGreaterOrEqual:
      return ">=";
    case kAdd:
      return "+";
    case kSubtract:
      return "-";
    case kMultiply:
      return "*";
    case kDivide:
      return "/";
    case kModulo:
      return "%";
    case kPower:
      return "^";
    case kIn:
      return "IN";
    case kStartsWith:
      return "STARTS WITH";
    case kEndsWith:
      return "ENDS WITH";
    case kMatches:
      return "=~";
    case kOr:
    case kXor:
    case kAnd:
      break;
  }
  return "";
}

bool is_comparison(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  return op == kEqual || op == kNotEqual || op == kLess || op == kLessOrEqual || op == kGreater ||
         op == kGreaterOrEqual;
}

Comparable comparable(Kind kind) {
  switch (kind) {
    case Kind::kAny:
    case Kind::kNull:
      return Comparable::kAny;
    case Kind::kPeriod:
      return Comparable::kPeriod;
    case Kind::kInstant:
      return Comparable::kInstant;
    case Kind::kDate:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
      return Comparable::kDate;
    case Kind::kString:
      return Comparable::kText;
    default:
      return Comparable::kOther;
  }
}

// A date that is written beside an instant is read once.
plan::ExpressionPtr as_instant(const Bound& side, const Bound& other) {
  const auto* constant = plan::as<plan::Constant>(side.expression);
  if (other.type.kind != Kind::kInstant || constant == nullptr || !constant->value.is_string()) return side.expression;
  const std::string& text = constant->value.string();
  const Result<Instant> point = read_point(text);
  if (!point.ok()) {
    fail(ErrorCode::kArgument, "InvalidArgumentValue",
         fmt::format("'{}' is not a date: {}", text, point.error().message), side.expression->span, point.error().hint);
  }
  return plan::make_expression(plan::Constant{*point}, side.expression->span);
}

bool is_arithmetic(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  return op == kSubtract || op == kMultiply || op == kDivide || op == kModulo || op == kPower;
}

}  // namespace

using plan::make_expression;

Bound ExpressionBinder::bind_node(const ast::Unary& node, SourceSpan span) {
  if (node.op == ast::UnaryOperator::kNot) {
    const Bound bound = condition(*node.operand, "NOT");
    return {make_expression(plan::Logical{plan::Logic::kNot, {bound.expression}}, span), Type{Kind::kBoolean}};
  }
  const Bound bound = operand(*node.operand);
  if (!may_be(bound.type.kind, {Kind::kInteger, Kind::kFloat})) {
    fail("InvalidArgumentType", fmt::format("{} has no sign", name(bound.type.kind)), node.operand->span);
  }
  if (node.op == ast::UnaryOperator::kPlus) return bound;
  return call(find_operator("neg"), {bound.expression}, bound.type, span);
}

Bound ExpressionBinder::bind_node(const ast::Binary& node, SourceSpan span) {
  using enum ast::BinaryOperator;
  if (node.op == kAnd || node.op == kOr || node.op == kXor) return logical(node, span);
  const Bound left = operand(*node.left), right = operand(*node.right);
  if (node.op == kEqual && is_name(*node.left))
    statement_.warn_unknown_name(right.expression, Statement::Spelling::kExact);
  if (node.op == kEqual && is_name(*node.right))
    statement_.warn_unknown_name(left.expression, Statement::Spelling::kExact);
  return apply(node.op, left, node.left->span, right, node.right->span, span);
}

// n.name, of what is known to be a node.
bool ExpressionBinder::is_name(const ast::Expression& side) const {
  const auto* property = std::get_if<ast::Property>(&side.node);
  const auto* variable = property ? std::get_if<ast::Variable>(&property->object->node) : nullptr;
  const Binding* binding = variable ? environment_.scope->find(variable->name) : nullptr;
  return binding && binding->type.kind == Kind::kNode && property->key.text == "name";
}

Bound ExpressionBinder::logical(const ast::Binary& node, SourceSpan span) {
  using enum ast::BinaryOperator;
  const std::string_view word = node.op == kAnd ? "AND" : node.op == kOr ? "OR" : "XOR";
  const plan::Logic op = node.op == kAnd ? plan::Logic::kAnd : node.op == kOr ? plan::Logic::kOr : plan::Logic::kXor;
  const Bound left = condition(*node.left, word);
  const Bound right = condition(*node.right, word);
  plan::Logical result{op, {}};
  const auto add = [&](const Bound& side) {  // a AND b AND c is one node of three
    const plan::Logical* inner = plan::as<plan::Logical>(side.expression);
    if (inner && inner->op == op && op != plan::Logic::kXor) {
      result.operands.insert(result.operands.end(), inner->operands.begin(), inner->operands.end());
    } else {
      result.operands.push_back(side.expression);
    }
  };
  add(left);
  add(right);
  return {make_expression(std::move(result), span), Type{Kind::kBoolean}};
}

Bound ExpressionBinder::apply(ast::BinaryOperator op, const Bound& left, SourceSpan left_span, const Bound& right,
                              SourceSpan right_span, SourceSpan span) {
  using enum ast::BinaryOperator;
  Type type;
  type = with_slice(with_slice(type, left.type), right.type);
  if (is_arithmetic(op)) {
    for (const auto& [side, place] : {std::pair{&left, left_span}, std::pair{&right, right_span}}) {
      if (!may_be(side->type.kind, {Kind::kInteger, Kind::kFloat, Kind::kPeriod, Kind::kInstant}) &&
          !is_temporal(side->type.kind)) {
        fail("InvalidArgumentType",
             fmt::format("`{}` takes numbers, and this is {}", symbol(op), name(side->type.kind)), place);
      }
    }
    if (left.type.kind == Kind::kInteger && right.type.kind == Kind::kInteger && op != kPower)
      type.kind = Kind::kInteger;
  } else if (op != kAdd) {
    type.kind = Kind::kBoolean;
  } else if (left.type.kind == Kind::kList && right.type.kind == Kind::kList) {
    type.kind = Kind::kList;
    if (left.type.element == right.type.element) type.element = left.type.element;
  } else if (left.type.kind == right.type.kind) {
    type.kind = left.type.kind;
  }
  if (is_comparison(op) || op == kIn) {
    const Kind other = op == kIn ? right.type.element : right.type.kind;
    if (auto vain = vain_comparison(symbol(op), comparable(left.type.kind), comparable(other))) {
      fail("InvalidArgumentType", vain->message, span, vain->hint);
    }
  }
  if (op == kIn && !may_be(right.type.kind, {Kind::kList})) {
    fail("InvalidArgumentType", fmt::format("IN looks into a list, and this is {}", name(right.type.kind)), right_span,
         "a list stands in brackets: IN ['a']");
  }
  if (is_comparison(op)) {
    return call(find_operator(symbol(op)), {as_instant(left, right), as_instant(right, left)}, type, span);
  }
  return call(find_operator(symbol(op)), {left.expression, right.expression}, type, span);
}

Bound ExpressionBinder::bind_node(const ast::ComparisonChain& node, SourceSpan span) {
  plan::Logical all{plan::Logic::kAnd, {}};
  Bound left = operand(*node.first);
  SourceSpan left_span = node.first->span;
  for (const auto& [op, operand_expression] : node.rest) {
    const Bound right = operand(*operand_expression);
    all.operands.push_back(apply(op, left, left_span, right, operand_expression->span, span).expression);
    left = right;
    left_span = operand_expression->span;
  }
  return {make_expression(std::move(all), span), Type{Kind::kBoolean}};
}

Bound ExpressionBinder::bind_node(const ast::PeriodComparison& node, SourceSpan span) {
  const Bound left = operand(*node.left), right = operand(*node.right);
  statement_.warn_order_lost(left.expression, node.left->span);
  statement_.warn_order_lost(right.expression, node.right->span);
  const Type type = with_slice(with_slice(Type{Kind::kBoolean}, left.type), right.type);
  return call(find_operator(node.predicate->word), {left.expression, right.expression}, type, span);
}

Bound ExpressionBinder::bind_node(const ast::IsNull& node, SourceSpan span) {
  return {make_expression(plan::IsNull{operand(*node.operand).expression, node.negated}, span), Type{Kind::kBoolean}};
}

Bound ExpressionBinder::bind_node(const ast::LabelTest& node, SourceSpan span) {
  const Bound object = operand(*node.operand);
  if (!may_be(object.type.kind, {Kind::kNode, Kind::kRelationship})) {
    fail("InvalidArgumentType", fmt::format("{} has no labels", name(object.type.kind)), node.operand->span);
  }
  plan::LabelTest test{object.expression, {}};
  for (const ast::Name& label : node.labels) {
    // Of a relationship it is the type that is asked for.
    test.labels.push_back(object.type.kind == Kind::kRelationship ? statement_.graph.symbol(label.text)
                                                                  : statement_.label(label));
  }
  return {make_expression(std::move(test), span), Type{Kind::kBoolean}};
}

Bound ExpressionBinder::bind_node(const ast::Subscript& node, SourceSpan span) {
  const Bound object = operand(*node.object);
  const Bound index = operand(*node.index);
  Type type;
  if (object.type.kind == Kind::kList) type.kind = object.type.element;
  return call(find_operator("[]"), {object.expression, index.expression}, with_slice(type, object.type), span);
}

Bound ExpressionBinder::bind_node(const ast::Slice& node, SourceSpan span) {
  const Bound list = operand(*node.list);
  const auto bound = [&](const ast::ExpressionPtr& e, std::int64_t otherwise) {
    return e ? operand(*e).expression : make_expression(plan::Constant{otherwise}, span);
  };
  return call(find_operator("[..]"),
              {list.expression, bound(node.from, 0), bound(node.to, std::numeric_limits<std::int64_t>::max())},
              list.type, span);
}

}  // namespace entente
