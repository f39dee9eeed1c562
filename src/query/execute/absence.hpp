// Why a slice has none of what a pattern asks for.
#pragma once

#include "entente/model/table.hpp"
#include "query/execute/sliced_patterns.hpp"

namespace entente {

// Requires patterns that match nothing, nor would under a weaker reading. What they match at other times, and who is
// ruled out then by its life in each of these matches; what they match by the word of others.
Withheld::Absence why_absent(SlicedPatterns& patterns, const ExecutionContext& context, bool& at_least);

}  // namespace entente
