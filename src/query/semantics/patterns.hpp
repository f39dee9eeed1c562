// Binding of patterns: from the syntax of paths to a pattern graph over slots.
#pragma once

#include <vector>

#include "query/plan/pattern_graph.hpp"
#include "query/semantics/scope.hpp"
#include "query/semantics/statement.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// kMatch brings new variables into scope; kCondition (a pattern used as a truth value) must not name unknown ones.
enum class PatternUse { kMatch, kCondition };

// Adds the variables of `paths` to `scope`. Variables that `scope` has already are bound by the rows of `input`.
plan::PatternGraph bind_pattern(Statement& statement, const std::vector<const ast::PathPattern*>& paths, Scope& scope,
                                plan::SliceIndex slice, plan::OperatorPtr input, PatternUse use);

}  // namespace entente
