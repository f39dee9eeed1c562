// Lists of paths against all that can be tried.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "algorithms/trails.hpp"
#include "laws/random_ways.hpp"

namespace entente::laws {
namespace {

TrailChoice some_trails(const JourneyChoice& journey, PathMode mode) {
  TrailChoice choice;
  choice.journey = journey;
  choice.mode = mode;
  choice.min_length = static_cast<std::uint32_t>(up_to(2));
  choice.max_length =
      mode == PathMode::kWalk || one_in(2) ? static_cast<std::uint32_t>(up_to(kLongestWalk)) : kUnbounded;
  choice.by_length = one_in(2);
  return choice;
}

bool is_within(const Known& known, const TrailChoice& choice) {
  return choice.journey.time != PathTime::kChronological ||
         (known.arrival() <= choice.arrive_by && known.leave_by >= choice.leave_from &&
          known.time_taken() <= choice.max_duration);
}

std::vector<Way> expected_of(const std::vector<Way>& ways, std::optional<Vertex> to, const TrailChoice& choice) {
  std::vector<Way> expected;
  for (const Way& way : ways) {
    if (to && way.nodes.back() != *to) continue;
    if (way.edges.size() < choice.min_length || way.edges.size() > choice.max_length) continue;
    if (is_within(way.known, choice)) expected.push_back(way);
  }
  return expected;
}

// What can be told of a list beside which paths can be taken.
enum class Telling : std::uint8_t {
  kAll,
  kNoTimes,     // of several stretches: which of them is the best, the question says
  kNotAllWays,  // of several stretches, in a continuous way for certain: that one pair of them or another meets
};

Telling telling(const View& view, const WayWorld& world, PathTime time) {
  if (!world.has_sets()) return Telling::kAll;
  return time == PathTime::kContinuous && view.slice().reading != Reading::kPossible ? Telling::kNotAllWays
                                                                                     : Telling::kNoTimes;
}

// Lists all paths and says what is wrong with the list; empty: nothing is.
std::string fault_of_list(const View& view, Vertex from, std::optional<Vertex> to, const TrailChoice& choice,
                          const std::vector<Way>& expected, Telling told) {
  std::map<Route, Known> missing;
  for (const Way& way : expected) missing.emplace(route_of(way), way.known);
  TrailSearch search(view, from, to, choice);
  std::size_t last_length = 0;
  const std::string about = text_of(view, choice.journey) + " mode " + std::to_string(static_cast<int>(choice.mode)) +
                            " length " + std::to_string(choice.min_length) + " to " +
                            std::to_string(choice.max_length) + (choice.by_length ? " by length" : "");
  while (const std::optional<Path> path = search.next()) {
    const auto found = missing.find(route_of(*path));
    if (found == missing.end()) return "lists twice, or wrongly: " + text_of(route_of(*path)) + about;
    if (told == Telling::kAll && choice.journey.time != PathTime::kAny && !(known_of(search.state()) == found->second))
      return "knows" + text_of(known_of(search.state())) + " instead of" + text_of(found->second) + ": " +
             text_of(route_of(*path)) + about;
    if (!is_within(known_of(search.state()), choice))
      return "knows a path beyond its bounds: " + text_of(route_of(*path)) + about;
    missing.erase(found);
    if (choice.by_length && path->relationships.size() < last_length)
      return "lists late: " + text_of(route_of(*path)) + about;
    last_length = path->relationships.size();
  }
  return missing.empty() || told == Telling::kNotAllWays
             ? ""
             : "does not list: " + text_of(missing.begin()->first) + text_of(missing.begin()->second) + about;
}

std::string fault_of_lists(const View& view, const WayWorld& world, const JourneyChoice& journey, PathMode mode) {
  const AllWays all(view, world, journey);
  for (Vertex from = 0; from < view.graph().vertex_count(); ++from) {
    const std::vector<Way> ways = all.from(from, mode, mode == PathMode::kWalk ? kLongestWalk : kUnbounded);
    for (Vertex to = 0; to <= view.graph().vertex_count(); ++to) {
      TrailChoice choice = some_trails(journey, mode);
      if (!ways.empty() && one_in(3)) {
        // Bounds that some path just keeps. With several stretches one bound: which of them keep two, the choice says.
        const Known& known = ways[static_cast<std::size_t>(up_to(static_cast<int>(ways.size()) - 1))].known;
        const int bounds = world.has_sets() ? 1 + up_to(1) : up_to(7);
        if ((bounds & 1) != 0) choice.arrive_by = known.arrival();
        if ((bounds & 2) != 0) choice.leave_from = known.leave_by;
        if ((bounds & 4) != 0) choice.max_duration = known.time_taken();
      }
      const std::optional<Vertex> end = to == view.graph().vertex_count() ? std::nullopt : std::optional(to);
      std::string fault =
          fault_of_list(view, from, end, choice, expected_of(ways, end, choice), telling(view, world, journey.time));
      if (!fault.empty()) return fault;
    }
  }
  return "";
}

RC_GTEST_PROP(TrailsLaw, AListHasEachPathOnceThatCanBeTaken, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) {
    return fault_of_lists(view, world, some_choice(some_time()), kModes[up_to(3)]);
  });
}

RC_GTEST_PROP(TrailsLaw, AListKeepsToWaitingNoLonger, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) {
    JourneyChoice choice = some_choice(PathTime::kChronological);
    choice.within = up_to(2);
    return fault_of_lists(view, world, choice, kModes[up_to(3)]);
  });
}

// Draws a list in after some of its paths: what follows is the rest of the whole list that keeps the bounds.
std::string fault_of_drawn_in(const View& view, Vertex from, std::optional<Vertex> to, const TrailChoice& choice) {
  std::vector<std::pair<Route, Known>> all;
  TrailSearch whole(view, from, to, choice);
  while (const std::optional<Path> path = whole.next()) all.emplace_back(route_of(*path), known_of(whole.state()));
  if (all.empty()) return "";
  const int last = static_cast<int>(all.size()) - 1;
  const int given = up_to(last);
  const Known& bound = all[static_cast<std::size_t>(up_to(last))].second;
  TrailChoice bounds = choice;
  if (one_in(2)) bounds.arrive_by = bound.arrival();
  if (one_in(2)) bounds.leave_from = bound.leave_by;
  if (one_in(2)) bounds.max_duration = bound.time_taken();
  TrailSearch search(view, from, to, choice);
  for (int i = 0; i <= last; ++i) {
    if (i == given) {
      search.require(bounds.arrive_by, bounds.leave_from, bounds.max_duration);
      // Bounds that were drawn in stay so.
      search.require(Instant::plus_infinity(), Instant::minus_infinity(), bounds.max_duration);
    }
    const auto& [steps, known] = all[static_cast<std::size_t>(i)];
    if (i >= given && !is_within(known, bounds)) continue;
    const std::optional<Path> next = search.next();
    if (!next || route_of(*next) != steps)
      return "gives " + (next ? text_of(route_of(*next)) : "nothing") + " instead of " + text_of(steps) +
             text_of(view, choice.journey);
  }
  return search.next() ? "gives more than before" + text_of(view, choice.journey) : "";
}

RC_GTEST_PROP(TrailsLaw, AListDrawnInGoesOnWithWhatIsBetter, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld&) {
    const JourneyChoice journey = some_choice(PathTime::kChronological);
    const Vertex n = view.graph().vertex_count();
    for (Vertex from = 0; from < n; ++from) {
      const TrailChoice choice = some_trails(journey, kModes[up_to(3)]);
      const Vertex to = static_cast<Vertex>(up_to(static_cast<int>(n)));
      std::string fault = fault_of_drawn_in(view, from, to == n ? std::nullopt : std::optional(to), choice);
      if (!fault.empty()) return fault;
    }
    return std::string();
  });
}

RC_GTEST_PROP(TrailsLaw, OfSetsOfPeriodsAListHasEachPathOnce, ()) {
  find_no_fault(3, 400, [](const View& view, const WayWorld& world) {
    return fault_of_lists(view, world, some_choice(some_time()), kModes[1 + up_to(2)]);
  });
}

TEST(TrailsLaw, HoldInAllGraphsOfAFewShapes) {
  for_each_small_graph([](const View& view, const WayWorld& world, const JourneyChoice& choice, std::size_t number) {
    TrailChoice trails{choice, PathMode::kTrail};
    trails.by_length = number % 3 == 0;
    const std::vector<Way> ways = AllWays(view, world, choice).from(0, trails.mode, kUnbounded);
    for (Vertex to = 0; to < view.graph().vertex_count(); ++to) {
      ASSERT_EQ(fault_of_list(view, 0, to, trails, expected_of(ways, to, trails), Telling::kAll), "") << text_of(world);
    }
  });
}

}  // namespace
}  // namespace entente::laws
