#include "algorithms/trails.hpp"

#include <algorithm>
#include <utility>

#include "algorithms/path_states.hpp"
#include "algorithms/visited.hpp"

namespace entente {
namespace {

const StepChoice& nowhere() {
  static const StepChoice kNowhere{.any_type = false};
  return kNowhere;
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
        states_(view, choice_.journey),
        kept_(view.watch()),
        is_done_(!view.admits_vertex(from) || (to && !view.admits_vertex(*to)) ||
                 choice_.min_length > choice_.max_length) {}

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

  const std::vector<JourneyState>& states() const { return given_; }

  void require(Instant arrive_by, Instant leave_from, std::int64_t max_duration) {
    choice_.arrive_by = std::min(choice_.arrive_by, arrive_by);
    choice_.leave_from = std::max(choice_.leave_from, leave_from);
    choice_.max_duration = std::min(choice_.max_duration, max_duration);
  }

 private:
  struct Level {
    Vertex at = 0;
    StepCursor steps;
    bool is_offered = false;  // as an end
  };

  // How far each entity is from the end, and until when one must be there.
  void measure() {
    if (!to_) return;
    JourneyChoice back = choice_.journey;
    back.travel = back.travel.least();  // no way is faster than one that takes no more
    back.max_length = choice_.max_length;
    measures_time_ = time_ == PathTime::kChronological;
    if (!measures_time_) back.time = PathTime::kAny;
    // A walk may take a vaguely dated relation twice, which is one choice of its bounds and not two: what is certain
    // link by link is not all that is certain of it, but it is possible link by link.
    if (measures_time_ && choice_.mode == PathMode::kWalk) measured_ = view_.under(Reading::kPossible);
    to_the_end_.emplace(measured_ ? *measured_ : view_, std::move(back), PathGoal::kEarliestArrival, true);
    to_the_end_->run(*to_);
  }

  void begin() {
    was_cut_ = false;
    depth_ = 0;
    vertices_.clear();
    states_.clear();
    enter(from_);
  }

  void enter(Vertex at) {
    if (depth_ == levels_.size()) {
      kept_.add(sizeof(Level));
      levels_.emplace_back();
    }
    Level& level = levels_[depth_++];
    level.at = at;
    level.is_offered = false;
    vertices_.push(at);
    const bool is_passed = depth_ == 1 || choice_.journey.steps.through_apparatus || !is_apparatus(view_.graph(), at);
    // A simple path that is back where it began ends there.
    const bool is_closed = choice_.mode == PathMode::kSimple && depth_ > 1 && at == from_;
    level.steps.start(view_, is_passed && !is_closed ? choice_.journey.steps : nowhere(), at);
  }

  void leave() {
    vertices_.pop();
    if (--depth_ > 0) states_.pop();
  }

  std::uint32_t length() const { return static_cast<std::uint32_t>(states_.edges().size()); }

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
    given_.clear();
    for (const JourneyState& s : states_.states())
      if (is_within(s)) given_.push_back(s);
    return !given_.empty();
  }

  // Each of the three only gets worse along a path.
  bool is_within(const JourneyState& s) const {
    return time_ != PathTime::kChronological || (s.arrival() <= choice_.arrive_by && s.leave_by >= choice_.leave_from &&
                                                 s.time_taken() <= choice_.max_duration);
  }

  void follow(Vertex to, Edge edge) {
    if (!may_come(to, edge) || (choice_.journey.allowed && !choice_.journey.allowed(edge)) || !states_.push(edge))
      return;
    std::erase_if(states_.states(), [&](const JourneyState& s) { return !is_within(s) || !can_end(to, s); });
    if (states_.states().empty()) {
      states_.pop();
    } else {
      enter(to);
    }
  }

  bool may_come(Vertex to, Edge edge) const {
    if (choice_.mode == PathMode::kWalk) return true;
    if (states_.edges().contains(edge)) return false;
    if (choice_.mode == PathMode::kTrail || !vertices_.contains(to)) return true;
    return choice_.mode == PathMode::kSimple && to == from_;
  }

  // Whether walks lead from `to`, at which the path is now, to the end.
  bool can_end(Vertex to, const JourneyState& state) {
    if (!to_) return true;
    bool is_too_long = false;
    for (const JourneySearch::Found f : to_the_end_->all(to)) {
      const Instant there_by = reflected(moved(to_the_end_->state(f).ready, -gap_));
      if (measures_time_ && there_by < state.ready) continue;
      if (to_the_end_->length(f) + length() <= limit_) return true;
      is_too_long = true;
    }
    was_cut_ = was_cut_ || is_too_long;
    return false;
  }

  Path path() {
    Path path;
    path.nodes.reserve(depth_);
    path.relationships.reserve(length());
    for (std::size_t i = 0; i < depth_; ++i) path.nodes.push_back(NodeRef{levels_[i].at});
    for (const Edge edge : states_.edges().items()) path.relationships.push_back(RelationshipRef{edge});
    return path;
  }

  const View& view_;
  Vertex from_;
  std::optional<Vertex> to_;
  TrailChoice choice_;
  PathTime time_;
  std::int64_t gap_;  // of the search from the end
  PathStates states_;
  std::optional<View> measured_;
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
  std::vector<JourneyState> given_;
};

TrailSearch::TrailSearch(const View& view, Vertex from, std::optional<Vertex> to, TrailChoice choice)
    : way_(std::make_unique<Way>(view, from, to, std::move(choice))) {}

TrailSearch::~TrailSearch() = default;

std::optional<Path> TrailSearch::next() {
  return way_->next();
}

const std::vector<JourneyState>& TrailSearch::states() const {
  return way_->states();
}

void TrailSearch::require(Instant arrive_by, Instant leave_from, std::int64_t max_duration) {
  way_->require(arrive_by, leave_from, max_duration);
}

}  // namespace entente
