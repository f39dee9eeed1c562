// How near a member is to all others.
#pragma once

#include <vector>

#include "measures/network.hpp"

namespace entente {

// Of each member: r / s · r / (n - 1), where r others lead to it, s is the sum of the numbers of ties on their shortest
// paths to it, and n is the number of members: 0 where none does, 1 where a tie leads from all (Freeman, "Centrality in
// Social Networks", 1978, with the factor of Wasserman and Faust, "Social Network Analysis", 1994, 5.2.2, for networks
// that do not hang together). Where directions count, paths lead towards the member. Parallel ties count once.
// Cost: a search in breadth for each member, O(n · (n + m)) for n members and m ties at worst.
std::vector<double> closeness(const Network& network);

}  // namespace entente
