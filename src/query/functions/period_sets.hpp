// Periods that are sets of stretches, as arguments and results of functions.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"
#include "entente/time/period_algebra.hpp"

namespace entente {

// Does the value stand for more than one stretch of time?
inline bool is_set_of_stretches(const Value& value) {
  return value.is_period() && value.period().is_set();
}
// Does any fact of the graph?
inline bool has_any_sets(const TemporalGraph& graph) {
  return graph.has_sets() || graph.has_sets_of_vertices();
}

// The bounds of its stretches; of anything else that stands for a period those of that alone (period_of).
std::vector<Period> stretches_of(const Value& value);

// The periods as one value: a period, a set of them, null where there is none. Those that leave no gap are joined.
Value value_of_stretches(const std::vector<Period>& periods);

// What the stretches of both share, and what is left of p without q, without what is certainly empty.
std::vector<Period> shared_stretches(std::span<const Period> p, std::span<const Period> q);
std::vector<Period> remaining_stretches(std::span<const Period> p, std::span<const Period> q);

// Valid time of a node or relationship, and of a path or list of relationships what all share, exact where some of them
// are sets. Null: they certainly share none. As valid_time otherwise.
Value valid_time_of(const Value& value, const View& view);

}  // namespace entente
