// The view that the options of a call ask for, where no query does.
#pragma once

#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace entente {

// At the date, by the sources and under the reading of the options; a source that nothing names is a warning. Throws
// kSyntax, kArgument for the date.
View view_of(const TemporalGraph& graph, const QueryOptions& options, std::vector<Warning>& warnings);

// What a result at the view was read at, but for what is withheld.
ReadAt read_at_of(const View& view, const QueryOptions& options);

}  // namespace entente
