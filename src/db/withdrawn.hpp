// Facts that a store had otherwise or has not any more: what they said, what became of them, and why.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/snapshots.hpp"
#include "entente/explanation.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "storage/fact_store.hpp"

namespace entente {

// What commits made of the earlier versions under this key, the oldest first. Cost: reading all superseded rows.
std::vector<PastChange> changes_of(const FactStore& store, std::string_view key);

// Of the fact with this key that the last commit which had it was followed by one that took it back; absent: no
// commit had one. Of a conclusion the reasons are what has become of its premises and its rule since. Cost: reading all
// superseded rows, and the store as it was once.
std::optional<Explanation> explain_withdrawn(const FactStore& store, Snapshots& snapshots, const TemporalGraph& newest,
                                             std::string_view key);

}  // namespace entente
