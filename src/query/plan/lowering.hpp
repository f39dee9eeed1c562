// From what a MATCH asks for to operators that can be run.
#pragma once

#include "query/plan/pattern_graph.hpp"

namespace entente::plan {

// Operators that answer the pattern in its order. A part of it that hangs together with nothing that came before is
// answered for itself, once, and joined to the rest: by hash where equalities of its values with those of the rest are
// among the conditions (of an eager pattern), else as a product.
OperatorPtr lower(const PatternGraph& pattern);

}  // namespace entente::plan
