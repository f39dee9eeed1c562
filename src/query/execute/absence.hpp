// Why a slice has none of what a pattern asks for.
#pragma once

#include <optional>

#include "entente/model/table.hpp"
#include "query/execute/sliced_patterns.hpp"

namespace entente {

// Requires patterns that match nothing, nor would under a weaker reading. What they match at other times, and who is
// ruled out then by its life in each of these matches; what they match by the word of others.
Withheld::Absence why_absent(SlicedPatterns& patterns, const ExecutionContext& context, bool& at_least);

// Of such patterns: the condition that what its own patterns find makes untrue, as NOT EXISTS, and that leaves out all.
std::optional<Warning> why_excluded(SlicedPatterns& patterns);

// Of such patterns: other single sources by whose word they match, where anybody's together is another.
std::optional<Warning> whose_word(SlicedPatterns& patterns, const plan::Plan& plan, const ExecutionContext& context);

}  // namespace entente
