// Text to syntax tree.
#pragma once

#include <string_view>

#include "query/syntax/ast.hpp"

namespace entente {

// Throws Error kSyntax with the span, what was expected, and a hint where one helps. Linear in the text. Nesting is
// bounded (kLimit beyond 500 levels), so that no text can exhaust the stack.
ast::Query parse(std::string_view text);

// An expression alone, for tests and tools. Errors as `parse`.
ast::ExpressionPtr parse_expression(std::string_view text);

// Clauses that write, in CALL { … } too.
bool has_updates(const ast::Query& query);
// Whether running it changes the store.
bool is_writing(const ast::Query& query);

}  // namespace entente
