// Ways in time: paths whose relations can be taken one after the other, the best of them from one entity to others.
//
// A way is chronological if its relations can be taken at times t1 ≤ t2 ≤ … at which they hold, with `travel` seconds
// from one to the next, waiting free of charge; it is continuous if all of its relations hold at one time. The reading
// of the view says how sure that must be: kCertain, that this very way can be taken for every choice of uncertain
// bounds; kPossible, for some. See boarding.hpp for why that can be told link by link.
//
// The search is label correcting with dominance, a layer of labels for each relation more: Wu, Cheng, Huang, Ke, Lu,
// Xu, "Path Problems in Temporal Graphs" (VLDB 2014), for relations that hold for a while instead of an instant, with
// uncertain bounds, and with as many labels at an entity as are needed to be right.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "algorithms/boarding.hpp"
#include "algorithms/scratch.hpp"
#include "algorithms/travel_times.hpp"
#include "entente/graph/path_choice.hpp"
#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"

namespace entente {

// Seconds from taking a relation to taking the next, at least; `pause` of them after having arrived.
struct StepTime {
  std::int64_t gap = 0, pause = 0;
};

struct JourneyChoice {
  StepChoice steps;
  PathTime time = PathTime::kChronological;
  TravelTimes travel = {};  // from taking a relation to having arrived by it
  bool strict = false;      // no two relations are taken at one instant
  // As in PathSelection. JourneySearch takes neither: what is best then may have to pass an entity twice.
  std::optional<std::int64_t> within = std::nullopt;
  std::uint32_t each = 0;
  std::uint32_t max_length = kUnbounded;
  std::function<bool(Edge)> allowed = nullptr;  // which relations may be taken; null: all of the view

  StepTime step(const View& view, Edge e) const { return step_of(travel.of(view, e)); }
  // Seconds from being ready for the next relation to taking it, at most, after `step`: `within` counts from the
  // arrival. Negative: there is no such moment.
  std::optional<std::int64_t> waiting_after(StepTime step) const {
    return within ? std::optional(*within - step.pause) : std::nullopt;
  }
  // Seconds from taking one relation to taking the next, at least, where all take one time; else no relation has less.
  std::int64_t gap() const { return step_of(travel.least()).gap; }

 private:
  StepTime step_of(std::int64_t time) const {
    const std::int64_t pause = strict && time == 0 ? 1 : 0;
    return {time + pause, pause};
  }
};

// What is known of the ways that a label stands for, whatever the choice of bounds. In a continuous way `ready` is the
// latest of its openings and `leave_by` its earliest closing.
struct JourneyState {
  Instant ready;               // by when the next relation can be taken
  Instant leave_by;            // the last moment at which the first relation can be taken
  std::int64_t duration = 0;   // the least from taking the first relation to being ready
  std::int64_t travelled = 0;  // the part of it that is no waiting
  // The last moment at which it can be ready, where waiting is limited.
  Instant ready_until = Instant::plus_infinity();
  // Seconds of `ready` and `duration` for which it has arrived already and can't go on: what takes no time is followed
  // a second later where no two relations may be taken at one instant.
  std::int64_t pause = 0;

  Instant arrival() const { return moved(ready, -pause); }
  std::int64_t time_taken() const { return duration - pause; }
};

// A way before its first relation, ready at `start`.
constexpr JourneyState at_start(Instant start) {
  return {start, Instant::plus_infinity()};
}

// The way with one relation more, taken within `boarding`, after waiting for `within` seconds at most; nothing: it
// can't be taken then.
std::optional<JourneyState> taken(const JourneyState& before, const Boarding& boarding, PathTime time, StepTime step,
                                  std::optional<std::int64_t> within = std::nullopt);

// The best ways from one entity. Of the goals, kEarliestArrival is the one that is sure under the reading, and
// kLatestDeparture one that still arrives in the slice; kNone is kFewestRelations.
class JourneySearch {
 public:
  // `reversed` looks for ways that lead to the start instead of from it, and tells time backwards; then all relations
  // take one time.
  JourneySearch(const View& view, JourneyChoice choice, PathGoal goal, bool reversed = false);

  // Finds the best ways from `from`: to `to` alone, or to all entities, which finds the same to each. Replaces what was
  // found before. The start has a way of no relation. Cost: with the goals kFewestRelations and kEarliestArrival at
  // most (relations reached) × (lengths at which an arrival improves); with the other two, and continuous ways, times
  // the labels at an entity that no other dominates, of which there can be as many as distinct bounds. Memory:
  // proportional to what is reached, charged to the run of the view.
  void run(Vertex from, std::optional<Vertex> to = std::nullopt);

  // Finds the best way back to `from` itself that takes no relation twice: `best_return`. Replaces what was found
  // before, and tells of no other entity. An entity has a label for each of two first relations, so that one is left
  // whatever relation leads back. Cost: at most twice that to all.
  void run_round(Vertex from);

  // A step from the start that is not of the choice's own: who takes it is ready for the next relation then.
  struct FirstStep {
    Edge edge;
    Vertex to;
    Instant ready;
  };
  // The same to all entities, of ways that begin with one of these steps; none comes back to the start.
  void run(Vertex from, std::span<const FirstStep> steps);

  // A way found, by its number.
  using Found = std::uint32_t;
  // The best to `v`; nothing: there is none.
  std::optional<Found> best(Vertex v) const;
  std::optional<Found> best_return() const { return best_return_; }
  // The first and all others to `v` that no shorter way is as good as, shortest first.
  std::vector<Found> all(Vertex v) const;
  // What was reached, in order of the fewest relations; the start first.
  const std::vector<Vertex>& reached() const { return reached_; }

  Vertex end(Found f) const { return labels_[f].at; }
  std::uint32_t length(Found f) const { return labels_[f].length; }
  const JourneyState& state(Found f) const { return labels_[f].state; }
  // From the start to its end; of a reversed search from its end to the start.
  Path path(Found f) const;

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  struct Label {
    Vertex at;
    Edge edge;             // by which it was reached
    std::uint32_t before;  // the label that it goes on from
    std::uint32_t older;   // the label of the same entity that was there before
    std::uint32_t length;
    bool superseded;  // by one of the same length
    Edge first;       // the first relation of the way
    JourneyState state;
  };

  // Forgets what was found; false: the view has no such way.
  bool begin(Vertex from, std::optional<Vertex> to);
  void go_from(Vertex from);
  // Ways of `length` relations and more, from the label `first` on.
  void go_on(std::uint32_t length, std::uint32_t first);
  void add_round(const Label& next);
  void add_return(const Label& next);
  void push(const Label& next);
  void add(Vertex at, Edge edge, std::uint32_t before, const JourneyState& state);
  bool as_good(const JourneyState& a, const JourneyState& b) const;
  bool is_better(const Label& a, const Label& b) const;
  bool is_vain(const Label& label) const;
  void extend(std::uint32_t label);

  const View& view_;
  JourneyChoice choice_;
  PathGoal goal_;
  bool reversed_;
  bool has_many_criteria_;
  BoardingTimes boardings_;
  StepChoice ways_;
  MemoryCharge kept_;
  std::vector<Label> labels_;
  std::vector<Vertex> reached_;
  std::vector<std::uint32_t> newest_;  // of each entity, or kNone
  std::optional<Vertex> goal_vertex_;
  std::optional<Vertex> round_from_;  // where ways back to the start are looked for
  std::optional<Found> best_return_;
};

}  // namespace entente
