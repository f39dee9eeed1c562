// Random and small worlds of ways in time, and what is asked of them: for the laws that hold searches against all that
// can be tried, every path, in every joint choice of bounds, at every moment.
#pragma once

#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "algorithms/boarding.hpp"
#include "laws/ways_in_time.hpp"

namespace entente::laws {

inline constexpr Reading kReadings[] = {Reading::kCertain, Reading::kPossible};
inline constexpr PathGoal kGoals[] = {PathGoal::kFewestRelations, PathGoal::kEarliestArrival,
                                      PathGoal::kLatestDeparture, PathGoal::kShortestDuration};
inline constexpr PathMode kModes[] = {PathMode::kWalk, PathMode::kTrail, PathMode::kSimple, PathMode::kAcyclic};
inline constexpr std::uint32_t kLongestWalk = 4;

using Route = std::pair<std::vector<Vertex>, std::vector<Edge>>;

inline Route route_of(const Way& way) {
  return {way.nodes, way.edges};
}
inline Route route_of(const Path& path) {
  Route steps;
  for (const NodeRef node : path.nodes) steps.first.push_back(node.index);
  for (const RelationshipRef relation : path.relationships) steps.second.push_back(relation.index);
  return steps;
}
inline Known known_of(const JourneyState& state) {
  return {state.ready, state.leave_by, state.duration, state.pause};
}

inline std::string text_of(const Route& steps) {
  std::string text = "v" + std::to_string(steps.first[0]);
  for (std::size_t i = 0; i < steps.second.size(); ++i)
    text += " -" + std::to_string(steps.second[i]) + "- v" + std::to_string(steps.first[i + 1]);
  return text;
}
inline std::string text_of(Instant t) {
  return t.is_finite() ? std::to_string(t.seconds) : t < Instant{0} ? "-inf" : "inf";
}
inline std::string text_of(const Known& known) {
  return " ready " + text_of(known.ready) + ", leave by " + text_of(known.leave_by) + ", duration " +
         std::to_string(known.duration);
}
inline std::string text_of(const View& view, const JourneyChoice& choice) {
  return " [slice " + std::to_string(static_cast<int>(view.slice().kind)) + " from " + text_of(view.slice().from) +
         " to " + text_of(view.slice().to) + ", reading " + std::to_string(static_cast<int>(view.slice().reading)) +
         ", time " + std::to_string(static_cast<int>(choice.time)) + ", travel " +
         std::to_string(choice.travel.least()) + (choice.travel.is_one() ? "" : " by type") +
         (choice.strict ? ", strict" : "") + (choice.within ? ", within " + std::to_string(*choice.within) : "") +
         ", direction " + std::to_string(static_cast<int>(choice.steps.direction)) + "]";
}

inline std::string text_of(const WayWorld& world) {
  std::ostringstream out;
  showValue(world, out);
  return out.str();
}

// ---- Worlds, drawn at random

inline int up_to(int last) {
  return *rc::gen::resize(100, rc::gen::inRange(0, last + 1));
}
inline bool one_in(int n) {
  return up_to(n - 1) == 0;
}

// Most bounds are sure or nearly so: there are to be many ways, of which some can be taken.
inline Period some_period() {
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
inline std::vector<Period> some_stretches_near(int most) {
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
inline WayWorld some_world(int stretches, std::size_t choices) {
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

inline Timeslice some_window() {
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

// `by_type`: now and then relations of different types take different times.
inline JourneyChoice some_choice(PathTime time, bool by_type = true) {
  JourneyChoice choice;
  choice.time = time;
  // What is continuous takes no time.
  choice.travel = time == PathTime::kContinuous ? 0 : up_to(2);
  if (by_type && time == PathTime::kChronological && one_in(3)) {
    choice.travel = TravelTimes::by_type({up_to(2), up_to(2), up_to(2)});
  }
  choice.strict = one_in(2);
  choice.steps.direction = static_cast<Direction>(up_to(2));
  if (one_in(4)) choice.steps.types = {SymbolId{0}, SymbolId{2}};
  choice.steps.any_type = choice.steps.types.empty();
  if (one_in(6)) choice.allowed = [](Edge e) { return e != 1; };
  return choice;
}

inline PathTime some_time() {
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

// What a state says in time that goes on.
inline Known told(const JourneyState& state, const Manner& manner, bool reversed) {
  if (!reversed) return known_of(state);
  if (manner.time == PathTime::kContinuous) {
    return {moved(reflected(state.leave_by), 1), moved(reflected(state.ready), 1)};
  }
  return {moved(reflected(state.leave_by), manner.gap), reflected(moved(state.ready, -manner.gap)), state.duration,
          state.pause};
}

// ---- Small graphs

// Graphs in which ways compete: of which the one ends sooner, and the other begins later or has a better way on.
struct Shape {
  Vertex vertices;
  std::vector<std::pair<Vertex, Vertex>> relations;
};

inline const std::vector<Shape>& shapes() {
  static const std::vector<Shape> kShapes = {
      {3, {{0, 1}, {0, 1}, {1, 2}, {1, 2}}},
      {4, {{0, 1}, {1, 2}, {0, 2}, {2, 3}}},
      {4, {{0, 1}, {1, 3}, {0, 2}, {2, 3}}},
      {3, {{0, 1}, {1, 0}, {1, 2}, {1, 1}}},
  };
  return kShapes;
}

// Calls visit(view, world, choice, number) with every graph of these shapes, each in another manner than the one
// before.
template <class Visit>
void for_each_small_graph(const Visit& visit) {
  const std::vector<Period> periods = {{{0}, {0}, {1}, {1}}, {{1}, {1}, {2}, {2}}, {{0}, {0}, {3}, {3}},
                                       {{2}, {2}, {4}, {4}}, {{0}, {2}, {1}, {3}}, {{1}, {2}, {3}, {4}},
                                       {{0}, {3}, {4}, {4}}};
  const std::size_t n = periods.size();
  std::size_t number = 0;
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
      ++number;
      JourneyChoice choice;
      choice.travel = static_cast<int>(number % 5 % 3);
      choice.strict = number % 5 > 2;
      choice.steps.direction = Direction::kOut;
      visit(View(*g, Timeslice::all().under(kReadings[number % 2])), world, choice, number);
    }
  }
}

}  // namespace entente::laws
