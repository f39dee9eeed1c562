// Who could have known of something, and when: news that goes from one to another by relations, in order of time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "algorithms/scratch.hpp"
#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"
#include "entente/time/duration.hpp"

namespace entente {

struct NewsChoice {
  Vertex of;
  // From when on there is news of it. Absent: from its start, as its life tells; where nobody tells that, from the
  // start of the relations that bind others to it.
  std::optional<Instant> since;
  // How long the news lives, from the first moment at which it can be out.
  std::optional<Duration> within;
  std::int64_t travel = 0;  // seconds that each relation takes, not negative
  StepChoice steps;         // by which it goes on
};

struct Informed {
  Vertex who;
  Instant possibly_from;             // the earliest moment in some choice of bounds
  std::optional<Instant> surely_by;  // by a way that is open in every choice; absent: none is
  Path how;                          // a way to the earliest moment
};

// All who could have known, in order of time, then of the graph; apparatus with `steps.through_apparatus` alone.
//
// Those know first whom a relation binds to it that can't hold without it, of whatever type, as soon as both the news
// is out and the relation holds; with `since`, of the relations that have not ended by then. From there news goes on
// along journeys (journey.hpp), and never back through what it is of. `surely_by` is told under the reading of the
// view, or for certain where that is kPossible. That somebody could have known does not say that anybody told him.
// Cost and memory: two searches for the earliest arrival.
std::vector<Informed> spread_news(const View& view, const NewsChoice& choice);

}  // namespace entente
