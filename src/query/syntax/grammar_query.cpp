// Statements, reading clauses and projections.
#include <algorithm>

#include "query/syntax/grammar.hpp"
#include "query/syntax/habits.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {

using ast::ExpressionPtr;

namespace {

bool is_reading(const ast::Clause& clause) {
  return std::holds_alternative<ast::LoadCsv>(clause.node) || std::holds_alternative<ast::Match>(clause.node) ||
         std::holds_alternative<ast::Unwind>(clause.node) || std::holds_alternative<ast::CallProcedure>(clause.node) ||
         std::holds_alternative<ast::CallSubquery>(clause.node);
}

}  // namespace

ast::Query Grammar::statement() {
  if (at(TokenKind::kEnd)) fail("the query is empty", peek().span, "UnexpectedSyntax");
  ast::Explain explain = ast::Explain::kNo;
  if (accept_word("EXPLAIN")) explain = accept_word("STEPS") ? ast::Explain::kSteps : ast::Explain::kPlan;
  if (explain == ast::Explain::kNo && accept_word("PROFILE")) explain = ast::Explain::kProfile;
  ast::TimeClauses time;
  ExpressionPtr according_to;
  read_clauses(time, according_to);
  ast::Query result;
  if (explain == ast::Explain::kNo && at_schema_change())
    result.schema = schema_change();
  else
    result = query(Braces::kNone);
  result.explain = explain;
  result.time = std::move(time);
  result.according_to = std::move(according_to);
  if (accept(TokenKind::kSemicolon) && !at(TokenKind::kEnd))
    fail_expected("the end of the query",
                  "run one statement at a time; `entente shell STORE < FILE` runs all of a file");
  if (!at(TokenKind::kEnd)) fail_expected("the end of the query");
  return result;
}

ExpressionPtr Grammar::whole_expression() {
  ExpressionPtr result = expression(true);
  if (!at(TokenKind::kEnd))
    fail_expected("the end of the expression", at(TokenKind::kName) ? did_you_mean(peek().text, operator_words()) : "");
  return result;
}

ast::Query Grammar::query(Braces braces) {
  ast::Query result;
  result.parts.push_back(single_query(braces));
  while (at_word("UNION")) {
    const std::size_t joint = position();
    take();
    const bool all = accept_word("ALL");
    if (result.parts.size() > 1 && all != result.union_all) {
      fail("UNION and UNION ALL can't be mixed in one query", span_from(joint), "InvalidClauseComposition");
    }
    result.union_all = all;
    result.parts.push_back(single_query(braces));
  }
  return result;
}

ast::SingleQuery Grammar::single_query(Braces braces) {
  const bool in_braces = braces != Braces::kNone;
  ast::SingleQuery result;
  const auto ends = [&] {
    return at(TokenKind::kEnd) || at(TokenKind::kSemicolon) || at_word("UNION") ||
           (in_braces && at(TokenKind::kCloseBrace));
  };
  do {
    if (ends()) fail_expected("a clause");
    const bool begins = at(TokenKind::kName) &&
                        (is_reserved(peek().text) || at_word("CALL") || at_foreach() || at_words("LOAD", "CSV"));
    if (!result.clauses.empty() && !begins) {
      std::vector<std::string> words(clause_words().begin(), clause_words().end());
      words.insert(words.end(), operator_words().begin(), operator_words().end());
      std::string hint = at(TokenKind::kName) ? hint_between_clauses(result.clauses.back()) : std::string();
      if (hint.empty() && at(TokenKind::kName)) hint = did_you_mean(peek().text, words);
      fail_expected("the next clause or the end of the query", std::move(hint));
    }
    ast::Clause next = clause();
    check_order(result.clauses, next, braces);
    result.clauses.push_back(std::move(next));
  } while (!ends());

  const bool alone = result.clauses.size() == 1 && !in_braces;
  for (const ast::Clause& c : result.clauses) {
    const auto* call = std::get_if<ast::CallProcedure>(&c.node);
    if (call == nullptr || alone) continue;
    if (!call->arguments) {
      fail("within a query the arguments of a procedure are written out", call->name.span, "InvalidArgumentPassingMode",
           "as in CALL " + call->name.text + "(…)");
    }
    if (call->yield_all) fail("within a query YIELD names its columns", c.span, "UnexpectedSyntax");
  }
  return result;
}

// What behind a pattern looks like the time or a relationship of it, and is written otherwise.
std::string Grammar::hint_between_clauses(const ast::Clause& last) const {
  const std::string word = peek().text;
  const auto* match = std::get_if<ast::Match>(&last.node);
  if (match == nullptr || match->where) return {};
  if (at_period_word().predicate != nullptr)
    return "times are compared in WHERE: WHERE valid(x) " + word + " '1989'; AS OF '1989' keeps what was valid then";
  if (at(TokenKind::kOpenParenthesis, 1)) return "a relationship is written (a)-[:" + word + "]->(b)";
  return {};
}

void Grammar::check_order(const std::vector<ast::Clause>& clauses, const ast::Clause& next, Braces braces) const {
  if (braces == Braces::kExpression && ast::is_update(next))
    fail("a query in braces can't change the graph", next.span, "InvalidClauseComposition",
         "that of CALL { … } can, and FOREACH (x IN list | …) writes for each item");
  if (clauses.empty()) return;
  const ast::Clause& last = clauses.back();
  if (std::holds_alternative<ast::Return>(last.node)) {
    fail("nothing can follow RETURN but UNION", next.span, "InvalidClauseComposition",
         "to go on with these rows, write WITH");
  }
  if (ast::is_update(last) && is_reading(next)) {
    fail("a clause that reads can't follow one that writes", next.span, "InvalidClauseComposition",
         "put WITH between them, as in WITH *");
  }
}

void Grammar::count(int& so_far, int most, std::string_view things, std::string_view hint, std::size_t at) {
  if (++so_far <= most) return;
  throw Error(ErrorCode::kLimit, "a statement takes at most " + std::to_string(most) + ' ' + std::string(things),
              token(at).span, std::string(hint));
}

void Grammar::count_clause(std::size_t at) {
  count(clauses_, kMaxClauses, "clauses, those of all its parts and subqueries together",
        "where clauses repeat for one value after another, pass a list as a parameter and UNWIND it", at);
}

void Grammar::count_pattern_part(std::size_t at) {
  count(pattern_parts_, kMaxPatternParts, "nodes and relationships in its patterns",
        "for a path of many steps write a repetition, as in -[:TYPE*1..9]->; for many alike pass a list and UNWIND it",
        at);
}

void Grammar::count_column(std::size_t at) {
  count(columns_, kMaxColumns, "columns and sort keys", "put values together in a list or a map", at);
}

ast::Clause Grammar::clause() {
  const std::size_t first = position();
  count_clause(first);
  const auto finish = [&](auto&& node) { return ast::Clause{std::forward<decltype(node)>(node), span_from(first)}; };
  if (at_call_subquery() || (at_word("OPTIONAL") && at_word("CALL", 1))) return finish(call_subquery());
  if (at_words("LOAD", "CSV")) return finish(load_csv());
  if (at_word("MATCH") || at_word("OPTIONAL")) return finish(match());
  if (at_word("UNWIND")) return finish(unwind());
  if (at_word("WITH")) return finish(with());
  if (accept_word("RETURN")) return finish(ast::Return{projection()});
  if (at_word("CREATE")) return finish(create());
  if (at_word("MERGE")) return finish(merge());
  if (at_word("SET")) return finish(set());
  if (at_word("REMOVE")) return finish(remove());
  if (at_word("DELETE") || at_word("DETACH")) return finish(delete_clause());
  if (at_foreach()) return finish(foreach_clause());
  if (at_word("CALL")) return finish(call_procedure());
  if (at_show()) return finish(show());
  std::string hint;
  if (at(TokenKind::kName)) hint = did_you_mean(peek().text, clause_words());
  if (at(TokenKind::kColon)) hint = "commands with a colon are those of `entente shell`; values come by -p NAME=VALUE";
  if (at(TokenKind::kDot)) hint = hint_for_habit(HabitKind::kSign, ".");
  if (at_word("ORDER") || at_word("SKIP") || at_word("LIMIT"))
    hint = "ORDER BY, SKIP and LIMIT stand behind RETURN or WITH, in this order";
  if (at_word("IN")) hint = "AS OF '1989' behind a pattern keeps what was valid then";
  if (at_word("WHERE")) hint = "WHERE stands behind MATCH, WITH or YIELD, once for each";
  fail_expected("a clause such as MATCH or RETURN", std::move(hint));
}

ast::Match Grammar::match() {
  ast::Match result;
  result.optional = accept_word("OPTIONAL");
  expect_word("MATCH");
  result.patterns = patterns(PatternUse::kMatch);
  read_clauses(result.time, result.according_to);
  result.where = optional_where();
  if (result.where && (at_time_clause() || at_source_clause())) {
    fail_expected("the next clause", "time and source are stated before WHERE");
  }
  return result;
}

ExpressionPtr Grammar::optional_where() {
  return accept_word("WHERE") ? expression(true) : nullptr;
}

ast::Unwind Grammar::unwind() {
  take();
  ast::Unwind result;
  result.list = expression();
  expect_word("AS");
  result.variable = expect_variable("a variable");
  return result;
}

ast::With Grammar::with() {
  take();
  ast::With result;
  result.projection = projection();
  for (const ast::ProjectionItem& item : result.projection.items) {
    if (item.alias || std::holds_alternative<ast::Variable>(item.expression->node)) continue;
    fail("WITH names what it passes on", item.expression->span, "NoExpressionAlias",
         "add a name: " + item.text + " AS name");
  }
  result.where = optional_where();
  return result;
}

ast::Projection Grammar::projection() {
  ast::Projection result;
  result.distinct = accept_word("DISTINCT");
  if (accept(TokenKind::kStar)) {
    result.star = true;
  } else {
    result.items.push_back(projection_item());
  }
  while (accept(TokenKind::kComma)) result.items.push_back(projection_item());
  if (at_word("ORDER")) order_by(result);
  if (accept_word("SKIP") || accept_word("OFFSET")) result.skip = expression();
  if (accept_word("LIMIT")) result.limit = expression();
  return result;
}

ast::ProjectionItem Grammar::projection_item() {
  const std::size_t first = position();
  count_column(first);
  ast::ProjectionItem item;
  item.expression = expression();
  item.text = text_of(span_from(first));
  if (accept_word("AS")) item.alias = expect_variable("a name");
  return item;
}

void Grammar::order_by(ast::Projection& projection) {
  take();
  expect_word("BY");
  do {
    count_column(position());
    ast::SortItem item;
    item.expression = expression();
    item.descending = accept_word("DESC") || accept_word("DESCENDING");
    if (!item.descending && !accept_word("ASC")) accept_word("ASCENDING");
    projection.order_by.push_back(std::move(item));
  } while (accept(TokenKind::kComma));
}

ast::CallProcedure Grammar::call_procedure() {
  take();
  ast::CallProcedure result;
  const std::size_t first = position();
  result.name = expect_name("a procedure's name");
  while (accept(TokenKind::kDot)) {
    result.name.text += '.';
    result.name.text += expect_name("a procedure's name").text;
  }
  result.name.span = span_from(first);
  if (at(TokenKind::kOpenParenthesis)) {
    const std::size_t open = position();
    take();
    result.arguments = arguments(open);
  }
  if (at_word("ON")) {
    take();
    const std::size_t open = position();
    expect(TokenKind::kOpenBrace, "`{` and a pattern, as in ON { MATCH (a)-[r]->(b) }");
    result.on = subquery(open);
  }
  if (accept_word("YIELD")) yield(result);
  return result;
}

ast::CallSubquery Grammar::call_subquery() {
  ast::CallSubquery result;
  result.optional = accept_word("OPTIONAL");
  take();
  if (at(TokenKind::kOpenParenthesis)) {
    const std::size_t open = position();
    take();
    result.imports.emplace();
    result.imports_all = accept(TokenKind::kStar);
    while (!result.imports_all && !at(TokenKind::kCloseParenthesis)) {
      result.imports->push_back(expect_variable("a variable"));
      if (!accept(TokenKind::kComma)) break;
    }
    expect_close(open, "`,`");
  }
  const std::size_t open = position();
  if (result.optional && !at(TokenKind::kOpenBrace)) fail_expected("`{`", "OPTIONAL CALL takes a subquery in braces");
  expect(TokenKind::kOpenBrace, "`{` and a query");
  result.query = std::make_shared<const ast::Query>(query(Braces::kCall));
  expect_close(open);
  if (at_word("IN") && (at_word("TRANSACTIONS", 1) || at_word("CONCURRENT", 1)))
    fail("CALL { … } IN TRANSACTIONS is not offered", peek().span, "UnexpectedSyntax",
         "a statement is one commit; large files are read by `entente import`");
  return result;
}

ast::LoadCsv Grammar::load_csv() {
  take();
  take();
  ast::LoadCsv result;
  if (accept_word("WITH")) {
    expect_word("HEADERS");
    result.has_headers = true;
  }
  expect_word("FROM");
  result.file = expression();
  expect_word("AS");
  result.variable = expect_variable("a variable");
  if (accept_word("FIELDTERMINATOR")) {
    if (!at(TokenKind::kString) || peek().text.size() != 1) fail_expected("one character", "as in FIELDTERMINATOR ';'");
    result.delimiter = take().text.front();
  }
  return result;
}

void Grammar::yield(ast::CallProcedure& call) {
  if (accept(TokenKind::kStar)) {
    call.yield_all = true;
  } else if (accept(TokenKind::kMinus)) {
    call.yield_none = true;
  } else {
    do {
      ast::YieldItem item;
      item.output = expect_variable("a column of the procedure");
      if (accept_word("AS")) item.alias = expect_variable("a name");
      call.yield.push_back(std::move(item));
    } while (accept(TokenKind::kComma));
  }
  call.where = optional_where();
}

}  // namespace entente::syntax
