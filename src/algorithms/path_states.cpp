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
    : view_(view),
      choice_(choice),
      time_(choice.time),
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
  const bool leaves_no_moment = time_ == PathTime::kChronological && next > 1 && waiting().value_or(0) < 0;
  if (leaves_no_moment || !take(edge, states_[next])) return false;
  edges_.push(edge);
  return true;
}

std::optional<std::int64_t> PathStates::waiting() const {
  if (edges_.size() == 0) return choice_.within;
  return choice_.waiting_after(step_of(edges_.items().back()));
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
  const StepTime step = step_of(edge);
  const std::optional<std::int64_t> within = waiting();
  boardings_.each(edge, [&](const Boarding& boarding) {
    for (const JourneyState& state : before) {
      if (const std::optional<JourneyState> next = taken(state, boarding, time_, step, within)) add_state(now, *next);
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
  std::optional<std::int64_t> first_taken, within = choice_.within;
  for (const Edge other : edges_.items()) {
    ready_until = moved(ready_until, within.value_or(0));
    if (other == edge) {
      if (!first_taken) first_taken = travelled;
    } else {
      const Boarding boarding = *only_boarding(other);
      ready = std::max(ready, boarding.opens);
      leave_by = std::min(leave_by, moved(boarding.closes, -1 - travelled));
      ready_until = std::min(ready_until, moved(boarding.closes, -1));
    }
    const StepTime step = step_of(other);
    ready = moved(ready, step.gap);
    ready_until = moved(ready_until, step.gap);
    travelled += step.gap;
    within = choice_.waiting_after(step);
  }
  const bool is_vague = own.opens >= own.closes;
  std::int64_t held = 1;
  if (!is_vague) {
    const bool is_bounded = own.opens.is_finite() && own.closes.is_finite();
    held = is_bounded ? seconds_between(own.opens, own.closes) : travelled + 1;
  }
  if (ready >= own.closes || travelled - *first_taken >= held) return false;
  JourneyState state = states().front();
  const auto [gap, pause] = step_of(edge);
  state.pause = pause;
  state.ready = moved(std::max(state.ready, own.opens), gap);
  state.duration += gap;
  if (own.opens.is_finite() && leave_by.is_finite())
    state.duration = std::max(state.duration, seconds_between(leave_by, moved(own.opens, gap)));
  state.leave_by = std::min(state.leave_by, moved(own.closes, -1 - travelled));
  state.travelled += gap;
  if (within) {
    if (own.opens > moved(ready_until, *within)) return false;
    state.ready_until = moved(std::min(moved(state.ready_until, *within), moved(own.closes, -1)), gap);
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
std::vector<Instant> earliest_times(const View& view, const Path& path, const JourneyChoice& choice, bool reversed) {
  const BoardingTimes boardings(view, choice.travel, reversed);
  const auto gap_of = [&](std::size_t i) { return choice.step(view, path.relationships[i].index).gap; };
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
    // The earlier of two takes its time before the later one is taken.
    if (i + 1 < times.size()) ready = moved(times[at], gap_of(reversed ? at - 1 : at));
  }
  return times;
}

using Moments = std::vector<Boarding>;  // stretches of time, some of which may meet

// What of `some` comes from `least` to `most` seconds after some moment of `others`.
Moments following(const Moments& some, const Moments& others, std::int64_t least, std::int64_t most) {
  Moments found;
  for (const Boarding& a : some) {
    for (const Boarding& b : others) {
      const Boarding both{std::max(a.opens, moved(b.opens, least)), std::min(a.closes, moved(b.closes, most))};
      if (both.opens < both.closes) found.push_back(both);
    }
  }
  return found;
}

std::vector<Moments> moments_of(const View& view, const Path& path, const JourneyChoice& choice) {
  const BoardingTimes boardings(view, choice.travel);
  std::vector<Moments> moments(path.relationships.size());
  for (std::size_t i = 0; i < moments.size(); ++i) {
    boardings.each(path.relationships[i].index, [&](const Boarding& boarding) {
      moments[i].push_back(boarding);
      return false;
    });
  }
  return moments;
}

// The steps of a path after which one waits for no longer than a choice says.
class LimitedWalk {
 public:
  LimitedWalk(const View& view, const Path& path, const JourneyChoice& choice) {
    for (const RelationshipRef r : path.relationships) {
      const StepTime step = choice.step(view, r.index);
      least_.push_back(step.gap);
      most_.push_back(step.gap + *choice.waiting_after(step));
    }
  }

  // From when on and until when each is taken, if any moment of a relation may be: what follows no moment of the one
  // before, or precedes none of the next, is left out. Absent: it can't be walked.
  std::optional<Moments> ends(std::vector<Moments> moments) const {
    Moments times(moments.size());
    for (std::size_t i = 1; i < moments.size(); ++i)
      moments[i] = following(moments[i], moments[i - 1], least_[i - 1], most_[i - 1]);
    for (std::size_t i = moments.size(); i-- > 0;) {
      if (i + 1 < moments.size()) moments[i] = following(moments[i], moments[i + 1], -most_[i], -least_[i]);
      if (moments[i].empty()) return std::nullopt;
      times[i] = moments[i].front();
      for (const Boarding& b : moments[i])
        times[i] = {std::min(times[i].opens, b.opens), std::max(times[i].closes, b.closes)};
    }
    return times;
  }

  // The latest moment from which on each is taken and the earliest until which it is, over all choices of bounds of
  // relations that hold once each, from `opens` at the latest until `closes` at the earliest. The moments at which a
  // step can be taken are bounded by differences to those of all others (Dechter, Meiri, Pearl, "Temporal Constraint
  // Networks", 1991), each by one relation, and any one may have its latest start or earliest end.
  Moments sure_ends(const std::vector<Moments>& moments) const {
    Moments times;
    for (const Moments& one : moments) times.push_back(one.front());
    Moments before = times, behind = times;
    for (std::size_t i = 1; i < times.size(); ++i) {
      before[i].opens = std::max(before[i].opens, moved(before[i - 1].opens, least_[i - 1]));
      before[i].closes = std::min(before[i].closes, moved(before[i - 1].closes, most_[i - 1]));
    }
    for (std::size_t i = times.size() - 1; i-- > 0;) {
      behind[i].opens = std::max(behind[i].opens, moved(behind[i + 1].opens, -most_[i]));
      behind[i].closes = std::min(behind[i].closes, moved(behind[i + 1].closes, -least_[i]));
    }
    for (std::size_t i = 0; i < times.size(); ++i)
      times[i] = {std::max(before[i].opens, behind[i].opens), std::min(before[i].closes, behind[i].closes)};
    return times;
  }

 private:
  std::vector<std::int64_t> least_, most_;  // from each step to the next
};

std::vector<Period> limited_times(const View& possible, const View& sure, const Path& path,
                                  const JourneyChoice& choice) {
  const LimitedWalk walk(possible, path, choice);
  const std::size_t n = path.relationships.size();
  const std::optional<Moments> ever = walk.ends(moments_of(possible, path, choice));
  constexpr Instant kEver = Instant::plus_infinity(), kNever = Instant::minus_infinity();
  if (!ever) return std::vector<Period>(n, Period{kEver, kEver, kNever, kNever});
  const std::vector<Moments> moments = moments_of(sure, path, choice);
  const bool hold_once = std::all_of(moments.begin(), moments.end(), [](const Moments& m) { return m.size() == 1; });
  const std::optional<Moments> always = hold_once ? std::optional(walk.sure_ends(moments)) : walk.ends(moments);
  std::vector<Period> times;
  for (std::size_t i = 0; i < n; ++i) {
    const Boarding& most = (*ever)[i];
    const Boarding last{moved(most.closes, -1), moved(most.opens, 1)};  // whatever the choice
    const Boarding least = always ? (*always)[i] : last;
    times.push_back({most.opens, within_dates(std::min(least.opens, last.opens)),
                     within_dates(std::max(least.closes, last.closes)), most.closes});
  }
  return times;
}

}  // namespace

std::optional<EndsOfWalk> ends_of_walk(const View& view, const Path& path, const JourneyChoice& choice) {
  PathStates states(view, choice);
  for (const RelationshipRef r : path.relationships)
    if (!states.push(r.index)) return std::nullopt;
  if (path.relationships.empty()) return std::nullopt;
  EndsOfWalk ends{Instant::minus_infinity(), Instant::plus_infinity()};
  for (const JourneyState& state : states.states()) {
    ends.departure = std::max(ends.departure, state.leave_by);
    ends.arrival = std::min(ends.arrival, state.arrival());
  }
  return EndsOfWalk{within_dates(ends.departure), within_dates(ends.arrival)};
}

std::vector<Period> taking_times(const View& view, const Path& path, const JourneyChoice& choice) {
  const View possible = view.under(Reading::kPossible);
  const View sure = view.slice().reading == Reading::kPossible ? view.under(Reading::kCertain) : view;
  if (choice.within && !path.relationships.empty()) return limited_times(possible, sure, path, choice);
  std::vector<Period> times(path.relationships.size());
  const std::vector<Instant> first = earliest_times(possible, path, choice, false),
                             by = earliest_times(sure, path, choice, false),
                             until = earliest_times(sure, path, choice, true),
                             last = earliest_times(possible, path, choice, true);
  const auto end = [](Instant reversed_last) { return within_dates(moved(reflected(reversed_last), 1)); };
  for (std::size_t i = 0; i < times.size(); ++i)
    times[i] = {first[i], within_dates(by[i]), end(until[i]), end(last[i])};
  return times;
}

}  // namespace entente
