// Binding of expressions: names to slots, calls to functions, and what can be told of types.
#pragma once

#include <string_view>
#include <vector>

#include "query/plan/plan.hpp"
#include "query/semantics/scope.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

struct Bound {
  plan::ExpressionPtr expression;
  Type type;
};

// An expression whose value stands in a slot already: an item of the projection that is being bound.
struct Replacement {
  const ast::Expression* expression;
  plan::Slot slot;
  Type type;
  bool simple = true;  // a variable or a property of one: may stand beside an aggregate
};

// Aggregate calls found in the items of one projection.
struct Aggregates {
  const Scope* scope;  // what the arguments see: the rows before grouping
  std::vector<plan::AggregateCall> calls;
};

struct Environment {
  const Scope* scope;
  plan::SliceIndex slice = -1;       // of patterns inside the expression
  std::string_view place = "here";   // "WHERE", … in messages
  bool predicate = false;            // a pattern may stand here for "such a path exists"
  Aggregates* aggregates = nullptr;  // null: aggregates are an error here
  bool inside_aggregate = false;
  bool ordering = false;  // ORDER BY of a projection that groups or drops rows
  const std::vector<Replacement>* replacements = nullptr;
  std::string_view variables_forbidden = {};  // why no variable may stand here; empty: one may
};

// Throws Error: undefined variables, unknown functions, wrong number of arguments, misplaced aggregates, types that
// can't fit.
Bound bind_expression(Statement& statement, const ast::Expression& expression, const Environment& environment);

// The same where a truth value is wanted.
plan::ExpressionPtr bind_predicate(Statement& statement, const ast::Expression& expression, Environment environment);

}  // namespace entente
