#include "algorithms/motifs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "algorithms/motif_counts.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct At {
  std::string from, to;
  std::int64_t second;
};

std::shared_ptr<const TemporalGraph> graph_at(const std::vector<At>& relations) {
  GraphOf g;
  for (const char* key : {"a", "b", "c", "d"}) g.entity(key);
  for (const At& r : relations) g.relation(r.from, "R", r.to, validity_of(Period::certain({r.second}, {r.second + 1})));
  return g.build();
}

StepChoice as_stored() {
  StepChoice choice;
  choice.direction = Direction::kOut;
  return choice;
}

// When the relations of each instance begin.
std::vector<std::vector<std::int64_t>> times_of(const TemporalGraph& g, const char* pattern, std::int64_t within) {
  std::vector<std::vector<std::int64_t>> found;
  each_motif(View(g), *read_motif_pattern(pattern), within, as_stored(), [&](const MotifInstance& m) {
    std::vector<std::int64_t> times;
    for (const Edge e : m.relations) times.push_back(g.start(e).seconds);
    EXPECT_TRUE(m.is_certain);
    EXPECT_EQ(m.earliest.seconds, times.front());
    EXPECT_EQ(m.latest.seconds, times.back());
    found.push_back(std::move(times));
    return true;
  });
  return found;
}

// Paranjape, Benson, Leskovec 2017, Figure 1: a graph of nine relations with their seconds, a motif, and its three
// instances within 10 seconds. Two sequences are shown that are none: at 14, 17 and 15 seconds, which is out of order,
// and at 14, 28 and 32, which takes too long.
TEST(Motifs, ThePublishedGraphHasThePublishedInstances) {
  const auto g = graph_at({{"a", "b", 25},
                           {"a", "d", 14},
                           {"c", "d", 31},
                           {"c", "a", 15},
                           {"c", "a", 32},
                           {"a", "c", 17},
                           {"a", "c", 28},
                           {"a", "c", 30},
                           {"a", "c", 35}});
  EXPECT_THAT(times_of(*g, "centre>leaf, centre>other, other>centre", 10),
              ElementsAre(ElementsAre(25, 28, 32), ElementsAre(25, 30, 32), ElementsAre(31, 32, 35)));
  // a>b, a>c, c>a: the fourth row and column of Figure 2.
  EXPECT_EQ(motif_text(3, 3), "a>b, a>c, c>a");
  EXPECT_EQ(count_three_relation_motifs(View(*g), as_stored(), 10).count[3][3], 3U);
  EXPECT_EQ(count_three_relation_motifs(View(*g), as_stored(), 18).count[3][3], 6U);  // 14, 17 or 28 or 30, 32
}

// Figure 2: each is one of the 36, and no two are the same.
TEST(Motifs, EachOfTheThirtySixIsCountedInItsPlaceAlone) {
  for (std::size_t row = 0; row < kMotifSide; ++row) {
    for (std::size_t column = 0; column < kMotifSide; ++column) {
      const MotifPattern pattern = *read_motif_pattern(motif_text(row, column));
      std::vector<At> relations;
      for (const MotifPattern::Step& step : pattern.steps)
        relations.push_back(
            {pattern.names[step.from], pattern.names[step.to], static_cast<std::int64_t>(relations.size())});
      const auto g = graph_at(relations);
      const MotifCounts found = count_three_relation_motifs(View(*g), as_stored(), 2);
      for (std::size_t i = 0; i < kMotifSide; ++i)
        for (std::size_t j = 0; j < kMotifSide; ++j)
          EXPECT_EQ(found.count[i][j], i == row && j == column ? 1U : 0U)
              << motif_text(row, column) << " at " << i << j;
      EXPECT_EQ(count_three_relation_motifs(View(*g), as_stored(), 1).count[row][column], 0U);
    }
  }
  EXPECT_EQ(motif_text(1, 3), "a>b, b>c, c>a");  // M(2,4), the cycle
  EXPECT_EQ(motif_text(5, 0), "a>b, a>b, a>b");  // M(6,1)
  EXPECT_EQ(motif_text(4, 0), "a>b, b>a, a>b");  // M(5,1), to and fro
}

TEST(Motifs, WhatBeginsAtOneInstantHasNoOrder) {
  const auto g = graph_at({{"a", "b", 0}, {"a", "b", 0}, {"b", "a", 5}, {"a", "b", 9}, {"a", "b", 9}});
  EXPECT_THAT(times_of(*g, "x>y, x>y", 0), IsEmpty());
  EXPECT_EQ(times_of(*g, "x>y, y>x, x>y", 9).size(), 4U);
  EXPECT_THAT(times_of(*g, "x>y, y>x, x>y", 8), IsEmpty());
  EXPECT_EQ(count_three_relation_motifs(View(*g), as_stored(), 9).count[4][0], 4U);
  EXPECT_EQ(count_three_relation_motifs(View(*g), as_stored(), 9).count[5][0], 0U);
}

TEST(Motifs, RelationsAreTakenInAnyOrderThatThePatternHas) {
  const auto g = graph_at({{"a", "b", 1}, {"c", "d", 2}, {"b", "c", 3}, {"d", "a", 4}});
  // The second has nothing in common with the first; the third joins them.
  EXPECT_THAT(times_of(*g, "a>b, c>d, b>c, d>a", 3), ElementsAre(ElementsAre(1, 2, 3, 4)));
  EXPECT_THAT(times_of(*g, "a>b, c>d, d>a, b>c", 3), IsEmpty());
}

TEST(Motifs, VagueStartsMakeInstancesPossible) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.relation("a", "R", "b", validity_of({day(0), day(4), day(10), day(10)}));
  g.relation("b", "R", "c", validity_of({day(3), day(6), day(10), day(10)}));
  g.relation("a", "R", "c", validity_of({day(7), day(8), day(10), day(10)}));
  g.relation("c", "R", "b", Validity(validity_of(Period::always())));  // always held: does not begin
  g.relation("c", "R", "a", unknown_validity());                       // begins at some time
  const auto built = g.build();
  const auto certain = [&](const char* pattern, std::int64_t days) {
    std::vector<bool> found;
    each_motif(View(*built), *read_motif_pattern(pattern), days * kSecondsPerDay, as_stored(),
               [&](const MotifInstance& m) {
                 found.push_back(m.is_certain);
                 return true;
               });
    return found;
  };
  EXPECT_THAT(certain("x>y, y>z, x>z", 8), ElementsAre(false));  // the first two may have come the other way round
  EXPECT_THAT(certain("x>y, x>z", 8), ElementsAre(true));
  EXPECT_THAT(certain("x>y, x>z", 7), ElementsAre(false));
  EXPECT_THAT(certain("x>y, x>z", 3), ElementsAre(false));
  EXPECT_THAT(certain("x>y, x>z", 2), IsEmpty());
  EXPECT_THAT(certain("x>y, y>z, z>x", 8), ElementsAre(false, false, false));  // wherever the third comes in
  EXPECT_THAT(certain("x>y, y>x", 1000), ElementsAre(false, false));           // a>c and c>a
  EXPECT_EQ(count_three_relation_motifs(View(*built), as_stored(), 8).left_out, 5U);
}

TEST(Motifs, TheFirstStretchIsWhenARelationBegins) {
  GraphOf g;
  g.entity("a").entity("b").entity("c");
  g.relation("a", "R", "b", validity_of_stretches({days(0, 1), days(5, 6)}));
  g.relation("b", "R", "c", 3, 4);
  const auto built = g.build();
  EXPECT_EQ(times_of(*built, "x>y, y>z", 3 * kSecondsPerDay).size(), 1U);
  EXPECT_THAT(times_of(*built, "x>y, z>x", 3 * kSecondsPerDay), IsEmpty());
}

TEST(Motifs, APatternThatIsNoneSaysWhatItMisses) {
  const auto fault = [](const char* text) {
    const Result<MotifPattern> found = read_motif_pattern(text);
    return found.ok() ? std::string("none") : found.error().message;
  };
  EXPECT_EQ(fault("a>b"), "none");
  EXPECT_EQ(fault(" x1 > b_2 ,b_2>x1"), "none");
  EXPECT_EQ(fault(""), "expected the name of an entity at character 1 of the motif ''");
  EXPECT_EQ(fault("a->b"), "expected '>' at character 2 of the motif 'a->b'");
  EXPECT_EQ(fault("a>b c>d"), "expected ',' or the end at character 5 of the motif 'a>b c>d'");
  EXPECT_EQ(fault("a>b,"), "expected the name of an entity at character 5 of the motif 'a>b,'");
  EXPECT_EQ(fault("a>a"), "a relation of a motif leads from one entity to another: 'a>a'");
  EXPECT_EQ(fault("a>b, c>d"), "the relations of a motif must hang together: 'a>b, c>d'");
  EXPECT_EQ(fault("a>b, b>c, c>d, d>e"), "a motif has at most 4 entities: 'a>b, b>c, c>d, d>e'");
  EXPECT_EQ(fault("a>b, b>a, a>b, b>a, a>b"), "a motif has at most 4 relations: 'a>b, b>a, a>b, b>a, a>b'");
}

}  // namespace
}  // namespace entente
