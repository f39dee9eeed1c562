// The clauses that say at which time the graph is read, and on whose word.
#include "query/syntax/grammar.hpp"

namespace entente::syntax {

using ast::ExpressionPtr;

bool Grammar::at_reading() const {
  return at_word("CERTAINLY") || at_word("PRESUMABLY") || at_word("POSSIBLY");
}

Reading Grammar::accept_reading() {
  if (accept_word("PRESUMABLY")) return Reading::kPresumed;
  if (accept_word("POSSIBLY")) return Reading::kPossible;
  accept_word("CERTAINLY");
  return Reading::kCertain;
}

bool Grammar::at_time_clause() const {
  const std::size_t word = at_reading() ? 1 : 0;
  return (at_word("AS", word) && at_word("OF", word + 1)) ||
         (at_word("FOR", word) && (at_word("VALID_TIME", word + 1) || at_word("SYSTEM_TIME", word + 1)));
}

// Time and source, each at most once, in any order.
void Grammar::read_clauses(ast::TimeClauses& time, ExpressionPtr& according_to) {
  while (at_time_clause() || at_source_clause()) {
    if (at_time_clause()) {
      time_clause(time);
      continue;
    }
    if (according_to)
      fail("ACCORDING TO is stated twice", peek().span, "UnexpectedSyntax", "name several sources in a list");
    take();
    take();
    according_to = bound();
  }
}

void Grammar::time_clause(ast::TimeClauses& time) {
  const std::size_t first = position();
  const bool reading_stated = at_reading();
  const std::string word = reading_stated ? std::string(text_of(token(first).span)) : std::string();
  const Reading reading = accept_reading();
  if (accept_words("FOR", "SYSTEM_TIME")) {
    if (reading_stated)
      fail("what the store knew is certain: " + word + " goes with valid time", token(first).span, "UnexpectedSyntax");
    return system_time_clause(time, first);
  }
  if (time.valid) {
    fail("valid time is stated twice", token(first).span, "UnexpectedSyntax", "one AS OF or FOR VALID_TIME a clause");
  }
  accept_words("FOR", "VALID_TIME");
  ast::ValidTimeClause valid = valid_time_range();
  valid.reading = reading;
  valid.span = span_from(first);
  time.valid = std::move(valid);
}

void Grammar::system_time_clause(ast::TimeClauses& time, std::size_t first) {
  if (time.system) {
    fail("system time is stated twice", token(first).span, "UnexpectedSyntax", "one FOR SYSTEM_TIME a clause");
  }
  ast::SystemTimeClause system;
  if (accept_words("AS", "OF")) {
    system.range = ast::TimeRange::kAsOf;
    system.from = system_bound();
  } else if (accept_word("FROM")) {
    system.range = ast::TimeRange::kFromTo;
    system.from = system_bound();
    expect_word("TO");
    system.to = system_bound();
  } else if (accept_word("BETWEEN")) {
    system.range = ast::TimeRange::kBetween;
    system.from = system_bound();
    expect_word("AND");
    system.to = system_bound();
  } else if (!accept_word("ALL")) {
    fail_expected("AS OF, FROM, BETWEEN or ALL");
  }
  system.span = span_from(first);
  time.system = std::move(system);
}

ast::SystemBound Grammar::system_bound() {
  const bool is_commit = accept_word("COMMIT");
  return {bound(), is_commit};
}

ast::ValidTimeClause Grammar::valid_time_range() {
  ast::ValidTimeClause valid;
  if (accept_words("AS", "OF")) {
    valid.range = ast::TimeRange::kAsOf;
    valid.from = bound();
  } else if (accept_word("FROM")) {
    valid.range = ast::TimeRange::kFromTo;
    valid.from = bound();
    expect_word("TO");
    valid.to = bound();
  } else if (accept_word("BETWEEN")) {
    valid.range = ast::TimeRange::kBetween;
    valid.from = bound();
    expect_word("AND");
    valid.to = bound();
  } else if (!accept_word("ALL")) {
    fail_expected("AS OF, FROM, BETWEEN or ALL");
  }
  return valid;
}

// An operand, without comparisons and AND, so that BETWEEN a AND b reads as it is written.
ExpressionPtr Grammar::bound() {
  const bool outer = std::exchange(pattern_allowed_, false);
  ExpressionPtr result = operators(Level::kAdditive);
  pattern_allowed_ = outer;
  return result;
}

}  // namespace entente::syntax
