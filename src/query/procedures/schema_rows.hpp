// What a store has: types, what the ontology says of them, and the properties in use.
#pragma once

#include "query/procedures/procedure.hpp"

namespace entente {

// The columns of db.schema(), entity types before relation types, each by name. Of facts in the view; types that are
// only declared have the count 0. Cost: each entity once for each of its labels, each relation once, with properties.
ProcedureRows schema_rows(const View& view);

}  // namespace entente
