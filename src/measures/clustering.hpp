// How far the neighbours of a member are neighbours of one another.
#pragma once

#include <cstdint>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// The triangles that each member is a corner of. Parallel ties count once, those from a member to itself and directions
// don't count.
// Cost: O(m^1.5) for m ties: each triangle is found from its corner of least degree, and there are no more than
// sqrt(2 m) members of the same or a higher degree (Schank, Wagner, "Finding, Counting and Listing All Triangles in
// Large Graphs", 2005; Latapy, "Main-memory Triangle Computations", 2008).
std::vector<std::uint64_t> triangles(const Network& network);

// Of each member: the share of the pairs of its neighbours that have a tie with one another; 0 where it has fewer than
// two (Watts, Strogatz, "Collective Dynamics of 'Small-World' Networks", 1998). Ties count as for triangles, and the
// cost is theirs. boost::clustering_coefficient says the same and looks for the tie of each pair of neighbours, which
// is the square of the degree of a hub, each time by going through a row.
std::vector<double> clustering(const Network& network);

}  // namespace entente
