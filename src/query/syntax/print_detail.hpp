// What the two halves of the printer share.
#pragma once

#include <string>
#include <vector>

#include "query/syntax/ast.hpp"

namespace entente::syntax {

std::string join(const std::vector<std::string>& parts);           // "(a b c)"
std::string print_or_blank(const ast::ExpressionPtr& expression);  // "_" for none
std::string print_in_line(const ast::Query& query);                // its lines in one

}  // namespace entente::syntax
