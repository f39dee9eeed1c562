// What lies within a few relations of an entity.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/scratch.hpp"
#include "entente/graph/view.hpp"

namespace entente {

// The distinct vertices other than `seed` that are at most `hops` relations away, nearest first, then as the rows list
// them. Empty where the seed is not in the view. Linear in the edges of the vertices less than `hops` away.
std::vector<Vertex> neighbourhood(const View& view, Vertex seed, std::uint32_t hops, const StepChoice& choice,
                                  TraversalScratch& scratch = thread_scratch());

// How many they are, without listing them.
std::size_t count_neighbourhood(const View& view, Vertex seed, std::uint32_t hops, const StepChoice& choice,
                                TraversalScratch& scratch = thread_scratch());

}  // namespace entente
