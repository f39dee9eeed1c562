// A statement that writes, run: part after part, each over the graph that the updates before it left.
#pragma once

#include <functional>

#include "query/pipeline.hpp"
#include "query/update/draft.hpp"

namespace entente {

// The plan of the same statement for another graph (pipeline.hpp, prepare).
using PrepareFor = std::function<std::shared_ptr<const plan::Plan>(const TemporalGraph&)>;

// Runs a plan that writes over the draft of a commit, which may hold what statements before it wrote; nothing is stored
// by it. Gives what it returns, with Table::updates. `plan` is of draft.graph(). Errors: those of a query; kType for a
// value that is no property, kInvalidData for what can't be written; what it changed by then stays in the draft. Cost:
// that of its parts that read, and what is written.
Table run_writing(const plan::Plan& plan, const PrepareFor& prepare_for, Draft& draft, const Map& parameters,
                  const RunOptions& options);

}  // namespace entente
