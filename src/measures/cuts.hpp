// What a network falls apart without.
#pragma once

#include <cstdint>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// The members without which others that hang together would not, ascending. Directions don't count.
// Cost: that of `simple()` (Hopcroft, Tarjan, "Efficient Algorithms for Graph Manipulation", 1973;
// boost::articulation_points).
std::vector<std::uint32_t> articulation_points(const Network& network);

// The ties, by their places among the ties, without which their ends would not hang together, ascending: none that has
// a parallel one. Directions don't count.
// Cost: as above (boost::biconnected_components).
std::vector<std::uint32_t> bridges(const Network& network);

}  // namespace entente
