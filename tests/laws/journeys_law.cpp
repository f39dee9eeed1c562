// Ways in time against all that can be tried: every path, in every joint choice of bounds, at every moment.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <sstream>

#include "algorithms/boarding.hpp"
#include "algorithms/earliest_arrival.hpp"
#include "laws/small_world.hpp"
#include "laws/ways_in_time.hpp"

namespace entente::laws {
namespace {

constexpr Reading kReadings[] = {Reading::kCertain, Reading::kPossible};
constexpr PathGoal kGoals[] = {PathGoal::kFewestRelations, PathGoal::kEarliestArrival, PathGoal::kLatestDeparture,
                               PathGoal::kShortestDuration};
constexpr PathMode kModes[] = {PathMode::kWalk, PathMode::kTrail, PathMode::kSimple, PathMode::kAcyclic};
constexpr std::uint32_t kLongestWalk = 4;

using Route = std::pair<std::vector<Vertex>, std::vector<Edge>>;

Route route_of(const Way& way) {
  return {way.nodes, way.edges};
}
Route route_of(const Path& path) {
  Route steps;
  for (const NodeRef node : path.nodes) steps.first.push_back(node.index);
  for (const RelationshipRef relation : path.relationships) steps.second.push_back(relation.index);
  return steps;
}
Known known_of(const JourneyState& state) {
  return {state.ready, state.leave_by, state.duration};
}

std::string text_of(const Route& steps) {
  std::string text = "v" + std::to_string(steps.first[0]);
  for (std::size_t i = 0; i < steps.second.size(); ++i)
    text += " -" + std::to_string(steps.second[i]) + "- v" + std::to_string(steps.first[i + 1]);
  return text;
}
std::string text_of(Instant t) {
  return t.is_finite() ? std::to_string(t.seconds) : t < Instant{0} ? "-inf" : "inf";
}
std::string text_of(const Known& known) {
  return " ready " + text_of(known.ready) + ", leave by " + text_of(known.leave_by) + ", duration " +
         std::to_string(known.duration);
}
std::string text_of(const View& view, const JourneyChoice& choice) {
  return " [slice " + std::to_string(static_cast<int>(view.slice().kind)) + " from " + text_of(view.slice().from) +
         " to " + text_of(view.slice().to) + ", reading " + std::to_string(static_cast<int>(view.slice().reading)) +
         ", time " + std::to_string(static_cast<int>(choice.time)) + ", travel " + std::to_string(choice.travel) +
         (choice.strict ? ", strict" : "") + ", direction " + std::to_string(static_cast<int>(choice.steps.direction)) +
         "]";
}

std::string text_of(const WayWorld& world) {
  std::ostringstream out;
  showValue(world, out);
  return out.str();
}

// ---- Worlds, drawn at random

int up_to(int last) {
  return *rc::gen::resize(100, rc::gen::inRange(0, last + 1));
}
bool one_in(int n) {
  return up_to(n - 1) == 0;
}

// Most bounds are sure or nearly so: there are to be many ways, of which some can be taken.
Period some_period() {
  const int a = up_to(3), b = a + (one_in(2) ? up_to(2) : 0);
  const int c = std::max(a + 1, one_in(2) ? up_to(4) : b + up_to(2));
  Period p{{a}, {b}, {c}, {c + (one_in(2) ? up_to(2) : 0)}};
  if (one_in(10)) p.earliest_start = Instant::minus_infinity();
  if (one_in(20)) p.earliest_start = p.latest_start = Instant::minus_infinity();
  if (one_in(10)) p.latest_end = Instant::plus_infinity();
  if (one_in(20)) p.earliest_end = p.latest_end = Instant::plus_infinity();
  return p;
}

// Stretches that have a choice, near one another.
std::vector<Period> some_stretches_near(int most) {
  std::vector<Period> stretches;
  int earliest = up_to(1);
  for (int i = 0; i < most; ++i) {
    const int a = earliest, b = a + up_to(1), c = a + up_to(2), d = std::max(c, a + 1) + up_to(1);
    stretches.push_back({{a}, {b}, {c}, {d}});
    if (choices_of(stretches).empty()) stretches.pop_back();
    earliest = a + 1 + up_to(2);
  }
  return stretches;
}

// At most `choices` joint choices of bounds.
WayWorld some_world(int stretches, std::size_t choices) {
  WayWorld world;
  const int n = one_in(3) ? 1 + up_to(4) : 3 + up_to(2);
  const bool lives = one_in(4);
  for (int v = 0; v < n; ++v) world.lives.push_back(lives && one_in(3) ? some_period() : Period::always());
  const int count = one_in(3) ? up_to(6) : 4 + up_to(2);
  for (int i = 0; i < count; ++i) {
    const int from = up_to(n - 1), to = one_in(6) ? from : (from + 1 + up_to(std::max(n - 2, 0))) % n;
    WayRelation r{static_cast<Vertex>(from), static_cast<Vertex>(to), up_to(2), {some_period()}};
    if (stretches > 1 && !one_in(3)) r.stretches = some_stretches_near(1 + up_to(stretches - 1));
    if (one_in(20)) r.stretches = {Period::always()};
    if (choices_of(r.stretches).size() > choices) r.stretches = {Period::certain({i % 3}, {i % 3 + 2})};
    choices /= choices_of(r.stretches).size();
    world.relations.push_back(std::move(r));
  }
  return world;
}

Timeslice some_window() {
  // kPresumed is kCertain where no type persists, and found in another way.
  const auto reading = static_cast<Reading>(up_to(2));
  if (one_in(2)) return Timeslice::all().under(reading);
  Timeslice slice{Timeslice::Kind::kOverlapping, {up_to(3) - 1}, {0}, reading};
  slice.to = {slice.from.seconds + 1 + up_to(5)};
  if (one_in(8)) slice.from = Instant::minus_infinity();
  if (one_in(8)) slice.to = Instant::plus_infinity();
  if (one_in(8)) slice.kind = Timeslice::Kind::kThroughout;
  return slice;
}

JourneyChoice some_choice(PathTime time) {
  JourneyChoice choice;
  choice.time = time;
  // What is continuous takes no time.
  choice.travel = time == PathTime::kContinuous ? 0 : up_to(2);
  choice.strict = one_in(2);
  choice.steps.direction = static_cast<Direction>(up_to(2));
  if (one_in(4)) choice.steps.types = {SymbolId{0}, SymbolId{2}};
  choice.steps.any_type = choice.steps.types.empty();
  if (one_in(6)) choice.allowed = [](Edge e) { return e != 1; };
  return choice;
}

PathTime some_time() {
  return one_in(2) ? PathTime::kChronological : static_cast<PathTime>(up_to(2));
}

// Looks for a fault in so many worlds in each case: a few hundred would not do.
template <class Check>
void find_no_fault(int stretches, std::size_t choices, const Check& fault_in) {
  for (int i = 0; i < 50; ++i) {
    const WayWorld world = some_world(stretches, choices);
    const auto g = world.build();
    const View view(*g, some_window());
    if (const std::string fault = fault_in(view, world); !fault.empty()) RC_FAIL(fault + "\n" + text_of(world));
  }
}

// ---- Lists of paths

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
         (known.ready <= choice.ready_by && known.leave_by >= choice.leave_from &&
          known.duration <= choice.max_duration);
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
        if ((bounds & 1) != 0) choice.ready_by = known.ready;
        if ((bounds & 2) != 0) choice.leave_from = known.leave_by;
        if ((bounds & 4) != 0) choice.max_duration = known.duration;
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
  if (one_in(2)) bounds.ready_by = bound.ready;
  if (one_in(2)) bounds.leave_from = bound.leave_by;
  if (one_in(2)) bounds.max_duration = bound.duration;
  TrailSearch search(view, from, to, choice);
  for (int i = 0; i <= last; ++i) {
    if (i == given) {
      search.require(bounds.ready_by, bounds.leave_from, bounds.max_duration);
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

// ---- Best ways

// What a state says in time that goes on.
Known told(const JourneyState& state, const Manner& manner, bool reversed) {
  if (!reversed) return known_of(state);
  if (manner.time == PathTime::kContinuous) {
    return {moved(BoardingTimes::reflected(state.leave_by), 1), moved(BoardingTimes::reflected(state.ready), 1), 0};
  }
  return {moved(BoardingTimes::reflected(state.leave_by), manner.gap),
          BoardingTimes::reflected(moved(state.ready, -manner.gap)), state.duration};
}

// What the goal is about: the less the better. Backwards it arrives where it sets out.
Instant cost(PathGoal goal, const Known& known, bool reversed) {
  switch (goal) {
    case PathGoal::kNone:
    case PathGoal::kFewestRelations:
      break;
    case PathGoal::kEarliestArrival:
      return reversed ? BoardingTimes::reflected(known.leave_by) : known.ready;
    case PathGoal::kLatestDeparture:
      return reversed ? known.ready : BoardingTimes::reflected(known.leave_by);
    case PathGoal::kShortestDuration:
      return {known.duration};
  }
  return {0};
}

// Whether `a` is to stand for `b`, whatever follows.
bool as_good(const Known& a, const Known& b, PathTime time, PathGoal goal, bool reversed) {
  if (time == PathTime::kAny) return true;
  const bool in_time = reversed ? a.leave_by >= b.leave_by : a.ready <= b.ready;
  if (time == PathTime::kChronological && (goal == PathGoal::kFewestRelations || goal == PathGoal::kEarliestArrival))
    return in_time;
  return a.ready <= b.ready && a.leave_by >= b.leave_by &&
         (goal != PathGoal::kShortestDuration || a.duration <= b.duration);
}

struct JourneyCheck {
  const View& view;
  const AllWays& all;
  JourneyChoice choice;
  PathGoal goal;
  bool reversed;
  bool has_sets;

  std::string fault_of_best(const JourneySearch& search, Vertex v, const std::vector<Way>& ways) const {
    const std::optional<JourneySearch::Found> best = search.best(v);
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
    const auto known = [&](JourneySearch::Found f) { return told(search.state(f), all.manner(), reversed); };
    const auto stands = [&](const Known& a, const Known& b) { return as_good(a, b, choice.time, goal, reversed); };
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (i > 0 && search.length(found[i]) < search.length(found[i - 1])) return "is not in order of length";
      for (const Way& way : ways)
        if (way.edges.size() < search.length(found[i]) && stands(way.known, known(found[i])))
          return "keeps a way in vain: " + text_of(route_of(search.path(found[i])));
    }
    for (const Way& way : ways) {
      if (std::none_of(found.begin(), found.end(), [&](JourneySearch::Found f) {
            return search.length(f) <= way.edges.size() && stands(known(f), way.known);
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
    const std::string fault = check.fault_of_search(start, ways[start]);
    if (!fault.empty())
      return "goal " + std::to_string(static_cast<int>(goal)) + (reversed ? " back" : "") + " from v" +
             std::to_string(start) + " " + fault + text_of(view, choice);
  }
  return "";
}

RC_GTEST_PROP(JourneysLaw, TheBestWayIsTheBestOfAll, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) {
    JourneyChoice choice = some_choice(some_time());
    if (one_in(4)) choice.max_length = static_cast<std::uint32_t>(up_to(3));
    return fault_of_journeys(view, world, choice, kGoals[up_to(3)], one_in(2));
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
      if (arrivals.at(v) != (reversed ? BoardingTimes::reflected(moved(ready, -choice.gap())) : ready))
        return "from v" + std::to_string(start) + " is at v" + std::to_string(v) + " at another time" +
               text_of(view, choice);
    }
  }
  return "";
}

RC_GTEST_PROP(JourneysLaw, EarliestArrivalsAreThoseOfTheBestWays, ()) {
  const int stretches = one_in(3) ? 3 : 1;
  find_no_fault(stretches, 64, [](const View& view, const WayWorld&) {
    return fault_of_arrivals(view, some_choice(PathTime::kChronological), one_in(2));
  });
}

// ---- Relations that held more than once

RC_GTEST_PROP(TrailsLaw, OfSetsOfPeriodsAListHasEachPathOnce, ()) {
  find_no_fault(3, 400, [](const View& view, const WayWorld& world) {
    return fault_of_lists(view, world, some_choice(some_time()), kModes[1 + up_to(2)]);
  });
}

RC_GTEST_PROP(JourneysLaw, OfSetsOfPeriodsTheBestWayIsTheBestOfAll, ()) {
  find_no_fault(3, 400, [](const View& view, const WayWorld& world) {
    return fault_of_journeys(view, world, some_choice(PathTime::kChronological), kGoals[up_to(3)], one_in(2));
  });
}

// ---- Every period of a small world

// All periods between four instants, as relations from one entity to another.
struct SmallWorld {
  WayWorld world;
  std::vector<std::vector<Seconds>> choices;

  SmallWorld() {
    world.lives.assign(2, Period::always());
    for (const WorldPeriod& period : periods_between(0, 3)) world.relations.push_back({0, 1, 0, {period.bounds}});
    for (const WayRelation& r : world.relations) choices.push_back(choices_of(r.stretches));
  }
};

// Takes one relation after the other by itself, forwards and backwards, as a search does.
class Taker {
 public:
  Taker(const SmallWorld& small, const TemporalGraph& graph, const Timeslice& slice, const Manner& manner)
      : view_(graph, slice), manner_(manner), small_(small) {
    manner_.from = slice.from;
    manner_.to = slice.to;
    relation_of_.resize(graph.edge_count());
    for (const bool reversed : {false, true}) {
      const BoardingTimes times(view_, manner.travel, reversed);
      const Instant start = manner.time == PathTime::kContinuous ? Instant::minus_infinity() : times.begin();
      start_[reversed] = at_start(reversed ? moved(start, manner.gap) : start);
      boarding_[reversed].resize(graph.edge_count());
      for (Edge e = 0; e < graph.edge_count(); ++e) {
        relation_of_[e] = graph.relation_id(e).value;
        if (!view_.admits(e)) continue;
        times.each(e, [&](const Boarding& boarding) {
          boarding_[reversed][e] = boarding;
          return false;
        });
        if (!reversed) admitted_.push_back(e);
      }
    }
  }

  const std::vector<Edge>& admitted() const { return admitted_; }

  std::string fault_of(const std::vector<Edge>& way) const {
    std::vector<const std::vector<Seconds>*> choices;
    std::vector<std::size_t> place;
    for (const Edge e : way) {
      place.push_back(choices.size());
      choices.push_back(&small_.choices[relation_of_[e]]);
    }
    const std::optional<Known> known =
        in_all_choices(choices, place, manner_, view_.slice().reading == Reading::kPossible);
    for (const bool reversed : {false, true}) {
      const std::optional<JourneyState> state = take(way, reversed);
      if (state.has_value() == known.has_value() && (!known || told(*state, manner_, reversed) == *known)) continue;
      std::string text = reversed ? "backwards" : "forwards";
      for (const Edge e : way) text += ", " + text_of_bounds(small_.world.relations[relation_of_[e]].stretches[0]);
      return text + (state ? text_of(told(*state, manner_, reversed)) : " can't") + " instead of" +
             (known ? text_of(*known) : " can't");
    }
    return "";
  }

 private:
  std::optional<JourneyState> take(const std::vector<Edge>& way, bool reversed) const {
    std::optional<JourneyState> state = start_[reversed];
    for (std::size_t i = 0; i < way.size() && state; ++i) {
      const std::optional<Boarding>& boarding = boarding_[reversed][reversed ? way[way.size() - 1 - i] : way[i]];
      state = boarding ? taken(*state, *boarding, manner_.time, manner_.gap) : std::nullopt;
    }
    return state;
  }

  View view_;
  Manner manner_;
  const SmallWorld& small_;
  std::vector<Edge> admitted_;
  std::vector<std::uint64_t> relation_of_;
  JourneyState start_[2];
  std::vector<std::optional<Boarding>> boarding_[2];
};

std::vector<Timeslice> small_slices() {
  std::vector<Timeslice> slices;
  for (const Reading reading : kReadings) {
    slices.push_back(Timeslice::all().under(reading));
    for (int from = 0; from < 3; ++from)
      for (int to = from + 1; to <= 4 - from % 2; ++to)
        slices.push_back({Timeslice::Kind::kOverlapping, {from}, {to}, reading});
  }
  return slices;
}

std::vector<Manner> small_manners() {
  std::vector<Manner> manners;
  for (const int gap : {0, 1, 2}) manners.push_back({PathTime::kChronological, gap, gap});
  manners.push_back({PathTime::kChronological, 0, 1});  // strict
  manners.push_back({PathTime::kContinuous, 0, 0});
  return manners;
}

TEST(BoardingLaw, RelationsAreTakenOneAfterTheOtherAsEveryChoiceOfTheirBoundsSays) {
  const SmallWorld small;
  const auto g = small.world.build();
  std::size_t count = 0;
  for (const Timeslice& slice : small_slices()) {
    for (const Manner& manner : small_manners()) {
      const Taker taker(small, *g, slice, manner);
      for (const Edge first : taker.admitted()) {
        ASSERT_EQ(taker.fault_of({first}), "");
        for (const Edge second : taker.admitted()) {
          ASSERT_EQ(taker.fault_of({first, second}), "");
          // Of three relations a part, another one in each round.
          for (const Edge third : taker.admitted()) {
            if (++count % 7 != 0) continue;
            ASSERT_EQ(taker.fault_of({first, second, third}), "");
          }
        }
      }
    }
  }
}

// Graphs in which ways compete: of which the one ends sooner, and the other begins later or has a better way on.
struct Shape {
  Vertex vertices;
  std::vector<std::pair<Vertex, Vertex>> relations;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> kShapes = {
      {3, {{0, 1}, {0, 1}, {1, 2}, {1, 2}}},
      {4, {{0, 1}, {1, 2}, {0, 2}, {2, 3}}},
      {4, {{0, 1}, {1, 3}, {0, 2}, {2, 3}}},
      {3, {{0, 1}, {1, 0}, {1, 2}, {1, 1}}},
  };
  return kShapes;
}

TEST(JourneysLaw, HoldInAllGraphsOfAFewShapes) {
  std::vector<Period> periods = {{{0}, {0}, {1}, {1}}, {{1}, {1}, {2}, {2}}, {{0}, {0}, {3}, {3}}, {{2}, {2}, {4}, {4}},
                                 {{0}, {2}, {1}, {3}}, {{1}, {2}, {3}, {4}}, {{0}, {3}, {4}, {4}}};
  const std::size_t n = periods.size();
  std::size_t count = 0;
  for (const Shape& shape : shapes()) {
    for (std::size_t graph = 0; graph < n * n * n * n; ++graph) {
      WayWorld world;
      world.lives.assign(shape.vertices, Period::always());
      std::size_t left = graph;
      for (const auto& [from, to] : shape.relations) {
        world.relations.push_back({from, to, 0, {periods[left % n]}});
        left /= n;
      }
      const auto g = world.build();
      // Each graph in another manner than the one before.
      ++count;
      const View view(*g, Timeslice::all().under(kReadings[count % 2]));
      JourneyChoice choice;
      choice.travel = static_cast<int>(count % 5 % 3);
      choice.strict = count % 5 > 2;
      choice.steps.direction = Direction::kOut;
      for (const PathGoal goal : kGoals)
        ASSERT_EQ(fault_of_journeys(view, world, choice, goal, count % 3 == 0), "") << text_of(world);
      TrailChoice trails{choice, PathMode::kTrail};
      trails.by_length = count % 3 == 0;
      const AllWays all(view, world, choice);
      const std::vector<Way> ways = all.from(0, trails.mode, kUnbounded);
      for (Vertex to = 0; to < shape.vertices; ++to) {
        ASSERT_EQ(fault_of_list(view, 0, to, trails, expected_of(ways, to, trails), Telling::kAll), "")
            << text_of(world);
      }
    }
  }
}

}  // namespace
}  // namespace entente::laws
