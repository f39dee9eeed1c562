// What the words before a pattern ask of each of its paths.
#pragma once

#include <vector>

#include "entente/graph/path_choice.hpp"
#include "query/functions/function.hpp"

namespace entente {

// Tests of a path, each under the slice of its call: of its time and mode, not of the goal. None has a name in queries.
std::vector<const Function*> path_tests(const PathSelection& selection);

}  // namespace entente
