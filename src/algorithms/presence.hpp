// Who could have met: two entities that are bound to the same third, a place, a body or an event, at one time.
#pragma once

#include <optional>
#include <vector>

#include "algorithms/scratch.hpp"
#include "entente/graph/view.hpp"

namespace entente {

struct PresenceChoice {
  std::optional<Vertex> one;    // absent: anybody
  std::optional<Vertex> place;  // absent: anywhere
  // Relations that say that somebody is at a place, from the one who is there to the place; the direction stays kOut.
  // Any type: those that are directed, have a time, and imply that the one who is there exists. Neither those who meet
  // nor the place are apparatus unless `through_apparatus`.
  StepChoice steps;
};

struct CoPresence {
  Vertex one, other, place;
  Edge of_one, of_other;  // the relations that bind them to it
  // When both were there, as far as they were; of rival datings the widest that they allow.
  Validity period;
  bool certain;
};

// Each pair once for a place and two relations, in order of time; `one` comes before `other` in the graph, but for the
// one who is asked for.
//
// Two relations of the view count that share an instant in some choice of their bounds; `certain` where they do in
// every one, whichever of rival datings is right, and where both are in the view for certain. Nobody is certainly
// anywhere by a relation that states no time, and nobody is where a life rules out that the one, the other or the place
// exists. Exact: relations choose their bounds independently; where a life cuts a relation of several stretches, what
// is certain is told stretch by stretch, so that nothing is certain in vain.
// Cost: relations of the places asked for times a logarithm, and the pairs found. Memory is charged to the run.
std::vector<CoPresence> find_co_presence(const View& view, const PresenceChoice& choice);

}  // namespace entente
