// Binding of CALL: the procedure, its arguments, and the columns that it yields.
#pragma once

#include "query/plan/plan.hpp"
#include "query/semantics/scope.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// Adds the yielded columns to `scope`. `is_alone`: the call is the whole query; then all columns are yielded where none
// is named, and arguments may be left to the parameters.
plan::OperatorPtr bind_call(Statement& statement, const ast::CallProcedure& call, bool is_alone, Scope& scope,
                            plan::OperatorPtr input);

}  // namespace entente
