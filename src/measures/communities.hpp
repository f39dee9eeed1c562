// Communities: members with more ties among one another than their numbers of ties let expect.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "measures/network.hpp"

namespace entente {

// Newman's modularity of a division: over its communities c, the sum of L(c)/m - resolution (D(c)/2m)², of which L(c)
// is the number of ties within c, D(c) that of tie ends at its members, m that of all ties. Parallel ties count each, a
// tie from a member to itself is one tie with two ends; directions don't count. 0 of a network without ties. Sources:
// Newman, "Analysis of weighted networks", 2004; Reichardt & Bornholdt 2006 for the resolution. `community`: a number
// for each member, whichever. Linear.
double modularity(const Network& network, std::span<const std::uint32_t> community, double resolution = 1);

// A division of high modularity, by the Leiden algorithm: V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to
// Leiden: guaranteeing well-connected communities", Scientific Reports 9, 2019. By member the number of its community,
// from 1 on, the largest first, of equals the one with the lowest member. A higher resolution, not negative, gives more
// and smaller ones.
//
// Each community is connected, which those of the Louvain algorithm need not be (section "Louvain algorithm" there): a
// member through which a community hung together may have left it. And no member by itself can go to another community,
// or away, to raise the modularity. Nothing is random: the best merger is taken, members are looked at in three orders,
// and the best of the three divisions stays, so that the result is the same each time. It is not the best of all
// divisions, which is NP-hard to find.
//
// Cost: a round goes a few times through all ties; rounds go on until one changes nothing, after 3 to 10 of them in
// each order where there are communities, after some dozens where ties are random. Up to 100 bytes a tie.
std::vector<std::uint32_t> communities(const Network& network, double resolution = 1);

}  // namespace entente
