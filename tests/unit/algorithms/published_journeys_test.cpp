// Answers that others have published, to their own examples of ways in time on which each step takes a while, or no two
// steps may be taken at one instant. Those on which steps take no time are in tests/golden/paths/published.test. The
// graphs and the answers are theirs, with the address of each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "algorithms/earliest_arrival.hpp"
#include "algorithms/journey.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::Pair;

// Their unit of time is a second. A spell holds from `onset` until just before `terminus`.
struct Spell {
  std::string from, to;
  std::int64_t onset, terminus;
};

Spell contact(std::string from, std::string to, std::int64_t at) {
  return {std::move(from), std::move(to), at, at + 1};
}

std::shared_ptr<const TemporalGraph> graph_of(const std::vector<Spell>& spells) {
  std::map<std::string, bool> keys;
  for (const Spell& s : spells) keys[s.from] = keys[s.to] = true;
  GraphOf graph;
  for (const auto& key : keys) graph.entity(key.first);
  for (const Spell& s : spells)
    graph.relation(s.from, "T", s.to, validity_of(Period::certain(Instant{s.onset}, Instant{s.terminus})));
  return graph.build();
}

Vertex vertex(const TemporalGraph& graph, std::string_view key) {
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (graph.key(v) == key) return v;
  ADD_FAILURE() << key;
  return 0;
}

struct Travel {
  std::int64_t seconds = 0;
  bool strict = false;
};

JourneyChoice choice_of(Travel travel) {
  JourneyChoice choice;
  choice.steps.direction = Direction::kOut;
  choice.travel = travel.seconds;
  choice.strict = travel.strict;
  return choice;
}

using Times = std::map<std::string, std::int64_t>;

// When all others are reached; who is not is left out. By both searches.
Times arrivals(const TemporalGraph& graph, std::string_view from, Travel travel) {
  const View view(graph);
  const Vertex start = vertex(graph, from);
  EarliestArrivals moments(view, choice_of(travel));
  moments.run(start);
  JourneySearch search(view, choice_of(travel), PathGoal::kEarliestArrival);
  search.run(start);
  EXPECT_EQ(moments.reached().size(), search.reached().size());
  Times times;
  for (const Vertex v : search.reached()) {
    const Instant ready = search.state(*search.best(v)).ready;
    EXPECT_EQ(moments.at(v).seconds, ready.seconds) << graph.key(v);
    if (v != start) times[std::string(graph.key(v))] = ready.seconds;
  }
  return times;
}

// Until when one must have set out from each of the others. By both searches, one of them from there.
Times departures(const TemporalGraph& graph, std::string_view to, Travel travel) {
  const View view(graph);
  const Vertex goal = vertex(graph, to);
  EarliestArrivals moments(view, choice_of(travel), true);
  moments.run(goal);
  JourneySearch search(view, choice_of(travel), PathGoal::kLatestDeparture);
  Times times;
  for (const Vertex v : moments.reached()) {
    if (v == goal) continue;
    search.run(v, goal);
    EXPECT_EQ(search.state(search.best(goal).value()).leave_by.seconds, moments.at(v).seconds) << graph.key(v);
    times[std::string(graph.key(v))] = moments.at(v).seconds;
  }
  return times;
}

Times durations(const TemporalGraph& graph, std::string_view from, Travel travel) {
  const View view(graph);
  JourneySearch search(view, choice_of(travel), PathGoal::kShortestDuration);
  search.run(vertex(graph, from));
  Times times;
  for (const Vertex v : search.reached())
    if (v != vertex(graph, from)) times[std::string(graph.key(v))] = search.state(*search.best(v)).duration;
  return times;
}

Times lengths(const TemporalGraph& graph, std::string_view from, Travel travel) {
  const View view(graph);
  JourneySearch search(view, choice_of(travel), PathGoal::kFewestRelations);
  search.run(vertex(graph, from));
  Times times;
  for (const Vertex v : search.reached())
    if (v != vertex(graph, from)) times[std::string(graph.key(v))] = search.length(*search.best(v));
  return times;
}

// TGLib, https://gitlab.com/tgpublic/tglib, tests "reachability chain" and "value chain node 0": node i has an edge to
// i + 1 at i + 1, which takes 1. The harmonic closeness of node 0, 2.5928, is that of the durations 1 to 7.
TEST(PublishedJourneys, AreThoseOfTglib) {
  std::vector<Spell> chain;
  for (int i = 0; i < 7; ++i) chain.push_back(contact(std::to_string(i), std::to_string(i + 1), i + 1));
  const auto graph = graph_of(chain);
  EXPECT_THAT(arrivals(*graph, "0", {1}), ElementsAre(Pair("1", 2), Pair("2", 3), Pair("3", 4), Pair("4", 5),
                                                      Pair("5", 6), Pair("6", 7), Pair("7", 8)));
  double closeness = 0;
  for (const auto& time : durations(*graph, "0", {1})) closeness += 1.0 / static_cast<double>(time.second);
  EXPECT_NEAR(closeness, 2.59285, 0.00005);
}

// overtime, https://github.com/overtime3/overtime, test of the optimality of paths, edges that take 1: durations of the
// fastest paths, and the time spent on edges of the shortest, which is their number.
TEST(PublishedJourneys, AreThoseOfOvertime) {
  const auto graph = graph_of({contact("a", "e", 1), contact("e", "f", 2), contact("g", "e", 3), contact("h", "b", 4),
                               contact("h", "i", 5), contact("e", "h", 6), contact("c", "h", 7), contact("j", "h", 7),
                               contact("d", "c", 8), contact("h", "i", 9), contact("h", "i", 10), contact("a", "e", 11),
                               contact("h", "b", 12), contact("a", "c", 12)});
  EXPECT_THAT(durations(*graph, "a", {1}),
              ElementsAre(Pair("b", 12), Pair("c", 1), Pair("e", 1), Pair("f", 2), Pair("h", 6), Pair("i", 9)));
  EXPECT_THAT(durations(*graph, "e", {1}), ElementsAre(Pair("b", 7), Pair("f", 1), Pair("h", 1), Pair("i", 4)));
  EXPECT_THAT(durations(*graph, "j", {1}), ElementsAre(Pair("b", 6), Pair("h", 1), Pair("i", 3)));
  EXPECT_THAT(lengths(*graph, "a", {1}),
              ElementsAre(Pair("b", 3), Pair("c", 1), Pair("e", 1), Pair("f", 2), Pair("h", 2), Pair("i", 3)));
  EXPECT_THAT(lengths(*graph, "e", {1}), ElementsAre(Pair("b", 2), Pair("f", 1), Pair("h", 1), Pair("i", 2)));
  EXPECT_THAT(lengths(*graph, "j", {1}), ElementsAre(Pair("b", 2), Pair("h", 1), Pair("i", 2)));
}

// tsna, https://github.com/statnet/tsna, tests/path_tests.R, "graph step time param works", there and back: a line
// whose spells follow one another, by steps that take 0, a half and 1. A time in which the step takes a half is doubled
// here.
TEST(PublishedJourneys, AreThoseOfTsnaAlongALine) {
  const auto line = graph_of({{"1", "2", 0, 1}, {"2", "3", 1, 2}, {"3", "4", 2, 3}});
  EXPECT_THAT(arrivals(*line, "1", {0}), ElementsAre(Pair("2", 0), Pair("3", 1), Pair("4", 2)));
  EXPECT_THAT(arrivals(*line, "1", {1}), ElementsAre(Pair("2", 1), Pair("3", 2), Pair("4", 3)));
  const auto halves = graph_of({{"1", "2", 0, 2}, {"2", "3", 2, 4}, {"3", "4", 4, 6}});
  EXPECT_THAT(arrivals(*halves, "1", {1}), ElementsAre(Pair("2", 1), Pair("3", 3), Pair("4", 5)));
  // By how much before the end, 3, one must set out: 3, 2 and 1; by steps of a half 2.5, 1.5 and 0.5.
  EXPECT_THAT(departures(*line, "4", {1}), ElementsAre(Pair("1", 0), Pair("2", 1), Pair("3", 2)));
  EXPECT_THAT(departures(*halves, "4", {1}), ElementsAre(Pair("1", 1), Pair("2", 3), Pair("3", 5)));
}

// The same, by edges that hold all the time.
TEST(PublishedJourneys, AreThoseOfTsnaWhileAllHolds) {
  const auto line = graph_of({{"1", "2", 0, 10}, {"2", "3", 0, 10}, {"3", "4", 0, 10}});
  EXPECT_THAT(arrivals(*line, "1", {0}), ElementsAre(Pair("2", 0), Pair("3", 0), Pair("4", 0)));
  EXPECT_THAT(arrivals(*line, "1", {1}), ElementsAre(Pair("2", 1), Pair("3", 2), Pair("4", 3)));
  EXPECT_THAT(arrivals(*line, "1", {2}), ElementsAre(Pair("2", 2), Pair("3", 4), Pair("4", 6)));
  EXPECT_THAT(departures(*line, "4", {1}), ElementsAre(Pair("1", 7), Pair("2", 8), Pair("3", 9)));
}

// The same with steps that take 2, longer than the edges hold. An edge is taken here at a moment at which it holds, and
// takes its time however long it goes on to hold: 2 is reached at 2, and nothing else, as in the first versions of
// tests/reachable_tests.R of tsna. Since then an edge must hold there for all of the step, and nothing is reached.
TEST(PublishedJourneys, NeedARelationWhenTheySetOut) {
  const auto line = graph_of({{"1", "2", 0, 1}, {"2", "3", 1, 2}, {"3", "4", 2, 3}});
  EXPECT_THAT(arrivals(*line, "1", {2}), ElementsAre(Pair("2", 2)));
}

// The same tests, edges of one instant: without time for a step all are reached at 1. Reticula,
// https://docs.reticula.network, temporal adjacency: of events at one time none follows another; that is strict here.
TEST(PublishedJourneys, TakeSeveralStepsAtOneInstantUnlessStrict) {
  const auto line = graph_of({contact("1", "2", 1), contact("2", "3", 1), contact("3", "4", 1)});
  EXPECT_THAT(arrivals(*line, "1", {0}), ElementsAre(Pair("2", 1), Pair("3", 1), Pair("4", 1)));
  EXPECT_EQ(arrivals(*line, "1", {0, true}).size(), 1U);
}

}  // namespace
}  // namespace entente
