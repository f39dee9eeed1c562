// How deep inside a network a member is.
#pragma once

#include <cstdint>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// Of each member: the largest k for which it is one of a part of the network in which all have ties with k others of
// that part or more (Seidman, "Network Structure and Minimum Degree", 1983). Parallel ties count once, those from a
// member to itself and directions don't count.
// Cost: that of `simple()` (Batagelj, Zaveršnik, "An O(m) Algorithm for Cores Decomposition of Networks", 2003;
// boost::core_numbers).
std::vector<std::uint32_t> core_numbers(const Network& network);

}  // namespace entente
