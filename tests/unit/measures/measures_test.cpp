// Measures of networks that are small enough to see the answer, and of those that are large.
#include "measures/measures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "measures/betweenness.hpp"
#include "measures/closeness.hpp"
#include "measures/clustering.hpp"
#include "measures/components.hpp"
#include "measures/core_numbers.hpp"
#include "measures/cuts.hpp"
#include "measures/degree.hpp"
#include "measures/pagerank.hpp"
#include "unit/measures/networks.hpp"

namespace entente {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Measures, AreFoundByNameInOrder) {
  EXPECT_TRUE(std::is_sorted(measures().begin(), measures().end(),
                             [](const Measure& a, const Measure& b) { return a.name < b.name; }));
  for (const Measure& m : measures()) {
    EXPECT_EQ(find_measure(m.name), &m);
    EXPECT_EQ(m.directed, m.name == "pagerank");
  }
  EXPECT_EQ(find_measure("no_such"), nullptr);
}

TEST(Measures, OfNobodyAreNone) {
  for (const bool directed : {false, true}) {
    const Network nobody(0, {}, directed);
    for (const Measure& m : measures()) EXPECT_THAT(m.of(nobody), IsEmpty()) << m.name;
    EXPECT_THAT(weak_components(nobody).size, IsEmpty());
    EXPECT_THAT(strong_components(nobody).size, IsEmpty());
    EXPECT_THAT(articulation_points(nobody), IsEmpty());
    EXPECT_THAT(bridges(nobody), IsEmpty());
    EXPECT_EQ(pagerank(nobody).rounds, 0U);
  }
}

TEST(Measures, OfOneAreZeroButForPageRank) {
  for (const bool directed : {false, true}) {
    for (const std::vector<Tie>& ties : {std::vector<Tie>{}, std::vector<Tie>{{0, 0}, {0, 0}}}) {
      const Network alone(1, ties, directed);
      for (const char* name : {"betweenness", "closeness", "clustering", "core_number"})
        EXPECT_THAT(find_measure(name)->of(alone), ElementsAre(0)) << name;
      EXPECT_THAT(pagerank(alone).score, ElementsAre(1));
      EXPECT_THAT(weak_components(alone).of, ElementsAre(1));
      EXPECT_THAT(strong_components(alone).size, ElementsAre(1));
      EXPECT_THAT(articulation_points(alone), IsEmpty());
      EXPECT_THAT(bridges(alone), IsEmpty());
    }
  }
}

// A star of four, its middle last.
TEST(Measures, StarHasOneBetweenAll) {
  const Network star = undirected_of(5, {{4, 0}, {4, 1}, {2, 4}, {4, 3}});
  EXPECT_THAT(betweenness(star), ElementsAre(0, 0, 0, 0, 1));
  EXPECT_THAT(closeness(star), ElementsAre(4.0 / 7, 4.0 / 7, 4.0 / 7, 4.0 / 7, 1));
  EXPECT_THAT(clustering(star), Each(0));
  EXPECT_THAT(core_numbers(star), Each(1));
  EXPECT_THAT(articulation_points(star), ElementsAre(4));
  EXPECT_THAT(bridges(star), ElementsAre(0, 1, 2, 3));
}

TEST(Measures, DirectionsCountWhereTheyAreTaken) {
  const std::vector<Tie> ties = {{0, 1}, {1, 2}};
  const Network way = directed_of(3, ties);
  EXPECT_THAT(betweenness(way), ElementsAre(0, 0.5, 0));
  EXPECT_THAT(betweenness(way.undirected()), ElementsAre(0, 1, 0));
  EXPECT_THAT(closeness(way), ElementsAre(0, 0.5, 2.0 / 3));
  EXPECT_THAT(closeness(way.reversed()), ElementsAre(2.0 / 3, 0.5, 0));
  EXPECT_THAT(closeness(way.undirected()), ElementsAre(2.0 / 3, 1, 2.0 / 3));
  EXPECT_THAT(strong_components(way).of, ElementsAre(1, 2, 3));
  EXPECT_THAT(weak_components(way).of, ElementsAre(1, 1, 1));
  const Network met = directed_of(3, {{0, 1, true}, {1, 2}});
  EXPECT_THAT(strong_components(met).of, ElementsAre(1, 1, 2));
}

TEST(Measures, ComponentsAreNumberedBySizeThenByTheirFirst) {
  const Network parts = undirected_of(8, {{1, 3}, {0, 7}, {2, 5}, {5, 6}});
  const Components found = weak_components(parts);
  EXPECT_THAT(found.of, ElementsAre(2, 3, 1, 3, 4, 1, 1, 2));
  EXPECT_THAT(found.size, ElementsAre(3, 2, 2, 1));
  const Components strong = strong_components(directed_of(5, {{0, 1}, {2, 1}, {1, 2}, {3, 4}, {4, 3}}));
  EXPECT_THAT(strong.of, ElementsAre(3, 1, 1, 2, 2));
  EXPECT_THAT(strong.size, ElementsAre(2, 2, 1));
}

TEST(Measures, ParallelTiesAreNoBridge) {
  EXPECT_THAT(bridges(undirected_of(3, {{0, 1}, {1, 0}, {1, 2}, {2, 2}})), ElementsAre(2));
  EXPECT_THAT(bridges(directed_of(3, {{0, 1}, {1, 0}, {2, 1, true}})), ElementsAre(2));
  EXPECT_THAT(articulation_points(undirected_of(3, {{0, 1}, {1, 0}, {1, 2}})), ElementsAre(1));
}

TEST(Measures, SimpleNetworksDecideButForDegreeAndPageRank) {
  const std::vector<Tie> once = {{0, 1}, {1, 2}, {2, 0}, {2, 3}};
  std::vector<Tie> often = once;
  often.insert(often.end(), {{1, 0}, {2, 3}, {2, 3}, {3, 3}});
  for (const char* name : {"betweenness", "closeness", "clustering", "core_number"})
    EXPECT_EQ(find_measure(name)->of(undirected_of(4, often)), find_measure(name)->of(undirected_of(4, once))) << name;
  for (const char* name : {"degree", "pagerank"})
    EXPECT_NE(find_measure(name)->of(undirected_of(4, often)), find_measure(name)->of(undirected_of(4, once))) << name;
}

// Two, of whom the second leads nowhere: x = (1 - d) / 2 + d · y / 2, y = x + d · x.
TEST(PageRankOf, DanglingMembersLosesNothing) {
  const PageRank found = pagerank(directed_of(2, {{0, 1}}), {.tolerance = 1e-14});
  EXPECT_NEAR(found.score[0], 1 / 2.85, 1e-12);
  EXPECT_NEAR(found.score[1], 1.85 / 2.85, 1e-12);
}

TEST(PageRankOf, ParallelTiesCountEach) {
  // Two of three ties of 0 lead to 1.
  const PageRank found = pagerank(directed_of(3, {{0, 1}, {0, 1}, {0, 2}, {1, 0}, {2, 0}}), {.tolerance = 1e-14});
  const double least = 0.15 / 3;
  EXPECT_NEAR(found.score[1], least + 0.85 * found.score[0] * 2 / 3, 1e-12);
  EXPECT_NEAR(found.score[2], least + 0.85 * found.score[0] / 3, 1e-12);
}

TEST(PageRankOf, WarmStartIsSoonerThere) {
  const std::uint32_t members = 400;
  std::vector<Tie> ties = random_ties(members, 1600, 3);
  const PageRankOptions fine{.tolerance = 1e-10};
  const PageRank before = pagerank(directed_of(members, ties), fine);
  ties.push_back({5, 9});  // the next slice has a tie more
  const Network after = directed_of(members, ties);
  const PageRank cold = pagerank(after, fine);
  PageRankOptions warm = fine;
  warm.start = before.score;
  const PageRank found = pagerank(after, warm);
  EXPECT_LT(found.rounds, cold.rounds);
  for (std::uint32_t v = 0; v < members; ++v) EXPECT_NEAR(found.score[v], cold.score[v], 1e-7);
  EXPECT_NEAR(std::accumulate(found.score.begin(), found.score.end(), 0.0), 1, 1e-9);

  // The settled scores are where the search ends; their scale is none of its business.
  std::vector<double> scaled = cold.score;
  for (double& score : scaled) score *= 1000;
  warm.start = scaled;
  EXPECT_EQ(pagerank(after, warm).rounds, 1U);
}

ErrorCode code_of(const Network& network, const PageRankOptions& options) {
  try {
    pagerank(network, options);
  } catch (const Error& e) {
    return e.code;
  }
  return ErrorCode::kInternal;
}

TEST(PageRankOf, OptionsOutOfRangeAreRefused) {
  const Network pair = directed_of(2, {{0, 1}, {1, 0}});
  const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (const double damping : {-0.1, 1.1, nan}) EXPECT_EQ(code_of(pair, {.damping = damping}), ErrorCode::kArgument);
  for (const double tolerance : {-1.0, nan}) EXPECT_EQ(code_of(pair, {.tolerance = tolerance}), ErrorCode::kArgument);
  for (const std::vector<double>& start : {std::vector<double>{1}, {1, 2, 3}, {0, 0}, {2, -1}, {1, nan}, {1, infinite}})
    EXPECT_EQ(code_of(pair, {.start = start}), ErrorCode::kArgument);
}

TEST(PageRankOf, WhatDoesNotSettleIsAnError) {
  const Network pair = directed_of(2, {{0, 1}, {1, 0}});
  const std::vector<double> aside = {1, 0};  // without damping it goes to and fro
  EXPECT_EQ(code_of(pair, {.damping = 1, .start = aside}), ErrorCode::kLimit);
  EXPECT_EQ(code_of(pair, {.max_rounds = 3, .start = aside}), ErrorCode::kLimit);
  EXPECT_THAT(pagerank(pair, {.damping = 0, .start = aside}).score, ElementsAre(0.5, 0.5));
}

// 1,100 diamonds in a row: 2^1100 shortest paths from end to end, which is more than a double holds.
TEST(Betweenness, PathsBeyondCountingAreAnError) {
  const auto diamonds = [](std::uint32_t count) {
    std::vector<Tie> ties;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t from = 3 * i;
      for (const std::uint32_t middle : {from + 1, from + 2}) {
        ties.push_back({from, middle});
        ties.push_back({middle, from + 3});
      }
    }
    return undirected_of(3 * count + 1, ties);
  };
  // 2^70 paths are more than an integer holds. The joint in the middle lies between all before and all behind it,
  // and half of the paths between the two at either side lead over it.
  const std::vector<double> between = betweenness(diamonds(70));
  EXPECT_NEAR(between[105], (105.0 * 105 + 1) / (210.0 * 209 / 2), 1e-12);
  EXPECT_NEAR(between[1], between[2], 1e-12);
  EXPECT_THAT(between, Each(testing::AllOf(testing::Ge(0), testing::Le(1))));
  EXPECT_THROW(betweenness(diamonds(1100)), Error);
}

TEST(LargeNetworks, ChainOfAMillionNeedsNoStack) {
  const std::uint32_t members = 1'000'000;
  const Network chain = undirected_of(members, chain_ties(members));
  EXPECT_EQ(bridges(chain).size(), members - 1U);
  const std::vector<std::uint32_t> points = articulation_points(chain);
  EXPECT_EQ(points.size(), members - 2U);
  EXPECT_EQ(points.front(), 1U);
  EXPECT_THAT(weak_components(chain).size, ElementsAre(members));
  EXPECT_EQ(strong_components(directed_of(members, chain_ties(members))).size.size(), members);
  const std::vector<std::uint32_t> core = core_numbers(chain);
  EXPECT_EQ(std::count(core.begin(), core.end(), 1U), std::ptrdiff_t{members});
}

// A hub with many neighbours: the pairs of these are 5 · 10^9.
TEST(LargeNetworks, HubCostsItsTiesAlone) {
  const std::uint32_t members = 100'001;
  std::vector<Tie> ties;
  for (std::uint32_t v = 1; v < members; ++v) ties.push_back({0, v});
  for (std::uint32_t v = 1; v + 1 < members; v += 2) ties.push_back({v, v + 1});
  const std::vector<double> found = clustering(undirected_of(members, ties));
  EXPECT_NEAR(found[0], 1.0 / 99'999, 1e-15);
  EXPECT_EQ(found[1], 1);
  EXPECT_EQ(found[members - 1], 1);
}

// How long after its time is over a run goes on, in milliseconds; the best of three, as the machine may be busy.
template <class Run>
double overtime(const Run& run) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kAllowed{30};
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    const RunWatch watch(RunControl{.timeout = kAllowed});
    const Clock::time_point begin = Clock::now();
    try {
      run(watch);
      ADD_FAILURE() << "came to its end";
    } catch (const Error& e) {
      EXPECT_EQ(e.code, ErrorCode::kTimeout);
    }
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begin - kAllowed;
    best = std::min(best, taken.count());
  }
  return best;
}

TEST(LargeNetworks, MeasuresEndSoonAfterTheirTime) {
  const std::uint32_t members = 20'000;
  const std::vector<Tie> ties = random_ties(members, 100'000, 11);
  const auto taken = [&](auto measure) {
    return overtime([&](const RunWatch& watch) { measure(undirected_of(members, ties, &watch)); });
  };
  EXPECT_LT(taken([](const Network& n) { betweenness(n); }), 100);
  EXPECT_LT(taken([](const Network& n) { closeness(n); }), 100);
  EXPECT_LT(
      taken([](const Network& n) { pagerank(n, {.damping = 0.99, .tolerance = 1e-300, .max_rounds = 1'000'000'000}); }),
      100);
}

}  // namespace
}  // namespace entente
