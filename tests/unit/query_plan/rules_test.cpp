// Whatever rules are applied, the rows are the same.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <random>
#include <set>

#include "query/optimize/optimize.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/verify.hpp"
#include "query/semantics/binder.hpp"
#include "query/syntax/parser.hpp"
#include "support/random_queries.hpp"
#include "unit/query_plan/planning.hpp"

namespace entente {
namespace {

std::vector<std::string> rows_under(const TemporalGraph& graph, const std::string& text,
                                    const std::function<bool(std::size_t)>& use) {
  plan::Plan plan = bind_query(parse(text), graph);
  RuleSet rules;
  for (std::size_t i = 0; i < optimizer_rules().size(); ++i) rules[i] = use(i);
  optimize(plan, graph, rules, [](std::string_view step, const plan::Plan& after) { plan::verify(after, step); });
  return sorted_rows(run(plan, graph, {}, {}));
}

TEST(Rules, KeepTheRowsOfRandomQueries) {
  const auto graph = tangled_world(7);
  int with_rows = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    std::mt19937 random(seed);
    const std::string text = QueryMaker([&random] { return static_cast<unsigned>(random()); }).make();
    SCOPED_TRACE(text);
    const std::vector<std::string> expected = rows_under(*graph, text, [](std::size_t) { return false; });
    ASSERT_EQ(rows_under(*graph, text, [](std::size_t) { return true; }), expected);
    const std::size_t left_out = seed % optimizer_rules().size();
    ASSERT_EQ(rows_under(*graph, text, [&](std::size_t i) { return i != left_out; }), expected)
        << optimizer_rules()[left_out].name;
    ASSERT_EQ(rows_under(*graph, text, [&](std::size_t i) { return i == left_out; }), expected)
        << optimizer_rules()[left_out].name;
    if (!expected.empty()) ++with_rows;
  }
  EXPECT_GT(with_rows, 240);  // or the comparison would say little
}

TEST(Rules, HaveNamesSummariesAndPages) {
  std::set<std::string_view> names;
  for (const Rule& rule : optimizer_rules()) {
    EXPECT_FALSE(rule.summary.empty());
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    const std::string page =
        std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/optimizer/" + std::string(rule.name) + ".test";
    EXPECT_TRUE(std::filesystem::exists(page)) << "a page that shows the plan before and after, and the rows: " << page;
  }
}

TEST(Rules, LeaveNoPatternWithoutAnOrder) {
  const auto graph = tangled_world(7);
  const auto plan = prepare("MATCH (a)-->(b) MATCH (b)-->(c) RETURN a", *graph);
  int seen = 0, expanded = 0;
  const std::function<void(const plan::OperatorPtr&)> look = [&](const plan::OperatorPtr& op) {
    ++seen;
    expanded += std::holds_alternative<plan::Expand>(op->node) ? 1 : 0;
    EXPECT_FALSE(std::holds_alternative<plan::Match>(op->node));
    plan::for_each_input(*op, look);
  };
  look(plan->root);
  EXPECT_GE(seen, 3);
  EXPECT_EQ(expanded, 2);
}

}  // namespace
}  // namespace entente
