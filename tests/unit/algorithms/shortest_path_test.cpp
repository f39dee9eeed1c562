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
  std::optional<std::uint32_t> distance(std::string_view from, std::string_view to, const PathChoice& choice,
                                        const Timeslice& slice = Timeslice::all()) const {
    const View view(*graph, slice);
    const std::optional<Path> path = shortest_path(view, at(from), at(to), choice);
    const std::optional<Path> boost_path = shortest_path_boost(view, at(from), at(to), choice);
    const auto length = shortest_distance(view, at(from), at(to), choice);
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
  out.steps.direction = Direction::kOut;
  in.steps.direction = Direction::kIn;
  both.steps.direction = Direction::kBoth;
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
  choice.steps.types = {*w.graph->symbol("R")};
  choice.steps.any_type = false;
  choice.steps.direction = Direction::kOut;
  EXPECT_EQ(w.distance("a", "c", choice), 2U);
  EXPECT_EQ(w.distance("a", "d", choice), std::nullopt);
  choice.steps.types.push_back(*w.graph->symbol("S"));
  EXPECT_EQ(w.distance("a", "e", choice), 4U);
  choice.max_length = 3;
  EXPECT_EQ(w.distance("a", "e", choice), std::nullopt);
  choice.max_length = 4;
  EXPECT_EQ(w.distance("a", "e", choice), 4U);
  EXPECT_EQ(w.distance("a", "e", choice, day_slice(2)), std::nullopt);
  EXPECT_EQ(w.distance("a", "d", choice, day_slice(2)), 3U);
  choice.max_length = 0;
  EXPECT_EQ(w.distance("a", "b", choice), std::nullopt);
  EXPECT_EQ(w.distance("a", "a", choice), 0U);
}

TEST(ShortestPath, ThePathIsMadeOfItsNodesAndRelations) {
  const World w = ring();
  const std::optional<Path> path =
      shortest_path(View(*w.graph), w.at("a"), w.at("e"), {.steps = {.direction = Direction::kOut}});
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
  const View view(*graph);
  const PathChoice out{.steps = {.direction = Direction::kOut}};
  EXPECT_EQ(all_shortest_paths(view, 0, 2, out).size(), 4U);
  EXPECT_EQ(all_shortest_paths(view, 0, 2, out, 3).size(), 3U);
  EXPECT_TRUE(all_shortest_paths(view, 0, 2, out, 0).empty());
  EXPECT_TRUE(all_shortest_paths(view, 2, 0, out).empty());
  EXPECT_EQ(all_shortest_paths(view, 2, 0, {}).size(), 4U);  // either way
}

TEST(ShortestPath, SymmetricRelationsGoBothWaysWhateverTheDirection) {
  Ontology ontology;
  RelationType met;
  met.name = "MET";
  met.symmetric = true;
  ontology.relation_types = {met};
  GraphOf g(ontology);
  g.entity("a").entity("b").entity("c");
  g.relation("b", "MET", "a").relation("b", "R", "c");
  const World w{g.build()};
  const PathChoice out{.steps = {.direction = Direction::kOut}};
  EXPECT_EQ(w.distance("a", "c", out), 2U);
  EXPECT_EQ(w.distance("c", "a", out), std::nullopt);
  const PathChoice as_stored{.steps = {.direction = Direction::kOut, .symmetric_both_ways = false}};
  EXPECT_EQ(w.distance("a", "c", as_stored), std::nullopt);
}

TEST(ShortestPath, ApparatusIsWhereAPathMayEndAndNotPass) {
  Ontology ontology;
  EntityType source;
  source.name = "Source";
  source.is_apparatus = true;
  ontology.entity_types = {source};
  GraphOf g(ontology);
  g.entity("a").entity("b").entity("c").entity("d").entity("s", {"Source"});
  g.relation("s", "SAYS", "a").relation("s", "SAYS", "c");
  g.relation("a", "R", "b").relation("b", "R", "d").relation("d", "R", "c");
  const World w{g.build()};
  const PathChoice story{.steps = {.through_apparatus = false}};
  EXPECT_EQ(w.distance("a", "c", {}), 2U);
  EXPECT_EQ(w.distance("a", "c", story), 3U);
  EXPECT_EQ(w.distance("s", "b", story), 2U);
  EXPECT_EQ(all_shortest_paths(View(*w.graph), w.at("a"), w.at("c"), {}).size(), 1U);
  EXPECT_EQ(all_shortest_paths(View(*w.graph), w.at("a"), w.at("c"), story).size(), 1U);
}

}  // namespace
}  // namespace entente
