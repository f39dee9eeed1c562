// Why there is no path between two entities, or from one to any.
#pragma once

#include "algorithms/path_finder.hpp"
#include "entente/model/table.hpp"

namespace entente {

// What can be reached from `from`, and the first word of the pattern without which a path would lead to `to`, absent:
// to anywhere. Requires that none does. Cost: a search from `from` for each word, at most eight.
Warning why_no_path(const View& view, const PathFinderChoice& choice, Vertex from, std::optional<Vertex> to,
                    SourceSpan place);

}  // namespace entente
