// Instants in 32 bits.
#include "entente/graph/ticks.hpp"

#include <gtest/gtest.h>

#include "entente/graph/edge_filter.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr Instant kPast = Instant::minus_infinity(), kFuture = Instant::plus_infinity();

TEST(TickScale, DaysBeginAtMidnightBeforeAndAfter1970) {
  constexpr TickScale days;
  EXPECT_EQ(days.at(Instant{0}), 0);
  EXPECT_EQ(days.at(Instant{-1}), -1);
  EXPECT_EQ(days.at(Instant{kSecondsPerDay - 1}), 0);
  EXPECT_EQ(days.first(-1), Instant{-kSecondsPerDay});
  EXPECT_TRUE(days.is_whole(Instant{-kSecondsPerDay}));
  EXPECT_FALSE(days.is_whole(Instant{-1}));
  EXPECT_EQ(days.from(Instant{1}), 1);
  EXPECT_EQ(days.from(Instant{-1}), 0);
  EXPECT_EQ(days.from(Instant{kSecondsPerDay}), 1);
}

TEST(TickScale, SecondsBeginWhereTheyAreTold) {
  constexpr TickScale seconds = TickScale::seconds_from(1'000'000'000'000);
  EXPECT_EQ(seconds.at(Instant{1'000'000'000'000}), kMinusInfinityTick + 1);
  EXPECT_EQ(seconds.first(seconds.at(Instant{1'000'000'000'077})), Instant{1'000'000'000'077});
  EXPECT_EQ(seconds.at(Instant{0}), kMinusInfinityTick + 1) << "before all ticks";
  EXPECT_FALSE(seconds.is_whole(Instant{0}));
}

TEST(TickScale, TheInfinitiesStayAndWhatIsFarCountsToTheOutermost) {
  for (const TickScale& scale : {TickScale(), TickScale::seconds_from(-5)}) {
    EXPECT_EQ(scale.at(kPast), kMinusInfinityTick);
    EXPECT_EQ(scale.at(kFuture), kPlusInfinityTick);
    EXPECT_EQ(scale.first(kMinusInfinityTick), kPast);
    EXPECT_EQ(scale.first(kPlusInfinityTick), kFuture);
    EXPECT_EQ(scale.at(Instant{kPast.seconds + 1}), kMinusInfinityTick + 1);
    EXPECT_EQ(scale.at(Instant{kFuture.seconds - 1}), kPlusInfinityTick - 1);
    EXPECT_EQ(scale.from(Instant{kFuture.seconds - 1}), kPlusInfinityTick);
    EXPECT_TRUE(scale.is_whole(kPast) && scale.is_whole(kFuture));
  }
}

// Bounds further away than ticks reach are what they are, in the rows and in slices.
TEST(Ticks, BoundsBeyondAllTicksAreKept) {
  constexpr Instant kFarPast{-400'000'000'000'000}, kFarther{-400'000'000'000'001}, kFarFuture{500'000'000'000'000};
  const std::vector<Period> periods = {Period::certain(kFarPast, kFarFuture), Period::certain(kFarther, Instant{0}),
                                       Period::certain(Instant{0}, kFuture), Period::certain(kPast, kFarPast)};
  GraphBuilder builder({"T"}, {});
  add_lives(builder, {Period::always(), Period::always()});
  for (std::size_t i = 0; i < periods.size(); ++i) {
    StoredRelation r = numbered_relation(i, 0, 0, 1);
    r.validity = Validity();
    r.validity->bounds = periods[i];
    builder.add(r);
  }
  const auto graph = builder.build(TransactionId{1}, SystemTime{1});
  const std::vector<Instant> moments = {
      kPast, kFarther, kFarPast, Instant{-1}, Instant{0}, kFarFuture, Instant{kFarFuture.seconds + 1}, kFuture};
  const EdgeRun run = graph->out(0);
  for (std::size_t i = 0; i < run.size(); ++i) {
    EXPECT_EQ(Period::certain(run.start(i), run.end(i)), periods[graph->relation_id(run.edge(i)).value]);
    for (const Instant from : moments) {
      for (const Instant to : moments) {
        for (const auto kind : {Timeslice::Kind::kThroughout, Timeslice::Kind::kOverlapping}) {
          const Timeslice slice{kind, from, to};
          if (from >= to) continue;
          EXPECT_EQ(EdgeFilter(*graph, slice)(run, i), slice.admits(graph->period(run.edge(i))))
              << from.seconds << ' ' << to.seconds;
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente
