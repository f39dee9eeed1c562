#include "measures/communities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace entente {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

using Division = std::vector<std::uint32_t>;

Network undirected(std::uint32_t members, const std::vector<std::pair<int, int>>& pairs) {
  std::vector<Tie> ties;
  for (const auto& [from, to] : pairs)
    ties.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  return {members, std::move(ties), false};
}

// A graph that anybody can draw again: numbers of a linear congruential generator. Members are of the same group where
// their numbers are equal modulo `groups`; so many of a hundred ties stay within one by intent.
struct Drawn {
  std::uint64_t seed;
  std::uint32_t members, ties, groups, inside;

  Network network() const {
    std::uint64_t state = seed;
    const auto next = [&] {
      state = state * 6364136223846793005U + 1442695040888963407U;
      return static_cast<std::uint32_t>(state >> 33);
    };
    std::vector<Tie> drawn;
    for (std::uint32_t i = 0; i < ties; ++i) {
      const std::uint32_t from = next() % members;
      const bool stays = next() % 100 < inside;
      drawn.push_back({from, stays ? from % groups + groups * (next() % (members / groups)) : next() % members});
    }
    return {members, std::move(drawn), false};
  }
};

TEST(Communities, ModularityIsThatOfNetworkX) {
  struct Case {
    Drawn drawn;
    std::uint32_t parts;  // member v is in part v modulo this
    double resolution, expected;
  };
  // networkx.community.modularity(MultiGraph, …), NetworkX 3.6.1
  const Case cases[] = {
      {{1, 20, 40, 4, 60}, 4, 1.0, 0.4628125},          {{2, 20, 60, 4, 30}, 3, 1.0, 0.11625},
      {{3, 30, 30, 5, 80}, 5, 0.5, 0.841944444444444},  {{4, 30, 200, 3, 50}, 3, 2.0, 0.0319},
      {{5, 12, 12, 2, 0}, 5, 1.0, -0.0902777777777778}, {{6, 100, 400, 10, 70}, 10, 1.0, 0.6678},
      {{7, 100, 400, 10, 70}, 7, 1.3, -0.020926875},    {{8, 6, 40, 2, 50}, 1, 1.0, 0},
  };
  bool has_loops = false;
  for (const Case& c : cases) {
    const Network network = c.drawn.network();
    for (const Tie& tie : network.ties()) has_loops = has_loops || tie.from == tie.to;
    Division parts;
    for (std::uint32_t v = 0; v < network.size(); ++v) parts.push_back(v % c.parts);
    EXPECT_NEAR(modularity(network, parts, c.resolution), c.expected, 1e-12) << c.drawn.seed;
  }
  EXPECT_TRUE(has_loops);
  EXPECT_EQ(modularity(undirected(3, {}), Division{1, 1, 2}), 0);
}

// Zachary's karate club; 0.4198 is the highest that there is (Brandes et al. 2008).
TEST(Communities, OfTheKarateClubAreTheBest) {
  const Network club = undirected(
      34, {{0, 1},   {0, 2},   {0, 3},   {0, 4},   {0, 5},   {0, 6},   {0, 7},   {0, 8},   {0, 10},  {0, 11},
           {0, 12},  {0, 13},  {0, 17},  {0, 19},  {0, 21},  {0, 31},  {1, 2},   {1, 3},   {1, 7},   {1, 13},
           {1, 17},  {1, 19},  {1, 21},  {1, 30},  {2, 3},   {2, 7},   {2, 8},   {2, 9},   {2, 13},  {2, 27},
           {2, 28},  {2, 32},  {3, 7},   {3, 12},  {3, 13},  {4, 6},   {4, 10},  {5, 6},   {5, 10},  {5, 16},
           {6, 16},  {8, 30},  {8, 32},  {8, 33},  {9, 33},  {13, 33}, {14, 32}, {14, 33}, {15, 32}, {15, 33},
           {18, 32}, {18, 33}, {19, 33}, {20, 32}, {20, 33}, {22, 32}, {22, 33}, {23, 25}, {23, 27}, {23, 29},
           {23, 32}, {23, 33}, {24, 25}, {24, 27}, {24, 31}, {25, 31}, {26, 29}, {26, 33}, {27, 33}, {28, 31},
           {28, 33}, {29, 32}, {29, 33}, {30, 32}, {30, 33}, {31, 32}, {31, 33}, {32, 33}});
  const Division found = communities(club);
  EXPECT_GE(modularity(club, found), 0.4197);
  EXPECT_EQ(*std::max_element(found.begin(), found.end()), 4U);
}

// The best of twenty runs of networkx.community.louvain_communities (NetworkX 3.6.1), seeds 0 to 19, as modularity of
// the graph with its parallel ties.
TEST(Communities, AreAsGoodAsTheBestOfManyRunsOfLouvain) {
  const std::pair<Drawn, double> cases[] = {
      {{11, 60, 150, 6, 60}, 0.534222},    {{12, 60, 300, 6, 60}, 0.483172},   {{13, 100, 200, 5, 70}, 0.546000},
      {{14, 100, 400, 10, 50}, 0.466484},  {{15, 200, 500, 10, 60}, 0.585554}, {{16, 200, 1000, 20, 60}, 0.559133},
      {{17, 300, 900, 6, 40}, 0.430017},   {{18, 50, 60, 5, 0}, 0.565833},     {{19, 100, 120, 10, 80}, 0.790764},
      {{20, 400, 1600, 20, 70}, 0.642479}, {{21, 120, 240, 4, 0}, 0.528967},   {{22, 500, 1500, 25, 60}, 0.567755},
  };
  for (const auto& [drawn, best] : cases) {
    const Network network = drawn.network();
    EXPECT_GE(modularity(network, communities(network)), best - 0.01) << drawn.seed;
  }
}

TEST(Communities, WhatWasPlantedIsFound) {
  const Drawn drawn{31, 200, 3000, 8, 85};
  const Network network = drawn.network();
  const Division found = communities(network);
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t v = 0; v < network.size(); ++v) pairs.emplace(v % drawn.groups, found[v]);
  EXPECT_EQ(pairs.size(), drawn.groups);
  EXPECT_EQ(*std::max_element(found.begin(), found.end()), drawn.groups);
}

TEST(Communities, OfARingOfCliquesAreTheCliques) {
  std::vector<std::pair<int, int>> pairs;
  constexpr int kCliques = 10, kSize = 5;
  for (int c = 0; c < kCliques; ++c) {
    for (int i = 0; i < kSize; ++i)
      for (int j = i + 1; j < kSize; ++j) pairs.emplace_back(c * kSize + i, c * kSize + j);
    pairs.emplace_back(c * kSize, (c + 1) % kCliques * kSize + 1);
  }
  const Network ring = undirected(kCliques * kSize, pairs);
  const Division found = communities(ring);
  for (std::uint32_t v = 0; v < ring.size(); ++v) EXPECT_EQ(found[v], v / kSize + 1) << v;
  // The lower the resolution the larger they are, down to all that hangs together.
  const Division coarse = communities(ring, 0.3);
  EXPECT_LT(*std::max_element(coarse.begin(), coarse.end()), kCliques);
  EXPECT_THAT(communities(ring, 0), Each(1U));
  const Division fine = communities(ring, 100);
  EXPECT_EQ(*std::max_element(fine.begin(), fine.end()), ring.size());
}

TEST(Communities, AreNumberedByTheirSize) {
  EXPECT_THAT(communities(undirected(8, {{0, 1}, {2, 3}, {3, 4}, {2, 4}, {5, 6}})),
              ElementsAre(2, 2, 1, 1, 1, 3, 3, 4));
  EXPECT_THAT(communities(undirected(3, {{0, 0}, {2, 2}})), ElementsAre(1, 2, 3));
  EXPECT_THAT(communities(undirected(0, {})), IsEmpty());
  // Parallel ties bind more.
  EXPECT_THAT(communities(undirected(4, {{0, 1}, {1, 2}, {1, 2}, {1, 2}, {2, 3}, {3, 0}, {3, 0}, {3, 0}})),
              ElementsAre(1, 2, 2, 1));
  // Directions don't count.
  EXPECT_THAT(communities(Network(4, {{0, 1}, {2, 3}, {1, 0}}, true)), ElementsAre(1, 1, 2, 2));
}

// What can be reached from one member of each community without leaving it.
bool hangs_together(const Network& network, const Division& community) {
  std::vector<bool> reached(network.size());
  std::set<std::uint32_t> begun;
  for (std::uint32_t v = 0; v < network.size(); ++v) {
    if (!begun.insert(community[v]).second) continue;
    std::vector<std::uint32_t> next = {v};
    reached[v] = true;
    while (!next.empty()) {
      const std::uint32_t at = next.back();
      next.pop_back();
      for (const Arc& arc : network.out(at)) {
        if (community[arc.to] != community[v] || reached[arc.to]) continue;
        reached[arc.to] = true;
        next.push_back(arc.to);
      }
    }
  }
  return std::all_of(reached.begin(), reached.end(), [](bool b) { return b; });
}

// Merging whole communities, as Louvain does, leaves one in pieces in each of these.
TEST(Communities, HangTogetherWhereThoseOfLouvainDoNot) {
  const std::pair<Drawn, double> cases[] = {{{53, 182, 291, 7, 11}, 1.2},
                                            {{607, 198, 356, 9, 19}, 1.6},
                                            {{831, 145, 261, 5, 57}, 1.6},
                                            {{929, 238, 428, 7, 23}, 0.4},
                                            {{1195, 189, 340, 9, 85}, 0.8}};
  for (const auto& [drawn, resolution] : cases) {
    const Network network = drawn.network();
    EXPECT_TRUE(hangs_together(network, communities(network, resolution))) << drawn.seed;
  }
}

TEST(Communities, HangTogetherAndCannotBeBetteredByOneMove) {
  for (std::uint64_t seed = 100; seed < 400; ++seed) {
    const auto n = static_cast<std::uint32_t>(seed % 29 + 2);
    const auto groups = static_cast<std::uint32_t>(seed % 3 + 1);
    const Drawn drawn{seed, n - n % groups + groups, static_cast<std::uint32_t>(seed % 7 * n / 2 + 1), groups,
                      static_cast<std::uint32_t>(seed % 90)};
    const Network network = drawn.network();
    const double resolution = seed % 5 == 0 ? 0.0 : static_cast<double>(seed % 5) / 2;
    const Division found = communities(network, resolution);
    EXPECT_EQ(communities(network, resolution), found) << seed;
    EXPECT_TRUE(hangs_together(network, found)) << seed;
    const double reached = modularity(network, found, resolution);
    const std::uint32_t last = *std::max_element(found.begin(), found.end());
    for (std::uint32_t v = 0; v < network.size(); ++v) {
      for (std::uint32_t c = 1; c <= last + 1; ++c) {
        Division moved = found;
        moved[v] = c;
        EXPECT_LE(modularity(network, moved, resolution), reached + 1e-9) << seed << ": " << v << " to " << c;
      }
    }
  }
}

}  // namespace
}  // namespace entente
