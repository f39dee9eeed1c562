#include <gtest/gtest.h>

#include <string>

#include "unit/query_syntax/parsing.hpp"

namespace entente {
namespace {

TEST(SyntaxErrors, SayWhatWasExpectedAndWhatWasFound) {
  EXPECT_EQ(message_of("MATCH (n) RETURN"),
            "expected an expression, found the end of the query (line 1, column 17)\n"
            "  MATCH (n) RETURN\n"
            "                  ^");
  EXPECT_EQ(message_of("MATCH (n WHERE n.x RETURN n"),
            "expected `)`, found `RETURN` (line 1, column 20)\n"
            "  MATCH (n WHERE n.x RETURN n\n"
            "                     ^~~~~~\n"
            "hint: `(` of line 1, column 7 is not closed");
}

TEST(SyntaxErrors, KnowMisspeltWords) {
  EXPECT_EQ(error_of("MTACH (n) RETURN n").hint, "did you mean MATCH?");
  EXPECT_EQ(error_of("MATCH (n) RETRUN n").hint, "did you mean RETURN?");
  EXPECT_EQ(error_of("MATCH (n) WHER n.x = 1 RETURN n").hint, "did you mean WHERE?");
  EXPECT_EQ(error_of("MATCH (n) RETURN n ORDERBY n.x").hint, "did you mean ORDER BY?");
  EXPECT_EQ(error_of("MATCH (n) WHERE n.x CONTIANS 'a' RETURN n").hint, "did you mean CONTAINS?");
  EXPECT_EQ(error_of("MATCH (n) WHERE valid(n) BEFOR '1989' RETURN n").hint, "did you mean BEFORE?");
  EXPECT_EQ(error_of("MATCH FASTETS (a)--(b) RETURN a").hint, "did you mean FASTEST?");
  EXPECT_EQ(error_of("SELECT n").hint, "use MATCH … RETURN");
}

TEST(SyntaxErrors, KnowSignsOfOtherLanguages) {
  EXPECT_EQ(error_of("RETURN 1 != 2").hint, "write <> for 'not equal'");
  EXPECT_EQ(error_of("RETURN 1 == 2").hint, "equality is written =");
  EXPECT_EQ(error_of("RETURN a && b").hint, "write AND");
  EXPECT_EQ(error_of("RETURN 'a' || 'b'").hint, "`or` is written OR; strings are joined by +");
  EXPECT_EQ(error_of("RETURN “a”").hint, "strings stand in straight quotes: '…' or \"…\"");
  EXPECT_EQ(error_of("RETURN 2 – 1").hint, "this dash is not the minus sign -");
  EXPECT_EQ(error_of("RETURN 'it''s'").hint, "a quote inside a string is written \\' or \\\"");
}

TEST(SyntaxErrors, NameTheBracketThatIsNotClosed) {
  EXPECT_EQ(error_of("RETURN [1, [2, 3]").hint, "`[` of line 1, column 8 is not closed");
  EXPECT_EQ(error_of("RETURN\n  f(1, 2").hint, "`(` of line 2, column 4 is not closed");
  EXPECT_EQ(error_of("MATCH (a)-[:T->(b) RETURN a").hint, "`[` of line 1, column 11 is not closed");
  EXPECT_EQ(error_of("MATCH (a) WHERE (a)-[:T->(b) RETURN a").hint, "`[` of line 1, column 21 is not closed");
  EXPECT_EQ(error_of("RETURN CASE WHEN 1 THEN 2").hint, "CASE of line 1, column 8 is not closed");
  EXPECT_EQ(error_of("RETURN 1)").hint, "`)` closes nothing that is open here");
}

TEST(SyntaxErrors, NameWhereAStringBegan) {
  EXPECT_EQ(message_of("RETURN 'abc"),
            "this string is not closed (line 1, column 8)\n  RETURN 'abc\n         ^\nhint: close it with '");
  EXPECT_EQ(error_of("RETURN 'abc\\").span, (SourceSpan{7, 1}));
  EXPECT_EQ(error_of("RETURN `abc").message, "this name is not closed");
  EXPECT_EQ(error_of("RETURN 1 /* abc").message, "this comment is not closed");
}

TEST(SyntaxErrors, Escapes) {
  EXPECT_EQ(error_of("RETURN '\\uH'").detail, "InvalidUnicodeLiteral");
  EXPECT_EQ(error_of("RETURN '\\uD83D'").detail, "InvalidUnicodeLiteral");
  EXPECT_EQ(error_of("RETURN '\\U00110000'").detail, "InvalidUnicodeLiteral");
  EXPECT_EQ(error_of("RETURN '\\é'").span, (SourceSpan{8, 3}));
  EXPECT_EQ(error_of("RETURN '\\d'").hint, "a backslash itself is written \\\\");
}

// The first mistake is reported, also where a later one would stop the lexer.
TEST(SyntaxErrors, TheFirstMistakeCounts) {
  EXPECT_EQ(error_of("MTACH (n) WHERE n.x != 'open").hint, "did you mean MATCH?");
}

TEST(SyntaxErrors, TextThatIsNotUtf8) {
  EXPECT_EQ(error_of("RETURN '\xff'").message, "the query is not UTF-8 text here");
  EXPECT_EQ(error_of("RETURN \xff").span, (SourceSpan{7, 1}));
  EXPECT_EQ(error_of(std::string("RETURN 1\0 AS x", 14)).message, "there is a control character here");
}

TEST(SyntaxErrors, EmptyQueries) {
  EXPECT_EQ(error_of("").message, "the query is empty");
  EXPECT_EQ(error_of("  // nothing\n").message, "the query is empty");
  EXPECT_EQ(error_of("RETURN 1; RETURN 2").hint,
            "run one statement at a time; `entente shell STORE < FILE` runs all of a file");
}

struct Detailed {
  const char* text;
  const char* detail;
};

TEST(SyntaxErrors, CarryTheNamesOfTheConformanceKit) {
  const Detailed cases[] = {
      {"MATCH (a)-[:LIKES..]->(c) RETURN c", "InvalidRelationshipPattern"},
      {"MATCH (a)-[:LIKES*-2]->(c) RETURN c", "InvalidRelationshipPattern"},
      {"MATCH (a)-[:T*2]->+(c) RETURN c", "InvalidRelationshipPattern"},
      {"MATCH (n $p) RETURN n", "InvalidParameterUse"},
      {"MERGE (a)-[r:T $p]->(b)", "InvalidParameterUse"},
      {"CREATE (a)-[:T]-(b)", "RequiresDirectedRelationship"},
      {"CREATE (a)<-[:T]->(b)", "RequiresDirectedRelationship"},
      {"CREATE (a)-[:T|U]->(b)", "NoSingleRelationshipType"},
      {"MERGE (a)-->(b)", "NoSingleRelationshipType"},
      {"CREATE (a)-[:T*2]->(b)", "CreatingVarLength"},
      {"MERGE (a)-[:T]->+(b)", "CreatingVarLength"},
      {"MATCH (n) DELETE n:A", "InvalidDelete"},
      {"RETURN 1 AS a UNION ALL RETURN 2 AS a UNION RETURN 3 AS a", "InvalidClauseComposition"},
      {"RETURN 1 AS a MATCH (n) RETURN n", "InvalidClauseComposition"},
      {"CREATE (a) MATCH (b) RETURN b", "InvalidClauseComposition"},
      {"MATCH (n) WHERE exists { MATCH (n) SET n.x = 1 } RETURN n", "InvalidClauseComposition"},
      {"MATCH (a) WITH a, count(*) RETURN a", "NoExpressionAlias"},
      {"MATCH (n) RETURN (n)-->()", "UnexpectedSyntax"},
      {"MATCH (n) WITH (n)-->() AS x RETURN x", "UnexpectedSyntax"},
      {"MATCH (n) WHERE (n)-->() = true RETURN n", "UnexpectedSyntax"},
      {"MATCH (n) SET n.x = (n)-->()", "UnexpectedSyntax"},
      {"RETURN {k1.k: 1}", "UnexpectedSyntax"},
      {"RETURN 9223372#54775808", "UnexpectedSyntax"},
  };
  for (const Detailed& c : cases) {
    const Error error = error_of(c.text);
    EXPECT_EQ(error.code, ErrorCode::kSyntax) << c.text;
    EXPECT_EQ(error.detail, c.detail) << c.text << "\n" << error.message;
    EXPECT_TRUE(error.span) << c.text;
  }
}

TEST(SyntaxErrors, OfTheTemporalExtension) {
  EXPECT_EQ(error_of("MATCH (a) WHERE a.x AS OF '1969' RETURN a").hint, "time and source are stated before WHERE");
  EXPECT_EQ(error_of("MATCH (a) AS OF '1969' AS OF '1970' RETURN a").message, "valid time is stated twice");
  EXPECT_EQ(error_of("MATCH (a) FOR SYSTEM_TIME FROM '1969' RETURN a").message, "expected TO, found `RETURN`");
  EXPECT_EQ(error_of("MATCH (a) FOR VALID_TIME SINCE '1969' RETURN a").message,
            "expected AS OF, FROM, BETWEEN or ALL, found `SINCE`");
  EXPECT_EQ(error_of("MATCH (a)-[:T VALID '1969']->(b) RETURN a").message, "VALID states what CREATE and MERGE write");
  EXPECT_EQ(error_of("CREATE p = ANY SHORTEST (a)-[:T]->(b)").message,
            "CREATE and MERGE take plain patterns, without a choice of paths");
  EXPECT_EQ(error_of("MATCH SHORTEST (a)--(b) RETURN a").message, "expected how many paths, from 1, found `(`");
  EXPECT_EQ(error_of("MATCH ANY SHORTEST FASTEST (a)--(b) RETURN a").message, "a path is chosen in one way only");
  EXPECT_EQ(error_of("MATCH n RETURN n").hint, "a node stands in parentheses: (n)");
  EXPECT_EQ(error_of("MATCH p = shortestPath((a)-->(b)-->(c)) RETURN p").hint, "as in shortestPath((a)-[:KNOWS*]-(b))");
  EXPECT_EQ(error_of("MATCH (a) WHERE valid(a) IMMEDIATELY BEFORE '1969' RETURN a").message,
            "expected the next clause or the end of the query, found `IMMEDIATELY`");
}

// However it is nested, a text is refused before it is too deep for any stack.
TEST(SyntaxErrors, DepthIsBounded) {
  const auto nested = [](const std::string& open, const std::string& middle, const std::string& close, int times) {
    std::string text = "RETURN ";
    for (int i = 0; i < times; ++i) text += open;
    text += middle;
    for (int i = 0; i < times; ++i) text += close;
    return text + " AS x";
  };
  EXPECT_EQ(parsed(nested("(", "1", ")", 490)), "(return (as 1 x))");
  EXPECT_NO_THROW(parse(nested("[", "", "]", 490)));
  const std::pair<std::string, std::string> brackets[] = {{"(", ")"},
                                                          {"[", "]"},
                                                          {"{a: ", "}"},
                                                          {"f(", ")"},
                                                          {"NOT ", ""},
                                                          {"- ", ""},
                                                          {"CASE WHEN ", " THEN 1 END"},
                                                          {"[x IN ", "]"},
                                                          {"all(x IN ", " WHERE x)"},
                                                          {"1 + (2 * ", ")"},
                                                          {"a[", "]"},
                                                          {"EXISTS { MATCH (n {x: ", "}) }"},
                                                          {"a OR b XOR c AND d = e IN f + g * h ^ (", ")"},
                                                          {"reduce(a = 0, b IN ", " | 1)"},
                                                          {"({a: ", "})"}};
  for (const auto& [open, close] : brackets) {
    const std::string text = nested(open, "1", close, 20'000);
    EXPECT_EQ(error_of(text).code, ErrorCode::kLimit) << open;
  }
  for (const std::string link : {" + 1", ".a", "[0]", " IN y", " IS NULL", " BEFORE y"}) {
    std::string text = "RETURN x";
    for (int i = 0; i < 20'000; ++i) text += link;
    EXPECT_EQ(error_of(text).code, ErrorCode::kLimit) << link;
  }
  EXPECT_EQ(error_of("MATCH " + std::string(20'000, '(') + "a").code, ErrorCode::kLimit);
  // Chains inside brackets inside chains.
  std::string tower = "1";
  for (int i = 0; i < 40; ++i) {
    tower = "(" + tower + ")";
    for (int k = 0; k < 20; ++k) tower += " + 1";
  }
  EXPECT_EQ(error_of("RETURN " + tower).code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace entente
