// What is refused before anything runs, under which name, and at which place.
#include <gtest/gtest.h>

#include "unit/query_plan/planning.hpp"

namespace entente {
namespace {

struct Refusal {
  const char* text;
  const char* detail;
  std::string_view place;  // the part of the text that the caret stands under
};

std::ostream& operator<<(std::ostream& out, const Refusal& r) {
  return out << r.text;
}

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, UnderItsNameAndPlace) {
  const std::string_view text = GetParam().text;
  const Error error = error_of(text);
  EXPECT_EQ(error.detail, GetParam().detail) << error.message;
  ASSERT_TRUE(error.span);
  EXPECT_EQ(text.substr(error.span->offset, error.span->length), GetParam().place);
  EXPECT_FALSE(error.at_runtime);
}

INSTANTIATE_TEST_SUITE_P(
    Names, Refused,
    testing::Values(Refusal{"MATCH (n) RETURN m", "UndefinedVariable", "m"},
                    Refusal{"MATCH (n) WITH n.name AS name RETURN n", "UndefinedVariable", "n"},
                    Refusal{"MATCH (n) WHERE (n)-->(unknown) RETURN n", "UndefinedVariable", "unknown"},
                    Refusal{"MATCH (n) RETURN DISTINCT n.name ORDER BY n.age", "UndefinedVariable", "n"},
                    Refusal{"MATCH (a) WITH a.name AS x, count(*) AS c ORDER BY a.age RETURN x", "UndefinedVariable",
                            "a"},
                    Refusal{"MATCH (n) RETURN nme(n)", "UnknownFunction", "nme"},
                    Refusal{"RETURN toUpper()", "InvalidNumberOfArguments", "toUpper()"},
                    Refusal{"MATCH (n) WITH n.name RETURN 1", "NoExpressionAlias", "n.name"},
                    Refusal{"RETURN 1 AS a, 2 AS a", "ColumnNameConflict", "a"},
                    Refusal{"MATCH () RETURN *", "NoVariablesInScope", "RETURN *"},
                    Refusal{"RETURN 1 AS a UNION RETURN 2 AS b", "DifferentColumnsInUnion", "RETURN 2 AS b"},
                    Refusal{"UNWIND [1] AS x UNWIND [2] AS x RETURN x", "VariableAlreadyBound", "x"}));

INSTANTIATE_TEST_SUITE_P(
    Patterns, Refused,
    testing::Values(Refusal{"MATCH (r) MATCH ()-[r]-() RETURN r", "VariableTypeConflict", "r"},
                    Refusal{"MATCH ()-[r]-(r) RETURN r", "VariableTypeConflict", "r"},
                    Refusal{"MATCH ()-[r*]-() MATCH ()-[r]-() RETURN r", "VariableTypeConflict", "r"},
                    Refusal{"WITH 123 AS n MATCH (n) RETURN n", "VariableTypeConflict", "n"},
                    Refusal{"MATCH (p) MATCH p = ()--() RETURN p", "VariableAlreadyBound", "p"},
                    Refusal{"MATCH (a)-[r]->()-[r]->(a) RETURN r", "RelationshipUniquenessViolation", "r"},
                    Refusal{"MATCH (n $param) RETURN n", "InvalidParameterUse", "$param"},
                    Refusal{"MATCH (n) RETURN (n)-->()", "UnexpectedSyntax", "(n)-->()"},
                    Refusal{"MATCH (n) AS OF n.born RETURN n", "NonConstantExpression", "n"}));

INSTANTIATE_TEST_SUITE_P(
    Grouping, Refused,
    testing::Values(Refusal{"MATCH (n) WHERE count(n) > 1 RETURN n", "InvalidAggregation", "count(n)"},
                    Refusal{"MATCH (n) RETURN n ORDER BY max(n.age)", "InvalidAggregation", "max(n.age)"},
                    Refusal{"RETURN count(count(*))", "NestedAggregation", "count(*)"},
                    Refusal{"MATCH (a)--(b) RETURN a.age + count(b)", "AmbiguousAggregationExpression", "a"},
                    Refusal{"MATCH (a)--(b) RETURN a.age + b.age AS s, a.age + b.age + count(*) AS t",
                            "AmbiguousAggregationExpression", "a.age + b.age"},
                    Refusal{"MATCH (n) RETURN n SKIP n.count", "NonConstantExpression", "n"},
                    Refusal{"RETURN 1 AS x LIMIT -1", "NegativeIntegerArgument", "-1"},
                    Refusal{"RETURN 1 AS x LIMIT 1.5", "InvalidArgumentType", "1.5"}));

INSTANTIATE_TEST_SUITE_P(Types, Refused,
                         testing::Values(Refusal{"RETURN NOT 0", "InvalidArgumentType", "0"},
                                         Refusal{"RETURN true AND 'x'", "InvalidArgumentType", "'x'"},
                                         Refusal{"RETURN 1 IN 'abc'", "InvalidArgumentType", "'abc'"},
                                         Refusal{"RETURN any(x IN ['a'] WHERE x % 2 = 0)", "InvalidArgumentType", "x"},
                                         Refusal{"MATCH (n) WHERE (n) RETURN n", "InvalidArgumentType", "n"},
                                         Refusal{"MATCH (n) RETURN length(n)", "InvalidArgumentType", "n"},
                                         Refusal{"MATCH p = (a)--(b) RETURN size(p)", "InvalidArgumentType", "p"},
                                         Refusal{"MATCH p = (a)--(b) RETURN p.name", "InvalidArgumentType", "p"},
                                         Refusal{"WITH 1 AS x RETURN x.name", "InvalidArgumentType", "x"}));

INSTANTIATE_TEST_SUITE_P(NotOffered, Refused,
                         testing::Values(Refusal{"CREATE (n) RETURN n UNION MATCH (n) RETURN n", "Unsupported",
                                                 "CREATE (n)"},
                                         Refusal{"FOR SYSTEM_TIME AS OF COMMIT 1 CREATE (n)", "Unsupported",
                                                 "FOR SYSTEM_TIME AS OF COMMIT 1"},
                                         Refusal{"MATCH p = ANY SHORTEST (a)-[*]-(b)-[*]-(c) RETURN p", "Unsupported",
                                                 "p = ANY SHORTEST (a)-[*]-(b)-[*]-(c)"}));

TEST(BinderHints, OfferTheNearestName) {
  EXPECT_EQ(error_of("MATCH (leader) RETURN laeder").hint, "did you mean `leader`?");
  EXPECT_EQ(error_of("RETURN toUper('x')").hint, "did you mean `toUpper`?");
  EXPECT_EQ(error_of("RETURN toUpper()").hint.substr(0, 13), "it is written");
}

TEST(BinderErrors, WrongUseOfAPropertyIsATypeError) {
  EXPECT_EQ(error_of("WITH 1 AS x RETURN x.name").code, ErrorCode::kType);
}

TEST(BinderWarnings, NameWhatNothingInTheStoreHas) {
  const Table table = ask(*small_world(), "MATCH (a:Persn)-[m:MTE]-(b) RETURN a.nmae");
  ASSERT_EQ(table.warnings.size(), 3U);
  EXPECT_EQ(table.warnings[0].message, "no label `Persn` in this store");
  EXPECT_EQ(table.warnings[0].hint, "did you mean `Person`?");
  EXPECT_EQ(table.warnings[1].message, "no relation type `MTE` in this store");
  EXPECT_EQ(table.warnings[1].hint, "did you mean `MET`?");
  EXPECT_EQ(table.warnings[2].hint, "did you mean `name`?");
  EXPECT_TRUE(table.rows.empty());
}

TEST(BinderWarnings, NamesThatNobodyBears) {
  const auto warning = [](std::string_view text) {
    const Table table = ask(*small_world(), text);
    EXPECT_EQ(table.warnings.size(), 1U) << text;
    return table.warnings.empty() ? std::string() : table.warnings[0].message + "; " + table.warnings[0].hint;
  };
  EXPECT_EQ(warning("MATCH (a {name: 'anm'}) RETURN a"), "no entity is called `anm`; did you mean `ann`?");
  EXPECT_EQ(warning("MATCH (a) WHERE 'Yrok' = a.name RETURN a"), "no entity is called `Yrok`; did you mean `york`?");
  EXPECT_EQ(warning("MATCH (a {name: 'YORK'}) RETURN a"),
            "no entity is called `YORK`; named(n, 'YORK') finds `york`, by another spelling or by an alias");
  EXPECT_EQ(warning("MATCH (a {name: 'Xanthippe'}) RETURN a"), "no entity is called `Xanthippe`; ");
  EXPECT_EQ(warning("MATCH (a) WHERE named(a, 'Anm') RETURN a"), "no entity is called `Anm`; did you mean `ann`?");
  EXPECT_EQ(warning("RETURN entity('bbo')"), "no entity is called `bbo`; did you mean `bob`?");
  EXPECT_EQ(warning("CALL findEntity('bbo') YIELD node RETURN node"), "no entity is called `bbo`; did you mean `bob`?");
  EXPECT_TRUE(ask(*small_world(), "MATCH (a) WHERE named(a, 'ANN') RETURN entity('york')").warnings.empty());
  EXPECT_TRUE(ask(*small_world(), "MATCH (a {name: 'ann'})-[r]-(b) WHERE b.name = 'bob' AND r.name = 'zzz' RETURN a")
                  .warnings.empty());
}

TEST(RunWarnings, SourcesThatNoFactRestsOn) {
  GraphOf graph;
  StoredEntity book;
  book.key = "annals";
  book.properties.push_back({graph.symbol("name"), Value("Annals of York"), std::nullopt});
  graph.entity(std::move(book)).entity("ann").entity("bob");
  StoredRelation met;
  met.type = graph.symbol("MET");
  met.from = graph.id("ann");
  met.to = graph.id("bob");
  met.attribution.sources = {{"annals", "P1"}};
  graph.relation(std::move(met));
  const auto world = graph.build();
  const auto warnings = [&](const Value& source) {
    std::string text;
    const Table table = ask(*world, "MATCH (a)-[m]->(b) ACCORDING TO $source RETURN m", {}, {{"source", source}});
    for (const Warning& w : table.warnings) text += w.message + "; " + w.hint + "\n";
    return text;
  };
  EXPECT_EQ(warnings("annals"), "");
  EXPECT_EQ(warnings("annals of york#P1"), "");
  EXPECT_EQ(warnings("anals"), "no fact in this store rests on a source `anals`; did you mean `annals`?\n");
  EXPECT_EQ(warnings("annals#P2"), "no fact in this store rests on a source `annals#P2`; did you mean `annals#P1`?\n");
  EXPECT_EQ(warnings("Anals of Yrok"),
            "no fact in this store rests on a source `Anals of Yrok`; did you mean `Annals of York`?\n");
  EXPECT_EQ(warnings(List{"statd", "annals"}),
            "no fact in this store rests on a source `statd`; did you mean `stated`?\n");
  EXPECT_EQ(warnings("implied"), "");
}

}  // namespace
}  // namespace entente
