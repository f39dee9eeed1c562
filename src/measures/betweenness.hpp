// How often a member lies between others.
#pragma once

#include <vector>

#include "measures/network.hpp"

namespace entente {

// Of each member: over all pairs of others, the sum of the share of their shortest paths that leads through it, divided
// by the number of such pairs; from 0 to 1 (Freeman, "A Set of Measures of Centrality Based on Betweenness", 1977).
// Where directions count, pairs are ordered and paths follow them. Parallel ties count once.
// Cost: O(n · (n + m)) for n members and m ties (Brandes, "A Faster Algorithm for Betweenness Centrality", 2001;
// boost::brandes_betweenness_centrality), which is minutes for 100,000 members.
// Throws kLimit where two members have more than 10^308 shortest paths.
std::vector<double> betweenness(const Network& network);

}  // namespace entente
