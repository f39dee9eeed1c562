// CREATE and DROP of constraints and indexes: what they make of an ontology.
#pragma once

#include <optional>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

// The ontology behind the change, of which `graph` holds the facts; absent: nothing changes, and the statement allows
// that (IF EXISTS). Counts what it did. Throws kConflict for a name or a rule that is there, kNotFound for one that is
// not, kInvalidData where facts break it. Cost: a look at all facts of the type.
std::optional<Ontology> changed_ontology(const Ontology& ontology, const TemporalGraph& graph,
                                         const ast::SchemaChange& change, UpdateCounts& counts);

}  // namespace entente
