// Conflicts and relations in words.
#pragma once

#include <string>

#include "algorithms/conflicts.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

// "Interkit: has time Interkit collection, from 1966 until 1987 (background-knowledge#B069); has time …"
std::string text_of(const Conflict& conflict, const TemporalGraph& graph);

// "A preceded B (doc-a#P3)"
std::string text_of_relation(Edge e, const TemporalGraph& graph);

}  // namespace entente
