// What a fact of a snapshot says and why it is there.
#pragma once

#include <string_view>

#include "entente/explanation.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

// Throws kNotFound with the nearest keys. Cost: one look at all relations.
Explanation explanation_of(const TemporalGraph& graph, std::string_view key);

}  // namespace entente
