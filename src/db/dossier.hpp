// All that a snapshot says of one entity.
#pragma once

#include <string_view>

#include "entente/dossier.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/options.hpp"

namespace entente {

// `name`: a key, a name, an alias, or a part of one name alone. Throws kNotFound with the nearest names, kArgument
// where several entities may be meant, with their keys, and what `view_of` throws.
Dossier dossier_of(const TemporalGraph& graph, std::string_view name, const QueryOptions& options);

}  // namespace entente
