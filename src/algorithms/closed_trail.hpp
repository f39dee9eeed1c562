// Ways back to where they began.
#pragma once

#include <cstdint>

#include "algorithms/scratch.hpp"

namespace entente {

// Whether there is a trail of 1 to `hops` relations (kUnbounded: any number), no relation twice, from `v` back to `v`.
// Cost: two visits of each vertex and relation that can be reached, at most.
bool has_closed_trail(const View& view, Vertex v, std::uint32_t hops, const StepChoice& choice);

}  // namespace entente
