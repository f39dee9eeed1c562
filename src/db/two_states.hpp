// What two states of a store know otherwise, as a table without rows.
#pragma once

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/system_changes.hpp"
#include "entente/model/table.hpp"

namespace entente {

// `diff` is of these two. Cost: one look at the relations of both.
Table two_states(const TemporalGraph& before, const TemporalGraph& after, const SystemDiff& diff);

}  // namespace entente
