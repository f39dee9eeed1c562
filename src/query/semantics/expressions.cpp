#include "query/semantics/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/binder.hpp"
#include "query/semantics/fail.hpp"
#include "query/semantics/function_types.hpp"
#include "query/semantics/patterns.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::make_expression;

// The name by which an operator is found in the table of operators.
std::string_view symbol(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  switch (op) {
    case kEqual: return "=";
    case kNotEqual: return "<>";
    case kLess: return "<";
    case kLessOrEqual: return "<=";
    case kGreater: return ">";
    case kGreaterOrEqual: return ">=";
    case kAdd: return "+";
    case kSubtract: return "-";
    case kMultiply: return "*";
    case kDivide: return "/";
    case kModulo: return "%";
    case kPower: return "^";
    case kIn: return "IN";
    case kStartsWith: return "STARTS WITH";
    case kEndsWith: return "ENDS WITH";
    case kContains: return "CONTAINS";
    case kMatches: return "=~";
    case kBefore: return "BEFORE";
    case kAfter: return "AFTER";
    case kOverlaps: return "OVERLAPS";
    case kDuring: return "DURING";
    case kEquals: return "EQUALS";
    case kImmediatelyPrecedes: return "IMMEDIATELY PRECEDES";
    case kImmediatelySucceeds: return "IMMEDIATELY SUCCEEDS";
    case kOr: case kXor: case kAnd: break;
  }
  return "";
}

bool is_arithmetic(ast::BinaryOperator op) {
  using enum ast::BinaryOperator;
  return op == kSubtract || op == kMultiply || op == kDivide || op == kModulo || op == kPower;
}

bool may_be(Kind kind, std::initializer_list<Kind> kinds) {
  if (kind == Kind::kAny || kind == Kind::kNull) return true;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Kind kind_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull: return Kind::kNull;
    case ValueType::kBoolean: return Kind::kBoolean;
    case ValueType::kInteger: return Kind::kInteger;
    case ValueType::kFloat: return Kind::kFloat;
    case ValueType::kString: return Kind::kString;
    case ValueType::kList: return Kind::kList;
    case ValueType::kMap: return Kind::kMap;
    case ValueType::kNode: return Kind::kNode;
    case ValueType::kRelationship: return Kind::kRelationship;
    case ValueType::kPath: return Kind::kPath;
    case ValueType::kPeriod: return Kind::kPeriod;
  }
  return Kind::kAny;
}

Type with_slice(Type type, const Type& from) {
  if (type.slice == kNoSlice) type.slice = from.slice;
  return type;
}

class ExpressionBinder {
 public:
  ExpressionBinder(Statement& statement, const Environment& environment)
      : statement_(statement), environment_(environment) {}

  Bound bind(const ast::Expression& expression) {
    if (const std::optional<Bound> replaced = replacement(expression)) return *replaced;
    return std::visit([&](const auto& node) { return bind_node(node, expression.span); }, expression.node);
  }

 private:
  // ---- helpers

  std::optional<Bound> replacement(const ast::Expression& expression) const {
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
  Bound operand(const ast::Expression& expression) {
    Environment inner = environment_;
    inner.predicate = false;
    return ExpressionBinder(statement_, inner).bind(expression);
  }
  Bound condition(const ast::Expression& expression, std::string_view what) {
    Environment inner = environment_;
    Bound bound = ExpressionBinder(statement_, inner).bind(expression);
    if (!may_be(bound.type.kind, {Kind::kBoolean})) {
      fail("InvalidArgumentType", fmt::format("{} takes truth values, and this is {}", what, name(bound.type.kind)),
           expression.span);
    }
    return bound;
  }
  // A condition of its own, such as the WHERE of a list comprehension.
  ExpressionPtr own_condition(const ast::ExpressionPtr& expression, const Scope& scope) {
    if (!expression) return nullptr;
    Environment inner = environment_;
    inner.scope = &scope;
    return bind_predicate(statement_, *expression, inner);
  }
  Bound in_scope(const ast::Expression& expression, const Scope& scope) {
    Environment inner = environment_;
    inner.scope = &scope;
    inner.predicate = false;
    return ExpressionBinder(statement_, inner).bind(expression);
  }

  Bound call(const Function* function, std::vector<ExpressionPtr> arguments, Type type, SourceSpan span) {
    assert(function);
    const plan::SliceIndex slice = type.slice == kNoSlice ? statement_.default_slice : type.slice;
    return {make_expression(plan::Call{function, std::move(arguments), slice}, span), type};
  }

  // ---- one overload a node

  Bound bind_node(const ast::Literal& node, SourceSpan span) {
    return {make_expression(plan::Constant{node.value}, span), Type{kind_of(node.value)}};
  }

  Bound bind_node(const ast::Parameter& node, SourceSpan span) {
    return {make_expression(plan::Parameter{node.name}, span), Type{}};
  }

  Bound bind_node(const ast::Variable& node, SourceSpan span) {
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
    fail("UndefinedVariable", fmt::format("no variable `{}` here", node.name), span, std::move(hint));
  }

  Bound bind_node(const ast::Property& node, SourceSpan span) {
    const Bound object = operand(*node.object);
    const Kind kind = object.type.kind;
    if (kind == Kind::kPath) {
      fail("InvalidArgumentType", "a path has no properties", node.object->span, "use nodes(p) or relationships(p)");
    }
    if (!may_be(kind, {Kind::kNode, Kind::kRelationship, Kind::kMap, Kind::kPeriod})) {
      fail(ErrorCode::kType, "InvalidArgumentType", fmt::format("{} has no properties", name(kind)), node.object->span);
    }
    const bool element = kind == Kind::kNode || kind == Kind::kRelationship;
    plan::PropertyRead read{object.expression, node.key.text, statement_.property_key(node.key, element)};
    read.slice = object.type.slice == kNoSlice ? statement_.default_slice : object.type.slice;
    return {make_expression(std::move(read), span), with_slice(Type{}, object.type)};
  }

  Bound bind_node(const ast::ListLiteral& node, SourceSpan span) {
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

  Bound bind_node(const ast::MapLiteral& node, SourceSpan span) {
    plan::MapMake map;
    Type type{Kind::kMap};
    for (const auto& [key, value] : node.entries) {
      const Bound bound = operand(*value);
      type = with_slice(type, bound.type);
      map.entries.emplace_back(key.text, bound.expression);
    }
    return {make_expression(std::move(map), span), type};
  }

  Bound bind_node(const ast::Unary& node, SourceSpan span) {
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

  Bound bind_node(const ast::Binary& node, SourceSpan span) {
    using enum ast::BinaryOperator;
    if (node.op == kAnd || node.op == kOr || node.op == kXor) return logical(node, span);
    return apply(node.op, operand(*node.left), node.left->span, operand(*node.right), node.right->span, span);
  }

  Bound logical(const ast::Binary& node, SourceSpan span) {
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

  Bound apply(ast::BinaryOperator op, const Bound& left, SourceSpan left_span, const Bound& right, SourceSpan right_span,
              SourceSpan span) {
    using enum ast::BinaryOperator;
    Type type;
    type = with_slice(with_slice(type, left.type), right.type);
    if (is_arithmetic(op)) {
      for (const auto& [side, place] : {std::pair{&left, left_span}, std::pair{&right, right_span}}) {
        if (!may_be(side->type.kind, {Kind::kInteger, Kind::kFloat, Kind::kPeriod})) {
          fail("InvalidArgumentType", fmt::format("`{}` takes numbers, and this is {}", symbol(op), name(side->type.kind)),
               place);
        }
      }
      if (left.type.kind == Kind::kInteger && right.type.kind == Kind::kInteger && op != kPower) type.kind = Kind::kInteger;
    } else if (op != kAdd) {
      type.kind = Kind::kBoolean;
    } else if (left.type.kind == Kind::kList && right.type.kind == Kind::kList) {
      type.kind = Kind::kList;
      if (left.type.element == right.type.element) type.element = left.type.element;
    } else if (left.type.kind == right.type.kind) {
      type.kind = left.type.kind;
    }
    if (op == kIn && !may_be(right.type.kind, {Kind::kList})) {
      fail("InvalidArgumentType", fmt::format("IN looks into a list, and this is {}", name(right.type.kind)), right_span);
    }
    return call(find_operator(symbol(op)), {left.expression, right.expression}, type, span);
  }

  Bound bind_node(const ast::ComparisonChain& node, SourceSpan span) {
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

  Bound bind_node(const ast::IsNull& node, SourceSpan span) {
    return {make_expression(plan::IsNull{operand(*node.operand).expression, node.negated}, span), Type{Kind::kBoolean}};
  }

  Bound bind_node(const ast::LabelTest& node, SourceSpan span) {
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

  Bound bind_node(const ast::Subscript& node, SourceSpan span) {
    const Bound object = operand(*node.object);
    const Bound index = operand(*node.index);
    Type type;
    if (object.type.kind == Kind::kList) type.kind = object.type.element;
    return call(find_operator("[]"), {object.expression, index.expression}, with_slice(type, object.type), span);
  }

  Bound bind_node(const ast::Slice& node, SourceSpan span) {
    const Bound list = operand(*node.list);
    const auto bound = [&](const ast::ExpressionPtr& e, std::int64_t otherwise) {
      return e ? operand(*e).expression : make_expression(plan::Constant{otherwise}, span);
    };
    return call(find_operator("[..]"),
                {list.expression, bound(node.from, 0), bound(node.to, std::numeric_limits<std::int64_t>::max())},
                list.type, span);
  }

  Bound bind_node(const ast::Call& node, SourceSpan span) {
    if (node.star || find_aggregate(node.name.text)) return aggregate(node, span);
    if (const auto* pattern = exists_of_pattern(node)) {
      return {existence(*pattern->pattern, span), Type{Kind::kBoolean}};
    }
    const Function* function = find_function(node.name.text);
    if (!function) unknown_function(node);
    if (environment_.inside_aggregate && plan::is_volatile_function(*function)) {
      fail("NonConstantExpression", fmt::format("{}() inside an aggregate gives another value for each row", function->name),
           span, "compute it in a WITH before");
    }
    const int count = static_cast<int>(node.arguments.size());
    if (count < function->min_arguments || (function->max_arguments >= 0 && count > function->max_arguments)) {
      fail("InvalidNumberOfArguments", fmt::format("{}() does not take {} argument{}", function->name, count, count == 1 ? "" : "s"),
           span, fmt::format("it is written {}", function->signature));
    }
    std::vector<ExpressionPtr> arguments;
    std::vector<Type> types;
    std::vector<SourceSpan> places;
    for (const ast::ExpressionPtr& argument : node.arguments) {
      const Bound bound = operand(*argument);
      arguments.push_back(bound.expression);
      types.push_back(bound.type);
      places.push_back(argument->span);
    }
    return call(function, std::move(arguments), result_type(function->name, types, places), span);
  }

  [[noreturn]] void unknown_function(const ast::Call& node) {
    std::vector<std::string> names;
    for (const Function& f : functions()) names.emplace_back(f.name);
    for (const Aggregate& a : aggregates()) names.emplace_back(a.name);
    const std::string near = nearest(node.name.text, names);
    fail("UnknownFunction", fmt::format("no function `{}`", node.name.text), node.name.span,
         near.empty() ? "`entente help functions` lists all" : fmt::format("did you mean `{}`?", near));
  }

  static const ast::PatternExpression* exists_of_pattern(const ast::Call& node) {
    const bool named_exists = node.name.text.size() == 6 && fold(node.name.text) == "exists";
    if (!named_exists || node.arguments.size() != 1) return nullptr;
    return std::get_if<ast::PatternExpression>(&node.arguments.front()->node);
  }

  Bound aggregate(const ast::Call& node, SourceSpan span) {
    if (environment_.inside_aggregate) {
      fail("NestedAggregation", "an aggregate inside an aggregate", span, "compute the inner one in a WITH before");
    }
    if (!environment_.aggregates) {
      fail("InvalidAggregation", fmt::format("{}() is an aggregate and cannot stand in {}", node.name.text, environment_.place),
           span, "aggregate in a WITH before, then use its column");
    }
    plan::AggregateCall result{statement_.new_slot(), nullptr, nullptr, node.distinct};
    Type type{Kind::kInteger};
    if (!node.star) {
      result.aggregate = find_aggregate(node.name.text);
      if (node.arguments.size() != 1) {
        fail("InvalidNumberOfArguments", fmt::format("{}() takes one argument", result.aggregate->name), span,
             fmt::format("it is written {}", result.aggregate->signature));
      }
      Environment inner = environment_;
      inner.scope = environment_.aggregates->scope;
      inner.aggregates = nullptr;
      inner.replacements = nullptr;
      inner.inside_aggregate = true;
      inner.ordering = false;
      inner.predicate = false;
      const Bound argument = ExpressionBinder(statement_, inner).bind(*node.arguments.front());
      result.argument = argument.expression;
      const Type types[] = {argument.type};
      const SourceSpan places[] = {node.arguments.front()->span};
      type = result_type(result.aggregate->name, types, places);
    }
    environment_.aggregates->calls.push_back(result);
    return {make_expression(plan::SlotRead{result.slot}, span), type};
  }

  Bound bind_node(const ast::Case& node, SourceSpan span) {
    plan::Case result;
    Type type{Kind::kNull};
    const auto branch = [&](const Bound& bound) {
      type = with_slice(type, bound.type);
      if (type.kind == Kind::kNull) type.kind = bound.type.kind;
      if (bound.type.kind != Kind::kNull && bound.type.kind != type.kind) type.kind = Kind::kAny;
      return bound.expression;
    };
    if (node.subject) result.subject = operand(*node.subject).expression;
    for (const auto& [when, then] : node.branches) {
      ExpressionPtr test = node.subject ? operand(*when).expression : own_condition(when, *environment_.scope);
      result.branches.emplace_back(std::move(test), branch(operand(*then)));
    }
    if (node.otherwise) result.otherwise = branch(operand(*node.otherwise));
    return {make_expression(std::move(result), span), type};
  }

  // The scope inside a construct that walks a list, with its item.
  Scope with_item(const ast::Name& variable, const Bound& list, plan::Slot slot) const {
    Scope scope = *environment_.scope;
    scope.add({variable.text, slot, Type{list.type.element, Kind::kAny, list.type.slice}});
    return scope;
  }
  Bound list_operand(const ast::Expression& expression) {
    const Bound list = operand(expression);
    if (!may_be(list.type.kind, {Kind::kList})) {
      fail("InvalidArgumentType", fmt::format("IN walks a list, and this is {}", name(list.type.kind)), expression.span);
    }
    return list;
  }

  Bound bind_node(const ast::ListComprehension& node, SourceSpan span) {
    const Bound list = list_operand(*node.list);
    const plan::Slot item = statement_.new_slot(node.variable.text);
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

  Bound bind_node(const ast::Quantifier& node, SourceSpan span) {
    const Bound list = list_operand(*node.list);
    const plan::Slot item = statement_.new_slot(node.variable.text);
    const Scope scope = with_item(node.variable, list, item);
    const auto kind = static_cast<plan::QuantifierKind>(node.kind);
    return {make_expression(plan::Quantifier{kind, item, list.expression, own_condition(node.where, scope)}, span),
            Type{Kind::kBoolean}};
  }

  Bound bind_node(const ast::Reduce& node, SourceSpan span) {
    const Bound initial = operand(*node.initial);
    const Bound list = list_operand(*node.list);
    const plan::Slot accumulator = statement_.new_slot(node.accumulator.text);
    const plan::Slot item = statement_.new_slot(node.variable.text);
    Scope scope = with_item(node.variable, list, item);
    scope.add({node.accumulator.text, accumulator, Type{Kind::kAny, Kind::kAny, initial.type.slice}});
    const Bound step = in_scope(*node.step, scope);
    return {make_expression(plan::Reduce{accumulator, initial.expression, item, list.expression, step.expression}, span),
            with_slice(Type{}, step.type)};
  }

  // ---- patterns and subqueries: plans of their own, run for each row

  ExpressionPtr existence(const ast::PathPattern& pattern, SourceSpan span) {
    Scope scope = *environment_.scope;
    plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                            plan::make_operator(plan::Argument{}), PatternUse::kCondition);
    return make_expression(plan::Subplan{plan::lower_as_written(std::move(graph)), plan::SubplanResult::kExists}, span);
  }

  Bound bind_node(const ast::PatternExpression& node, SourceSpan span) {
    const ast::PathPattern& pattern = *node.pattern;
    if (pattern.selector != ast::PathSelector::kNone) return shortest(pattern, span);
    if (!environment_.predicate) {
      fail(ErrorCode::kSyntax, "UnexpectedSyntax", "a pattern is a condition in WHERE only", span,
           "use EXISTS { … } for a truth value, or [pattern | expression] for a list");
    }
    return {existence(pattern, span), Type{Kind::kBoolean}};
  }

  // shortestPath(…) as a value.
  Bound shortest(const ast::PathPattern& pattern, SourceSpan span) {
    Scope scope = *environment_.scope;
    plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                            plan::make_operator(plan::Argument{}), PatternUse::kCondition);
    const plan::Slot path = graph.relationships.front().path;
    const bool all = pattern.selector == ast::PathSelector::kAllShortest;
    const Type type = all ? Type{Kind::kList, Kind::kPath, environment_.slice}
                          : Type{Kind::kPath, Kind::kAny, environment_.slice};
    return {make_expression(plan::Subplan{plan::lower_as_written(std::move(graph)),
                                          all ? plan::SubplanResult::kCollect : plan::SubplanResult::kFirst, path},
                            span),
            type};
  }

  Bound bind_node(const ast::PatternComprehension& node, SourceSpan span) {
    Scope scope = *environment_.scope;
    ast::PathPattern pattern = *node.pattern;
    if (node.path) pattern.variable = node.path;
    plan::PatternGraph graph = bind_pattern(statement_, {&pattern}, scope, environment_.slice,
                                            plan::make_operator(plan::Argument{}), PatternUse::kMatch);
    if (const ExpressionPtr where = own_condition(node.where, scope)) plan::split_conjunction(where, graph.where);
    const Bound result = in_scope(*node.result, scope);
    const plan::Slot slot = statement_.new_slot();
    plan::OperatorPtr root = plan::make_operator(
        plan::Project{plan::lower_as_written(std::move(graph)), {{slot, result.expression}}});
    return {make_expression(plan::Subplan{std::move(root), plan::SubplanResult::kCollect, slot}, span),
            Type{Kind::kList, result.type.kind, result.type.slice}};
  }

  Bound bind_node(const ast::ExistsSubquery& node, SourceSpan span) {
    plan::OperatorPtr root = bind_subquery(statement_, *node.query, *environment_.scope, environment_.slice, span);
    return {make_expression(plan::Subplan{std::move(root), plan::SubplanResult::kExists}, span), Type{Kind::kBoolean}};
  }

  Statement& statement_;
  Environment environment_;
};

}  // namespace

Bound bind_expression(Statement& statement, const ast::Expression& expression, const Environment& environment) {
  return ExpressionBinder(statement, environment).bind(expression);
}

plan::ExpressionPtr bind_predicate(Statement& statement, const ast::Expression& expression, Environment environment) {
  environment.predicate = true;
  const Bound bound = bind_expression(statement, expression, environment);
  if (!may_be(bound.type.kind, {Kind::kBoolean})) {
    fail("InvalidArgumentType", fmt::format("a condition is wanted, and this is {}", name(bound.type.kind)), expression.span);
  }
  return bound.expression;
}

}  // namespace entente
