// Facts in words, for people.
#pragma once

#include <string>

#include "entente/graph/temporal_graph.hpp"

namespace entente {

// The name of an entity, or its key where it has none.
std::string display_name(const TemporalGraph& graph, Vertex v);

// "Mao Zedong met Joseph Stalin": the verb of the ontology, or the relation type in words. Past tense where the
// relation is an event or does not surely go on for good.
std::string statement(const TemporalGraph& graph, Edge e);

// "Treaty of Shimonoseki (Treaty)"
std::string statement_of_vertex(const TemporalGraph& graph, Vertex v);

}  // namespace entente
