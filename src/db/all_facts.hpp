// The whole store as a table without rows.
#pragma once

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace entente {

// Of the options, the date, the reading, the sources, now and the cuts count. Throws Error: kSyntax, kArgument for the
// date.
Table all_facts(const TemporalGraph& graph, const QueryOptions& options);

}  // namespace entente
