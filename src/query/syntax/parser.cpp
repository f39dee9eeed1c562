#include "query/syntax/parser.hpp"

#include <algorithm>

#include "query/syntax/grammar.hpp"

namespace entente {

ast::Query parse(std::string_view text) {
  return syntax::Grammar(text).statement();
}

ast::ExpressionPtr parse_expression(std::string_view text) {
  return syntax::Grammar(text).whole_expression();
}

bool is_writing(const ast::Query& query) {
  if (query.explain != ast::Explain::kNo) return false;
  for (const ast::SingleQuery& part : query.parts)
    if (std::any_of(part.clauses.begin(), part.clauses.end(), ast::is_update)) return true;
  return false;
}

}  // namespace entente
