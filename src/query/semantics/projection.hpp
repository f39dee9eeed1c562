// Binding of the body of WITH and RETURN: items, grouping, DISTINCT, ORDER BY, SKIP, LIMIT.
#pragma once

#include <string>
#include <vector>

#include "query/plan/plan.hpp"
#include "query/semantics/scope.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

struct Projected {
  plan::OperatorPtr op;
  Scope scope;  // the items alone
  std::vector<std::string> columns;
  std::vector<plan::Slot> slots;
};

enum class ProjectionClause { kWith, kReturn };

// `where` may be null. It and ORDER BY see the items and, where no rows are grouped or dropped, the variables before as
// well.
Projected bind_projection(Statement& statement, const ast::Projection& projection, const ast::ExpressionPtr& where,
                          ProjectionClause clause, SourceSpan span, const Scope& before, plan::OperatorPtr input);

}  // namespace entente
