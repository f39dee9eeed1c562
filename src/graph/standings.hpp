// The elements of a table, seen through a view.
#pragma once

#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/standing.hpp"
#include "entente/model/table.hpp"

namespace entente {

// Says of each cut how the elements stand to it, and of the slice of `view` where it has one. `view` is the window that
// the table was read through, of the snapshot whose vertices and edges its elements are. Cost: a few look-ups an
// element and cut.
void add_standings(const View& view, const std::vector<TimeCut>& cuts, Table& table);

}  // namespace entente
