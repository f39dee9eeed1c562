#include "algorithms/algorithms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <charconv>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;

// a ─▶ b ─▶ d ─▶ e and a ─▶ c ─▶ d, all in [0, 100) but b ─▶ d, from day 1 on; c only from day 50 on.
std::shared_ptr<const TemporalGraph> diamond() {
  GraphOf g;
  g.entity("a").entity("b").entity("c", 50, 100).entity("d").entity("e");
  g.relation("a", "R", "b", 0, 100).relation("b", "R", "d", 1, 100).relation("d", "R", "e", 0, 100);
  g.relation("a", "R", "c", 0, 100).relation("c", "R", "d", 0, 100);
  return g.build();
}

struct ParsedCall {
  std::string name;
  std::vector<Value> arguments;
};

// name('text', 12, …)
ParsedCall parse(std::string_view text) {
  ParsedCall call;
  const std::size_t open = text.find('(');
  call.name = text.substr(0, open);
  std::size_t i = open + 1;
  while (i < text.size() && text[i] != ')') {
    if (text[i] == '\'') {
      const std::size_t close = text.find('\'', i + 1);
      call.arguments.emplace_back(text.substr(i + 1, close - i - 1));
      i = close + 1;
    } else if (std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
      std::int64_t n = 0;
      i = static_cast<std::size_t>(std::from_chars(text.data() + i, text.data() + text.size(), n).ptr - text.data());
      call.arguments.emplace_back(n);
    } else {
      ++i;
    }
  }
  return call;
}

TEST(Algorithms, EveryExampleRunsAndFindsSomething) {
  const auto g = diamond();
  for (const Algorithm& algorithm : algorithms()) {
    const ParsedCall call = parse(algorithm.example);
    EXPECT_EQ(call.name, algorithm.name);
    EXPECT_EQ(find_algorithm(call.name), &algorithm);
    EXPECT_EQ(algorithm.signature.substr(0, algorithm.name.size() + 1), call.name + "(");
    EXPECT_FALSE(algorithm.summary.empty());
    EXPECT_FALSE(algorithm.function({View(*g), call.arguments}).empty()) << algorithm.name;
  }
  EXPECT_TRUE(std::is_sorted(algorithms().begin(), algorithms().end(),
                             [](const Algorithm& a, const Algorithm& b) { return a.name < b.name; }));
  EXPECT_EQ(find_algorithm("no_such"), nullptr);
}

std::vector<std::string> keys(const TemporalGraph& g, const Path& path) {
  std::vector<std::string> result;
  for (const NodeRef n : path.nodes) result.emplace_back(g.key(n.index));
  return result;
}

TEST(Algorithms, PathsDependOnTheSlice) {
  const auto g = diamond();
  const std::vector<Value> ends{"a", "d"};
  const auto paths = find_algorithm("all_shortest_paths")->function({View(*g, day_slice(60)), ends});
  ASSERT_EQ(paths.size(), 2U);
  EXPECT_THAT(keys(*g, paths[0][0].path()), ElementsAre("a", "b", "d"));
  EXPECT_THAT(keys(*g, paths[1][0].path()), ElementsAre("a", "c", "d"));
  EXPECT_EQ(find_algorithm("all_shortest_paths")->function({View(*g, day_slice(10)), ends}).size(), 1U);
  EXPECT_TRUE(find_algorithm("shortest_path")->function({View(*g, day_slice(100)), ends}).empty());
  const std::vector<Value> bounded{"a", "e", 2};
  EXPECT_TRUE(find_algorithm("shortest_distance")->function({View(*g, day_slice(10)), bounded}).empty());
}

TEST(Algorithms, ANeighbourhoodListsTheNearestFirst) {
  const auto g = diamond();
  const std::vector<Value> arguments{"a", 3};
  std::vector<std::string> found;
  for (const auto& row : find_algorithm("neighbourhood")->function({View(*g, day_slice(60)), arguments})) {
    found.emplace_back(g->key(row[0].node().index));
  }
  EXPECT_THAT(found, ElementsAre("b", "c", "d", "e"));
}

TEST(Algorithms, BadArgumentsAreNamed) {
  const auto g = diamond();
  const auto failure = [&](std::string_view name, std::vector<Value> arguments) -> std::string {
    try {
      find_algorithm(name)->function({View(*g), arguments});
    } catch (const Error& e) {
      return e.message;
    }
    return "no error";
  };
  EXPECT_EQ(failure("shortest_path", {"a"}), "expected 2 to 6 arguments, got 1");
  EXPECT_EQ(failure("shortest_path", {"a", "zz"}), "no entity has the key 'zz'");
  EXPECT_EQ(failure("shortest_path", {"a", 1.5}), "argument 2 must be a node or the key of an entity, not FLOAT");
  EXPECT_EQ(failure("neighbourhood", {"a", -1}), "argument 2 must not be negative");
  EXPECT_EQ(failure("neighbourhood", {"a", "b"}), "argument 2 must be an integer, not STRING");
  EXPECT_EQ(failure("neighbourhood", {NodeRef{99}}), "argument 1 must be a node or the key of an entity, not NODE");
}

}  // namespace
}  // namespace entente
