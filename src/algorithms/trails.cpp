#include "algorithms/trails.hpp"

#include <algorithm>
#include <utility>

#include "algorithms/visited.hpp"

namespace entente {
namespace {

const StepChoice& nowhere() {
  static const StepChoice kNowhere{.any_type = false};
  return kNowhere;
}

bool as_good(const JourneyState& a, const JourneyState& b) {
  return a.ready <= b.ready && a.leave_by >= b.leave_by && a.duration <= b.duration;
}

// Adds a state, unless another is as good.
void add_state(std::vector<JourneyState>& states, const JourneyState& state) {
  if (std::any_of(states.begin(), states.end(), [&](const JourneyState& s) { return as_good(s, state); })) return;
  std::erase_if(states, [&](const JourneyState& s) { return as_good(state, s); });
  states.push_back(state);
}

}  // namespace

// The path so far, entity by entity, with the steps not yet tried at each.
class TrailSearch::Way {
 public:
  Way(const View& view, Vertex from, std::optional<Vertex> to, TrailChoice choice)
      : view_(view),
        from_(from),
        to_(to),
        choice_(std::move(choice)),
        time_(choice_.journey.time),
        gap_(choice_.journey.gap()),
        boardings_(view, choice_.journey.travel),
        kept_(view.watch()),
        is_done_(!view.admits_vertex(from) || (to && !view.admits_vertex(*to))) {}

  std::optional<Path> next() {
    if (!has_begun_ && !is_done_) {
      has_begun_ = true;
      measure();
      limit_ = choice_.by_length ? choice_.min_length : choice_.max_length;
      begin();
    }
    while (!is_done_) {
      if (std::optional<Path> path = next_within_limit()) return path;
      is_done_ = !choice_.by_length || !was_cut_ || limit_ >= choice_.max_length;
      if (is_done_) break;
      ++limit_;
      begin();
    }
    return std::nullopt;
  }

  const JourneyState& state() const { return given_; }

  void require(Instant ready_by, Instant leave_from, std::int64_t max_duration) {
    choice_.ready_by = std::min(choice_.ready_by, ready_by);
    choice_.leave_from = std::max(choice_.leave_from, leave_from);
    choice_.max_duration = std::min(choice_.max_duration, max_duration);
  }

 private:
  struct Level {
    Vertex at = 0;
    std::vector<JourneyState> states;  // one for each choice of stretches that no other is as good as
    StepCursor steps;
    bool is_offered = false;  // as an end
  };

  // How far each entity is from the end, and until when one must be there.
  void measure() {
    if (!to_) return;
    JourneyChoice back = choice_.journey;
    back.max_length = choice_.max_length;
    // A walk may take a vaguely dated relation twice, which is one choice of its bounds and not two: what is told link
    // by link is not exact for it.
    measures_time_ = time_ == PathTime::kChronological && choice_.mode != PathMode::kWalk;
    if (!measures_time_) back.time = PathTime::kAny;
    to_the_end_.emplace(view_, std::move(back), JourneyGoal::kEarliestArrival, true);
    to_the_end_->run(*to_);
  }

  void begin() {
    was_cut_ = false;
    depth_ = 0;
    vertices_.clear();
    edges_.clear();
    enter(from_, {at_start(time_ == PathTime::kContinuous ? Instant::minus_infinity() : boardings_.begin())});
  }

  void enter(Vertex at, std::vector<JourneyState> states) {
    if (depth_ == levels_.size()) {
      kept_.add(sizeof(Level));
      levels_.emplace_back();
    }
    Level& level = levels_[depth_++];
    level.at = at;
    level.states = std::move(states);
    level.is_offered = false;
    vertices_.push(at);
    const bool is_passed = depth_ == 1 || choice_.journey.steps.through_apparatus || !is_apparatus(view_.graph(), at);
    // A simple path that is back where it began ends there.
    const bool is_closed = choice_.mode == PathMode::kSimple && depth_ > 1 && at == from_;
    level.steps.start(view_, is_passed && !is_closed ? choice_.journey.steps : nowhere(), at);
  }

  void leave() {
    vertices_.pop();
    if (--depth_ > 0) edges_.pop();
  }

  std::uint32_t length() const { return static_cast<std::uint32_t>(edges_.size()); }

  std::optional<Path> next_within_limit() {
    while (depth_ > 0) {
      Level& level = levels_[depth_ - 1];
      if (!level.is_offered) {
        level.is_offered = true;
        if (is_end(level)) return path();
      }
      if (length() < limit_ && level.steps.next()) {
        follow(level.steps.neighbor(), level.steps.edge());
        continue;
      }
      if (length() >= limit_ && !was_cut_) was_cut_ = level.steps.next();
      leave();
    }
    return std::nullopt;
  }

  bool is_end(const Level& level) {
    if ((to_ && level.at != *to_) || length() < choice_.min_length) return false;
    if (choice_.by_length && length() != limit_) return false;
    const auto good =
        std::find_if(level.states.begin(), level.states.end(), [&](const JourneyState& s) { return is_within(s); });
    if (good == level.states.end()) return false;
    given_ = *good;
    return true;
  }

  // Each of the three only gets worse along a path.
  bool is_within(const JourneyState& s) const {
    return time_ != PathTime::kChronological ||
           (s.ready <= choice_.ready_by && s.leave_by >= choice_.leave_from && s.duration <= choice_.max_duration);
  }

  void follow(Vertex to, Edge edge) {
    if (!may_come(to, edge) || (choice_.journey.allowed && !choice_.journey.allowed(edge))) return;
    std::vector<JourneyState> states = states_after(edge);
    std::erase_if(states, [&](const JourneyState& s) { return !is_within(s) || !can_end(to, s); });
    if (states.empty()) return;
    edges_.push(edge);
    enter(to, std::move(states));
  }

  bool may_come(Vertex to, Edge edge) const {
    if (choice_.mode == PathMode::kWalk) return true;
    if (edges_.contains(edge)) return false;
    if (choice_.mode == PathMode::kTrail || !vertices_.contains(to)) return true;
    return choice_.mode == PathMode::kSimple && to == from_;
  }

  // Whether walks lead from `to`, one relation further, to the end.
  bool can_end(Vertex to, const JourneyState& state) {
    if (!to_) return true;
    bool is_too_long = false;
    for (const JourneySearch::Found f : to_the_end_->all(to)) {
      const Instant there_by = BoardingTimes::reflected(moved(to_the_end_->state(f).ready, -gap_));
      if (measures_time_ && there_by < state.ready) continue;
      if (to_the_end_->length(f) + length() < limit_) return true;
      is_too_long = true;
    }
    was_cut_ = was_cut_ || is_too_long;
    return false;
  }

  std::vector<JourneyState> states_after(Edge edge) const {
    const std::vector<JourneyState>& before = levels_[depth_ - 1].states;
    if (time_ == PathTime::kAny) return before;
    if (choice_.mode == PathMode::kWalk && edges_.contains(edge)) {
      if (time_ == PathTime::kContinuous) return before;
      if (const std::optional<JourneyState> state = taken_again(edge)) return {*state};
    }
    std::vector<JourneyState> states;
    boardings_.each(edge, [&](const Boarding& boarding) {
      for (const JourneyState& state : before) {
        if (const std::optional<JourneyState> now = taken(state, boarding, time_, gap_)) add_state(states, *now);
      }
      return false;
    });
    return states;
  }

  std::optional<Boarding> only_boarding(Edge edge) const {
    std::optional<Boarding> only;
    bool has_more = false;
    boardings_.each(edge, [&](const Boarding& boarding) {
      has_more = only.has_value();
      only = boarding;
      return has_more;
    });
    return has_more ? std::nullopt : only;
  }

  // A relation that the walk took before: its start and its end are of one choice, in which it held for a while. Only
  // where none of its relations has several stretches.
  std::optional<JourneyState> taken_again(Edge edge) const {
    const std::optional<Boarding> own = only_boarding(edge);
    if (!own || levels_[depth_ - 1].states.size() != 1) return std::nullopt;
    Instant ready = boardings_.begin(), leave_by = Instant::plus_infinity();
    std::int64_t travelled = 0;
    std::optional<std::int64_t> first_taken;
    for (const Edge other : edges_.items()) {
      if (other == edge) {
        if (!first_taken) first_taken = travelled;
      } else {
        const std::optional<Boarding> boarding = only_boarding(other);
        if (!boarding) return std::nullopt;
        ready = std::max(ready, boarding->opens);
        leave_by = std::min(leave_by, moved(boarding->closes, -1 - travelled));
      }
      ready = moved(ready, gap_);
      travelled += gap_;
    }
    const bool is_vague = own->opens >= own->closes;
    const std::int64_t held = is_vague ? 1
                              : own->opens.is_finite() && own->closes.is_finite()
                                  ? seconds_between(own->opens, own->closes)
                                  : travelled + 1;
    if (ready >= own->closes || travelled - *first_taken >= held) return std::nullopt;
    JourneyState state = levels_[depth_ - 1].states.front();
    state.ready = moved(std::max(state.ready, own->opens), gap_);
    state.duration += gap_;
    if (own->opens.is_finite() && leave_by.is_finite())
      state.duration = std::max(state.duration, seconds_between(leave_by, moved(own->opens, gap_)));
    state.leave_by = std::min(state.leave_by, moved(own->closes, -1 - travelled));
    state.travelled += gap_;
    return state;
  }

  Path path() {
    Path path;
    path.nodes.reserve(depth_);
    path.relationships.reserve(edges_.size());
    for (std::size_t i = 0; i < depth_; ++i) path.nodes.push_back(NodeRef{levels_[i].at});
    for (const Edge edge : edges_.items()) path.relationships.push_back(RelationshipRef{edge});
    return path;
  }

  const View& view_;
  Vertex from_;
  std::optional<Vertex> to_;
  TrailChoice choice_;
  PathTime time_;
  std::int64_t gap_;
  BoardingTimes boardings_;
  std::optional<JourneySearch> to_the_end_;
  bool measures_time_ = false;
  MemoryCharge kept_;
  bool is_done_;
  bool has_begun_ = false;
  bool was_cut_ = false;  // something longer than `limit_` was left out
  std::uint32_t limit_ = 0;
  std::vector<Level> levels_;  // the first `depth_` of them are in use
  std::size_t depth_ = 0;
  Visited<Vertex> vertices_;
  Visited<Edge> edges_;
  JourneyState given_ = at_start(Instant::minus_infinity());
};

TrailSearch::TrailSearch(const View& view, Vertex from, std::optional<Vertex> to, TrailChoice choice)
    : way_(std::make_unique<Way>(view, from, to, std::move(choice))) {}

TrailSearch::~TrailSearch() = default;

std::optional<Path> TrailSearch::next() {
  return way_->next();
}

const JourneyState& TrailSearch::state() const {
  return way_->state();
}

void TrailSearch::require(Instant ready_by, Instant leave_from, std::int64_t max_duration) {
  way_->require(ready_by, leave_from, max_duration);
}

}  // namespace entente
