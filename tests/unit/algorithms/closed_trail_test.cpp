#include "algorithms/closed_trail.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/graphs.hpp"

namespace entente {
namespace {

bool comes_back(const TemporalGraph& graph, std::string_view key, std::uint32_t hops, Direction direction) {
  StepChoice choice;
  choice.direction = direction;
  choice.symmetric_both_ways = false;
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (graph.key(v) == key) return has_closed_trail(View(graph), v, hops, choice);
  ADD_FAILURE() << key;
  return false;
}

TEST(ClosedTrail, TakesNoRelationshipTwice) {
  GraphOf graph;
  for (const char* key : {"a", "b", "c", "d"}) graph.entity(key);
  graph.relation("a", "R", "b").relation("c", "R", "d").relation("d", "R", "c");
  const auto built = graph.build();
  EXPECT_FALSE(comes_back(*built, "a", kUnbounded, Direction::kBoth));
  EXPECT_TRUE(comes_back(*built, "c", kUnbounded, Direction::kBoth));  // there by one, back by the other
  EXPECT_TRUE(comes_back(*built, "c", 2, Direction::kOut));
  EXPECT_FALSE(comes_back(*built, "c", 1, Direction::kOut));
}

// The ring is reached by a bridge, which is no way back.
TEST(ClosedTrail, IsOfTheVertexItself) {
  GraphOf graph;
  for (const char* key : {"out", "a", "b", "c"}) graph.entity(key);
  graph.relation("out", "R", "a").relation("a", "R", "b").relation("b", "R", "c").relation("c", "R", "a");
  const auto built = graph.build();
  EXPECT_FALSE(comes_back(*built, "out", kUnbounded, Direction::kBoth));
  EXPECT_TRUE(comes_back(*built, "a", 3, Direction::kBoth));
  EXPECT_FALSE(comes_back(*built, "a", 2, Direction::kBoth));
}

TEST(ClosedTrail, IsALoop) {
  GraphOf graph;
  graph.entity("a").relation("a", "R", "a");
  const auto built = graph.build();
  EXPECT_TRUE(comes_back(*built, "a", 1, Direction::kIn));
  EXPECT_FALSE(comes_back(*built, "a", 0, Direction::kIn));
}

}  // namespace
}  // namespace entente
