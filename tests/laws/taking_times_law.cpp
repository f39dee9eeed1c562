// When each relation of a path can be taken, and the ends of the walk, against every choice of bounds and every moment.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "algorithms/path_states.hpp"
#include "entente/time/stretches.hpp"
#include "laws/random_ways.hpp"

namespace entente::laws {
namespace {

// In one choice: the moments of each step from which on all others can be taken as well.
class Moments {
 public:
  Moments(const std::vector<Taking>& way, const Timeslice& slice) {
    const int from = bit_of(slice.from), to = bit_of(slice.to);
    for (std::size_t i = 0; i < way.size(); ++i) {
      const bool arrives_in_time = slice.to.is_finite();
      Seconds held = way[i].held & seconds_in(from, to);
      if (arrives_in_time && way[i].travel > 1) held &= seconds_in(from, std::max(from, to - way[i].travel + 1));
      if (i > 0) {
        Seconds next = 0;
        for (Seconds left = taken_.back(); left != 0; left &= left - 1) next |= next_after(way[i - 1], left);
        held &= next;
      }
      taken_.push_back(held);
    }
    for (std::size_t i = way.size() - 1; i-- > 0;) {
      Seconds kept = 0;
      for (Seconds left = taken_[i]; left != 0; left &= left - 1)
        if ((next_after(way[i], left) & taken_[i + 1]) != 0) kept |= Seconds{1} << std::countr_zero(left);
      taken_[i] = kept;
    }
  }

  bool can_walk() const { return taken_[0] != 0; }
  Instant first(std::size_t step) const { return instant_of(std::countr_zero(taken_[step])); }
  Instant end(std::size_t step) const { return instant_of(kBits - std::countl_zero(taken_[step])); }

 private:
  // After the first of `moments`.
  static Seconds next_after(const Taking& before, Seconds moments) {
    const int ready = std::countr_zero(moments) + before.gap;
    return before.within ? seconds_in(ready, ready + *before.within + 1) : seconds_from(ready);
  }

  std::vector<Seconds> taken_;
};

// Of a path that takes no relation twice, whose relations hold once each.
std::string fault_of_times(const View& view, const WayWorld& world, const JourneyChoice& choice, const AllWays& all,
                           const Way& way) {
  std::vector<Period> told(way.edges.size(), Period{Instant::plus_infinity(), Instant::minus_infinity(),
                                                    Instant::plus_infinity(), Instant::minus_infinity()});
  std::vector<Taking> takings;
  for (const Edge e : way.edges) takings.push_back(all.taking(e));
  bool always = true, ever = false;
  const std::function<void(std::size_t)> choose = [&](std::size_t i) {
    if (i < way.edges.size()) {
      for (const Seconds held : choices_of(world.relations[view.graph().relation_id(way.edges[i]).value].stretches)) {
        takings[i].held = held;
        choose(i + 1);
      }
      return;
    }
    const Moments moments(takings, view.slice());
    always = always && moments.can_walk();
    if (!moments.can_walk()) return;
    ever = true;
    for (std::size_t step = 0; step < told.size(); ++step) {
      Period& p = told[step];
      p.earliest_start = std::min(p.earliest_start, moments.first(step));
      p.latest_start = std::max(p.latest_start, moments.first(step));
      p.earliest_end = std::min(p.earliest_end, moments.end(step));
      p.latest_end = std::max(p.latest_end, moments.end(step));
    }
  };
  choose(0);
  if (!ever) return "";
  Path path;
  for (const Vertex v : way.nodes) path.nodes.push_back(NodeRef{v});
  for (const Edge e : way.edges) path.relationships.push_back(RelationshipRef{e});
  const std::vector<Period> found = taking_times(view, path, choice);
  for (std::size_t step = 0; step < told.size(); ++step) {
    Period expected = told[step];
    // Of what can't be walked in every choice no more is promised than that it is in none of the others.
    if (always) {
      expected.latest_start = within_dates(expected.latest_start);
      expected.earliest_end = within_dates(expected.earliest_end);
    } else {
      expected.latest_start = found[step].latest_start;
      expected.earliest_end = found[step].earliest_end;
    }
    if (found[step] != expected)
      return "step " + std::to_string(step) + " of " + text_of(route_of(way)) + " is taken" +
             text_of_bounds(found[step]) + " instead of" + text_of_bounds(expected) + text_of(view, choice);
  }
  return "";
}

std::string fault_of_times(const View& view, const WayWorld& world, const JourneyChoice& choice) {
  const View possible = view.under(Reading::kPossible);
  const AllWays all(possible, world, choice);
  for (Vertex from = 0; from < view.graph().vertex_count(); ++from) {
    for (const Way& way : all.from(from, PathMode::kTrail, 3)) {
      if (way.edges.empty()) continue;
      if (std::string fault = fault_of_times(view, world, choice, all, way); !fault.empty()) return fault;
    }
  }
  return "";
}

RC_GTEST_PROP(TakingTimesLaw, StepsAreTakenWhenSomeWalkTakesThem, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) {
    JourneyChoice choice = some_choice(PathTime::kChronological);
    if (one_in(2)) choice.within = up_to(2);
    return fault_of_times(view, world, choice);
  });
}

// A path can be walked under a choice if and only if a search that lists paths finds it, and ends as its steps say.
RC_GTEST_PROP(TakingTimesLaw, TheWalkEndsAsItsStatesSay, ()) {
  find_no_fault(1, 64, [](const View& view, const WayWorld& world) -> std::string {
    JourneyChoice choice = some_choice(PathTime::kChronological);
    if (one_in(2)) choice.within = up_to(2);
    const AllWays all(view, world, choice);
    for (Vertex from = 0; from < view.graph().vertex_count(); ++from) {
      for (const Way& way : all.from(from, PathMode::kTrail, 3)) {
        if (way.edges.empty()) continue;
        Path path;
        for (const Vertex v : way.nodes) path.nodes.push_back(NodeRef{v});
        for (const Edge e : way.edges) path.relationships.push_back(RelationshipRef{e});
        const std::optional<EndsOfWalk> ends = ends_of_walk(view, path, choice);
        if (!ends || ends->arrival != within_dates(way.known.arrival()) ||
            ends->departure != within_dates(way.known.leave_by))
          return text_of(route_of(way)) + " ends otherwise than" + text_of(way.known) + text_of(view, choice);
      }
    }
    return "";
  });
}

}  // namespace
}  // namespace entente::laws
