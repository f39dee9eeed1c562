#include "query/syntax/parser.hpp"

#include "query/syntax/grammar.hpp"

namespace entente {

ast::Query parse(std::string_view text) {
  return syntax::Grammar(text).statement();
}

ast::ExpressionPtr parse_expression(std::string_view text) {
  return syntax::Grammar(text).whole_expression();
}

}  // namespace entente
