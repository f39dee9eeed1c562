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

bool has_updates(const ast::Query& query) {
  const auto writes = [](const ast::Clause& clause) {
    const auto* call = std::get_if<ast::CallSubquery>(&clause.node);
    return ast::is_update(clause) || (call != nullptr && has_updates(*call->query));
  };
  return std::any_of(query.parts.begin(), query.parts.end(), [&](const ast::SingleQuery& part) {
    return std::any_of(part.clauses.begin(), part.clauses.end(), writes);
  });
}

bool is_writing(const ast::Query& query) {
  return query.schema.has_value() || (query.explain == ast::Explain::kNo && has_updates(query));
}

}  // namespace entente
