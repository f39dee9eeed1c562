// What a snapshot shows against the rules of its ontology.
#pragma once

#include <vector>

#include "entente/database.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

// Types that are used and not declared, relations outside their domain or range, sources that are no entities. In order
// of rule, then subject. An empty ontology declares nothing and forbids nothing.
std::vector<Finding> check_rules(const TemporalGraph& graph);

}  // namespace entente
