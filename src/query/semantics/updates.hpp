// Binding of clauses that write.
#pragma once

#include "query/plan/update.hpp"
#include "query/semantics/scope.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// What a clause does to each row. Variables that it makes are added to `scope`. Throws Error with a span: a variable
// that is bound already, or not, or that holds something else; what can't be written.
plan::Update bind_update(Statement& statement, const ast::Create& clause, Scope& scope, SourceSpan span);
plan::Update bind_update(Statement& statement, const ast::Merge& clause, Scope& scope, SourceSpan span);
plan::Update bind_update(Statement& statement, const ast::Set& clause, Scope& scope, SourceSpan span);
plan::Update bind_update(Statement& statement, const ast::Remove& clause, Scope& scope, SourceSpan span);
plan::Update bind_update(Statement& statement, const ast::Delete& clause, Scope& scope, SourceSpan span);
// Its beginning: the scope is that of the clauses in it.
plan::Update bind_update(Statement& statement, const ast::Foreach& clause, Scope& scope, SourceSpan span);

}  // namespace entente
