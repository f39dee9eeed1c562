// The syntax tree as text, for tests and for looking at what the parser understood.
#pragma once

#include <string>

#include "query/syntax/ast.hpp"

namespace entente {

// One line, in parentheses, operator first: `n.age > 3` is "(> (. n age) 3)". Spans are left out.
std::string print(const ast::Expression& expression);
std::string print(const ast::PathPattern& path);
// A clause a line; parts of a UNION are separated by a line "union" or "union all".
std::string print(const ast::Query& query);

}  // namespace entente
