// Calls of functions and aggregates, and CASE.
#include <fmt/format.h>

#include <string>

#include "base/text.hpp"
#include "query/functions/path_tests.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/expression_binder.hpp"
#include "query/semantics/fail.hpp"
#include "query/semantics/function_types.hpp"
#include "query/syntax/habits.hpp"

namespace entente {

using plan::make_expression;

void ExpressionBinder::warn_of_manner(const ast::Expression& manner) {
  const auto* map = std::get_if<ast::MapLiteral>(&manner.node);
  if (map == nullptr) return;
  for (const auto& [key, said] : map->entries) {
    if (const auto* types = std::get_if<ast::MapLiteral>(&said->node); types != nullptr && key.text == "travel") {
      for (const auto& [type, time] : types->entries) {
        NamedTypes known;
        statement_.relation_types(type, known);
      }
    }
    const auto* text = std::get_if<ast::Literal>(&said->node);
    if (text != nullptr && text->value.is_string() && key.text == "travel_by")
      statement_.property_key({text->value.string(), said->span}, true, {});
  }
}

Bound ExpressionBinder::bind_node(const ast::Call& node, SourceSpan span) {
  if (node.star || find_aggregate(node.name.text)) return aggregate(node, span);
  if (const auto* pattern = exists_of_pattern(node)) {
    return {existence(*pattern->pattern, span), Type{Kind::kBoolean}};
  }
  const Function* function = find_function(node.name.text);
  if (!function) unknown_function(node);
  if (environment_.inside_aggregate && function->is_volatile) {
    fail("NonConstantExpression",
         fmt::format("{}() inside an aggregate gives another value for each row", function->name), span,
         "compute it in a WITH before");
  }
  const int count = static_cast<int>(node.arguments.size());
  if (count < function->min_arguments || (function->max_arguments >= 0 && count > function->max_arguments)) {
    fail("InvalidNumberOfArguments",
         fmt::format("{}() does not take {} argument{}", function->name, count, count == 1 ? "" : "s"), span,
         fmt::format("it is written {}", function->signature));
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
  if (takes_manner(*function) && node.arguments.size() > 1) warn_of_manner(*node.arguments[1]);
  if (function->name == "named" || function->name == "entity") {
    statement_.warn_unknown_name(arguments.back(), Statement::Spelling::kAny);
  }
  return call(function, std::move(arguments), result_type(function->name, function->type, types, places), span);
}

[[noreturn]] void ExpressionBinder::unknown_function(const ast::Call& node) {
  std::vector<std::string> names;
  for (const Function& f : functions()) names.emplace_back(f.name);
  for (const Aggregate& a : aggregates()) names.emplace_back(a.name);
  std::string hint = hint_for_habit(HabitKind::kFunction, node.name.text);
  const std::string near = hint.empty() ? nearest(node.name.text, names) : std::string();
  if (!near.empty()) hint = fmt::format("did you mean `{}`?", near);
  if (hint.empty()) hint = "`entente help functions` lists all";
  fail("UnknownFunction", fmt::format("no function `{}`", node.name.text), node.name.span, std::move(hint));
}

const ast::PatternExpression* ExpressionBinder::exists_of_pattern(const ast::Call& node) {
  const bool named_exists = node.name.text.size() == 6 && fold(node.name.text) == "exists";
  if (!named_exists || node.arguments.size() != 1) return nullptr;
  return std::get_if<ast::PatternExpression>(&node.arguments.front()->node);
}

Bound ExpressionBinder::aggregate(const ast::Call& node, SourceSpan span) {
  if (environment_.inside_aggregate) {
    fail("NestedAggregation", "an aggregate inside an aggregate", span, "compute the inner one in a WITH before");
  }
  if (!environment_.aggregates) {
    fail("InvalidAggregation",
         fmt::format("{}() is an aggregate and cannot stand in {}", node.name.text, environment_.place), span,
         "aggregate in a WITH before, then use its column");
  }
  plan::AggregateCall result{statement_.new_slot(), nullptr, nullptr, node.distinct};
  Type type{Kind::kInteger};
  if (!node.star) {
    result.aggregate = find_aggregate(node.name.text);
    const std::size_t count = result.aggregate->has_parameter ? 2 : 1;
    if (node.arguments.size() != count) {
      fail("InvalidNumberOfArguments",
           fmt::format("{}() takes {}", result.aggregate->name, count == 1 ? "one argument" : "two arguments"), span,
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
    if (count == 2) result.parameter = ExpressionBinder(statement_, inner).bind(*node.arguments.back()).expression;
    const Type types[] = {argument.type};
    const SourceSpan places[] = {node.arguments.front()->span};
    type = result_type(result.aggregate->name, result.aggregate->type, types, places);
  }
  statement_.plan.slot_types[static_cast<std::size_t>(result.slot)] = type.kind;
  environment_.aggregates->calls.push_back(result);
  return {make_expression(plan::SlotRead{result.slot}, span), type};
}

Bound ExpressionBinder::bind_node(const ast::Case& node, SourceSpan span) {
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

}  // namespace entente
