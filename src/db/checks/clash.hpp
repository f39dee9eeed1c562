// Bounds that clash, in words.
#pragma once

#include <string>
#include <string_view>

#include "entente/graph/temporal_graph.hpp"
#include "entente/time/period.hpp"

namespace entente::checks {

std::string in_words(const Period& p);  // "from 1950 until 14 February 1965"
// When a relation held; of a set of periods stretch by stretch.
std::string time_in_words(const TemporalGraph& graph, Edge e);
// The day of a start, and the last one before an exclusive end; "can be" where they are not known.
std::string first_day(Instant start);
std::string last_day(Instant end);

// p starts no later than q.
Truth starts_before(const Period& p, const Period& q);

// Why p is not (or may not be) during q; `outer` names q: "its lifetime".
std::string why_not_during(const Period& p, const Period& q, std::string_view outer);

}  // namespace entente::checks
