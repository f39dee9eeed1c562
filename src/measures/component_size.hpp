// How many members hang together with each.
#pragma once

#include <vector>

#include "measures/network.hpp"

namespace entente {

// The size of the weakly connected component of each member, out of the ties alone: union by rank with path halving
// (Tarjan, van Leeuwen 1984), nearly linear.
std::vector<double> component_sizes(const TieList& list);

}  // namespace entente
