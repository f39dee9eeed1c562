// What a fact of a snapshot says and why it is there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/explanation.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

// Throws kNotFound with the nearest keys. Cost: one look at all relations.
Explanation explanation_of(const TemporalGraph& graph, std::string_view key, std::string_view other = {});

// Of an entity and of relations: the entity first, then each edge in order. What a conclusion rests on is told once, at
// the first that rests on it. Cost: one look at all relations.
std::vector<Explanation> explanations_of(const TemporalGraph& graph, Vertex v, std::span<const Edge> edges);

// Of whatever has these keys, in order; what is not there is not found.
std::vector<Explanation> explanations_of(const TemporalGraph& graph, std::span<const std::string> keys);

// With the names of the entities that they are.
std::vector<CitedSource> cited(const TemporalGraph& graph, const std::vector<SourceRef>& sources);

}  // namespace entente
