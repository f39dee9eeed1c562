// Nothing is empty in silence: what a slice left out that a weaker reading, or a question for the whole of a date,
// keeps; and where there is nothing of it, why.
#pragma once

#include "entente/model/table.hpp"
#include "query/execute/execute.hpp"

namespace entente {

// Counts, into `at`, the matches of the plan's last sliced patterns that the other readings give beyond those of the
// plan's own; each to 1,000 at most, and for about as long as the statement itself may take. Where the patterns match
// nothing under any reading, what they match at other times and by the word of others. The context is that of the
// statement, after it has run and given `rows` rows. Nothing is counted where there are rows, no fact of the snapshot
// is uncertain and no slice is longer than a day.
void count_withheld(const plan::Plan& plan, ExecutionContext& context, std::size_t rows, ReadAt& at);

}  // namespace entente
