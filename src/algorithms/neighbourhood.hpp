// What lies within a few relations of an entity.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/traversal.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

// The distinct vertices other than `seed` that are at most `hops` relations away, nearest first, then as the rows list
// them. Empty where the seed is not in the slice. Linear in the edges of the vertices less than `hops` away.
std::vector<Vertex> neighbourhood(const TemporalGraph& graph, Vertex seed, std::uint32_t hops, const EdgeChoice& choice,
                                  TraversalScratch& scratch = thread_scratch());

// How many they are, without listing them.
std::size_t count_neighbourhood(const TemporalGraph& graph, Vertex seed, std::uint32_t hops, const EdgeChoice& choice,
                                TraversalScratch& scratch = thread_scratch());

}  // namespace entente
