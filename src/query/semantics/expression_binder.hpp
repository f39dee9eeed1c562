// The binder of one expression in one environment. Its members stand in four files: expressions.cpp (values, names,
// literals), expression_operators.cpp, expression_calls.cpp (functions, aggregates, CASE) and expression_subqueries.cpp
// (lists, patterns, queries).
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/semantics/expressions.hpp"

namespace entente {

using plan::ExpressionPtr;

// What is known of the kind does not rule out all of `kinds`.
inline bool may_be(Kind kind, std::initializer_list<Kind> kinds) {
  return kind == Kind::kAny || kind == Kind::kNull || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// `type` under the slice of `from`, where it has none of its own.
inline Type with_slice(Type type, const Type& from) {
  if (type.slice == kNoSlice) type.slice = from.slice;
  return type;
}

class ExpressionBinder {
 public:
  ExpressionBinder(Statement& statement, const Environment& environment)
      : statement_(statement), environment_(environment) {}

  Bound bind(const ast::Expression& expression) {
    if (std::optional<Bound> replaced = replacement(expression)) return std::move(*replaced);
    return std::visit([&](const auto& node) { return bind_node(node, expression.span); }, expression.node);
  }

 private:
  // Of names in the second argument of a function that walks a path, where it is written out.
  void warn_of_manner(const ast::Expression& manner);
  // The slot that holds the value of this expression already, if one does.
  std::optional<Bound> replacement(const ast::Expression& expression) const;

  // A part of the expression. In `operand` a pattern is no condition; `condition` wants a truth value; `own_condition`
  // is one of its own, such as the WHERE of a list comprehension (null gives null).
  Bound operand(const ast::Expression& expression);
  Bound condition(const ast::Expression& expression, std::string_view what);
  ExpressionPtr own_condition(const ast::ExpressionPtr& expression, const Scope& scope);
  Bound in_scope(const ast::Expression& expression, const Scope& scope);

  // A call with the slice of its arguments.
  Bound call(const Function* function, std::vector<ExpressionPtr> arguments, Type type, SourceSpan span);

  // One overload a node of the syntax tree.
  Bound bind_node(const ast::Literal& node, SourceSpan span);
  Bound bind_node(const ast::Parameter& node, SourceSpan span);
  Bound bind_node(const ast::Variable& node, SourceSpan span);
  Bound bind_node(const ast::Property& node, SourceSpan span);
  Bound bind_node(const ast::ListLiteral& node, SourceSpan span);
  Bound bind_node(const ast::MapLiteral& node, SourceSpan span);
  Bound bind_node(const ast::MapProjection& node, SourceSpan span);
  Bound bind_node(const ast::Unary& node, SourceSpan span);
  Bound bind_node(const ast::Binary& node, SourceSpan span);
  bool is_name(const ast::Expression& side) const;
  Bound logical(const ast::Binary& node, SourceSpan span);
  Bound apply(ast::BinaryOperator op, const Bound& left, SourceSpan left_span, const Bound& right,
              SourceSpan right_span, SourceSpan span);
  Bound bind_node(const ast::ComparisonChain& node, SourceSpan span);
  Bound bind_node(const ast::PeriodComparison& node, SourceSpan span);
  Bound bind_node(const ast::IsNull& node, SourceSpan span);
  Bound bind_node(const ast::LabelTest& node, SourceSpan span);
  Bound bind_node(const ast::Subscript& node, SourceSpan span);
  Bound bind_node(const ast::Slice& node, SourceSpan span);
  Bound bind_node(const ast::Call& node, SourceSpan span);
  [[noreturn]] void unknown_function(const ast::Call& node);
  static const ast::PatternExpression* exists_of_pattern(const ast::Call& node);
  Bound aggregate(const ast::Call& node, SourceSpan span);
  Bound bind_node(const ast::Case& node, SourceSpan span);

  // The scope inside a construct that walks a list, with its item.
  Scope with_item(const ast::Name& variable, const Bound& list, plan::Slot slot) const;
  Bound list_operand(const ast::Expression& expression);
  Bound bind_node(const ast::ListComprehension& node, SourceSpan span);
  Bound bind_node(const ast::Quantifier& node, SourceSpan span);
  Bound bind_node(const ast::Reduce& node, SourceSpan span);

  // Patterns and subqueries: plans of their own, run for each row.
  ExpressionPtr existence(const ast::PathPattern& pattern, SourceSpan span);
  Bound bind_node(const ast::PatternExpression& node, SourceSpan span);
  Bound shortest(const ast::PathPattern& pattern, SourceSpan span);
  Bound bind_node(const ast::PatternComprehension& node, SourceSpan span);
  Bound bind_node(const ast::Subquery& node, SourceSpan span);

  Statement& statement_;
  Environment environment_;
};

}  // namespace entente
