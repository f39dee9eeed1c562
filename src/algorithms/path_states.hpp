// What is known of the times of one path, as it grows and shrinks relation by relation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "algorithms/journey.hpp"
#include "algorithms/related_times.hpp"
#include "algorithms/visited.hpp"

namespace entente {

class PathStates {
 public:
  // A path that keeps the time of a choice under the reading of the view and within its slice; the view must outlive
  // this. kAny: everything can be taken.
  PathStates(const View& view, const JourneyChoice& choice);

  void clear();  // a path of no relation
  // One relation more, which may be there already. False, and nothing changes: the path can't be taken then.
  bool push(Edge edge);
  void pop();

  // One for each choice of stretches that no other is as good as; never empty.
  const std::vector<JourneyState>& states() const { return states_[edges_.size()]; }
  std::vector<JourneyState>& states() { return states_[edges_.size()]; }
  const Visited<Edge>& edges() const { return edges_; }

 private:
  bool take(Edge edge, std::vector<JourneyState>& now);
  bool take_again(Edge edge, const Boarding& own, std::vector<JourneyState>& now) const;
  std::optional<Boarding> only_boarding(Edge edge) const;
  bool have_one_stretch_each() const;

  StepTime step_of(Edge edge) const { return choice_.step(view_, edge); }
  // Before the next relation; absent: without a limit.
  std::optional<std::int64_t> waiting() const;

  const View& view_;
  JourneyChoice choice_;
  PathTime time_;
  RelatedTimes related_;
  BoardingTimes boardings_;
  Visited<Edge> edges_;
  std::vector<std::vector<JourneyState>> states_;  // after each relation; more than are in use, so that they are kept
};

// Does a path keep the time of a choice in the view, under its reading and within its slice.
bool keeps(const View& view, const Path& path, const JourneyChoice& choice);

// By when a path has arrived, walked in order of time as the choice says under the reading of the view, and the last
// moment at which it can be set out on. Absent: it has no relation, or can't be walked so. Infinite: by no time, from
// none on.
struct EndsOfWalk {
  Instant departure, arrival;
};
std::optional<EndsOfWalk> ends_of_walk(const View& view, const Path& path, const JourneyChoice& choice = {});

// When each relation of a path can be taken, if it is walked in order of time as the choice says: from when on, and
// until when. The bounds are uncertain where those of its relations are; of a path that can't be walked so they may be
// no period.
std::vector<Period> taking_times(const View& view, const Path& path, const JourneyChoice& choice = {});

}  // namespace entente
