// The best ways in time against all that can be tried.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "algorithms/earliest_arrival.hpp"
#include "algorithms/journey.hpp"
#include "algorithms/path_states.hpp"
#include "laws/random_graphs.hpp"
#include "laws/random_ways.hpp"

namespace entente::laws {
namespace {

// What the goal is about: the less the better. Backwards it arrives where it sets out.
Instant cost(PathGoal goal, const Known& known, bool reversed) {
  switch (goal) {
    case PathGoal::kNone:
    case PathGoal::kFewestRelations:
      break;
    case PathGoal::kEarliestArrival:
      return reversed ? reflected(known.leave_by) : known.arrival();
    case PathGoal::kLatestDeparture:
      return reversed ? known.ready : reflected(known.leave_by);
    case PathGoal::kShortestDuration:
      return {known.time_taken()};
  }
  return {0};
}

struct Reached {
  Known known;
  std::int64_t travelled;
};

// Whether the way to the one is to stand for that to the other, whatever follows.
bool as_good(const Reached& one, const Reached& other, PathTime time, PathGoal goal, bool reversed) {
  const Known &a = one.known, &b = other.known;
  if (time == PathTime::kAny) return true;
  const bool in_time = reversed ? a.leave_by >= b.leave_by : a.ready <= b.ready && a.arrival() <= b.arrival();
  if (time == PathTime::kChronological && (goal == PathGoal::kFewestRelations || goal == PathGoal::kEarliestArrival))
    return in_time;
  return a.ready <= b.ready && a.arrival() <= b.arrival() && a.leave_by >= b.leave_by &&
         (time == PathTime::kContinuous || one.travelled <= other.travelled) &&
         (goal != PathGoal::kShortestDuration || (a.duration <= b.duration && a.time_taken() <= b.time_taken()));
}

struct JourneyCheck {
  const View& view;
  const AllWays& all;
  JourneyChoice choice;
  PathGoal goal;
  bool reversed;
  bool has_sets;

  std::string fault_of_best(const JourneySearch& search, Vertex v, const std::vector<Way>& ways) const {
    return fault_of_found(search, search.best(v), v, ways);
  }

  // `ways`: all from the start back to it that take no relation twice.
  std::string fault_of_round(Vertex start, const std::vector<Way>& ways) const {
    JourneySearch search(view, choice, goal, reversed);
    search.run_round(start);
    return fault_of_found(search, search.best_return(), start, ways);
  }

  std::string fault_of_found(const JourneySearch& search, std::optional<JourneySearch::Found> best, Vertex v,
                             const std::vector<Way>& ways) const {
    if (best.has_value() == ways.empty()) return best ? "finds a way where there is none" : "finds no way";
    if (!best) return "";
    const Route steps = route_of(search.path(*best));
    const auto way = std::find_if(ways.begin(), ways.end(), [&](const Way& w) { return route_of(w) == steps; });
    if (way == ways.end()) return "finds no way that can be taken, but " + text_of(steps);
    if (search.length(*best) != way->edges.size() || search.end(*best) != v) return "can't count";
    const Known known = told(search.state(*best), all.manner(), reversed);
    const std::string instead = text_of(steps) + text_of(known);
    if (!has_sets) {
      if (!(known == way->known)) return "knows" + instead + " instead of" + text_of(way->known);
    } else if (goal == PathGoal::kShortestDuration && view.slice().reading != Reading::kPossible) {
      // Of sets of periods it is told stretch by stretch: nothing better than so can be promised.
      return known.duration >= way->known.duration ? "" : "promises too much of " + instead;
    } else if (cost(goal, known, reversed) != cost(goal, way->known, reversed)) {
      return "knows" + instead + " instead of" + text_of(way->known);
    }
    for (const Way& other : ways) {
      const auto own_cost = std::pair(cost(goal, way->known, reversed), way->edges.size());
      if (std::pair(cost(goal, other.known, reversed), other.edges.size()) < own_cost)
        return "finds " + instead + " and not the better " + text_of(route_of(other)) + text_of(other.known);
    }
    return "";
  }

  std::string fault_of_all(const JourneySearch& search, Vertex v, const std::vector<Way>& ways) const {
    const std::vector<JourneySearch::Found> found = search.all(v);
    const auto known = [&](JourneySearch::Found f) {
      return Reached{told(search.state(f), all.manner(), reversed), search.state(f).travelled};
    };
    const auto reached = [](const Way& way) { return Reached{way.known, way.travelled}; };
    const auto stands = [&](const Reached& a, const Reached& b) { return as_good(a, b, choice.time, goal, reversed); };
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (i > 0 && search.length(found[i]) < search.length(found[i - 1])) return "is not in order of length";
      for (const Way& way : ways)
        if (way.edges.size() < search.length(found[i]) && stands(reached(way), known(found[i])))
          return "keeps a way in vain: " + text_of(route_of(search.path(found[i])));
    }
    for (const Way& way : ways) {
      if (std::none_of(found.begin(), found.end(), [&](JourneySearch::Found f) {
            return search.length(f) <= way.edges.size() && stands(known(f), reached(way));
          }))
        return "keeps nothing as good as " + text_of(route_of(way)) + text_of(way.known);
    }
    return "";
  }

  // `ways[v]`: all between the start and v that have no detour.
  std::string fault_of_search(Vertex start, const std::vector<std::vector<Way>>& ways) const {
    JourneySearch search(view, choice, goal, reversed), to_one(view, choice, goal, reversed);
    search.run(start);
    std::vector<Vertex> reached;
    for (Vertex v = 0; v < ways.size(); ++v) {
      std::string fault = fault_of_best(search, v, ways[v]);
      if (fault.empty() && !has_sets) fault = fault_of_all(search, v, ways[v]);
      if (!fault.empty()) return fault;
      if (!ways[v].empty()) reached.push_back(v);
      to_one.run(start, v);
      const std::optional<JourneySearch::Found> best = search.best(v), one = to_one.best(v);
      if (best.has_value() != one.has_value()) return "finds a way to one or to all alone";
      if (best && route_of(search.path(*best)) != route_of(to_one.path(*one)))
        return "finds " + text_of(route_of(search.path(*best))) + " to all, to one " +
               text_of(route_of(to_one.path(*one)));
    }
    const auto distance = [&](Vertex v) {
      std::size_t least = kUnbounded;
      for (const Way& way : ways[v]) least = std::min(least, way.edges.size());
      return least;
    };
    std::vector<Vertex> in_order = search.reached();
    if (!std::is_sorted(in_order.begin(), in_order.end(),
                        [&](Vertex a, Vertex b) { return distance(a) < distance(b); }))
      return "reaches what is near too late";
    std::sort(in_order.begin(), in_order.end());
    return in_order == reached ? "" : "does not say what it reached";
  }
};

std::string fault_of_journeys(const View& view, const WayWorld& world, const JourneyChoice& choice, PathGoal goal,
                              bool reversed) {
  const AllWays all(view, world, choice);
  const Vertex n = view.graph().vertex_count();
  // By start, then by the other end.
  std::vector<std::vector<std::vector<Way>>> ways(n, std::vector<std::vector<Way>>(n));
  for (Vertex from = 0; from < n; ++from) {
    for (Way& way : all.from(from, PathMode::kAcyclic, choice.max_length)) {
      const Vertex to = way.nodes.back();
      // Backwards nothing but the end of the window is known.
      const bool is_any = way.edges.empty() || choice.time == PathTime::kAny;
      if (reversed && is_any && choice.time != PathTime::kContinuous)
        way.known = {Instant::minus_infinity(), view.slice().to, 0};
      ways[reversed ? to : from][reversed ? from : to].push_back(std::move(way));
    }
  }
  const JourneyCheck check{view, all, choice, goal, reversed, world.has_sets()};
  for (Vertex start = 0; start < n; ++start) {
    std::string fault = check.fault_of_search(start, ways[start]);
    if (fault.empty()) {
      std::vector<Way> rounds = all.from(start, PathMode::kTrail, choice.max_length);
      std::erase_if(rounds, [&](const Way& way) { return way.edges.empty() || way.nodes.back() != start; });
      if (reversed && choice.time == PathTime::kAny)
        for (Way& way : rounds) way.known = {Instant::minus_infinity(), view.slice().to, 0};
      fault = check.fault_of_round(start, rounds);
      if (!fault.empty()) fault = "round: " + fault;
    }
    if (!fault.empty())
      return "goal " + std::to_string(static_cast<int>(goal)) + (reversed ? " back" : "") + " from v" +
             std::to_string(start) + " " + fault + text_of(view, choice);
  }
  return "";
}

RC_GTEST_PROP(JourneysLaw, TheBestWayIsTheBestOfAll, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) {
    const bool reversed = one_in(2);
    JourneyChoice choice = some_choice(some_time(), !reversed);
    if (one_in(4)) choice.max_length = static_cast<std::uint32_t>(up_to(3));
    return fault_of_journeys(view, world, choice, kGoals[up_to(3)], reversed);
  });
}

// Moments alone are those of the ways.
std::string fault_of_arrivals(const View& view, const JourneyChoice& choice, bool reversed) {
  JourneySearch search(view, choice, PathGoal::kEarliestArrival, reversed);
  EarliestArrivals arrivals(view, choice, reversed);
  for (Vertex start = 0; start < view.graph().vertex_count(); ++start) {
    search.run(start);
    arrivals.run(start);
    std::vector<Vertex> expected = search.reached(), reached = arrivals.reached();
    std::sort(expected.begin(), expected.end());
    std::sort(reached.begin(), reached.end());
    if (expected != reached) return "reaches others from v" + std::to_string(start) + text_of(view, choice);
    for (const Vertex v : reached) {
      const Instant ready = search.state(*search.best(v)).ready;
      if (arrivals.at(v) != (reversed ? reflected(moved(ready, -choice.gap())) : ready))
        return "from v" + std::to_string(start) + " is at v" + std::to_string(v) + " at another time" +
               text_of(view, choice);
      if (reversed || choice.strict || v == start || view.slice().reading != Reading::kCertain) continue;
      const auto ends = ends_of_walk(view, search.path(*search.best(v)), choice);
      if (!ends || ends->arrival != within_dates(ready))
        return "from v" + std::to_string(start) + " the path to v" + std::to_string(v) + " has another arrival" +
               text_of(view, choice);
    }
  }
  return "";
}

RC_GTEST_PROP(JourneysLaw, EarliestArrivalsAreThoseOfTheBestWays, ()) {
  const int stretches = one_in(3) ? 3 : 1;
  find_no_fault(stretches, 64, [](const View& view, const WayWorld&) {
    return fault_of_arrivals(view, some_choice(PathTime::kChronological, false), one_in(2));
  });
}

// Whatever the rows count time in, and whether or not that tells each moment of a way.
RC_GTEST_PROP(JourneysLaw, EarliestArrivalsDoNotDependOnTicks, ()) {
  const Grain grain = *random_grain();
  for (int i = 0; i < 20; ++i) {
    RandomGraph world = *random_graph(30, grain);
    // Contacts of a day, of which some hold for longer now and then.
    if (one_in(2)) {
      for (RandomRelation& r : world.relations) {
        const int at = up_to(11);
        r.period = days(at, at + (one_in(100) ? 2 : 1));
      }
    }
    const auto g = world.build();
    Timeslice slice = *random_slice(*random_grain());
    if (slice.is_possible()) slice = slice.under(Reading::kCertain);
    JourneyChoice choice;
    choice.travel = *rc::gen::element<std::int64_t>(0, 1, 3600, kSecondsPerDay / 2, kSecondsPerDay, 3 * kSecondsPerDay);
    choice.steps.direction = static_cast<Direction>(up_to(2));
    const std::string fault = fault_of_arrivals(View(*g, slice), choice, one_in(4));
    if (!fault.empty()) RC_FAIL(fault);
  }
}

RC_GTEST_PROP(JourneysLaw, OfSetsOfPeriodsTheBestWayIsTheBestOfAll, ()) {
  find_no_fault(3, 400, [](const View& view, const WayWorld& world) {
    const bool reversed = one_in(2);
    return fault_of_journeys(view, world, some_choice(PathTime::kChronological, !reversed), kGoals[up_to(3)], reversed);
  });
}

TEST(JourneysLaw, HoldInAllGraphsOfAFewShapes) {
  for_each_small_graph([](const View& view, const WayWorld& world, const JourneyChoice& choice, std::size_t number) {
    for (const PathGoal goal : kGoals)
      ASSERT_EQ(fault_of_journeys(view, world, choice, goal, number % 3 == 0), "") << text_of(world);
  });
}

}  // namespace
}  // namespace entente::laws
