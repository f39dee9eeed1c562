// The last step of a count.
#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

// Parallel relationships, a loop, two types, and times.
std::shared_ptr<const TemporalGraph> knot() {
  GraphOf graph;
  for (const char* key : {"a", "b", "c"}) graph.entity(key, {"N"});
  graph.relation("a", "R", "b", 0, 10).relation("a", "R", "b", 5, 10).relation("b", "S", "a", 0, 10);
  graph.relation("a", "R", "a", 0, 10).relation("b", "R", "c", 0, 3);
  return graph.build();
}

TEST(CountSteps, GivesWhatRowsWould) {
  const auto graph = knot();
  const auto counts = [&](const std::string& step, const std::string& time = "") {
    const std::string query = "MATCH (x)" + step + "(y)" + time + " RETURN key(x), count(*) ORDER BY key(x)";
    std::string plan;
    for (const auto& row : table_of(*graph, "EXPLAIN " + query).rows) plan += row[0].string() + "\n";
    EXPECT_TRUE(plan.find("CountSteps") != std::string::npos || step.find(':') != std::string::npos) << plan;
    return rows_of(*graph, query);
  };
  EXPECT_EQ(counts("-->"), (Rows{"a | 3", "b | 2"}));
  EXPECT_EQ(counts("<--"), (Rows{"a | 2", "b | 2", "c | 1"}));
  EXPECT_EQ(counts("--"), (Rows{"a | 4", "b | 4", "c | 1"}));
  EXPECT_EQ(counts("-[:S|R]-"), (Rows{"a | 4", "b | 4", "c | 1"}));
  EXPECT_EQ(counts("-[:R]->"), (Rows{"a | 3", "b | 1"}));
  EXPECT_EQ(counts("-->", " AS OF '1970-01-08'"), (Rows{"a | 3", "b | 1"}));
}

TEST(CountSteps, CountsNoRelationshipTwice) {
  const auto graph = knot();
  EXPECT_EQ(rows_of(*graph, "MATCH (x)-[r]->(y)-[q]->(z) RETURN count(*)"),
            rows_of(*graph, "MATCH (x)-[r]->(y)-[q]->(z) RETURN size(collect([r, q]))"));
  EXPECT_EQ(rows_of(*graph, "MATCH (x)-[r]->(y)-[q]->(z) RETURN count(q), count(DISTINCT x), max(key(y))"),
            rows_of(*graph,
                    "MATCH (x)-[r]->(y)-[q]->(z) WITH x, y, q, r RETURN size(collect(q)), "
                    "size(collect(DISTINCT x)), max(key(y))"));
}

TEST(CountSteps, OfNothingIsNone) {
  const auto graph = knot();
  EXPECT_EQ(rows_of(*graph, "MATCH (x)-[:NONE]->(y) RETURN count(*)"), (Rows{"0"}));
  EXPECT_EQ(rows_of(*graph, "MATCH (x)-[:NONE]->(y) RETURN key(x), count(*)"), Rows{});
}

}  // namespace
}  // namespace entente
