// Which members hang together.
#pragma once

#include <cstdint>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// Components are numbered from 1, the largest first, those of one size in order of their first members.
struct Components {
  std::vector<std::uint32_t> of;    // by member: the number of its component
  std::vector<std::uint32_t> size;  // by number less 1: how many members it has
};

// Two members are in one component where ties lead from one to the other, whatever their directions. Linear
// (boost::connected_components).
Components weak_components(const Network& network);

// Two members are in one component where each can be reached from the other along the directions of ties; without
// directions the same as the weak ones. Linear (Tarjan, "Depth-first search and linear graph algorithms", 1972;
// boost::strong_components).
Components strong_components(const Network& network);

}  // namespace entente
