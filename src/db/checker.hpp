// What a snapshot shows against the rules of its ontology.
#pragma once

#include <string>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/finding.hpp"

namespace entente {

// Runs the checks named in `only`, all where it is empty, in order of their name. Findings that the ontology expects
// carry its reason; an expectation of a check that was run and found nothing of the kind is a finding
// `stale_exception`. A missing source is advice unless `only` names that check; so is a relation that
// outlasts an end which it only implies. Throws Error kNotFound for a check that
// does not exist.
std::vector<Finding> check_rules(const TemporalGraph& graph, const std::vector<std::string>& only = {});

}  // namespace entente
