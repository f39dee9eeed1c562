// A statement that writes, run: part after part, each over the graph that the updates before it left.
#pragma once

#include <functional>

#include "query/pipeline.hpp"
#include "query/update/draft.hpp"

namespace entente {

// The plan of the same statement for another graph (pipeline.hpp, prepare).
using PrepareFor = std::function<std::shared_ptr<const plan::Plan>(const TemporalGraph&)>;

struct Written {
  Table table;       // what it returns, with Table::updates
  DraftFacts facts;  // for the commit
};

// Runs a plan that writes; nothing is stored by it. `plan` is of `graph`, behind which the commit comes. Errors: those
// of a query; kType for a value that is no property, kInvalidData for what can't be written. Cost: that of its parts
// that read, and what is written.
Written run_writing(const plan::Plan& plan, const PrepareFor& prepare_for,
                    const std::shared_ptr<const TemporalGraph>& graph, NextIds next, const Map& parameters,
                    const RunOptions& options);

}  // namespace entente
