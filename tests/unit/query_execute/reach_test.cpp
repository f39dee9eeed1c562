// The ends of paths, searched for.
#include "support/random_queries.hpp"
#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

// a - b - c - a, c - d, and e by itself with a loop.
std::shared_ptr<const TemporalGraph> ring_with_a_tail() {
  GraphOf graph;
  for (const char* key : {"a", "b", "c", "d", "e"}) graph.entity(key, {"N"});
  graph.relation("a", "R", "b", 0, 10).relation("b", "R", "c", 0, 10).relation("c", "R", "a", 0, 5);
  graph.relation("c", "R", "d", 0, 10).relation("e", "R", "e", 0, 10);
  return graph.build();
}

Rows ends(const std::string& from, const std::string& path, const std::string& time = "") {
  const std::string query =
      "MATCH (x)" + path + "(y)" + time + " WHERE key(x) = '" + from + "' RETURN DISTINCT key(y) ORDER BY key(y)";
  const auto graph = ring_with_a_tail();
  const Table plan = table_of(*graph, "EXPLAIN " + query);
  bool is_search = false;
  for (const auto& row : plan.rows) is_search = is_search || row[0].string().find("Reach") != std::string::npos;
  EXPECT_TRUE(is_search) << query;
  return rows_of(*graph, query);  // with and without
}

TEST(Reach, FindsEachEndOnce) {
  EXPECT_EQ(ends("a", "-[:R*]->"), (Rows{"a", "b", "c", "d"}));
  EXPECT_EQ(ends("d", "-[:R*]->"), Rows{});
  EXPECT_EQ(ends("d", "<-[:R*]-"), (Rows{"a", "b", "c"}));
  EXPECT_EQ(ends("a", "-[:R*..2]->"), (Rows{"b", "c"}));
  EXPECT_EQ(ends("a", "-[:NONE*]->"), Rows{});
}

TEST(Reach, ComesBackWhereATrailDoes) {
  EXPECT_EQ(ends("a", "-[:R*]-"), (Rows{"a", "b", "c", "d"}));
  EXPECT_EQ(ends("d", "-[:R*]-"), (Rows{"a", "b", "c"}));  // its one relationship is not taken twice
  EXPECT_EQ(ends("d", "-[:R*0..]-"), (Rows{"a", "b", "c", "d"}));
  EXPECT_EQ(ends("a", "-[:R*..2]-"), (Rows{"b", "c", "d"}));
  EXPECT_EQ(ends("e", "-[:R*]-"), (Rows{"e"}));
}

TEST(Reach, LooksThroughTheSlice) {
  EXPECT_EQ(ends("a", "-[:R*]->", " AS OF '1970-01-08'"), (Rows{"b", "c", "d"}));  // the ring is open by then
}

// Counted by the search, from each start and from several, besides the start and with it, at a time and at any.
TEST(Reach, CountsWhatItListsWithoutRows) {
  const auto graph = tangled_world(5);
  for (const std::string path : {"-[*..4]-", "-[:R*]->", "<-[*0..2]-", "-[:R*]-", "-[:NONE*]->"})
    for (const std::string time : {"", " AS OF '1970-01-05'"})
      for (const std::string start : {"key(x) = 'n0'", "key(x) = 'n4'", "x:A", "x:B OR x:C"})
        for (const std::string apart : {"", " AND x <> y", " AND y <> x"}) {
          const std::string match = "MATCH (x)" + path + "(y)" + time + " WHERE (" + start + ")" + apart;
          const std::string counted = match + " RETURN count(DISTINCT y)";
          std::string plan;
          for (const auto& row : table_of(*graph, "EXPLAIN " + counted).rows) plan += row[0].string() + "\n";
          ASSERT_NE(plan.find("CountEnds"), std::string::npos) << counted << "\n" << plan;
          const std::size_t listed = rows_of(*graph, match + " RETURN DISTINCT key(y)").size();
          ASSERT_EQ(rows_of(*graph, counted), Rows{std::to_string(listed)}) << counted;
        }
}

// Ends that are told, and rows that come from elsewhere.
TEST(Reach, AnswersWhetherOneLeadsToAnother) {
  const auto graph = ring_with_a_tail();
  EXPECT_EQ(
      rows_of(*graph, "MATCH (x), (y) WHERE key(x) = 'b' AND EXISTS { (x)-[:R*]->(y) } RETURN key(y) ORDER BY key(y)"),
      (Rows{"a", "b", "c", "d"}));
  EXPECT_EQ(rows_of(*graph, "MATCH (x) OPTIONAL MATCH (x)-[:R*]->(y) RETURN key(x), count(DISTINCT y) ORDER BY key(x)"),
            (Rows{"a | 4", "b | 4", "c | 4", "d | 0", "e | 1"}));
}

// The other part of a product brings along what is read of it, and no list of relationships.
TEST(Reach, WorksBesideAnotherPart) {
  const auto graph = ring_with_a_tail();
  const std::string query =
      "MATCH (z), (x)-[:R*]->(y) WHERE key(z) = 'e' RETURN DISTINCT key(z), key(y) ORDER BY key(y)";
  std::string plan;
  for (const auto& row : table_of(*graph, "EXPLAIN " + query).rows) plan += row[0].string() + "\n";
  EXPECT_NE(plan.find("Reach"), std::string::npos) << plan;
  EXPECT_EQ(rows_of(*graph, query), (Rows{"e | a", "e | b", "e | c", "e | d", "e | e"}));
}

}  // namespace
}  // namespace entente
