#include <gtest/gtest.h>

#include <string>

#include "unit/query_syntax/parsing.hpp"

namespace entente {
namespace {

struct Reading {
  const char* text;
  const char* tree;
};

void expect_readings(std::initializer_list<Reading> readings) {
  for (const Reading& r : readings) EXPECT_EQ(parsed_expression(r.text), r.tree) << r.text;
}

TEST(Expressions, Literals) {
  expect_readings({
      {"42", "42"},
      {"0", "0"},
      {"0x2A", "42"},
      {"0o52", "42"},
      {"4.25", "4.25"},
      {".5", "0.5"},
      {"1e3", "1000.0"},
      {"1.5E-3", "0.0015"},
      {"1e-400", "0.0"},
      {"'it\\'s'", "'it's'"},
      {"\"double\"", "'double'"},
      {"'tab\\tline\\nslash\\\\'", "'tab\tline\nslash\\'"},
      {"'\\u00e9'", "'é'"},
      {"'\\uD83D\\uDE00'", "'😀'"},
      {"'\\U0001F600'", "'😀'"},
      {"true", "true"},
      {"FALSE", "false"},
      {"Null", "null"},
      {"[1, 'a', [true]]", "(list 1 'a' (list true))"},
      {"[]", "(list)"},
      {"{a: 1, `b c`: [2], in: 3}", "(map (a 1) (b c (list 2)) (in 3))"},
      {"{}", "(map)"},
      {"$name", "$name"},
      {"$0", "$0"},
      {"$`with space`", "$with space"},
  });
}

TEST(Expressions, TheLimitsOfIntegers) {
  expect_readings({
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-0x8000000000000000", "-9223372036854775808"},
      {"1 - 1", "(- 1 1)"},
      {"-1", "-1"},
      {"-1.5", "-1.5"},
      {"- 1 + -2", "(+ -1 -2)"},
      {"--1", "(- -1)"},
  });
  EXPECT_EQ(error_of("RETURN 9223372036854775808").detail, "IntegerOverflow");
  EXPECT_EQ(error_of("RETURN 1 - 9223372036854775809").detail, "IntegerOverflow");
  EXPECT_EQ(error_of("RETURN 0x8000000000000000").detail, "IntegerOverflow");
  EXPECT_EQ(error_of("RETURN 0o1000000000000000000000").detail, "IntegerOverflow");
  EXPECT_EQ(error_of("RETURN 1.34E999").detail, "FloatingPointOverflow");
}

TEST(Expressions, NumbersThatAreNone) {
  for (const char* text : {"0x", "0x1g", "0o8", "1abc", "1e", "017", "1_000"}) {
    EXPECT_EQ(error_of(std::string("RETURN ") + text).detail, "InvalidNumberLiteral") << text;
  }
}

TEST(Expressions, PrecedenceFromLooseToTight) {
  expect_readings({
      {"a OR b XOR c AND d", "(or a (xor b (and c d)))"},
      {"a AND b XOR c OR d", "(or (xor (and a b) c) d)"},
      {"NOT a AND b", "(and (not a) b)"},
      {"NOT a = b", "(not (= a b))"},
      {"NOT NOT a", "(not (not a))"},
      {"a = b IS NULL", "(= a (is-null b))"},
      {"a < b IN c", "(< a (in b c))"},
      {"a + 1 IN b + c", "(in (+ a 1) (+ b c))"},
      {"a + b * c ^ d", "(+ a (* b (^ c d)))"},
      {"a - b - c", "(- (- a b) c)"},
      {"a / b % c", "(% (/ a b) c)"},
      {"a ^ b ^ c", "(^ (^ a b) c)"},
      {"-a ^ b", "(^ (- a) b)"},
      {"-a.b", "(- (. a b))"},
      {"(a + b) * c", "(* (+ a b) c)"},
      {"a IS NOT NULL AND b IS NULL", "(and (is-not-null a) (is-null b))"},
      {"a.b STARTS WITH c + d", "(starts-with (. a b) (+ c d))"},
      {"a ENDS WITH 'x' OR a CONTAINS 'y' OR a =~ 'z'", "(or (or (ends-with a 'x') (contains a 'y')) (=~ a 'z'))"},
  });
}

TEST(Expressions, ComparisonsChain) {
  expect_readings({
      {"a < b", "(< a b)"},
      {"1 < a <= 3", "(chain 1 < a <= 3)"},
      {"a = b <> c >= d", "(chain a = b <> c >= d)"},
      {"(a < b) < c", "(< (< a b) c)"},
  });
}

TEST(Expressions, PeriodPredicates) {
  expect_readings({
      {"valid(m) BEFORE '1989'", "(before (call valid m) '1989')"},
      {"p PRECEDES q", "(before p q)"},
      {"p AFTER q", "(after p q)"},
      {"p succeeds q", "(after p q)"},
      {"p OVERLAPS q", "(overlaps p q)"},
      {"p DURING q", "(during p q)"},
      {"p CONTAINS q", "(contains p q)"},
      {"p EQUALS q", "(equals p q)"},
      {"p IMMEDIATELY PRECEDES q", "(immediately-precedes p q)"},
      {"p IMMEDIATELY SUCCEEDS q", "(immediately-succeeds p q)"},
      {"NOT p BEFORE q AND r DURING s", "(and (not (before p q)) (during r s))"},
      {"p BEFORE q = true", "(= (before p q) true)"},
  });
}

TEST(Expressions, PropertiesSubscriptsLabels) {
  expect_readings({
      {"a.b.c", "(. (. a b) c)"},
      {"a.order.`x y`", "(. (. a order) x y)"},
      {"a[0]", "(at a 0)"},
      {"a[1..3]", "(slice a 1 3)"},
      {"a[..3]", "(slice a _ 3)"},
      {"a[1..]", "(slice a 1 _)"},
      {"a[..]", "(slice a _ _)"},
      {"a[-3..-1]", "(slice a -3 -1)"},
      {"a.b[0].c", "(. (at (. a b) 0) c)"},
      {"n:A:B", "(label n A B)"},
      {"(n):A AND n:B", "(and (label n A) (label n B))"},
      {"{a: 1}.a", "(. (map (a 1)) a)"},
      {"$p.name", "(. $p name)"},
  });
}

TEST(Expressions, Calls) {
  expect_readings({
      {"f()", "(call f)"},
      {"count(*)", "(call count *)"},
      {"count( * )", "(call count *)"},
      {"collect(DISTINCT a.b)", "(call collect distinct (. a b))"},
      {"coalesce(a, b, 1)", "(call coalesce a b 1)"},
      {"duration.between(a, b)", "(call duration.between a b)"},
      {"exists(n.name)", "(call exists (. n name))"},
      {"count(n).x", "(. (call count n) x)"},
  });
}

TEST(Expressions, Case) {
  expect_readings({
      {"CASE WHEN a > 1 THEN 'x' ELSE 'y' END", "(case _ (when (> a 1) 'x') (else 'y'))"},
      {"CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' END", "(case a (when 1 'x') (when 2 'y'))"},
      {"CASE WHEN CASE a WHEN 1 THEN true END THEN b END", "(case _ (when (case a (when 1 true)) b))"},
  });
}

TEST(Expressions, ListsOfWhat) {
  expect_readings({
      {"[x IN xs WHERE x > 1 | x * 2]", "(comprehension x xs (> x 1) (* x 2))"},
      {"[x IN xs]", "(comprehension x xs _ _)"},
      {"[x IN xs | x]", "(comprehension x xs _ x)"},
      {"[x IN xs, y]", "(list (in x xs) y)"},
      {"[(x IN xs)]", "(list (in x xs))"},
      {"[(a)-[:T]->(b) WHERE b.x | b.y]", "(pattern-comprehension _ (path (node a) (-> :T) (node b)) (. b x) (. b y))"},
      {"[p = (a)-->(b) | length(p)]", "(pattern-comprehension p (path (node a) (->) (node b)) _ (call length p))"},
      {"[p = (a)-(b), c]", "(list (= p (- a b)) c)"},
  });
}

TEST(Expressions, Quantifiers) {
  expect_readings({
      {"all(x IN xs WHERE x > 0)", "(all x xs (> x 0))"},
      {"any(x IN xs WHERE x = 0)", "(any x xs (= x 0))"},
      {"none(x IN xs WHERE x)", "(none x xs x)"},
      {"single(x IN xs WHERE (x)-->())", "(single x xs (path (node x) (->) (node)))"},
      {"reduce(sum = 0, x IN xs | sum + x)", "(reduce sum 0 x xs (+ sum x))"},
      {"any(x)", "(call any x)"},
      {"reduce(a, b)", "(call reduce a b)"},
  });
}

// A pattern or an expression in parentheses is told by its shape alone.
TEST(Expressions, PatternsAreToldByTheirShape) {
  expect_readings({
      {"(a)-[:T]->(b)", "(path (node a) (-> :T) (node b))"},
      {"(a)--(b)", "(path (node a) (--) (node b))"},
      {"(a)<-[r]-(:B {x: 1})", "(path (node a) (<- r) (node :B (map (x 1))))"},
      {"(a)-[:T]-+(b)", "(path (node a) (-- :T *1..) (node b))"},
      {"NOT (a)-->(b) AND c", "(and (not (path (node a) (->) (node b))) c)"},
      {"((a)-->(b))", "(path (node a) (->) (node b))"},
      {"(a)-(b)", "(- a b)"},
      {"(a)<-(b)", "(< a (- b))"},
      {"(a) - -1", "(- a -1)"},
      {"(a)-[1][0]", "(- a (at (list 1) 0))"},
      {"(a.x)-[b]-(c.y)", "(- (- (. a x) (list b)) (. c y))"},
      {"exists((a)-->())", "(call exists (path (node a) (->) (node)))"},
      {"shortestPath((a)-[*]-(b))", "(path ANY SHORTEST (node a) (-- *1..) (node b))"},
      {"length(allShortestPaths((a)-[:T*..3]->(b)))",
       "(call length (path ALL SHORTEST (node a) (-> :T *1..3) (node b)))"},
  });
}

TEST(Expressions, ExistsTakesAQueryOrAPattern) {
  expect_readings({
      {"EXISTS { (a)-->(b) WHERE b.x }", "(exists (match (path (node a) (->) (node b)) (where (. b x))))"},
      {"exists { MATCH (a)-->(b) RETURN b }", "(exists (match (path (node a) (->) (node b))) (return b))"},
      {"EXISTS { (a)-[:MET]-() AS OF '1958' }", "(exists (match (path (node a) (-- :MET) (node)) (as-of '1958')))"},
      {"EXISTS { match (a) WHERE exists { (a)--(b) } }",
       "(exists (match (path (node a)) (where (exists (match (path (node a) (--) (node b)))))))"},
  });
}

TEST(Expressions, SpansCoverTheText) {
  const std::string text = "a + (b.c) * 2";
  const ast::ExpressionPtr sum = parse_expression(text);
  EXPECT_EQ(sum->span, (SourceSpan{0, text.size()}));
  const auto& product = *std::get<ast::Binary>(sum->node).right;
  EXPECT_EQ(product.span, (SourceSpan{4, 9}));
  EXPECT_EQ(std::get<ast::Binary>(product.node).left->span, (SourceSpan{5, 3}));
}

TEST(Expressions, LongChainsOfLogicStayShallow) {
  std::string text = "x = 0";
  for (int i = 1; i < 20'000; ++i) text += " OR x = " + std::to_string(i);
  const std::string tree = parsed_expression(text);
  EXPECT_EQ(tree.substr(0, 8), "(or (or ");
  EXPECT_LT(tree.find("(= x 0)"), 100U);
}

}  // namespace
}  // namespace entente
