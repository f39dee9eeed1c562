// From syntax tree to plan: scopes, names, aggregation, patterns as written. Nothing is chosen by cost here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

// A query inside a statement, with what it returns, if it says so.
struct BoundQuery {
  plan::OperatorPtr root;
  std::vector<std::string> columns;
  std::vector<plan::Slot> slots;
  std::vector<Type> types;
};
// What a query inside sees of the variables around it: all, or those that WITH at its beginning names.
enum class Outer : std::uint8_t { kAll, kByWith };
// By slots of the row it is run for. `slice` is the valid time of each MATCH in it that states none.
BoundQuery bind_subquery(Statement& statement, const ast::Query& query, const Scope& outer, plan::SliceIndex slice,
                         SourceSpan span, Outer seen = Outer::kAll);

}  // namespace entente
