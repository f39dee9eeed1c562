// What operators work on: literals, names, calls, lists, maps, CASE, comprehensions.
#include <limits>

#include "query/syntax/grammar.hpp"
#include "query/syntax/habits.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {

using ast::ExpressionPtr;

namespace {

constexpr std::uint64_t kMinimumMagnitude = std::uint64_t{1} << 63;

}  // namespace

ExpressionPtr Grammar::atom() {
  const std::size_t first = position();
  switch (peek().kind) {
    case TokenKind::kInteger:
      return integer_literal(false, first);
    case TokenKind::kFloat: {
      const double number = take().number;
      return make(ast::Literal{number}, first);
    }
    case TokenKind::kString: {
      const Token& string = take();
      return make(ast::Literal{Value(string.text)}, first);
    }
    case TokenKind::kParameter: {
      const Token& parameter = take();
      return make(ast::Parameter{parameter.text}, first);
    }
    case TokenKind::kOpenBracket:
      return bracketed();
    case TokenKind::kOpenBrace:
      return map_literal();
    case TokenKind::kOpenParenthesis:
      return parenthesized();
    case TokenKind::kName:
    case TokenKind::kQuotedName:
      return name_atom();
    default:
      fail_expected("an expression");
  }
}

ExpressionPtr Grammar::integer_literal(bool negative, std::size_t first) {
  const Token& token = take();
  if (token.integer == kMinimumMagnitude && !negative) {
    fail("this integer is too large", token.span, "IntegerOverflow",
         "integers go from -9223372036854775808 to 9223372036854775807");
  }
  const auto magnitude = static_cast<std::int64_t>(token.integer);  // 2^63 becomes the minimum, which negation keeps
  const std::int64_t number = negative && token.integer != kMinimumMagnitude ? -magnitude : magnitude;
  ExpressionPtr literal = make(ast::Literal{number}, first);
  if (negative && (at(TokenKind::kDot) || at(TokenKind::kOpenBracket) || at(TokenKind::kColon)))
    fail_expected("an operator");
  return literal;
}

ExpressionPtr Grammar::name_atom() {
  const std::size_t first = position();
  const bool called = at(TokenKind::kOpenParenthesis, 1);
  if (at_word("TRUE") || at_word("FALSE")) {
    const bool truth = at_word("TRUE");
    take();
    return make(ast::Literal{truth}, first);
  }
  if (accept_word("NULL")) return make(ast::Literal{}, first);
  if (at_word("CASE")) return case_expression();
  if (at_word("EXISTS")) return exists();
  if (at_word("COUNT") && at(TokenKind::kOpenBrace, 1)) return braced_subquery(ast::SubqueryUse::kCount);
  if (at_word("COLLECT") && at(TokenKind::kOpenBrace, 1)) return braced_subquery(ast::SubqueryUse::kCollect);
  if (called && at_shortest_path()) return pattern_expression();
  if (called && at_name(2) && at_word("IN", 3)) {
    if (at_word("ALL")) return quantified(ast::QuantifierKind::kAll);
    if (at_word("ANY")) return quantified(ast::QuantifierKind::kAny);
    if (at_word("NONE")) return quantified(ast::QuantifierKind::kNone);
    if (at_word("SINGLE")) return quantified(ast::QuantifierKind::kSingle);
  }
  if (called && at_word("REDUCE") && at_name(2) && at(TokenKind::kEqual, 3)) return reduce();

  std::size_t dots = 0;
  while (at(TokenKind::kDot, 2 * dots + 1) && at_name(2 * dots + 2)) ++dots;
  if (at(TokenKind::kOpenParenthesis, 2 * dots + 1)) return call();

  if (at(TokenKind::kName) && is_reserved(peek().text)) {
    fail_expected("an expression", at_word("ALL") ? "all(x IN list WHERE …)" : "");
  }
  ast::Name name = expect_variable("an expression");
  ExpressionPtr variable = make(ast::Variable{std::move(name.text)}, first);
  return at(TokenKind::kOpenBrace) ? map_projection(std::move(variable), first) : variable;
}

ExpressionPtr Grammar::braced_subquery(ast::SubqueryUse use) {
  const std::size_t first = position();
  take();
  const std::size_t open = position();
  take();
  return make(ast::Subquery{use, subquery(open)}, first);
}

// object {.key, .*, key: value, variable}
ExpressionPtr Grammar::map_projection(ExpressionPtr object, std::size_t first) {
  const Nest nest(*this);
  const std::size_t open = position();
  take();
  ast::MapProjection result{std::move(object), {}, false};
  while (!at(TokenKind::kCloseBrace)) {
    const std::size_t item = position();
    if (accept(TokenKind::kDot)) {
      if (accept(TokenKind::kStar)) {
        result.all = true;
      } else {
        ast::Name key = expect_name("a property's name or `*`");
        ExpressionPtr value = make(ast::Property{result.object, key}, item);
        result.entries.emplace_back(std::move(key), std::move(value));
      }
    } else {
      ast::Name key = expect_name("`.` and a property, a key, or a variable");
      ExpressionPtr value = accept(TokenKind::kColon) ? expression() : make(ast::Variable{key.text}, item);
      result.entries.emplace_back(std::move(key), std::move(value));
    }
    if (!accept(TokenKind::kComma)) break;
  }
  expect_close(open, "`,`");
  return make(std::move(result), first);
}

ExpressionPtr Grammar::call() {
  const std::size_t first = position();
  if (at(TokenKind::kName) && is_reserved(peek().text)) fail_expected("an expression");
  ast::Name name = expect_name("a function's name");
  while (accept(TokenKind::kDot)) {
    name.text += '.';
    name.text += expect_name("a function's name").text;
  }
  name.span = span_from(first);
  ast::Call call{std::move(name), false, false, {}};
  const std::size_t open = position();
  take();
  if (at(TokenKind::kStar) && at(TokenKind::kCloseParenthesis, 1)) {
    take();
    take();
    call.star = true;
    return make(std::move(call), first);
  }
  call.distinct = accept_word("DISTINCT");
  call.arguments = arguments(open);
  return make(std::move(call), first);
}

std::vector<ExpressionPtr> Grammar::arguments(std::size_t open) {
  std::vector<ExpressionPtr> list;
  if (accept(TokenKind::kCloseParenthesis)) return list;
  const BarMeaning in_parentheses(*this, false);
  do {
    list.push_back(expression());
  } while (accept(TokenKind::kComma));
  expect_close(open, "`,`");
  return list;
}

ExpressionPtr Grammar::case_expression() {
  const std::size_t first = position();
  take();
  ast::Case result;
  if (!at_word("WHEN")) result.subject = expression();
  if (!at_word("WHEN")) fail_expected("WHEN");
  while (accept_word("WHEN")) {
    ExpressionPtr condition = expression(result.subject == nullptr);
    expect_word("THEN");
    ExpressionPtr outcome = expression();
    result.branches.emplace_back(std::move(condition), std::move(outcome));
  }
  if (accept_word("ELSE")) result.otherwise = expression();
  if (!accept_word("END")) fail_expected("WHEN, ELSE or END", "CASE of " + place_of(first) + " is not closed");
  return make(std::move(result), first);
}

ExpressionPtr Grammar::quantified(ast::QuantifierKind kind) {
  const std::size_t first = position();
  take();
  const std::size_t open = position();
  take();
  ast::Quantifier result{kind, expect_variable("a variable"), nullptr, nullptr};
  expect_word("IN");
  result.list = expression();
  expect_word("WHERE");
  result.where = expression(true);
  expect_close(open);
  return make(std::move(result), first);
}

ExpressionPtr Grammar::reduce() {
  const std::size_t first = position();
  take();
  const std::size_t open = position();
  take();
  ast::Reduce result;
  result.accumulator = expect_variable("a variable");
  expect(TokenKind::kEqual, "`=`");
  result.initial = expression();
  expect(TokenKind::kComma, "`,`");
  result.variable = expect_variable("a variable");
  expect_word("IN");
  result.list = expression();
  expect(TokenKind::kBar, "`|`");
  result.step = expression();
  expect_close(open);
  return make(std::move(result), first);
}

// EXISTS { query or pattern }, and the function exists(…), which takes a pattern too.
ExpressionPtr Grammar::exists() {
  const std::size_t first = position();
  take();
  const std::size_t open = position();
  if (at(TokenKind::kOpenParenthesis)) {
    take();
    ast::Call call{{std::string(text_of(token(first).span)), token(first).span}, false, false, {}};
    call.arguments.push_back(expression(true));
    expect_close(open);
    return make(std::move(call), first);
  }
  expect(TokenKind::kOpenBrace, "`(` or `{`");
  return make(ast::Subquery{ast::SubqueryUse::kExists, subquery(open)}, first);
}

// The rest of { query or pattern } behind the brace at `open`.
std::shared_ptr<const ast::Query> Grammar::subquery(std::size_t open) {
  std::shared_ptr<const ast::Query> result;
  const bool pattern = at(TokenKind::kOpenParenthesis) || (at_name() && at(TokenKind::kEqual, 1)) ||
                       at_shortest_path() ||
                       !(at(TokenKind::kName) && (is_reserved(peek().text) || at_word("CALL")) && !at_word("ALL"));
  if (pattern) {
    const std::size_t begin = position();
    count_clause(begin);
    ast::Match match;
    match.patterns = patterns(PatternUse::kMatch);
    while (at_time_clause()) time_clause(match.time);
    match.where = optional_where();
    ast::Query query;
    query.parts.resize(1);
    query.parts[0].clauses.push_back({std::move(match), span_from(begin)});
    result = std::make_shared<const ast::Query>(std::move(query));
  } else {
    result = std::make_shared<const ast::Query>(query(Braces::kExpression));
  }
  expect_close(open);
  return result;
}

std::optional<std::size_t> Grammar::first_divider(std::size_t open, TokenKind kind) const {
  const std::size_t close = token(open).partner;
  if (close == kNoPartner) return std::nullopt;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (token(i).kind == kind) return i;
    const std::size_t partner = token(i).partner;
    if (partner != kNoPartner && partner > i) i = partner;
  }
  return std::nullopt;
}

ExpressionPtr Grammar::bracketed() {
  const std::size_t open = position();
  const std::size_t pattern = at_name(1) && at(TokenKind::kEqual, 2) ? open + 3 : open + 1;
  if (pattern_begins_at(pattern) && first_divider(open, TokenKind::kBar)) return pattern_comprehension(open);
  if (at_name(1) && at_word("IN", 2) && !first_divider(open, TokenKind::kComma)) return list_comprehension(open);
  return list_literal(open);
}

ExpressionPtr Grammar::list_comprehension(std::size_t open) {
  take();
  ast::ListComprehension result;
  result.variable = expect_variable("a variable");
  expect_word("IN");
  result.list = expression();
  {
    const BarMeaning ends(*this, true);
    result.where = optional_where();
  }
  if (accept(TokenKind::kBar)) result.result = expression();
  expect_close(open);
  return make(std::move(result), open);
}

ExpressionPtr Grammar::pattern_comprehension(std::size_t open) {
  take();
  ast::PatternComprehension result;
  if (at(TokenKind::kEqual, 1)) {
    result.path = expect_variable("a variable");
    take();
  }
  const std::size_t begin = position();
  ast::PathPattern path;
  pattern_element(path, PatternUse::kMatch);
  path.span = span_from(begin);
  result.pattern = std::make_shared<const ast::PathPattern>(std::move(path));
  {
    const BarMeaning ends(*this, true);
    result.where = optional_where();
  }
  expect(TokenKind::kBar, result.where ? "`|`" : "WHERE or `|`");
  result.result = expression();
  expect_close(open);
  return make(std::move(result), open);
}

ExpressionPtr Grammar::list_literal(std::size_t open) {
  take();
  ast::ListLiteral result;
  if (!accept(TokenKind::kCloseBracket)) {
    do {
      result.items.push_back(expression());
    } while (accept(TokenKind::kComma));
    expect_close(open, "`,`");
  }
  return make(std::move(result), open);
}

ExpressionPtr Grammar::map_literal() {
  const std::size_t open = position();
  take();
  ast::MapLiteral result;
  if (!accept(TokenKind::kCloseBrace)) {
    do {
      ast::Name key = expect_name("a key");
      expect(TokenKind::kColon, "`:` after the key");
      ExpressionPtr item = expression();
      result.entries.emplace_back(std::move(key), std::move(item));
    } while (accept(TokenKind::kComma));
    expect_close(open, "`,`");
  }
  return make(std::move(result), open);
}

ExpressionPtr Grammar::parenthesized() {
  if (pattern_begins_at(position())) return pattern_expression();
  const std::size_t open = position();
  take();
  const BarMeaning in_parentheses(*this, false);
  ExpressionPtr inner = operators(Level::kOr);
  if (at(TokenKind::kComma)) fail_expected("`)`", hint_for_habit(HabitKind::kSign, "(,"));
  expect_close(open);
  return inner;
}

ExpressionPtr Grammar::pattern_expression() {
  const std::size_t first = position();
  ast::PathPattern path;
  pattern_element(path, PatternUse::kMatch);
  path.span = span_from(first);
  if (!pattern_allowed_ && path.selection.goal == PathGoal::kNone) {
    fail("a pattern is no value", path.span, "UnexpectedSyntax",
         "a pattern stands in WHERE, by itself or with AND, OR and NOT; elsewhere write exists(…), or size([(a)--(b) | "
         "b]) for how many");
  }
  return make(ast::PatternExpression{std::make_shared<const ast::PathPattern>(std::move(path))}, first);
}

}  // namespace entente::syntax
