// A part of a snapshot: some of its entities and relations.
#pragma once

#include <vector>

#include "entente/graph/temporal_graph.hpp"

namespace entente {

// A bit for each vertex and edge of the whole graph. Both ends of each edge are among its vertices.
class Subgraph {
 public:
  // Nothing yet.
  explicit Subgraph(const TemporalGraph& graph)
      : graph_(&graph), vertices_(graph.vertex_count()), edges_(graph.edge_limit()) {}

  void add_vertex(Vertex v) { vertices_[v] = true; }
  // With both ends.
  void add(Edge e) {
    edges_[e] = true;
    vertices_[graph_->source(e)] = vertices_[graph_->target(e)] = true;
  }
  bool has_vertex(Vertex v) const { return vertices_[v]; }
  bool has(Edge e) const { return edges_[e]; }

 private:
  const TemporalGraph* graph_;
  std::vector<bool> vertices_, edges_;
};

}  // namespace entente
