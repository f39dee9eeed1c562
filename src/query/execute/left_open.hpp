// A statement without rows of which the dates leave the conditions open.
#pragma once

#include "query/execute/execute.hpp"

namespace entente {

// Warns, with the place of a condition, where conditions that compare periods left out all rows and some are not ruled
// out; and, with the place of a pattern, where its paths are there but not in the order of time that is asked for, or
// not for certain. The context is that of the statement, after it has run and given no row. Takes about a tenth of a
// second for each at most; of a statement without such conditions nothing.
void warn_if_left_open(const plan::Plan& plan, ExecutionContext& context);

}  // namespace entente
