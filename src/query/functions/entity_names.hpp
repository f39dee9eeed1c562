// Entities by name.
#pragma once

#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/value.hpp"

namespace entente {

// Vertices, ascending, that bear the name or alias `text` in the slice, whatever its case and diacritics. Throws kType
// where it is no string.
std::vector<Vertex> vertices_named(const TemporalGraph& graph, const Value& text, const Timeslice& slice);

}  // namespace entente
