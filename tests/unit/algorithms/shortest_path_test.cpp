#include "algorithms/shortest_path.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;

struct World {
  std::shared_ptr<const TemporalGraph> graph;
  Vertex at(std::string_view key) const { return *graph->find(key); }
  std::optional<std::uint32_t> distance(std::string_view from, std::string_view to, const PathChoice& choice) const {
    const std::optional<Path> path = shortest_path(*graph, at(from), at(to), choice);
    const std::optional<Path> boost_path = shortest_path_boost(*graph, at(from), at(to), choice);
    const auto length = shortest_distance(*graph, at(from), at(to), choice);
    EXPECT_EQ(path.has_value(), length.has_value());
    EXPECT_EQ(boost_path.has_value(), length.has_value());
    if (path) {
      EXPECT_EQ(path->relationships.size(), *length);
    }
    if (boost_path) {
      EXPECT_EQ(boost_path->relationships.size(), *length);
    }
    return length;
  }
};

// a -R-> b -R-> c -S-> d -R-> e; d -S-> a.
World ring() {
  GraphOf g;
  for (const char* key : {"a", "b", "c", "d", "e", "alone"}) g.entity(key);
  g.relation("a", "R", "b", 0, 10).relation("b", "R", "c", 0, 10).relation("c", "S", "d", 0, 10);
  g.relation("d", "R", "e", 5, 10).relation("d", "S", "a", 0, 10);
  return {g.build()};
}

TEST(ShortestPath, FollowsTheDirection) {
  const World w = ring();
  PathChoice out, in, both;
  in.edges.direction = Direction::kIn;
  both.edges.direction = Direction::kBoth;
  EXPECT_EQ(w.distance("a", "d", out), 3U);
  EXPECT_EQ(w.distance("a", "d", in), 1U);
  EXPECT_EQ(w.distance("a", "d", both), 1U);
  EXPECT_EQ(w.distance("a", "c", both), 2U);
  EXPECT_EQ(w.distance("e", "a", out), std::nullopt);
  EXPECT_EQ(w.distance("e", "a", in), 4U);
  EXPECT_EQ(w.distance("a", "alone", both), std::nullopt);
  EXPECT_EQ(w.distance("a", "a", out), 0U);
}

TEST(ShortestPath, KeepsToTypesSliceAndLength) {
  const World w = ring();
  PathChoice choice;
  choice.edges.types = {*w.graph->symbol("R")};
  EXPECT_EQ(w.distance("a", "c", choice), 2U);
  EXPECT_EQ(w.distance("a", "d", choice), std::nullopt);
  choice.edges.types.push_back(*w.graph->symbol("S"));
  EXPECT_EQ(w.distance("a", "e", choice), 4U);
  choice.max_length = 3;
  EXPECT_EQ(w.distance("a", "e", choice), std::nullopt);
  choice.max_length = 4;
  EXPECT_EQ(w.distance("a", "e", choice), 4U);
  choice.edges.slice = day_slice(2);
  EXPECT_EQ(w.distance("a", "e", choice), std::nullopt);
  EXPECT_EQ(w.distance("a", "d", choice), 3U);
  choice.max_length = 0;
  EXPECT_EQ(w.distance("a", "b", choice), std::nullopt);
  EXPECT_EQ(w.distance("a", "a", choice), 0U);
}

TEST(ShortestPath, ThePathIsMadeOfItsNodesAndRelations) {
  const World w = ring();
  const std::optional<Path> path = shortest_path(*w.graph, w.at("a"), w.at("e"), {});
  ASSERT_TRUE(path.has_value());
  std::vector<std::string> text;
  for (std::size_t i = 0; i < path->nodes.size(); ++i) {
    text.emplace_back(w.graph->key(path->nodes[i].index));
    if (i == path->relationships.size()) break;
    const Edge e = path->relationships[i].index;
    EXPECT_EQ(w.graph->source(e), path->nodes[i].index);
    EXPECT_EQ(w.graph->target(e), path->nodes[i + 1].index);
  }
  EXPECT_THAT(text, ElementsAre("a", "b", "c", "d", "e"));
}

TEST(ShortestPath, ParallelRelationsMakePathsOfTheirOwn) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.relation("a", "R", "b").relation("a", "R", "b").relation("b", "R", "c").relation("b", "S", "c");
  const auto graph = g.build();
  EXPECT_EQ(all_shortest_paths(*graph, 0, 2, {}).size(), 4U);
  EXPECT_EQ(all_shortest_paths(*graph, 0, 2, {}, 3).size(), 3U);
  EXPECT_TRUE(all_shortest_paths(*graph, 0, 2, {}, 0).empty());
  EXPECT_TRUE(all_shortest_paths(*graph, 2, 0, {}).empty());
}

}  // namespace
}  // namespace entente
