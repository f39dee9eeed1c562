// The network that the relations of a view make.
#pragma once

#include <vector>

#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"
#include "measures/network.hpp"

namespace entente {

struct NetworkOf {
  std::vector<Vertex> vertices;  // by member, ascending
  std::vector<Edge> edges;       // by tie, ascending
  Network network;
};

// The chosen relations that take part in the view, and the entities at their ends: one to which none of them leads is
// no member. Without directions where the choice takes both; turned round where it takes kIn, or a type by the name of
// its inverse. Relations of symmetric types lead both ways. Relations from or to apparatus (sources, works) are left
// out unless the choice goes through it. Cost: the relations of the chosen types, and 4 bytes for each vertex of the
// whole graph.
NetworkOf network_of(const View& view, const StepChoice& choice);

}  // namespace entente
