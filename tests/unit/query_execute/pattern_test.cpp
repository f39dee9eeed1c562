// Scans, expansions and paths over a small graph.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// a ──R [0,10)──▶ b ──R [5,15)──▶ c ──S [0,20)──▶ a; a ──R [12,20)──▶ b; c ──R──▶ c; d [100,200), a ──R──▶ d
std::shared_ptr<const TemporalGraph> ring() {
  GraphOf g;
  g.entity("a", {"Person"}).entity("b", {"Person"}).entity("c", {"Place"}).entity("d", 100, 200);
  g.relation("a", "R", "b", 0, 10).relation("b", "R", "c", 5, 15).relation("c", "S", "a", 0, 20);
  g.relation("a", "R", "b", 12, 20).relation("c", "R", "c").relation("a", "R", "d");
  return g.build();
}

TEST(Scans, NodesByLabelAndSlice) {
  const auto g = ring();
  EXPECT_THAT(rows_of(*g, "MATCH (n) RETURN key(n)"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(rows_of(*g, "MATCH (n:Person) RETURN key(n)"), ElementsAre("a", "b"));
  EXPECT_THAT(rows_of(*g, "MATCH (n) AS OF '1970-01-06' RETURN key(n)"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(rows_of(*g, "MATCH (n) AS OF '1970-04-20' RETURN key(n)"), ElementsAre("a", "b", "c", "d"));
}

TEST(Expansion, Directions) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:S]->(y) RETURN key(x), key(y)"), ElementsAre("c | a"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)<-[r:S]-(y) RETURN key(x), key(y)"), ElementsAre("a | c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:S]-(y) RETURN key(x), key(y)"), ElementsAre("a | c", "c | a"));
}

TEST(Expansion, ALoopIsMetOnce) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x:Place)-[r:R]-(y) RETURN key(y)"), ElementsAre("b", "c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R]-(x) RETURN key(x)"), ElementsAre("c"));
}

TEST(Expansion, KeepsWhatIsValidInTheSlice) {
  const auto g = ring();
  const std::string query = "MATCH (x)-[r]->(y) AS OF $t RETURN key(x), key(y)";
  EXPECT_THAT(sorted_rows(*g, query, {{"t", "1970-01-06"}}), ElementsAre("a | b", "b | c", "c | a", "c | c"));
  EXPECT_THAT(sorted_rows(*g, query, {{"t", "1970-01-12"}}), ElementsAre("b | c", "c | a", "c | c"));
  EXPECT_THAT(sorted_rows(*g, query, {{"t", "1970-04-20"}}), ElementsAre("a | d", "c | c"));
  const std::string range = "MATCH (x)-[r]->(y) FOR VALID_TIME FROM $a TO $b RETURN key(x), key(y), valid(r)";
  EXPECT_THAT(sorted_rows(*g, range, {{"a", "1970-01-10"}, {"b", "1970-01-13"}}),
              ElementsAre("a | b | 1970-01-01/1970-01-10", "b | c | 1970-01-06/1970-01-15",
                          "c | a | 1970-01-01/1970-01-20", "c | c | ../.."));
}

TEST(Expansion, UncertainRelationsAreCertainOrPossible) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.relation("a", "R", "b", *read_validity("1970")).relation("a", "R", "c", *read_validity("1960/1980"));
  const auto graph = g.build();
  const Map in_june{{"t", "1970-06-01"}};
  EXPECT_THAT(sorted_rows(*graph, "MATCH (a)-[:R]->(x) AS OF $t RETURN key(x)", in_june), ElementsAre("c"));
  EXPECT_THAT(sorted_rows(*graph, "MATCH (a)-[:R]->(x) POSSIBLY AS OF $t RETURN key(x)", in_june),
              ElementsAre("b", "c"));
  EXPECT_THAT(sorted_rows(*graph, "MATCH (a)-[r:R]->(x) WHERE valid(r) BEFORE '1970-06' RETURN key(x)"), IsEmpty());
  EXPECT_THAT(sorted_rows(*graph, "MATCH (a)-[r:R]->(x) WHERE possibly(valid(r) BEFORE '1970-06') RETURN key(x)"),
              ElementsAre("b"));
}

TEST(Expansion, NoRelationIsUsedTwiceInAMatch) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:S]-(y)-[q:S]-(z) RETURN key(x)"), IsEmpty());
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:S]-(y) MATCH (y)-[q:S]-(z) RETURN key(x), key(z)"),
              ElementsAre("a | a", "c | c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x:Person)-[r:R]->(y:Person), (x)-[q:R]->(y) RETURN key(x), key(y)"),
              ElementsAre("a | b", "a | b"));
}

TEST(Expansion, BetweenBoundNodes) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x), (y) MATCH (x)-[r:R]->(y) RETURN key(x), key(y)"),
              ElementsAre("a | b", "a | b", "a | d", "b | c", "c | c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x), (y) MATCH (x)-[r]-(y) AS OF '1970-01-06' RETURN key(x), key(y)"),
              ElementsAre("a | b", "a | c", "b | a", "b | c", "c | a", "c | b", "c | c"));
}

TEST(OptionalMatch, GivesNullsWhereThereIsNothing) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x) OPTIONAL MATCH (x)-[r:S]->(y) RETURN key(x), key(y), r IS NULL"),
              ElementsAre("a | null | true", "b | null | true", "c | a | false", "d | null | true"));
  EXPECT_THAT(sorted_rows(*g, "OPTIONAL MATCH (x:Nobody) RETURN x"), ElementsAre("null"));
  EXPECT_THAT(sorted_rows(*g, "OPTIONAL MATCH (x:Nobody) MATCH (x)-->(y) RETURN y"), IsEmpty());
  EXPECT_THAT(sorted_rows(*g, "OPTIONAL MATCH (x:Nobody) OPTIONAL MATCH (x)-->(y) RETURN x, y, x.name, x:Place"),
              ElementsAre("null | null | null | null"));
}

TEST(VariableLength, MinimumMaximumAndZero) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*1..2]->(y) WHERE key(x) = 'a' RETURN key(y), size(r)"),
              ElementsAre("b | 1", "b | 1", "c | 2", "c | 2", "d | 1"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*0..1]->(y) WHERE key(x) = 'b' RETURN key(y), size(r)"),
              ElementsAre("b | 0", "c | 1"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*0]->(y) WHERE key(x) = 'b' RETURN key(y), r"), ElementsAre("b | []"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*3]->(y) WHERE key(x) = 'a' RETURN key(y)"), ElementsAre("c", "c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*2..1]->(y) WHERE key(x) = 'a' RETURN key(y)"), IsEmpty());
}

TEST(VariableLength, CyclesEndWhenTheRelationsAreUsedUp) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r*]->(x) WHERE key(x) = 'a' RETURN size(r)"),
              ElementsAre("3", "3", "4", "4"));
}

TEST(VariableLength, EachRelationFulfilsThePropertyMap) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  const auto relation = [&](std::string_view from, std::string_view to, std::int64_t year) {
    StoredRelation r;
    r.type = g.symbol("R");
    r.from = g.id(from);
    r.to = g.id(to);
    r.properties.push_back({g.symbol("year"), Value(year), std::nullopt});
    g.relation(std::move(r));
  };
  relation("a", "b", 1);
  relation("b", "c", 2);
  relation("a", "c", 1);
  relation("c", "b", 1);
  const auto graph = g.build();
  EXPECT_THAT(sorted_rows(*graph, "MATCH (x)-[r:R* {year: 1}]->(y) WHERE key(x) = 'a' RETURN key(y), size(r)"),
              ElementsAre("b | 1", "b | 2", "c | 1"));
  EXPECT_THAT(sorted_rows(*graph,
                          "MATCH (x), (y) WHERE key(x) = 'b' AND key(y) = 'a' "
                          "MATCH p = shortestPath((x)-[r:R* {year: 1}]-(y)) RETURN p"),
              ElementsAre("b <-[R]- a"));
  EXPECT_THAT(sorted_rows(*graph,
                          "MATCH (x), (y) WHERE key(x) = 'b' AND key(y) = 'a' "
                          "MATCH p = allShortestPaths((x)-[r:R* {year: 2}]-(y)) RETURN p"),
              IsEmpty());
}

TEST(VariableLength, DepthTakesNoStack) {
  constexpr int kLength = 100'000;
  GraphOf g;
  for (int i = 0; i <= kLength; ++i) g.entity("n" + std::to_string(i));
  const SymbolId type = g.symbol("NEXT");
  for (int i = 0; i < kLength; ++i) {
    StoredRelation r;
    r.type = type;
    r.from = EntityId{static_cast<std::uint64_t>(i)};
    r.to = EntityId{static_cast<std::uint64_t>(i) + 1};
    g.relation(std::move(r));
  }
  const auto graph = g.build();
  const std::string query =
      "MATCH (x)-[r*" + std::to_string(kLength) + "..]->(y) WHERE key(x) = 'n0' RETURN key(y), size(r)";
  const Table table = table_of(*graph, query);
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0][1].integer(), kLength);
}

TEST(Paths, NamedOnesHoldNodesInOrder) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH p = (x)-[:R]->(y)-[:S]->(z) RETURN p, length(p), valid(p)"),
              ElementsAre("b -[R]-> c -[S]-> a | 2 | 1970-01-06/1970-01-15",
                          "c -[R]-> c -[S]-> a | 2 | 1970-01-01/1970-01-20"));
  EXPECT_THAT(sorted_rows(*g, "MATCH p = (x)<-[:R*2]-(y) WHERE key(x) = 'c' AND key(y) = 'a' RETURN p, nodes(p)"),
              ElementsAre("c <-[R]- b <-[R]- a | [c, b, a]", "c <-[R]- b <-[R]- a | [c, b, a]"));
  EXPECT_THAT(sorted_rows(*g, "MATCH p = (x) WHERE key(x) = 'a' RETURN p, length(p)"), ElementsAre("a | 0"));
  EXPECT_THAT(sorted_rows(*g, "OPTIONAL MATCH p = (x:Nobody)-->(y) RETURN p"), ElementsAre("null"));
}

TEST(Paths, ValidTimeOfAListOfRelationships) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*2]->(y) WHERE key(x) = 'a' AND key(y) = 'c' RETURN valid(r)"),
              ElementsAre("1970-01-06/1970-01-10", "1970-01-13/1970-01-15"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x)-[r:R*2]->(y) WHERE valid(r) BEFORE '1970-01-11' RETURN key(x), key(y)"),
              ElementsAre("a | c"));
  EXPECT_EQ(error_of(*g, "WITH $x AS x WHERE valid(x) BEFORE '1970' RETURN x", {{"x", List{1}}}).code,
            ErrorCode::kType);
}

TEST(Filters, OfValidTimeWithFurtherConditions) {
  const auto g = ring();
  const std::string query =
      "MATCH (x)-[r:R]->(y) WHERE key(y) = $y AND valid(r) OVERLAPS $t AND key(x) = 'a' RETURN valid(r)";
  EXPECT_THAT(sorted_rows(*g, query, {{"y", "b"}, {"t", "1970-01-06"}}), ElementsAre("1970-01-01/1970-01-10"));
  EXPECT_THAT(sorted_rows(*g, query, {{"y", "b"}, {"t", "1970-01"}}),
              ElementsAre("1970-01-01/1970-01-10", "1970-01-13/1970-01-20"));
  EXPECT_THAT(sorted_rows(*g, query, {{"y", "b"}, {"t", Value()}}), IsEmpty());
  EXPECT_EQ(error_of(*g, query, {{"y", "b"}, {"t", "x"}}).code, ErrorCode::kArgument);
  EXPECT_THAT(
      sorted_rows(*g, "MATCH (x) WHERE '1970-05' CONTAINS valid(x) OR valid(x) AFTER '1970-04-10' RETURN key(x)"),
      ElementsAre("d"));
  EXPECT_THAT(
      sorted_rows(*g, "MATCH (x) OPTIONAL MATCH (x)-[r:S]->() WITH x, r WHERE valid(r) BEFORE '1971' RETURN key(x)"),
      ElementsAre("c"));
}

TEST(Paths, ValidTimeIsNullWhereRelationsShareNone) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.relation("a", "R", "b", 0, 5).relation("b", "R", "c", 5, 9);
  const auto graph = g.build();
  EXPECT_THAT(sorted_rows(*graph, "MATCH p = (x)-[:R]->(y)-[:R]->(z) RETURN valid(p)"), ElementsAre("null"));
}

TEST(ShortestPaths, OneAndAll) {
  const auto g = ring();
  const std::string ends = "MATCH (x), (y) WHERE key(x) = $x AND key(y) = $y ";
  const auto rows = [&](const std::string& pattern, std::string_view x, std::string_view y) {
    return sorted_rows(*g, ends + "MATCH p = " + pattern + " RETURN p", {{"x", x}, {"y", y}});
  };
  EXPECT_THAT(rows("shortestPath((x)-[*]->(y))", "a", "c"), ElementsAre("a -[R]-> b -[R]-> c"));
  EXPECT_THAT(rows("allShortestPaths((x)-[*]->(y))", "a", "c"),
              ElementsAre("a -[R]-> b -[R]-> c", "a -[R]-> b -[R]-> c"));
  EXPECT_THAT(rows("shortestPath((x)-[*]-(y))", "a", "c"), ElementsAre("a <-[S]- c"));
  EXPECT_THAT(rows("shortestPath((x)-[*..1]->(y))", "a", "c"), IsEmpty());
  EXPECT_THAT(rows("shortestPath((x)-[:S*]->(y))", "a", "c"), IsEmpty());
  EXPECT_THAT(rows("shortestPath((x)-[*0..]->(y))", "a", "a"), ElementsAre("a"));
  EXPECT_THAT(rows("shortestPath((x)-[*]->(y))", "a", "a"), ElementsAre("a -[R]-> b -[R]-> c -[S]-> a"));
  EXPECT_THAT(rows("allShortestPaths((x)-[*]->(y))", "a", "a"),
              ElementsAre("a -[R]-> b -[R]-> c -[S]-> a", "a -[R]-> b -[R]-> c -[S]-> a"));
  EXPECT_THAT(rows("shortestPath((x)-[*..2]->(y))", "a", "a"), IsEmpty());
}

TEST(ShortestPaths, OfASlice) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g,
                          "MATCH (x), (y) WHERE key(x) = 'a' AND key(y) = 'c' "
                          "MATCH p = allShortestPaths((x)-[*]->(y)) AS OF '1970-01-06' RETURN p, valid(p)"),
              ElementsAre("a -[R]-> b -[R]-> c | 1970-01-06/1970-01-10"));
  EXPECT_THAT(
      sorted_rows(*g, "OPTIONAL MATCH (x:Nobody) WITH x MATCH (y:Place) MATCH p = shortestPath((x)-[*]-(y)) RETURN p"),
      IsEmpty());
}

TEST(Existence, OfPatternsInWhere) {
  const auto g = ring();
  EXPECT_THAT(sorted_rows(*g, "MATCH (x) WHERE (x)-[:S]->() RETURN key(x)"), ElementsAre("c"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x) WHERE NOT (x)-->() RETURN key(x)"), ElementsAre("d"));
  EXPECT_THAT(sorted_rows(*g, "MATCH (x) RETURN key(x), size([(x)-[:R]->(y) | key(y)])"),
              ElementsAre("a | 3", "b | 1", "c | 1", "d | 0"));
}

TEST(Relationships, LabelTestAsksForTheirType) {
  Ontology ontology;
  ontology.relation_types.resize(2);
  ontology.relation_types[0].name = "LEADS";
  ontology.relation_types[1].name = "PRESIDENT_OF";
  ontology.relation_types[1].sub_relation_of = "LEADS";
  GraphOf g(ontology);
  g.entity("a").entity("b");
  g.relation("a", "PRESIDENT_OF", "b").relation("a", "LEADS", "b").relation("b", "KNOWS", "a");
  const auto graph = g.build();
  EXPECT_THAT(sorted_rows(*graph, "MATCH ()-[r]->() RETURN type(r), r:LEADS, r:PRESIDENT_OF"),
              ElementsAre("KNOWS | false | false", "LEADS | true | false", "PRESIDENT_OF | true | true"));
}

}  // namespace
}  // namespace entente
