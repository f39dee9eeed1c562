// The families of algorithms; each is a table in a file of its own.
#pragma once

#include <span>

#include "algorithms/algorithms.hpp"

namespace entente {

std::span<const Algorithm> walk_algorithms();       // paths, neighbourhoods, arrivals
std::span<const Algorithm> measure_algorithms();    // of the network that relations make
std::span<const Algorithm> presence_algorithms();   // who was where together, who could know, what changed
std::span<const Algorithm> series_algorithms();     // of that network in one slice after another
std::span<const Algorithm> community_algorithms();  // what hangs together more closely
std::span<const Algorithm> motif_algorithms();      // what begins one after the other

}  // namespace entente
