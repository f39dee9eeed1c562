// From syntax tree to plan: scopes, names, aggregation, patterns as written. Nothing is chosen by cost here.
#pragma once

#include <optional>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// What a statement says of time and sources where it says nothing itself.
struct DefaultClauses {
  std::optional<ast::ValidTimeClause> time = {};
  ast::ExpressionPtr according_to = {};
  std::optional<ast::SystemTimeClause> system = {};
};

// Throws Error with a span; see the table of errors in language.md.
plan::Plan bind_query(const ast::Query& query, const TemporalGraph& graph, const DefaultClauses& otherwise = {},
                      const ProcedureList& procedures = {});

// The operators of a query inside an expression; it sees `outer`, by slots of the row it is run for. `slice` is the
// valid time of each MATCH in it that states none.
plan::OperatorPtr bind_subquery(Statement& statement, const ast::Query& query, const Scope& outer,
                                plan::SliceIndex slice, SourceSpan span);

}  // namespace entente
