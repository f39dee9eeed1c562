// From relations in any order to compressed rows in both directions.
#pragma once

#include <vector>

#include "graph/graph_data.hpp"

namespace entente {

struct UnsortedEdges {
  std::vector<Vertex> source, target;
  std::vector<SymbolId> type;
  std::vector<Instant> start, end;
  std::vector<RelationId> relation;
};

// Fills the rows, sources, relation ids and in-edges of `data`, whose vertices are in place. Counts the edges of each
// vertex, deals them out, and sorts each row by (type, start, relation): linear, but for the sorting within rows.
// Returns the order: for each edge the place that it had in `edges`.
Order build_rows(UnsortedEdges edges, GraphData& data);

}  // namespace entente
