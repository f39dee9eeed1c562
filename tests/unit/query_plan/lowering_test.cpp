// How patterns become operators.
#include "query/plan/lowering.hpp"

#include <gtest/gtest.h>

#include "query/optimize/optimize.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/binder.hpp"
#include "query/syntax/parser.hpp"
#include "unit/query_plan/planning.hpp"

namespace entente {
namespace {

// The plan with the named rules alone.
std::string plan_of(const std::string& text, const std::vector<std::string_view>& names = {}) {
  const auto graph = small_world();
  plan::Plan plan = bind_query(parse(text), *graph);
  RuleSet rules;
  for (std::size_t i = 0; i < optimizer_rules().size(); ++i)
    for (const std::string_view name : names)
      if (optimizer_rules()[i].name == name) rules.set(i);
  optimize(plan, *graph, rules);
  return print(plan, *graph);
}

bool has(const std::string& plan, const std::string& text) {
  return plan.find(text) != std::string::npos;
}

TEST(Lowering, GoesAsWrittenWithoutRules) {
  EXPECT_EQ(plan_of("MATCH (a)-[r:LIVES_IN]->(b) WHERE a.name = 'ann' RETURN b"),
            "Result b\n"
            "  Filter a.name = 'ann'\n"
            "    Expand (a)-[r:LIVES_IN]->(b)\n"
            "      AllNodesScan a\n");
}

TEST(Lowering, ChecksConditionsWhereTheirVariablesAre) {
  EXPECT_EQ(plan_of("MATCH (a)-[r:LIVES_IN]->(b) WHERE a.name = 'ann' RETURN b", {"push-filters"}),
            "Result b\n"
            "  Expand (a)-[r:LIVES_IN]->(b)\n"
            "    Filter a.name = 'ann'\n"
            "      AllNodesScan a\n");
}

TEST(Lowering, JoinsPartsThatShareNoVariable) {
  const std::string two = "MATCH (a)-[r:MET]->(b), (c)-[q:LIVES_IN]->(d) ";
  EXPECT_TRUE(has(plan_of(two + "RETURN a"), "CartesianProduct"));
  EXPECT_TRUE(has(plan_of(two + "WHERE b.name = d.name RETURN a", {"push-filters"}), "HashJoin b.name = d.name"));
  EXPECT_TRUE(has(plan_of(two + "WHERE valid(r) OVERLAPS valid(q) RETURN a", {"push-filters"}), "IntervalJoin"));
  EXPECT_FALSE(has(plan_of(two + "WHERE b.name = d.name RETURN a"), "HashJoin"));  // it comes last
  EXPECT_TRUE(has(plan_of(two + "WHERE b.name < d.name RETURN a", {"push-filters"}), "CartesianProduct"));
}

// Nor is a node looked for in all when each row tells it.
TEST(Lowering, LooksUpWhatEachRowTells) {
  const std::string plan = plan_of("UNWIND ['ann', 'bob'] AS n MATCH (a:Person {name: n})-[:MET]->(b) RETURN b",
                                   {"push-filters", "order-patterns", "scan-by-label", "seek-by-property"});
  EXPECT_TRUE(has(plan, "NodeSeek a:Person {name: n}")) << plan;
  EXPECT_FALSE(has(plan, "HashJoin")) << plan;
}

TEST(Lowering, KeepsRelationshipsOfOneMatchApart) {
  EXPECT_TRUE(has(plan_of("MATCH (a)-[r:MET]->(b), (c)-[q:MET]->(d) RETURN a"), "q unlike r"));
  EXPECT_FALSE(has(plan_of("MATCH (a)-[r:MET]->(b), (c)-[q:LIVES_IN]->(d) RETURN a"), "unlike"));
  EXPECT_FALSE(has(plan_of("MATCH (a)-[r:MET]->(b) MATCH (c)-[q:MET]->(d) RETURN a"), "unlike"));
}

}  // namespace
}  // namespace entente
