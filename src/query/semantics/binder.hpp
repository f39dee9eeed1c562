// From syntax tree to plan: scopes, names, aggregation, patterns as written. Nothing is chosen by cost here.
#pragma once

#include <optional>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// Throws Error with a span; see the table of errors in language.md. `default_time` is the valid-time clause of a
// statement that states none.
plan::Plan bind_query(const ast::Query& query, const TemporalGraph& graph,
                      const std::optional<ast::ValidTimeClause>& default_time = std::nullopt,
                      const ProcedureList& procedures = {});

// The operators of a query inside an expression; it sees `outer`, by slots of the row it is run for. `slice` is the
// valid time of each MATCH in it that states none.
plan::OperatorPtr bind_subquery(Statement& statement, const ast::Query& query, const Scope& outer,
                                plan::SliceIndex slice, SourceSpan span);

}  // namespace entente
