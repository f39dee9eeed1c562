// Expressions: what they give, and what they refuse.
#include <gtest/gtest.h>

#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

class Evaluation : public testing::Test {
 protected:
  std::string of(const std::string& expression, const Map& parameters = {}) {
    const Rows rows = rows_of(*graph_, "RETURN " + expression + " AS x", parameters);
    return rows.size() == 1 ? rows[0] : "not one row";
  }
  Error error(const std::string& expression, const Map& parameters = {}) {
    return error_of(*graph_, "RETURN " + expression + " AS x", parameters);
  }

  std::shared_ptr<const TemporalGraph> graph_ = GraphOf().build();
};

TEST_F(Evaluation, LogicHasThreeValues) {
  const std::vector<std::string> words = {"false", "null", "true"};
  const std::vector<Value> values = {false, Value(), true};
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      const Map p{{"a", values[a]}, {"b", values[b]}};
      EXPECT_EQ(of("$a AND $b", p), words[std::min(a, b)]);
      EXPECT_EQ(of("$a OR $b", p), words[std::max(a, b)]);
      EXPECT_EQ(of("$a XOR $b", p), a == 1 || b == 1 ? "null" : words[a != b ? 2 : 0]);
    }
    EXPECT_EQ(of("NOT $a", {{"a", values[a]}}), words[2 - a]);
  }
}

TEST_F(Evaluation, LogicEndsWhenItIsDecided) {
  EXPECT_EQ(of("$a AND 1 / $zero = 1", {{"a", false}, {"zero", 0}}), "false");
  EXPECT_EQ(of("$a OR 1 / $zero = 1", {{"a", true}, {"zero", 0}}), "true");
  EXPECT_EQ(error("$a AND 1 / $zero = 1", {{"a", true}, {"zero", 0}}).code, ErrorCode::kArithmetic);
}

TEST_F(Evaluation, ConditionsAreBooleans) {
  const Error e = error("$a AND true", {{"a", 1}});
  EXPECT_EQ(e.code, ErrorCode::kType);
  EXPECT_TRUE(e.at_runtime);
  ASSERT_TRUE(e.span.has_value());
  EXPECT_EQ(e.span->offset, 7U);
}

TEST_F(Evaluation, IntegersOverflowIntoAnError) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max(),
                         kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(error("$a + 1", {{"a", kMax}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(error("$a - 1", {{"a", kMin}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(error("$a * 2", {{"a", kMax}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(error("$a / -1", {{"a", kMin}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(error("-$a", {{"a", kMin}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(error("abs($a)", {{"a", kMin}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(of("$a % -1", {{"a", kMin}}), "0");
  EXPECT_EQ(of("$a + $b", {{"a", kMax}, {"b", kMin}}), "-1");
}

TEST_F(Evaluation, DivisionByZero) {
  const Error e = error("7 / $zero", {{"zero", 0}});
  EXPECT_EQ(e.code, ErrorCode::kArithmetic);
  EXPECT_TRUE(e.at_runtime);
  ASSERT_TRUE(e.span.has_value());
  EXPECT_EQ(e.span->offset, 7U);
  EXPECT_EQ(error("7 % $zero", {{"zero", 0}}).code, ErrorCode::kArithmetic);
  EXPECT_EQ(of("7 / $zero", {{"zero", 0.0}}), "Infinity");
  EXPECT_EQ(of("-7.0 / $zero", {{"zero", 0}}), "-Infinity");
  EXPECT_EQ(of("0.0 / $zero", {{"zero", 0}}), "NaN");
}

TEST_F(Evaluation, Arithmetic) {
  EXPECT_EQ(of("7 / 2"), "3");
  EXPECT_EQ(of("-7 / 2"), "-3");
  EXPECT_EQ(of("-7 % 3"), "-1");
  EXPECT_EQ(of("7 / 2.0"), "3.5");
  EXPECT_EQ(of("1 + 2.5"), "3.5");
  EXPECT_EQ(of("2 ^ 3"), "8.0");
  EXPECT_EQ(of("1 + null"), "null");
  EXPECT_EQ(error("$a - 1", {{"a", "x"}}).code, ErrorCode::kType);
  EXPECT_EQ(error("$a + 1", {{"a", Map{}}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, PlusJoinsStringsAndLists) {
  EXPECT_EQ(of("'a' + 'b'"), "ab");
  EXPECT_EQ(of("'a' + 1"), "a1");
  EXPECT_EQ(of("1.5 + 'a'"), "1.5a");
  EXPECT_EQ(of("[1] + [2, 3]"), "[1, 2, 3]");
  EXPECT_EQ(of("[1] + 2"), "[1, 2]");
  EXPECT_EQ(of("0 + [1]"), "[0, 1]");
}

TEST_F(Evaluation, InTellsUnknownFromFalse) {
  EXPECT_EQ(of("1 IN [1, null]"), "true");
  EXPECT_EQ(of("2 IN [1, null]"), "null");
  EXPECT_EQ(of("null IN [1]"), "null");
  EXPECT_EQ(of("null IN []"), "false");
  EXPECT_EQ(of("1 IN null"), "null");
  EXPECT_EQ(of("[1] IN [[1, null], [1]]"), "true");
  EXPECT_EQ(error("1 IN $a", {{"a", 1}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, StringPredicatesAreUnknownForOtherTypes) {
  EXPECT_EQ(of("'treaty' STARTS WITH 'tr'"), "true");
  EXPECT_EQ(of("'treaty' ENDS WITH 'ty'"), "true");
  EXPECT_EQ(of("'treaty' CONTAINS 'x'"), "false");
  for (const char* op : {"STARTS WITH", "ENDS WITH", "CONTAINS", "=~"}) {
    EXPECT_EQ(of("$a " + std::string(op) + " 'x'", {{"a", 1}}), "null") << op;
    EXPECT_EQ(of("'x' " + std::string(op) + " $a", {{"a", Value()}}), "null") << op;
  }
}

TEST_F(Evaluation, RegularExpressionsMatchTheWholeText) {
  EXPECT_EQ(of("'treaty' =~ 'tr.*'"), "true");
  EXPECT_EQ(of("'treaty' =~ 'rea'"), "false");
  const Error e = error("'a' =~ $p", {{"p", "("}});
  EXPECT_EQ(e.code, ErrorCode::kArgument);
  EXPECT_TRUE(e.span.has_value());
}

TEST_F(Evaluation, SubscriptsAndSlices) {
  EXPECT_EQ(of("[1, 2, 3][0]"), "1");
  EXPECT_EQ(of("[1, 2, 3][-1]"), "3");
  EXPECT_EQ(of("[1, 2, 3][3]"), "null");
  EXPECT_EQ(of("[1, 2, 3][-4]"), "null");
  EXPECT_EQ(of("[1, 2, 3][null]"), "null");
  EXPECT_EQ(of("[1, 2, 3][1..]"), "[2, 3]");
  EXPECT_EQ(of("[1, 2, 3][..-1]"), "[1, 2]");
  EXPECT_EQ(of("[1, 2, 3][-2..10]"), "[2, 3]");
  EXPECT_EQ(of("[1, 2, 3][2..1]"), "[]");
  EXPECT_EQ(of("[1, 2, 3][null..1]"), "null");
  EXPECT_EQ(of("{a: 1}['a']"), "1");
  EXPECT_EQ(of("{a: 1}['b']"), "null");
  EXPECT_EQ(error("$l['x']", {{"l", List{1}}}).detail, "ListElementAccessByNonInteger");
  EXPECT_EQ(error("$m[0]", {{"m", Map{}}}).detail, "MapElementAccessByNonString");
  EXPECT_EQ(error("$m[0]", {{"m", 7}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, PropertiesOfMapsNullAndOthers) {
  EXPECT_EQ(of("{a: 1}.a"), "1");
  EXPECT_EQ(of("$m.b", {{"m", Map{{"a", 1}}}}), "null");
  EXPECT_EQ(of("$m.b", {{"m", Value()}}), "null");
  EXPECT_EQ(error("$m.b", {{"m", 7}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, Cases) {
  EXPECT_EQ(of("CASE 2 WHEN 1 THEN 'a' WHEN 2.0 THEN 'b' ELSE 'c' END"), "b");
  EXPECT_EQ(of("CASE null WHEN null THEN 'a' ELSE 'c' END"), "c");
  EXPECT_EQ(of("CASE WHEN null THEN 'a' WHEN true THEN 'b' END"), "b");
  EXPECT_EQ(of("CASE WHEN false THEN 'a' END"), "null");
  EXPECT_EQ(of("CASE WHEN true THEN 1 ELSE 1 / $zero END", {{"zero", 0}}), "1");
}

TEST_F(Evaluation, ListsOfLists) {
  EXPECT_EQ(of("[x IN [1, 2, 3] WHERE x > 1 | x * 10]"), "[20, 30]");
  EXPECT_EQ(of("[x IN [1, null] WHERE x = 1]"), "[1]");
  EXPECT_EQ(of("[x IN null | x]"), "null");
  EXPECT_EQ(of("[x IN [[1, 2], [3]] | [y IN x | y + size(x)]]"), "[[3, 4], [4]]");
  EXPECT_EQ(of("reduce(sum = 0, x IN [1, 2, 3] | sum + x)"), "6");
  EXPECT_EQ(of("reduce(sum = 0, x IN [] | sum + x)"), "0");
  EXPECT_EQ(error("[x IN $l | x]", {{"l", 1}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, Quantifiers) {
  const auto all_of = [&](const std::string& list) {
    std::string words;
    for (const char* kind : {"all", "any", "none", "single"}) {
      words += of(std::string(kind) + "(x IN " + list + " WHERE x > 1)") + " ";
    }
    return words;
  };
  EXPECT_EQ(all_of("[]"), "true false true false ");
  EXPECT_EQ(all_of("[2]"), "true true false true ");
  EXPECT_EQ(all_of("[2, 3]"), "true true false false ");
  EXPECT_EQ(all_of("[0]"), "false false true false ");
  EXPECT_EQ(all_of("[0, 2]"), "false true false true ");
  EXPECT_EQ(all_of("[null]"), "null null null null ");
  EXPECT_EQ(all_of("[null, 2]"), "null true false null ");
  EXPECT_EQ(all_of("[null, 0]"), "false null null null ");
  EXPECT_EQ(all_of("[null, 2, 3]"), "null true false false ");
  EXPECT_EQ(all_of("null"), "null null null null ");
}

TEST_F(Evaluation, MissingParameters) {
  const Error e = error("1 + $nothing");
  EXPECT_EQ(e.code, ErrorCode::kParameterMissing);
  ASSERT_TRUE(e.span.has_value());
  EXPECT_EQ(e.span->offset, 11U);
}

TEST_F(Evaluation, FieldsOfPeriods) {
  const Map p{{"certain", *read_validity("1950-02-14/1950-02-16")},
              {"vague", *read_validity("1989")},
              {"open", *read_validity("2001/..")}};
  EXPECT_EQ(of("[$certain.start, $certain.end, $certain.duration]", p), "[1950-02-14, 1950-02-17, P3D]");
  EXPECT_EQ(of("[$vague.start, $vague.end, $vague.duration]", p), "[null, null, null]");
  EXPECT_EQ(of("[$vague.earliest_start, $vague.latest_start, $vague.earliest_end, $vague.latest_end]", p),
            "[1989-01-01, 1989-12-31, 1989-01-02, 1990-01-01]");
  EXPECT_EQ(of("[$open.latest_end, $open.duration, $open.edtf]", p), "[inf, null, 2001/..]");
  EXPECT_EQ(of("[$certain.certain, $vague.certain]", p), "[true, false]");
  EXPECT_EQ(of("$second.duration", {{"second", *read_validity("1950-02-14T12:00:00Z")}}), "PT1S");
  const Error e = error("$vague.strat", p);
  EXPECT_EQ(e.code, ErrorCode::kArgument);
  EXPECT_EQ(e.hint, "did you mean 'start'?");
}

TEST_F(Evaluation, TemporalPredicatesKeepWhatIsUnknown) {
  const Map p{{"vague", *read_validity("1989")}};
  EXPECT_EQ(of("$vague BEFORE '1990'", p), "true");
  EXPECT_EQ(of("$vague BEFORE '1989-06'", p), "null");
  EXPECT_EQ(of("$vague BEFORE '1989'", p), "false");
  EXPECT_EQ(of("possibly($vague BEFORE '1989-06')", p), "true");
  EXPECT_EQ(of("certainly($vague BEFORE '1989-06')", p), "false");
  EXPECT_EQ(of("'1989' CONTAINS $vague", p), "true");
  EXPECT_EQ(of("$vague DURING null", p), "null");
}

TEST_F(Evaluation, WhatIsNoDateIsRefusedWithItsPlaceInTheQuery) {
  const Error e = error("edtf('1989') BEFORE $d", {{"d", "1989-13"}});
  EXPECT_EQ(e.code, ErrorCode::kArgument);
  ASSERT_TRUE(e.span.has_value());
  EXPECT_EQ(e.span->offset, 27U);
  EXPECT_EQ(error("edtf('1989') BEFORE $d", {{"d", 1989}}).code, ErrorCode::kType);
  EXPECT_EQ(error("edtf($d)", {{"d", "soon"}}).code, ErrorCode::kArgument);
  EXPECT_EQ(error("period($a, $b)", {{"a", "1990"}, {"b", "1989"}}).code, ErrorCode::kArgument);
  EXPECT_EQ(error("valid($d)", {{"d", 1}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, PeriodsFromTwoInstants) {
  EXPECT_EQ(of("period('1989', '1991')"), "1989-01-01/1990-12-31");
  EXPECT_EQ(of("period('..', '1991').latest_end"), "1991-01-01");
  EXPECT_EQ(of("period('1991', '..').edtf"), "1991-01-01/..");
  EXPECT_EQ(of("intersection('1949', '1951')"), "null");
  EXPECT_EQ(of("intersection('1949/1951', '1951/1953')"), "1951-01-01/1951-12-31");
}

TEST_F(Evaluation, StringsCountCharacters) {
  EXPECT_EQ(of("size('Привет')"), "6");
  EXPECT_EQ(of("substring('Привет', 2, 2)"), "ив");
  EXPECT_EQ(of("left('Привет', 20)"), "Привет");
  EXPECT_EQ(of("right('Привет', 2)"), "ет");
  EXPECT_EQ(of("reverse('aб')"), "бa");
  EXPECT_EQ(of("split('aбв', '')"), "[a, б, в]");
  EXPECT_EQ(of("trim('\u00a0x\u2003')"), "x");
  EXPECT_EQ(of("replace('aaa', 'a', 'aa')"), "aaaaaa");
  EXPECT_EQ(of("replace('abc', '', 'x')"), "abc");
  EXPECT_EQ(error("left('a', $n)", {{"n", -1}}).code, ErrorCode::kArgument);
  EXPECT_EQ(error("toUpper($n)", {{"n", 1}}).code, ErrorCode::kType);
}

TEST_F(Evaluation, Conversions) {
  EXPECT_EQ(of("toInteger(' 42 ')"), "42");
  EXPECT_EQ(of("toInteger('82.9')"), "82");
  EXPECT_EQ(of("toInteger('9223372036854775808')"), "null");
  EXPECT_EQ(of("toInteger(-2.9)"), "-2");
  EXPECT_EQ(of("toInteger(1e300)"), "null");
  EXPECT_EQ(of("toFloat('1e3')"), "1000.0");
  EXPECT_EQ(of("toFloat('x')"), "null");
  EXPECT_EQ(of("toBoolean('False')"), "false");
  EXPECT_EQ(of("toBoolean('yes')"), "null");
  EXPECT_EQ(of("toString(true) + toString(1) + toString(2.0)"), "true12.0");
  for (const char* call : {"toInteger($x)", "toFloat($x)", "toBoolean($x)", "toString($x)"}) {
    EXPECT_EQ(error(call, {{"x", List{}}}).detail, "InvalidArgumentValue") << call;
  }
}

TEST_F(Evaluation, Ranges) {
  EXPECT_EQ(of("range(3, 1, -1)"), "[3, 2, 1]");
  EXPECT_EQ(of("range(1, 0)"), "[]");
  EXPECT_EQ(of("range(0, 10, 4)"), "[0, 4, 8]");
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max(),
                         kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(of("range($a, $b, $b)", {{"a", kMin}, {"b", kMax}}), "[-9223372036854775808, -1, 9223372036854775806]");
  EXPECT_EQ(of("range($b, $a, $a)", {{"a", kMin}, {"b", kMax}}), "[9223372036854775807, -1]");
  EXPECT_EQ(error("range($a, $b)", {{"a", kMin}, {"b", kMax}}).code, ErrorCode::kLimit);
  EXPECT_EQ(error("range(0, 1, $s)", {{"s", 0}}).detail, "NumberOutOfRange");
}

// Null of what is no text, as openCypher has it, and a warning with what to write, once for each place.
TEST_F(Evaluation, TestsOfTextsSayWhereTheyLookAtNone) {
  const std::vector<std::pair<std::string, std::string>> hints = {
      {"['a'] CONTAINS 'a'", "IN looks for an item of a list: 'x' IN list"},
      {"['a'] CONTAINS ['a']", "IN looks for an item of a list: 'x' IN list"},
      {"['a'] STARTS WITH 'a'", "items are asked one by one: any(x IN list WHERE x STARTS WITH 'y')"},
      {"'abc' CONTAINS ['a']", "one of its items: any(x IN list WHERE text CONTAINS x)"},
      {"{a: 1} CONTAINS 'a'", "IN looks for a key of a map: 'x' IN keys(map)"},
      {"1945 ENDS WITH '5'", "toString() makes a text of a value: toString(n.year) ENDS WITH '19'"},
      {"'1945' CONTAINS 45", "toString() makes a text of a value: toString(n.year) CONTAINS '19'"},
      {"true =~ 't.*'", "toString() makes a text of a value: toString(n.year) =~ '19'"}};
  for (const auto& [condition, hint] : hints) {
    const Table table = table_of(*graph_, "UNWIND [1, 2] AS row RETURN " + condition + " AS x");
    EXPECT_TRUE(table.rows[0][0].is_null() && !table.rows[0][0].is_unknown()) << condition;
    ASSERT_EQ(table.warnings.size(), 1U) << condition;
    EXPECT_EQ(table.warnings[0].hint, hint) << condition;
  }
  EXPECT_EQ(table_of(*graph_, "WITH ['a'] AS l WHERE l CONTAINS 'a' RETURN l").warnings.at(0).message,
            "`CONTAINS` looks at texts, and never holds of a list");
  EXPECT_TRUE(table_of(*graph_, "RETURN 'a' CONTAINS 'b', null CONTAINS 1, [1] CONTAINS null").warnings.empty());
}

TEST_F(Evaluation, RoundingSendsAHalfUp) {
  EXPECT_EQ(of("[round(2.5), round(-2.5), round(0.49999999999999994), round(3)]"), "[3.0, -2.0, 0.0, 3.0]");
}

}  // namespace
}  // namespace entente
