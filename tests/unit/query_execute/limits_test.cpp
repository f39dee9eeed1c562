// No statement and no value exhausts the stack, the memory or a reader's patience: each bound is reached, and one
// beyond it is an error that names it and its place. All of it runs on a small stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <functional>
#include <string>
#include <vector>

#include "query/syntax/limits.hpp"
#include "support/small_stack.hpp"
#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

using syntax::kMaxClauses;
using syntax::kMaxColumns;
using syntax::kMaxDepth;
using syntax::kMaxPatternParts;

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

// Some text with every `#` replaced by the number of the repetition.
std::string numbered(std::size_t n, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    for (const char c : text) c == '#' ? out += std::to_string(i) : out += c;
  }
  return out;
}

// Two nodes that know each other, many times over, and once in another way.
std::shared_ptr<const TemporalGraph> pair() {
  GraphOf graph;
  graph.entity("a", {"P"}).entity("b", {"P"});
  for (int i = 0; i < 40; ++i) graph.relation("a", "T", "b").relation("b", "T", "a");
  return graph.relation("a", "ONCE", "b").build();
}

// Each to each: a path of any length is found at once.
std::shared_ptr<const TemporalGraph> dense() {
  GraphOf graph;
  for (int i = 0; i < 40; ++i) graph.entity("n" + std::to_string(i));
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 40; ++j) graph.relation("n" + std::to_string(i), "T", "n" + std::to_string(j));
  }
  return graph.build();
}

using Graph = std::shared_ptr<const TemporalGraph>;

struct Outcome {
  std::optional<Error> error;
  std::string text;  // of the first row
};

// The statement is explained and run, with and without the optimizer.
Outcome outcome(const std::string& query, const Map& parameters = {}, const Graph& graph = nullptr) {
  static const Graph kPair = pair();
  const Graph& over = graph ? graph : kPair;
  Outcome result;
  on_small_stack([&] {
    try {
      table_of(*over, "EXPLAIN " + query, parameters);
      table_of(*over, query, parameters, false);
      const Table table = table_of(*over, query, parameters);
      for (const Value& value : table.rows.empty() ? std::vector<Value>() : table.rows.front())
        result.text += cell_text(value, table.elements) + " ";
    } catch (const Error& error) {
      result.error = error;
    }
  });
  return result;
}

void expect_limit(const std::string& query, std::string_view message, const Map& parameters = {}) {
  const Outcome o = outcome(query, parameters);
  ASSERT_TRUE(o.error) << query.substr(0, 100);
  EXPECT_EQ(o.error->code, ErrorCode::kLimit) << o.error->message;
  EXPECT_NE(o.error->message.find(message), std::string::npos) << o.error->message;
  EXPECT_TRUE(o.error->span) << o.error->message;
}

void expect_answer(const std::string& query, const Graph& graph = nullptr) {
  const Outcome o = outcome(query, {}, graph);
  EXPECT_FALSE(o.error) << query.substr(0, 100) << ": " << o.error->message;
}

// It can be planned; otherwise it is beyond a limit, and the error says where.
bool is_taken(const std::string& query) {
  static const Graph kPair = pair();
  bool taken = false;
  on_small_stack([&] {
    try {
      prepare(query, *kPair);
      taken = true;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kLimit) << error.message;
      EXPECT_TRUE(error.span) << error.message;
    }
  });
  return taken;
}

// One text nested in itself.
struct Nesting {
  std::string name, before, core, after;
  std::string text(std::size_t depth) const { return "RETURN " + times(depth, before) + core + times(depth, after); }
};

const std::vector<Nesting>& nestings() {
  static const std::vector<Nesting> kNestings = {
      {"parentheses", "(", "1", ")"},
      {"lists", "[", "1", "]"},
      {"maps", "{a: ", "1", "}"},
      {"case", "CASE WHEN true THEN ", "1", " END"},
      {"case of a value", "CASE 1 WHEN ", "1", " THEN 1 ELSE 2 END"},
      {"case condition", "CASE WHEN ", "true", " THEN true ELSE false END"},
      {"reduce from", "reduce(a = ", "1", ", x IN [1, 2] | a + x)"},
      {"reduce step", "reduce(a = 0, x IN [1] | ", "1", ")"},
      {"not", "NOT ", "true", ""},
      {"not in parentheses", "NOT (", "true", ")"},
      {"minus", "- ", "1.5", ""},
      {"minus in parentheses", "-(", "1", ")"},
      {"call", "abs(", "1", ")"},
      {"call of several", "coalesce(null, ", "1", ")"},
      {"properties", "", "{a: null}", ".a"},
      {"subscripts", "", "[null]", "[0]"},
      {"subscript in subscript", "[0][", "0", "]"},
      {"slices", "", "[1, 2]", "[0..1]"},
      {"comprehension list", "[x IN ", "[1]", " WHERE true | x]"},
      {"comprehension result", "[x IN [1] | ", "1", "]"},
      {"quantifier", "any(x IN [1] WHERE ", "true", ")"},
      {"quantified list", "[all(x IN ", "[true]", " WHERE x)]"},
      {"exists pattern", "EXISTS { (n) WHERE ", "true", " }"},
      {"exists query", "EXISTS { MATCH (n) WHERE ", "true", " RETURN n }"},
      {"exists with", "EXISTS { WITH 1 AS y WHERE ", "true", " RETURN y }"},
      {"pattern comprehension", "[(n)-[:ONCE]->(m) WHERE n.x IS NULL | ", "1", "]"},
      {"plus to the left", "", "1", " + 1"},
      {"plus to the right", "1 + (", "1", ")"},
      {"power", "", "1", " ^ 1"},
      {"strings", "", "'a'", " + 'b'"},
      {"append", "", "[]", " + 1"},
      {"is null", "", "1", " IS NULL"},
      {"in", "1 IN [", "1", "]"},
      {"comparison", "(", "1", " = 1)"},
      {"and", "(true AND ", "true", ")"},
      {"or and xor", "(false OR (true XOR ", "false", "))"},
      {"property of a pattern", "EXISTS { (n {x: ", "1", "}) }"},
  };
  return kNestings;
}

TEST(Limits, NestingOfAnyDepthRunsOrIsRefusedOnASmallStack) {
  for (const Nesting& nesting : nestings()) {
    const Outcome plain = outcome(nesting.text(2));
    EXPECT_FALSE(plain.error) << nesting.name << ": " << plain.error->message;
    for (const std::size_t depth : {240, 490}) {
      const Outcome o = outcome(nesting.text(depth));
      if (!o.error) continue;  // some constructs are several levels in one, and values may be too deep
      EXPECT_EQ(o.error->code, ErrorCode::kLimit) << nesting.name << ' ' << depth << ": " << o.error->message;
      EXPECT_TRUE(o.error->span) << nesting.name;
    }
    EXPECT_TRUE(is_taken(nesting.text(80))) << nesting.name;
    EXPECT_FALSE(is_taken(nesting.text(kMaxDepth + 1))) << nesting.name;
    EXPECT_FALSE(is_taken(nesting.text(5'000))) << nesting.name;
  }
}

TEST(Limits, LevelsAreThoseStated) {
  EXPECT_EQ(outcome("RETURN " + times(kMaxDepth - 1, "(") + "1" + times(kMaxDepth - 1, ")")).text, "1 ");
  expect_limit("RETURN " + times(kMaxDepth, "(") + "1" + times(kMaxDepth, ")"), "500 levels");
  expect_limit("MATCH " + times(5'000, "(") + "a" + times(5'000, ")") + " RETURN a", "500 levels");
  expect_answer("MATCH " + times(400, "(") + "(a)-->(b)" + times(400, ")") + " RETURN a");
}

TEST(Limits, ChainsOfAndOrXorAreOfAnyLength) {
  EXPECT_EQ(outcome("RETURN true" + times(5'000, " AND true")).text, "true ");
  EXPECT_EQ(outcome("RETURN false" + times(5'000, " OR false")).text, "false ");
  EXPECT_EQ(outcome("RETURN false" + times(5'000, " XOR true")).text, "false ");
  expect_answer("MATCH (a) WHERE a.x = 1" + times(500, " OR a.x = 1 AND a.y = 2") + " RETURN a");
  expect_answer("MATCH (a) WHERE a.x = 1" + times(1'000, " AND a.x = 1") + " RETURN a");
}

TEST(Limits, FlatTextsAreOfAnyLength) {
  EXPECT_EQ(outcome("RETURN size([1" + times(20'000, ", 1") + "])").text, "20001 ");
  EXPECT_EQ(outcome("RETURN size(keys({k: 1" + numbered(5'000, ", k#: 1") + "}))").text, "5001 ");
  EXPECT_EQ(outcome("RETURN CASE 7" + times(10'000, " WHEN 1 THEN 2") + " ELSE 3 END").text, "3 ");
  EXPECT_EQ(outcome("RETURN coalesce(null" + times(10'000, ", null") + ", 4)").text, "4 ");
  EXPECT_EQ(outcome("RETURN 1 < 2" + times(10'000, " < 3") + " AS x").text, "false ");
}

TEST(Limits, ClausesAreBounded) {
  const std::size_t rest = kMaxClauses - 1;
  const std::vector<std::pair<std::string, std::string>> chains = {
      {"WITH 1 AS x ", "RETURN x"},
      {"WITH DISTINCT 1 AS x ORDER BY x SKIP 0 LIMIT 5 WHERE x = 1 ", "RETURN x"},
      {"WITH count(*) AS x ", "RETURN x"},
      {"UNWIND [1] AS x# ", "RETURN x1"},
      {"MATCH (a) ", "RETURN a LIMIT 1"},
      {"OPTIONAL MATCH (a) ", "RETURN a LIMIT 1"},
      {"OPTIONAL MATCH (a:X) WHERE a.x = 1 ", "RETURN a LIMIT 1"},
      {"MATCH (a#) WHERE a#.name = 'x' ", "RETURN a1 LIMIT 1"},
      {"MATCH (a#)-[:T]->(b#) WITH a#, b# LIMIT 1 ", "RETURN 1 AS x"},
      {"CALL db.labels() YIELD label AS l# ", "RETURN l1"},
      {"RETURN 1 AS x UNION ", "RETURN 1 AS x"},
      {"RETURN 1 AS x, # AS y UNION ALL ", "RETURN 1 AS x, 2 AS y"},
      {"MATCH (a) RETURN a UNION ", "MATCH (a) RETURN a"},
  };
  for (const auto& [clause, end] : chains) {
    const std::size_t each =
        clause.find("MATCH (a) RETURN") == 0 || clause.find(" WITH a#") != std::string::npos ? 2 : 1;
    const std::size_t last = end.find("MATCH") == 0 ? 2 : 1;
    expect_answer(numbered((kMaxClauses - last) / each, clause) + end);
    expect_limit(numbered(kMaxClauses, clause) + end, "at most 500 clauses");
    expect_limit(numbered(2'000, clause) + end, "at most 500 clauses");
  }
  expect_answer("MATCH (a) " + times(rest - 1, "MATCH (b) WHERE b = a ") + "RETURN a");
  expect_limit("MATCH (a) " + times(5'000, "MATCH (b) WHERE b = a ") + "RETURN a", "at most 500 clauses");
  // In subqueries, too: side by side, and with many clauses on many levels.
  expect_limit("RETURN [1" + times(1'000, ", EXISTS { (n) }") + "]", "at most 500 clauses");
  std::string nested = "true";
  for (int i = 0; i < 80; ++i)
    nested = "EXISTS { MATCH (n) WITH n WITH n WITH n WITH n WHERE " + nested + " RETURN n }";
  expect_answer("RETURN " + nested);
  for (int i = 0; i < 10; ++i)
    nested = "EXISTS { MATCH (n) WITH n WITH n WITH n WITH n WHERE " + nested + " RETURN n }";
  expect_limit("RETURN " + nested, "at most 500 clauses");
}

TEST(Limits, PatternsAreBounded) {
  const std::size_t hops = kMaxPatternParts / 2 - 1;
  const Graph each = dense(), lonely = GraphOf().entity("a").build();
  expect_answer("MATCH (n0)" + times(hops, "-[:T]->()") + " RETURN n0 LIMIT 1", each);
  expect_answer("MATCH p = (n0)" + times(200, "-->()") + " RETURN length(p) LIMIT 1", each);
  expect_answer("MATCH (n0)" + numbered(100, "-[r#:T]->(m#)") + " RETURN n0 LIMIT 1", each);
  expect_answer("MATCH (n)" + times(kMaxPatternParts - 1, ", (n)") + " RETURN n LIMIT 1", lonely);
  expect_answer("MATCH (n:X)" + numbered(200, ", (m#:X)") + " RETURN n LIMIT 1", lonely);
  expect_limit("MATCH (n0)" + times(hops + 1, "-[:T]->()") + " RETURN n0 LIMIT 1",
               "at most 1000 nodes and relationships");
  expect_limit("MATCH (n0)" + times(20'000, "-->()") + " RETURN n0", "at most 1000 nodes and relationships");
  expect_limit("MATCH (n)" + times(20'000, ", (n)") + " RETURN n", "at most 1000 nodes and relationships");
  expect_limit("RETURN [" + times(600, "EXISTS((:X)-->()), ") + "1]", "at most 1000 nodes and relationships");
}

TEST(Limits, ColumnsAreBounded) {
  EXPECT_TRUE(is_taken("RETURN 1 AS x" + numbered(kMaxColumns - 1, ", 1 AS x#")));
  expect_answer("RETURN 1 AS x" + numbered(2'000, ", 1 AS x#"));
  expect_answer("MATCH (a) RETURN count(*) AS c" + numbered(500, ", a.x# AS x#"));
  expect_limit("RETURN 1 AS x" + numbered(100'000, ", 1 AS x#"), "at most 10000 columns");
  expect_limit("WITH 1 AS x RETURN x ORDER BY x" + times(100'000, ", x"), "at most 10000 columns");
}

TEST(Limits, TheCaretIsAtTheFirstThatIsTooMany) {
  const Error error = error_of(*pair(), times(kMaxClauses, "WITH 1 AS x ") + "RETURN x");
  ASSERT_TRUE(error.span);
  EXPECT_EQ(error.span->offset, kMaxClauses * std::string_view("WITH 1 AS x ").size());
}

TEST(Limits, ManyUnknownNamesGiveAHundredWarnings) {
  const auto graph = pair();
  const Table table = table_of(*graph, "MATCH (a" + numbered(5'000, ":Unknown#") + ") RETURN a");
  EXPECT_EQ(table.warnings.size(), 100U);
}

TEST(Limits, ValuesAreNestedTo200Levels) {
  EXPECT_EQ(outcome("RETURN size(reduce(l = [], x IN range(2, 200) | [l])) AS s").text, "1 ");
  const std::string deep = "nested more than 200 levels deep";
  expect_limit("RETURN reduce(l = [], x IN range(1, 200) | [l])", deep);
  expect_limit("RETURN reduce(l = [], x IN range(1, 100000) | [l])", deep);
  expect_limit("RETURN reduce(m = {}, x IN range(1, 100000) | {m: m})", deep);
  expect_limit("RETURN reduce(l = [], x IN range(1, 100000) | [] + [l])", deep);
  expect_limit("RETURN reduce(l = [], x IN range(1, 100000) | [1] + [[l]])", deep);
  expect_limit("RETURN reduce(l = [], x IN range(1, 100000) | [y IN [1] | l])", deep);
  expect_limit("RETURN reduce(l = [], x IN range(1, 100000) | [(a)-->() | l][0..1])", deep);
  expect_limit("WITH [] AS l WITH collect(l) AS l " + times(250, "WITH collect(l) AS l ") + "RETURN l", deep);
  Value value = List{};
  for (int i = 1; i < kDeepestValue; ++i) value = List{value};
  expect_limit("RETURN [$p]", deep, {{"p", value}});
  EXPECT_FALSE(outcome("RETURN $p, $p = $p, $p < $p, size($p), [$p[0]] = $p, toString(1)", {{"p", value}}).error);
  EXPECT_FALSE(outcome("UNWIND [1, 2] AS i WITH $p AS x RETURN DISTINCT x ORDER BY x", {{"p", value}}).error);
}

TEST(Limits, DoublingEnds) {
  expect_limit("RETURN size(reduce(s = 'x', i IN range(1, 64) | s + s))", "the longest has 268435456");
  expect_limit("RETURN range(1, 9000000000)", "more than 50000000 members");
}

long resident_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Limits, LongPatternsTakeLittleMemory) {
#if defined(ENTENTE_SANITIZED)
  GTEST_SKIP() << "sanitizers keep freed memory";
#endif
  const auto graph = dense();
  const long before = resident_kilobytes();
  for (const std::size_t hops : {100, 300}) {
    const Table table = table_of(*graph, "MATCH (a)" + times(hops, "-->()") + " RETURN a LIMIT 1");
    EXPECT_EQ(table.rows.size(), 1U);
  }
  EXPECT_LT(resident_kilobytes() - before, 100 * 1024);
}

}  // namespace
}  // namespace entente
