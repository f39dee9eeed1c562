#include "algorithms/journey.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

StepChoice seen_from(StepChoice steps, bool reversed_time) {
  if (reversed_time) steps.direction = reversed(steps.direction);
  return steps;
}

}  // namespace

std::optional<JourneyState> taken(const JourneyState& before, const Boarding& boarding, PathTime time, StepTime step,
                                  std::optional<std::int64_t> within) {
  const std::int64_t gap = step.gap;
  JourneyState now = before;
  switch (time) {
    case PathTime::kAny:
    case PathTime::kRelated:
      break;
    case PathTime::kContinuous:
      if (boarding.opens >= now.leave_by || now.ready >= boarding.closes) return std::nullopt;
      now.ready = std::max(now.ready, boarding.opens);
      now.leave_by = std::min(now.leave_by, boarding.closes);
      break;
    case PathTime::kChronological:
      if (now.ready >= boarding.closes) return std::nullopt;
      if (within) {
        const Instant last = moved(now.ready_until, *within);
        if (boarding.opens > last) return std::nullopt;
        now.ready_until = moved(std::min(last, moved(boarding.closes, -1)), gap);
      }
      now.ready = moved(std::max(now.ready, boarding.opens), gap);
      now.duration += gap;
      // Who set out at the last moment waits for this relation to open.
      if (boarding.opens.is_finite() && before.leave_by.is_finite())
        now.duration = std::max(now.duration, seconds_between(before.leave_by, moved(boarding.opens, gap)));
      now.leave_by = std::min(now.leave_by, moved(boarding.closes, -1 - now.travelled));
      now.travelled += gap;
      now.pause = step.pause;
      break;
  }
  return now;
}

JourneySearch::JourneySearch(const View& view, JourneyChoice choice, PathGoal goal, bool reversed)
    : view_(view),
      choice_(std::move(choice)),
      goal_(goal),
      reversed_(reversed),
      has_many_criteria_(choice_.time == PathTime::kContinuous ||
                         (choice_.time == PathTime::kChronological &&
                          (goal == PathGoal::kLatestDeparture || goal == PathGoal::kShortestDuration))),
      boardings_(view, choice_.travel, reversed),
      ways_(seen_from(choice_.steps, reversed)),
      kept_(view.watch()) {}

// Whatever follows, the way of `a` can do what that of `b` can, and is as good.
bool JourneySearch::as_good(const JourneyState& a, const JourneyState& b) const {
  if (choice_.time == PathTime::kAny) return true;
  if (a.ready > b.ready || a.arrival() > b.arrival()) return false;
  if (!has_many_criteria_) return true;
  if (a.leave_by < b.leave_by) return false;
  // Who has travelled for longer has to have set out the earlier to take what follows.
  if (choice_.time == PathTime::kContinuous) return true;
  return a.travelled <= b.travelled &&
         (goal_ != PathGoal::kShortestDuration || (a.duration <= b.duration && a.time_taken() <= b.time_taken()));
}

// At the end of the way.
bool JourneySearch::is_better(const Label& a, const Label& b) const {
  switch (goal_) {
    case PathGoal::kNone:
    case PathGoal::kFewestRelations:
      break;
    case PathGoal::kEarliestArrival:
      if (a.state.arrival() != b.state.arrival()) return a.state.arrival() < b.state.arrival();
      break;
    case PathGoal::kLatestDeparture:
      if (a.state.leave_by != b.state.leave_by) return a.state.leave_by > b.state.leave_by;
      break;
    case PathGoal::kShortestDuration:
      if (a.state.time_taken() != b.state.time_taken()) return a.state.time_taken() < b.state.time_taken();
      break;
  }
  return a.length < b.length;
}

// Nothing that goes on from here can be better at the one end that is asked for, or be what a search to all ends finds
// there: of the same length and as good, it can still take the place of what was found.
bool JourneySearch::is_vain(const Label& label) const {
  if ((!goal_vertex_ && !round_from_) || choice_.time != PathTime::kChronological) return false;
  const std::optional<Found> found = round_from_ ? best_return_ : best(*goal_vertex_);
  if (!found) return false;
  const JourneyState &here = label.state, &there = labels_[*found].state;
  const bool goes_further = label.length >= labels_[*found].length;
  switch (goal_) {
    case PathGoal::kNone:
    case PathGoal::kFewestRelations:
      return false;  // the layer is finished, so that the best of it is found
    case PathGoal::kEarliestArrival:
      return here.ready >= there.arrival();  // the first to arrive so stays
    case PathGoal::kLatestDeparture:
      return goes_further ? here.leave_by <= there.leave_by : here.leave_by < there.leave_by;
    case PathGoal::kShortestDuration:
      return goes_further ? here.duration >= there.time_taken() : here.duration > there.time_taken();
  }
  return false;
}

// Of two ways with different first relations one can be gone on by any relation back to the start.
void JourneySearch::add_round(const Label& next) {
  std::optional<Edge> other;
  for (std::uint32_t l = newest_[next.at]; l != kNone; l = labels_[l].older) {
    const Label& there = labels_[l];
    if (there.superseded || !as_good(there.state, next.state)) continue;
    if (there.first == next.first || (other && *other != there.first)) return;
    other = there.first;
  }
  for (std::uint32_t l = newest_[next.at]; l != kNone && labels_[l].length == next.length; l = labels_[l].older) {
    if (labels_[l].first == next.first && as_good(next.state, labels_[l].state)) labels_[l].superseded = true;
  }
  push(next);
}

void JourneySearch::add_return(const Label& next) {
  if (next.length > 1 && next.edge == next.first) return;
  if (best_return_ && !is_better(next, labels_[*best_return_])) return;
  kept_.add(sizeof(Label));
  labels_.push_back(next);
  labels_.back().superseded = true;  // it goes no further
  best_return_ = static_cast<Found>(labels_.size() - 1);
}

void JourneySearch::push(const Label& next) {
  if (newest_[next.at] == kNone) {
    kept_.add(sizeof(Vertex));
    reached_.push_back(next.at);
  }
  kept_.add(sizeof(Label));
  labels_.push_back(next);
  newest_[next.at] = static_cast<std::uint32_t>(labels_.size() - 1);
}

void JourneySearch::add(Vertex at, Edge edge, std::uint32_t before_it, const JourneyState& state) {
  const std::uint32_t length = before_it == kNone ? 0 : labels_[before_it].length + 1;
  const Label next{at,   edge, before_it, newest_[at], length, false, length > 1 ? labels_[before_it].first : edge,
                   state};
  if (round_from_ && length > 0) return at == *round_from_ ? add_return(next) : add_round(next);
  for (std::uint32_t l = newest_[at]; l != kNone; l = labels_[l].older) {
    if (as_good(labels_[l].state, state)) return;
    // With one criterion each label is better than those before it.
    if (!has_many_criteria_) break;
  }
  for (std::uint32_t l = newest_[at]; l != kNone && labels_[l].length == length; l = labels_[l].older) {
    if (as_good(state, labels_[l].state)) labels_[l].superseded = true;
  }
  push(next);
}

void JourneySearch::extend(std::uint32_t label) {
  const TemporalGraph& graph = view_.graph();
  const Vertex at = labels_[label].at;
  const JourneyState state = labels_[label].state;
  if (labels_[label].superseded || is_vain(labels_[label])) return;
  if (label != 0 && !choice_.steps.through_apparatus && is_apparatus(graph, at)) return;
  const Steps steps(view_, ways_);
  steps.from(at, [&](const StepCursor& step) {
    const Edge edge = step.edge();
    if (choice_.allowed && !choice_.allowed(edge)) return false;
    if (choice_.time == PathTime::kAny) {
      add(step.neighbor(), edge, label, state);
      return false;
    }
    boardings_.each(edge, [&](const Boarding& boarding) {
      if (const std::optional<JourneyState> next = taken(state, boarding, choice_.time, choice_.step(view_, edge)))
        add(step.neighbor(), edge, label, *next);
      return false;
    });
    return false;
  });
}

bool JourneySearch::begin(Vertex from, std::optional<Vertex> to) {
  kept_.release();
  for (const Vertex v : reached_) newest_[v] = kNone;
  if (newest_.size() < view_.graph().vertex_count()) newest_.resize(view_.graph().vertex_count(), kNone);
  labels_.clear();
  reached_.clear();
  goal_vertex_ = to;
  round_from_.reset();
  best_return_.reset();
  kept_.add(newest_.size() * sizeof(newest_[0]));
  return view_.admits_vertex(from) && (!to || view_.admits_vertex(*to));
}

void JourneySearch::run(Vertex from, std::optional<Vertex> to) {
  if (begin(from, to)) go_from(from);
}

void JourneySearch::run_round(Vertex from) {
  if (!begin(from, std::nullopt)) return;
  round_from_ = from;
  go_from(from);
}

void JourneySearch::go_from(Vertex from) {
  // Backwards each relation is left before it is taken.
  const Instant start = choice_.time == PathTime::kContinuous ? Instant::minus_infinity() : boardings_.begin();
  add(from, 0, kNone, at_start(reversed_ ? moved(start, choice_.gap()) : start));
  go_on(0, 0);
}

void JourneySearch::run(Vertex from, std::span<const FirstStep> steps) {
  if (!begin(from, std::nullopt)) return;
  add(from, 0, kNone, at_start(Instant::minus_infinity()));
  for (const FirstStep& step : steps) add(step.to, step.edge, 0, at_start(step.ready));
  go_on(1, 1);
}

void JourneySearch::go_on(std::uint32_t length, std::uint32_t first) {
  for (; length < choice_.max_length && first < labels_.size(); ++length) {
    const auto last = static_cast<std::uint32_t>(labels_.size());
    for (std::uint32_t label = first; label < last; ++label) extend(label);
    first = last;
    const bool is_found = goal_vertex_ ? newest_[*goal_vertex_] != kNone : best_return_.has_value();
    if (goal_ <= PathGoal::kFewestRelations && is_found) break;
  }
}

std::optional<JourneySearch::Found> JourneySearch::best(Vertex v) const {
  std::optional<Found> found;
  for (std::uint32_t l = newest_.empty() ? kNone : newest_[v]; l != kNone; l = labels_[l].older) {
    if (!labels_[l].superseded && (!found || !is_better(labels_[*found], labels_[l]))) found = l;
  }
  return found;
}

std::vector<JourneySearch::Found> JourneySearch::all(Vertex v) const {
  std::vector<Found> found;
  for (std::uint32_t l = newest_.empty() ? kNone : newest_[v]; l != kNone; l = labels_[l].older)
    if (!labels_[l].superseded) found.push_back(l);
  std::reverse(found.begin(), found.end());
  return found;
}

Path JourneySearch::path(Found f) const {
  Path path;
  path.nodes.push_back(NodeRef{labels_[f].at});
  for (std::uint32_t l = f; labels_[l].before != kNone; l = labels_[l].before) {
    path.relationships.push_back(RelationshipRef{labels_[l].edge});
    path.nodes.push_back(NodeRef{labels_[labels_[l].before].at});
  }
  if (!reversed_) {
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.relationships.begin(), path.relationships.end());
  }
  return path;
}

}  // namespace entente
