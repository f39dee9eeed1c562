// Facts that held in sets of periods, in a snapshot: no gap is certain, whatever reads them.
#include <gtest/gtest.h>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

Validity stretches_of(std::vector<Period> periods) {
  return validity_of_stretches(periods);
}

// a -T-> b on days 0-9 and 20-29, and always; and for once on day 15. The entity b was there on days 0-4 and 25-29.
std::shared_ptr<const TemporalGraph> graph() {
  GraphOf g;
  g.entity("a");
  StoredEntity b;
  b.key = "b";
  b.validity = stretches_of({days(0, 5), days(25, 30)});
  b.datings = {{stretches_of({days(0, 5), days(25, 30)}), {{"doc-b", ""}}}};
  b.properties = {{g.symbol("seat"), "old", stretches_of({days(0, 2), days(4, 5)}), {{"doc-a", "P1"}}},
                  {g.symbol("size"), 7, std::nullopt, {}}};
  g.entity(std::move(b));
  g.relation("a", "T", "b", stretches_of({days(0, 10), days(20, 30)}))
      .relation("a", "T", "b")
      .relation("a", "T", "b", days(15, 16).earliest_start.seconds / kSecondsPerDay, 16);
  return g.build();
}

Edge the_set(const TemporalGraph& g) {
  for (Edge e = 0; e < g.edge_count(); ++e) {
    if (g.is_set(e)) return e;
  }
  return g.edge_count();
}

TEST(GraphSets, KnowsWhatIsASet) {
  const auto g = graph();
  const Edge e = the_set(*g);
  ASSERT_LT(e, g->edge_count());
  EXPECT_TRUE(g->has_sets());
  EXPECT_TRUE(g->has_sets_of_vertices());
  EXPECT_EQ(g->stretches(e).size(), 2U);
  EXPECT_EQ(g->validity(e)->stretches.size(), 2U);
  EXPECT_EQ(g->start(e), day(0));
  EXPECT_EQ(g->end(e), Instant::minus_infinity());
  EXPECT_FALSE(g->period(e).has_core());
  EXPECT_EQ(g->period(e).earliest_start, day(0));
  EXPECT_EQ(g->period(e).latest_end, day(30));
  EXPECT_FALSE(GraphOf().build()->has_sets());
}

TEST(GraphSets, ASliceKeepsAStretchAndNoGap) {
  const auto g = graph();
  const Edge e = the_set(*g);
  const Vertex b = *g->find("b");
  for (const Reading reading : {Reading::kCertain, Reading::kPossible}) {
    const bool possible = reading == Reading::kPossible;
    for (const auto& [from, to] : {std::pair(5, 6), {15, 16}, {8, 22}, {0, 30}, {20, 30}, {30, 40}}) {
      for (const auto kind : {Timeslice::Kind::kThroughout, Timeslice::Kind::kOverlapping}) {
        Timeslice slice = day_slice(0, reading);
        slice.kind = kind;
        slice.from = day(from);
        slice.to = day(to);
        const bool within = (0 <= from && to <= 10) || (20 <= from && to <= 30);
        const bool shares = from < 10 || (from < 30 && to > 20);
        const bool expected = kind == Timeslice::Kind::kOverlapping || possible ? shares : within;
        EXPECT_EQ(g->admits(slice, e), expected) << from << " " << to;
        EXPECT_EQ(slice.admits(*g->validity(e)), expected);
        const EdgeFilter filter(*g, slice);
        const EdgeRun run = g->out(*g->find("a"));
        std::vector<std::uint32_t> places(run.size());
        const std::size_t count = filter.select(run, 0, run.size(), places.data());
        std::size_t admitted = 0;
        for (std::size_t i = 0; i < run.size(); ++i) {
          EXPECT_EQ(filter(run, i), g->admits(slice, run.edge(i)));
          if (filter(run, i)) {
            ASSERT_LT(admitted, count);
            EXPECT_EQ(places[admitted++], i);
          }
        }
        EXPECT_EQ(admitted, count);
      }
    }
    EXPECT_TRUE(View(*g, day_slice(3, reading)).admits_vertex(b));
    EXPECT_FALSE(View(*g, day_slice(15, reading)).admits_vertex(b));
    EXPECT_TRUE(View(*g, day_slice(26, reading)).admits_vertex(b));
  }
  EXPECT_TRUE(g->admits(Timeslice::all(), e));
}

// The second stretch begins by day 4, so that the first has begun by day 2, whatever its own bounds allow.
TEST(GraphSets, AStretchDrawsInWhenTheOneBeforeItHasBegun) {
  GraphOf of;
  of.entity("a").entity("b");
  of.relation("a", "T", "b", stretches_of({{day(0), day(10), day(1), day(12)}, {day(3), day(4), day(20), day(20)}}));
  const auto g = of.build();
  EXPECT_LT(g->start(0), day(4));
  const View view(*g, {Timeslice::Kind::kOverlapping, day(0), day(4)});
  EXPECT_TRUE(view.admits(0));
  StepCursor steps;
  const StepChoice out{.direction = Direction::kOut};
  steps.start(view, out, *g->find("a"));
  EXPECT_TRUE(steps.next());
}

TEST(GraphSets, KeepsDatingsAndSourcesOfValues) {
  const auto g = graph();
  const Vertex b = *g->find("b");
  EXPECT_TRUE(g->has_claims());
  ASSERT_EQ(g->datings_of_vertex(b).size(), 1U);
  EXPECT_TRUE(g->datings_of_vertex(*g->find("a")).empty());
  EXPECT_TRUE(g->datings(0).empty());
  const SymbolId seat = *g->symbol("seat");
  const auto values = g->property_values(b, seat);
  ASSERT_EQ(values.size(), 1U);
  ASSERT_NE(values[0].sources, nullptr);
  EXPECT_EQ(*values[0].sources, (std::vector<SourceRef>{{"doc-a", "P1"}}));
  EXPECT_EQ(g->sources_of_claims(), (std::vector<SourceRef>{{"doc-a", "P1"}, {"doc-b", ""}}));
  EXPECT_TRUE(equivalent(g->property(b, seat, day_slice(1)), "old"));
  EXPECT_TRUE(g->property(b, seat, day_slice(3)).is_null());
  const NodeRecord record = g->node_record(b);
  EXPECT_EQ(record.datings.size(), 1U);
  EXPECT_EQ(record.validity->stretches.at(0).edtf, edtf_of(validity_of(days(0, 5))));
  EXPECT_EQ(record.properties.at(0).sources.size(), 1U);
  EXPECT_FALSE(GraphOf().build()->has_claims());
}

}  // namespace
}  // namespace entente
