// Parts of a pattern that hang together by values alone.
#include <chrono>
#include <string>

#include "entente/time/edtf.hpp"
#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

std::string plan_of(const TemporalGraph& graph, const std::string& query) {
  std::string text;
  for (const std::vector<Value>& row : table_of(graph, "EXPLAIN " + query).rows) text += row[0].string() + "\n";
  return text;
}

void set(GraphOf& graph, const std::string& key, const std::string& label, const std::string& property, Value value) {
  StoredEntity e;
  e.key = key;
  e.types = {graph.symbol(label)};
  e.properties.push_back({graph.symbol(property), std::move(value), std::nullopt});
  graph.entity(std::move(e));
}

// Entities of label A with `x`, of label B with `y`, each with a loop of its own, so that a part is more than a leaf.
std::shared_ptr<const TemporalGraph> two_sides(const std::vector<Value>& xs, const std::vector<Value>& ys) {
  GraphOf graph;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const std::string key = "a" + std::to_string(i);
    set(graph, key, "A", "x", xs[i]);
    graph.relation(key, "IS", key);
  }
  for (std::size_t i = 0; i < ys.size(); ++i) {
    const std::string key = "b" + std::to_string(i);
    set(graph, key, "B", "y", ys[i]);
    graph.relation(key, "IS", key);
  }
  return graph.build();
}

const std::string kPairs =
    "MATCH (a:A)-[:IS]->(a2), (b:B)-[:IS]->(b2) WHERE a2.x = b2.y RETURN key(a), key(b) ORDER BY key(a), key(b)";

TEST(HashJoin, FindsEqualValues) {
  const auto graph = two_sides({1, 2.0, "t", List{1, "u"}, true}, {2, 1.0, "t", List{1.0, "u"}, 3, true});
  EXPECT_NE(plan_of(*graph, kPairs).find("HashJoin"), std::string::npos);
  EXPECT_EQ(rows_of(*graph, kPairs), (Rows{"a0 | b1", "a1 | b0", "a2 | b2", "a3 | b3", "a4 | b5"}));
}

TEST(HashJoin, FindsNothingForNull) {
  const auto graph = two_sides({Value(), 1}, {Value(), 1});
  EXPECT_EQ(rows_of(*graph, kPairs), (Rows{"a1 | b1"}));
}

// An instant equals the text of its date, which has another hash.
TEST(HashJoin, FindsInstantsByTheirDates) {
  const auto graph = two_sides({"1950", "1951-03-01", 3}, {0});
  const std::string query =
      "UNWIND ['1950-01-01', '1951-03-01', '1952'] AS text WITH text, period(text).start AS start "
      "MATCH (a:A)-[:IS]->(b) WHERE coalesce(b.x, 0) = start RETURN text, key(a) ORDER BY text";
  EXPECT_NE(plan_of(*graph, query).find("HashJoin"), std::string::npos);
  EXPECT_EQ(rows_of(*graph, query), (Rows{"1950-01-01 | a0", "1951-03-01 | a1"}));
}

TEST(HashJoin, TakesTwoKeysAtOnce) {
  const auto graph = two_sides({1, 2}, {1, 2});
  const std::string query =
      "MATCH (a:A)-[:IS]->(a2), (b:B)-[:IS]->(b2) WHERE a2.x = b2.y AND a.x = b.y AND a.x > 1 RETURN key(a), key(b)";
  EXPECT_NE(plan_of(*graph, query).find("HashJoin a2.x = b2.y, a.x = b.y"), std::string::npos)
      << plan_of(*graph, query);
  EXPECT_EQ(rows_of(*graph, query), (Rows{"a1 | b1"}));
}

TEST(HashJoin, UsesNoRelationshipTwice) {
  GraphOf graph;
  for (const char* key : {"a", "b"}) set(graph, key, "N", "x", 1);
  graph.relation("a", "R", "b").relation("b", "R", "a");
  const std::string query =
      "MATCH (a)-[r:R]->(b), (c)-[q:R]->(d) WHERE a.x = d.x RETURN key(a), key(c) ORDER BY key(a)";
  const auto built = graph.build();
  EXPECT_NE(plan_of(*built, query).find("q unlike r"), std::string::npos) << plan_of(*built, query);
  EXPECT_EQ(rows_of(*built, query), (Rows{"a | b", "b | a"}));
}

// A scan behind another part, and what is followed from it.
TEST(Product, UsesNoRelationshipTwice) {
  GraphOf graph;
  for (const char* key : {"n0", "n1", "n2", "n3"}) graph.entity(key, {"N"});
  graph.relation("n0", "R", "n1").relation("n1", "S", "n0").relation("n2", "R", "n3");
  const auto built = graph.build();
  EXPECT_EQ(rows_of(*built, "MATCH (a)-[x:R|S]->(b)-[y:R|S*]->(c), (d)-[z]-(e) RETURN count(*)"), (Rows{"4"}));
  EXPECT_EQ(rows_of(*built, "MATCH (a)-[x:R|S]->(b)-[y:R|S]->(c), (d)-[z:R]->(e) RETURN key(d), count(*)"),
            (Rows{"n2 | 2"}));
}

TEST(HashJoin, IsMadeAnewForEachOuterRow) {
  const auto graph = two_sides({1, 2, 5}, {1, 2, 2});
  EXPECT_EQ(rows_of(*graph,
                    "MATCH (o:B) OPTIONAL MATCH (a:A)-[:IS]->(a2), (b:B)-[:IS]->(b2) WHERE a2.x = b2.y AND b.y = o.y "
                    "RETURN key(o), count(b) ORDER BY key(o)"),
            (Rows{"b0 | 1", "b1 | 2", "b2 | 2"}));
}

TEST(HashJoin, TellsOfComparisonsThatAreVain) {
  const Value year = read_validity("1950").value();
  const auto graph = two_sides({year}, {"1950"});
  const Table table = table_of(*graph, kPairs);
  EXPECT_TRUE(table.rows.empty());
  ASSERT_FALSE(table.warnings.empty());
  EXPECT_EQ(table.warnings.front().message, table_of(*graph, kPairs, {}, false).warnings.front().message);
}

TEST(HashJoin, TakesTimeByTheRow) {
  std::vector<Value> values;
  for (int i = 0; i < 20'000; ++i) values.push_back(i);
  const auto graph = two_sides(values, values);
  RunOptions options;
  options.control.timeout = std::chrono::seconds(20);  // of pairs there are 400 millions
  const auto plan = prepare("MATCH (a:A)-[:IS]->(a2), (b:B)-[:IS]->(b2) WHERE a2.x = b2.y RETURN count(*)", *graph);
  EXPECT_EQ(run(*plan, *graph, {}, options).rows[0][0].integer(), 20'000);
}

// What one side gives is asked for as far as it is needed.
TEST(Product, StopsWhereEnoughRowsAreThere) {
  GraphOf graph;
  for (int i = 0; i < 12; ++i) graph.entity("n" + std::to_string(i), {"N"});
  for (int i = 0; i < 12; ++i)
    for (int j = 0; j < 12; ++j)
      if (i != j) graph.relation("n" + std::to_string(i), "R", "n" + std::to_string(j));
  graph.relation("n0", "S", "n1");
  const auto built = graph.build();
  RunOptions options;
  options.control.timeout = std::chrono::seconds(20);  // there are more trails than anybody can wait for
  for (const char* type : {"R", "S"}) {
    const auto plan =
        prepare("MATCH (a)-[:" + std::string(type) + "]->(b), (c)-[:R*]->(d) RETURN key(a) LIMIT 2", *built);
    EXPECT_EQ(run(*plan, *built, {}, options).rows.size(), 2u) << type;
  }
}

const std::string kTouching =
    "MATCH (a)-[r:R]->(b), (c)-[q:Q]->(d) WHERE valid(r) OVERLAPS valid(q) RETURN key(a), key(c) ORDER BY key(a), "
    "key(c)";

TEST(IntervalJoin, FindsPeriodsThatShareTime) {
  GraphOf graph;
  for (const char* key : {"a", "b", "c", "d", "e"}) graph.entity(key, {"N"});
  graph.relation("a", "R", "b", 0, 10).relation("b", "R", "a", 20, 30);
  graph.relation("c", "Q", "d", 5, 6).relation("d", "Q", "c", 10, 20).relation("e", "Q", "c", 0, 40);
  const auto built = graph.build();
  EXPECT_NE(plan_of(*built, kTouching).find("IntervalJoin"), std::string::npos) << plan_of(*built, kTouching);
  EXPECT_EQ(rows_of(*built, kTouching), (Rows{"a | c", "a | e", "b | e"}));
}

// possibly(null) is true: a side that is null is no reason to leave a pair out.
TEST(IntervalJoin, KeepsPairsOfNullWherePossibleIsAskedFor) {
  GraphOf graph;
  for (const char* key : {"a", "b", "c", "d"}) graph.entity(key, {"N"});
  graph.relation("a", "R", "b", 0, 10).relation("b", "R", "a", 20, 30);
  graph.relation("c", "Q", "d", 5, 6).relation("d", "Q", "c", 40, 50);
  const auto built = graph.build();
  const std::string match = "MATCH (a)-[r:R]->(b), (c)-[q:Q]->(d) ",
                    rest = "RETURN key(a), key(c) ORDER BY key(a), key(c)";
  for (const std::string condition :
       {"r.when OVERLAPS valid(q)", "valid(r) OVERLAPS q.when", "valid(r) OVERLAPS valid(q)"}) {
    const std::string asked = match + "WHERE possibly(" + condition + ") " + rest;
    const Rows expected = rows_of(*built, match + "WITH *, possibly(" + condition + ") AS c0 WHERE c0 " + rest);
    EXPECT_EQ(rows_of(*built, asked), expected) << condition;
    EXPECT_FALSE(expected.empty()) << condition;
  }
  EXPECT_NE(plan_of(*built, match + "WHERE possibly(r.when OVERLAPS valid(q)) " + rest).find("IntervalJoin"),
            std::string::npos);
  EXPECT_TRUE(rows_of(*built, match + "WHERE r.when OVERLAPS valid(q) " + rest).empty());
}

TEST(IntervalJoin, TakesTimeByTheRow) {
  GraphOf graph;
  constexpr int kRelations = 8'000;
  for (int i = 0; i < 10; ++i) graph.entity("n" + std::to_string(i), {"N"});
  for (int i = 0; i < kRelations; ++i) {
    graph.relation("n" + std::to_string(i % 10), "R", "n" + std::to_string(i / 10 % 10), 4 * i, 4 * i + 2);
    graph.relation("n" + std::to_string(i % 10), "Q", "n" + std::to_string(i / 10 % 10), 4 * i + 1, 4 * i + 3);
  }
  const auto built = graph.build();
  RunOptions options;
  options.control.timeout = std::chrono::seconds(20);
  const auto plan =
      prepare("MATCH (a)-[r:R]->(b), (c)-[q:Q]->(d) WHERE valid(r) OVERLAPS valid(q) RETURN count(*)", *built);
  EXPECT_EQ(run(*plan, *built, {}, options).rows[0][0].integer(), kRelations);
}

}  // namespace
}  // namespace entente
