// A snapshot seen through a timeslice: the graph as of an instant, or during a range.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"

namespace entente {

// Vertices and edges keep their numbers. A vertex that is not in the slice is left out, and so is an edge that is not,
// or one of whose ends is not. `bgl.hpp` makes it a model of Boost.Graph's concepts, as it does TemporalGraph.
//
// Copies share their state and cost nothing. The snapshot must outlive the view. Making one is constant time where no
// entity states its validity, else linear in the entities.
class TimesliceView {
 public:
  TimesliceView(const TemporalGraph& graph, const Timeslice& slice) : graph_(&graph), slice_(slice) {
    if (slice.is_all() || graph.all_vertices_valid_always()) return;
    auto members = std::make_shared<Members>();
    members->bits.assign((graph.vertex_count() + std::size_t{63}) / 64, 0);
    members->before.reserve(members->bits.size());
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      if (v % 64 == 0) members->before.push_back(members->count);
      if (!graph.admits_vertex(slice, v)) continue;
      members->bits[v / 64] |= std::uint64_t{1} << (v % 64);
      ++members->count;
    }
    members_ = std::move(members);
  }

  const TemporalGraph& graph() const { return *graph_; }
  const Timeslice& slice() const { return slice_; }

  bool has_vertex(Vertex v) const { return !members_ || ((members_->bits[v / 64] >> (v % 64)) & 1) != 0; }
  bool has_edge(Edge e) const { return has_edge(e, graph_->source(e), graph_->target(e)); }
  // The same where the ends are at hand.
  bool has_edge(Edge e, Vertex source, Vertex target) const {
    return graph_->admits(slice_, e) && has_vertex(source) && has_vertex(target);
  }
  Vertex vertex_count() const { return members_ ? members_->count : graph_->vertex_count(); }
  // The place of a vertex among those of the view, 0 … vertex_count() - 1, in ascending order. Requires has_vertex(v).
  Vertex index_of(Vertex v) const {
    if (!members_) return v;
    const std::uint64_t below = members_->bits[v / 64] & ((std::uint64_t{1} << (v % 64)) - 1);
    return members_->before[v / 64] + static_cast<Vertex>(std::popcount(below));
  }

 private:
  struct Members {
    std::vector<std::uint64_t> bits;
    std::vector<Vertex> before;  // members in the words before each word
    Vertex count = 0;
  };
  const TemporalGraph* graph_;
  Timeslice slice_;
  std::shared_ptr<const Members> members_;  // null: all are in it
};

}  // namespace entente
