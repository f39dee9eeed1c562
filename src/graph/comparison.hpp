// What became of the facts of a snapshot between two times, as a view has it.
#pragma once

#include <optional>

#include "entente/graph/view.hpp"
#include "entente/model/standing.hpp"

namespace entente {

// The one reading under which something may have held at some time of a certain period.
Timeslice possibly_within(const Period& period);

// Of the two times of a cut (TimeCut::Kind::kChange), which must outlive it, as must the view.
class Comparison {
 public:
  Comparison(const View& view, const TimeCut& cut);

  // Nothing: it takes no part at either time, or certainly held before or after both alone. Of what states no time the
  // changes are empty. Cost: that of a look at a life, or at an edge, in three views.
  std::optional<Standing> of_vertex(Vertex v) const;
  std::optional<Standing> of(Edge e) const;

 private:
  const View& view_;
  const TimeCut& cut_;
  const View first_, second_, all_;
};

}  // namespace entente
