// How many ties a member has.
#pragma once

#include <cstdint>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// The ties at each member, a tie to itself counted twice. Of a network with directions: those that lead to it and those
// that lead from it, one that leads both ways once. Linear.
std::vector<double> degrees(const Network& network);

// How many others each member has a tie with, in either direction. Linear.
std::vector<std::uint32_t> neighbor_counts(const Network& network);

}  // namespace entente
