// Questions about syntax trees.
#pragma once

#include <functional>

#include "query/syntax/ast.hpp"

namespace entente {

// Direct child expressions; patterns and subqueries inside are not entered.
void for_each_child(const ast::Expression& expression, const std::function<void(const ast::Expression&)>& visit);

// An aggregate function is called in it.
bool has_aggregate(const ast::Expression& expression);

// The two say the same, places apart. Expressions with patterns or subqueries are never the same as another.
bool same(const ast::Expression& a, const ast::Expression& b);

}  // namespace entente
