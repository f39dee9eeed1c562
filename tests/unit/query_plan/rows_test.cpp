// What queries mean, from text to rows, on a graph of five nodes.
#include <gtest/gtest.h>

#include "unit/query_plan/planning.hpp"

namespace entente {
namespace {

using Rows = std::vector<std::string>;

TEST(Scope, WithKeepsOnlyWhatItNames) {
  EXPECT_EQ(rows_of("MATCH (n:Person) WITH n AS m WHERE m.name <> 'ann' RETURN m.name"), (Rows{"'bob'", "'cem'"}));
  EXPECT_EQ(rows_of("WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN a, b"), (Rows{"2 | 1"}));
}

TEST(Scope, WhereAfterWithSeesBothSides) {
  EXPECT_EQ(rows_of("MATCH (n:Person) WITH n.name AS x WHERE n.name = 'bob' AND x = 'bob' RETURN x"), (Rows{"'bob'"}));
}

TEST(Scope, OrderBySeesVariablesThatAreNotReturned) {
  const Table table = ask(*small_world(), "MATCH (n:Person) RETURN toUpper(n.name) AS u ORDER BY n.name DESC LIMIT 2");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][0].string(), "CEM");
  EXPECT_EQ(table.rows[1][0].string(), "BOB");
}

TEST(Scope, OrderByAnExpressionThatWasGroupedBy) {
  const Table table =
      ask(*small_world(), "MATCH (n:Person)-[m:MET]-() RETURN n.name, count(*) ORDER BY count(*) DESC, n.name");
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[0][0].string(), "ann");
  EXPECT_EQ(table.rows[2][1].integer(), 2);
}

TEST(Grouping, KeysStandBesideAggregates) {
  EXPECT_EQ(rows_of("UNWIND [1, 2, 2] AS x RETURN x, x + count(*) AS y"), (Rows{"1 | 2", "2 | 4"}));
  EXPECT_EQ(rows_of("MATCH (n:Nothing) RETURN count(n)"), (Rows{"0"}));
  EXPECT_EQ(rows_of("UNWIND [1, 2, 2] AS x RETURN count(DISTINCT x) + 1 AS n, sum(x) AS s"), (Rows{"3 | 5"}));
}

TEST(Patterns, SubRelationsCountAsTheirSuperRelation) {
  EXPECT_EQ(rows_of("MATCH (:Person {name: 'ann'})-[m:MET]-(x) RETURN x.name, type(m)"),
            (Rows{"'bob' | 'MET'", "'cem' | 'HELD_SUMMIT_WITH'"}));
}

TEST(Patterns, NoRelationshipIsUsedTwiceInOneMatch) {
  EXPECT_EQ(rows_of("MATCH (a {name: 'ann'})-[:MET]-(b)-[:MET]-(c) RETURN b.name, c.name"),
            (Rows{"'bob' | 'cem'", "'cem' | 'bob'"}));
  EXPECT_EQ(rows_of("MATCH (a {name: 'ann'})-[:MET]-(b) MATCH (b)-[:MET]-(c) RETURN count(*)"), (Rows{"4"}));
  EXPECT_EQ(rows_of("MATCH ()-[r:LIVES_IN]->(), ()-[s:LIVES_IN]->() RETURN count(*)"), (Rows{"2"}));
}

TEST(Patterns, BoundVariablesAreMatchedAgain) {
  EXPECT_EQ(rows_of("MATCH (a {name: 'ann'})-[r:LIVES_IN]->(c) MATCH (x)-[r]->(y) RETURN x.name, y.name"),
            (Rows{"'ann' | 'york'"}));
  EXPECT_EQ(rows_of("MATCH (a)-[:MET]->(b), (a)-[:MET]->(c)<-[:MET]-(b) RETURN a.name, b.name, c.name"),
            (Rows{"'ann' | 'bob' | 'cem'"}));
  EXPECT_EQ(rows_of("OPTIONAL MATCH (x:Nothing) MATCH (x) RETURN x"), Rows{});
}

TEST(Patterns, RepetitionGivesListsInPathOrder) {
  EXPECT_EQ(rows_of("MATCH (a)-[r*2]->(c {name: 'cem'}) RETURN a.name, [x IN r | startNode(x).name] AS way"),
            (Rows{"'ann' | ['ann', 'bob']"}));
  EXPECT_EQ(rows_of("MATCH p = (a {name: 'york'})-[*0..1]-(b) RETURN b.name, length(p)"),
            (Rows{"'ann' | 1", "'york' | 0"}));
}

TEST(Patterns, OptionalMatchKeepsTheRow) {
  EXPECT_EQ(rows_of("MATCH (p:Person) OPTIONAL MATCH (p)-[:LIVES_IN]->(c) RETURN p.name, c.name"),
            (Rows{"'ann' | 'york'", "'bob' | 'bern'", "'cem' | null"}));
  EXPECT_EQ(rows_of("MATCH (p:Person) OPTIONAL MATCH (p)-[:LIVES_IN]->(c) WHERE c.name = 'york' RETURN count(c)"),
            (Rows{"1"}));
}

TEST(Patterns, ShortestPathsBothWaysOfWriting) {
  for (const char* path : {"p = shortestPath((a)-[*]-(b))", "p = ANY SHORTEST (a)-[*]-(b)"}) {
    EXPECT_EQ(rows_of(std::string("MATCH (a {name: 'york'}), (b {name: 'bern'}), ") + path + " RETURN length(p)"),
              (Rows{"3"}));
  }
  EXPECT_EQ(
      rows_of("MATCH p = ALL SHORTEST (a {name: 'york'})-[*]-(b {name: 'cem'}) RETURN [n IN nodes(p) | n.name] AS way"),
      (Rows{"['york', 'ann', 'cem']"}));
}

TEST(Subqueries, ConditionsAndLists) {
  EXPECT_EQ(rows_of("MATCH (p:Person) WHERE NOT (p)-[:LIVES_IN]->() RETURN p.name"), (Rows{"'cem'"}));
  EXPECT_EQ(rows_of("MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:LIVES_IN]->(c) WHERE c.name = 'bern' } RETURN p.name"),
            (Rows{"'bob'"}));
  EXPECT_EQ(rows_of("MATCH (p:Person) RETURN p.name, [(p)-[:LIVES_IN]->(c) | c.name] AS homes"),
            (Rows{"'ann' | ['york']", "'bob' | ['bern']", "'cem' | []"}));
}

TEST(Union, MovesColumnsByName) {
  EXPECT_EQ(rows_of("RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS b, 4 AS a"), (Rows{"1 | 2", "4 | 3"}));
  EXPECT_EQ(rows_of("UNWIND [1, 1] AS x RETURN x UNION RETURN 1 AS x"), (Rows{"1"}));
}

TEST(Time, AMatchMayHaveASliceOfItsOwn) {
  EXPECT_EQ(rows_of("MATCH (a)-[:LIVES_IN]->(c) AS OF '1970-01-20' RETURN a.name"), (Rows{"'ann'"}));
  EXPECT_EQ(rows_of("MATCH (a)-[m:MET]-(b) FOR VALID_TIME FROM '1970-01-01' TO '1970-01-13' WHERE a.name < b.name "
                    "RETURN a.name, b.name"),
            (Rows{"'ann' | 'bob'"}));
  EXPECT_EQ(rows_of("MATCH (a)-[:LIVES_IN]->(c) AS OF '1970-01-20' MATCH (x)-[:LIVES_IN]->(y) RETURN x.name"),
            (Rows{"'ann'", "'bob'"}));
}

TEST(Time, TheStatementMayHaveADefault) {
  PrepareOptions options;
  options.as_of = "1970-01-20";
  EXPECT_EQ(rows_of("MATCH (a)-[:LIVES_IN]->(c) RETURN a.name", options), (Rows{"'ann'"}));
  EXPECT_EQ(rows_of("MATCH (a)-[:LIVES_IN]->(c) FOR VALID_TIME ALL RETURN a.name", options), (Rows{"'ann'", "'bob'"}));
  EXPECT_EQ(rows_of("AS OF '1970-01-02' MATCH (a)-[:LIVES_IN]->(c) RETURN a.name", options), (Rows{"'ann'", "'bob'"}));
  const Table table = ask(*small_world(), "MATCH (a) RETURN a.name", options);
  ASSERT_TRUE(table.read_at.valid_time);
  EXPECT_EQ(table.read_at.valid_time->bounds, days(19, 20));
  options.as_of = "1970-13";
  EXPECT_THROW(ask(*small_world(), "RETURN 1", options), Error);
}

TEST(Result, HoldsWhatItsValuesMention) {
  const Table table = ask(*small_world(), "MATCH (a {name: 'ann'})-[r:LIVES_IN]->() RETURN {r: [r]} AS m");
  ASSERT_EQ(table.elements.relationships.size(), 1U);
  EXPECT_EQ(table.elements.nodes.size(), 2U);
}

TEST(Result, AllElementsOfGroupedRowsOnDemand) {
  PrepareOptions options;
  options.all_elements = true;
  for (const char* query :
       {"MATCH (a)-[r:LIVES_IN]->(c) RETURN count(*) AS n", "MATCH (a)-[r:LIVES_IN]->(c) RETURN DISTINCT 1 AS n",
        "MATCH (a)-[r:LIVES_IN]->(c) RETURN 1 AS n UNION RETURN 1 AS n"}) {
    const Table table = ask(*small_world(), query, options);
    EXPECT_EQ(table.rows.size(), 1U) << query;
    EXPECT_EQ(table.columns.size(), 1U) << query;
    EXPECT_EQ(table.elements.relationships.size(), 2U) << query;
    EXPECT_EQ(table.elements.nodes.size(), 4U) << query;
  }
  EXPECT_TRUE(ask(*small_world(), "MATCH (a)-[r:LIVES_IN]->(c) RETURN count(*) AS n").elements.nodes.empty());
}

TEST(Result, RowsHaveABound) {
  const auto graph = small_world();
  const auto plan = prepare("MATCH (a), (b) RETURN a, b", *graph);
  RunOptions options;
  options.max_rows = 25;
  EXPECT_EQ(run(*plan, *graph, {}, options).rows.size(), 25U);
  options.max_rows = 24;
  try {
    run(*plan, *graph, {}, options);
    FAIL() << "more rows than allowed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kLimit);
    EXPECT_TRUE(error.at_runtime);
  }
}

}  // namespace
}  // namespace entente
