#include "algorithms/path_states.hpp"

#include <algorithm>

namespace entente {
namespace {

bool as_good(const JourneyState& a, const JourneyState& b) {
  return a.ready <= b.ready && a.leave_by >= b.leave_by && a.duration <= b.duration && a.ready_until >= b.ready_until;
}

// Adds a state, unless another is as good.
void add_state(std::vector<JourneyState>& states, const JourneyState& state) {
  if (std::any_of(states.begin(), states.end(), [&](const JourneyState& s) { return as_good(s, state); })) return;
  std::erase_if(states, [&](const JourneyState& s) { return as_good(state, s); });
  states.push_back(state);
}

}  // namespace

PathStates::PathStates(const View& view, const JourneyChoice& choice)
    : time_(choice.time),
      gap_(choice.gap()),
      within_(choice.waiting()),
      related_(view, {choice.each, choice.within}),
      boardings_(view, choice.travel) {
  clear();
}

void PathStates::clear() {
  edges_.clear();
  related_.clear();
  if (states_.empty()) states_.emplace_back();
  states_[0] = {at_start(time_ == PathTime::kContinuous ? Instant::minus_infinity() : boardings_.begin())};
}

bool PathStates::push(Edge edge) {
  const std::size_t next = edges_.size() + 1;
  if (states_.size() == next) states_.emplace_back();
  states_[next].clear();
  const bool leaves_no_moment = time_ == PathTime::kChronological && within_ && *within_ < 0 && next > 1;
  if (leaves_no_moment || !take(edge, states_[next])) return false;
  edges_.push(edge);
  return true;
}

void PathStates::pop() {
  edges_.pop();
  if (time_ == PathTime::kRelated) related_.pop();
}

bool PathStates::take(Edge edge, std::vector<JourneyState>& now) {
  const std::vector<JourneyState>& before = states();
  if (time_ == PathTime::kAny || time_ == PathTime::kRelated) {
    now = before;
    return time_ == PathTime::kAny || related_.push(edge);
  }
  // What was taken before is of the same choice; of several stretches links alone tell, which is never too sure.
  if (edges_.contains(edge) && have_one_stretch_each()) {
    if (time_ == PathTime::kContinuous) {
      now = before;
      return true;
    }
    if (const std::optional<Boarding> own = only_boarding(edge)) return take_again(edge, *own, now);
  }
  boardings_.each(edge, [&](const Boarding& boarding) {
    for (const JourneyState& state : before) {
      if (const std::optional<JourneyState> next = taken(state, boarding, time_, gap_, within_)) add_state(now, *next);
    }
    return false;
  });
  return !now.empty();
}

// That it began before it ended is given, in time for each time that it is taken; the other relations choose for
// themselves.
bool PathStates::take_again(Edge edge, const Boarding& own, std::vector<JourneyState>& now) const {
  Instant ready = boardings_.begin(), leave_by = Instant::plus_infinity(), ready_until = leave_by;
  std::int64_t travelled = 0;
  std::optional<std::int64_t> first_taken;
  for (const Edge other : edges_.items()) {
    ready_until = moved(ready_until, within_.value_or(0));
    if (other == edge) {
      if (!first_taken) first_taken = travelled;
    } else {
      const Boarding boarding = *only_boarding(other);
      ready = std::max(ready, boarding.opens);
      leave_by = std::min(leave_by, moved(boarding.closes, -1 - travelled));
      ready_until = std::min(ready_until, moved(boarding.closes, -1));
    }
    ready = moved(ready, gap_);
    ready_until = moved(ready_until, gap_);
    travelled += gap_;
  }
  const bool is_vague = own.opens >= own.closes;
  std::int64_t held = 1;
  if (!is_vague) {
    const bool is_bounded = own.opens.is_finite() && own.closes.is_finite();
    held = is_bounded ? seconds_between(own.opens, own.closes) : travelled + 1;
  }
  if (ready >= own.closes || travelled - *first_taken >= held) return false;
  JourneyState state = states().front();
  state.ready = moved(std::max(state.ready, own.opens), gap_);
  state.duration += gap_;
  if (own.opens.is_finite() && leave_by.is_finite())
    state.duration = std::max(state.duration, seconds_between(leave_by, moved(own.opens, gap_)));
  state.leave_by = std::min(state.leave_by, moved(own.closes, -1 - travelled));
  state.travelled += gap_;
  if (within_) {
    if (own.opens > moved(ready_until, *within_)) return false;
    state.ready_until = moved(std::min(moved(state.ready_until, *within_), moved(own.closes, -1)), gap_);
  }
  now.push_back(state);
  return true;
}

std::optional<Boarding> PathStates::only_boarding(Edge edge) const {
  std::optional<Boarding> only;
  bool has_more = false;
  boardings_.each(edge, [&](const Boarding& boarding) {
    has_more = only.has_value();
    only = boarding;
    return has_more;
  });
  return has_more ? std::nullopt : only;
}

bool PathStates::have_one_stretch_each() const {
  const std::vector<Edge>& edges = edges_.items();
  return std::all_of(edges.begin(), edges.end(), [&](Edge e) { return only_boarding(e).has_value(); });
}

bool keeps(const View& view, const Path& path, const JourneyChoice& choice) {
  PathStates states(view, choice);
  return std::all_of(path.relationships.begin(), path.relationships.end(),
                     [&](RelationshipRef r) { return states.push(r.index); });
}

namespace {

// When each relation can be taken at the earliest (`reversed`: at the latest, in reversed time), whether or not it can
// be taken at all.
std::vector<Instant> earliest_times(const View& view, const Path& path, std::int64_t travel, bool reversed) {
  const BoardingTimes boardings(view, travel, reversed);
  std::vector<Instant> times(path.relationships.size());
  Instant ready = boardings.begin();
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::size_t at = reversed ? times.size() - 1 - i : i;
    std::optional<Instant> first, last;
    boardings.each(path.relationships[at].index, [&](const Boarding& boarding) {
      last = std::max(ready, boarding.opens);
      if (ready < boarding.closes && (!first || *last < *first)) first = last;
      return false;
    });
    times[at] = first ? *first : last.value_or(ready);
    ready = moved(times[at], travel);
  }
  return times;
}

}  // namespace

std::optional<EndsOfWalk> ends_of_walk(const View& view, const Path& path, std::int64_t travel) {
  PathStates states(view, {.steps = {}, .time = PathTime::kChronological, .travel = travel});
  for (const RelationshipRef r : path.relationships)
    if (!states.push(r.index)) return std::nullopt;
  if (path.relationships.empty()) return std::nullopt;
  Instant ready = states.states().front().ready, leave_by = states.states().front().leave_by;
  for (const JourneyState& state : states.states()) {
    ready = std::min(ready, state.ready);
    leave_by = std::max(leave_by, state.leave_by);
  }
  return EndsOfWalk{within_dates(leave_by), within_dates(ready)};
}

std::vector<Period> taking_times(const View& view, const Path& path, std::int64_t travel) {
  const View possible = view.under(Reading::kPossible);
  const View sure = view.slice().reading == Reading::kPossible ? view.under(Reading::kCertain) : view;
  const std::vector<Instant> first = earliest_times(possible, path, travel, false),
                             by = earliest_times(sure, path, travel, false),
                             until = earliest_times(sure, path, travel, true),
                             last = earliest_times(possible, path, travel, true);
  const auto end = [](Instant reversed_last) { return within_dates(moved(reflected(reversed_last), 1)); };
  std::vector<Period> times(path.relationships.size());
  for (std::size_t i = 0; i < times.size(); ++i)
    times[i] = {first[i], within_dates(by[i]), end(until[i]), end(last[i])};
  return times;
}

}  // namespace entente
