// Entities by name, for people.
#pragma once

#include <string_view>

#include "entente/database.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

FoundEntities find_entities(const TemporalGraph& graph, std::string_view text);

}  // namespace entente
