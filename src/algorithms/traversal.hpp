// What the traversals share: which edges they may take, and marks on vertices that cost nothing to clear.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

enum class Direction : std::uint8_t { kOut, kIn, kBoth };
constexpr Direction reversed(Direction d) {
  return d == Direction::kBoth ? d : d == Direction::kOut ? Direction::kIn : Direction::kOut;
}

inline constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

// The edges that a traversal may take: those of the slice whose type is listed, in the direction stated as seen from where it
// stands. Vertices that are not in the slice are never entered, started from or reached.
struct EdgeChoice {
  Timeslice slice = Timeslice::all();
  std::vector<SymbolId> types;  // each once; empty: any
  Direction direction = Direction::kOut;
};

// Calls step(neighbor, edge) for each edge of `v` that `choice` allows, out-edges before in-edges, each in the order of its row.
// Stops at the first that returns true, and returns whether one did. An edge from `v` to itself is met in both rows.
class Steps {
 public:
  Steps(const TemporalGraph& graph, const EdgeChoice& choice, Direction direction)
      : graph_(graph), choice_(choice), direction_(direction), in_slice_(graph, choice.slice),
        all_vertices_(choice.slice.is_all() || graph.all_vertices_valid_always()) {}

  template <class Step>
  bool from(Vertex v, const Step& step) const {
    if (direction_ != Direction::kIn && over_row<true>(v, step)) return true;
    return direction_ != Direction::kOut && over_row<false>(v, step);
  }

 private:
  template <bool kOutRow, class Step>
  bool over_row(Vertex v, const Step& step) const {
    if (choice_.types.empty()) return over(kOutRow ? graph_.out(v) : graph_.in(v), step);
    for (const SymbolId type : choice_.types) {
      if (over(kOutRow ? graph_.out(v, type) : graph_.in(v, type), step)) return true;
    }
    return false;
  }

  template <class Step>
  bool over(const EdgeRun& run, const Step& step) const {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (!in_slice_(run, i)) continue;
      const Vertex w = run.neighbor[i];
      if (!all_vertices_ && !graph_.admits_vertex(choice_.slice, w)) continue;
      if (step(w, [&] { return run.edge(i); })) return true;
    }
    return false;
  }

  const TemporalGraph& graph_;
  const EdgeChoice& choice_;
  Direction direction_;
  EdgeFilter in_slice_;
  bool all_vertices_;
};

// A number for each vertex, all of them forgotten at once by `reset`: constant time, but for the first use with a larger graph
// and once in four thousand million resets.
class VertexMarks {
 public:
  void reset(std::size_t vertices) {
    if (marks_.size() < vertices) marks_.resize(vertices);
    if (++epoch_ == 0) {
      for (Mark& m : marks_) m.epoch = 0;
      epoch_ = 1;
    }
  }
  bool has(Vertex v) const { return marks_[v].epoch == epoch_; }
  std::uint32_t at(Vertex v) const { return marks_[v].value; }  // requires has(v)
  // Returns false, and changes nothing, where `v` has a mark already.
  bool set(Vertex v, std::uint32_t value) {
    Mark& m = marks_[v];
    if (m.epoch == epoch_) return false;
    m = {epoch_, value};
    return true;
  }

 private:
  struct Mark {
    std::uint32_t epoch = 0;
    std::uint32_t value = 0;
  };
  std::vector<Mark> marks_;
  std::uint32_t epoch_ = 0;
};

// Memory that traversals use again from call to call: 16 bytes a vertex of the largest graph seen. One per thread.
struct TraversalScratch {
  VertexMarks forward, backward;
  std::vector<Vertex> frontier, back_frontier, next;
};

// The scratch of the calling thread; lives as long as the thread.
TraversalScratch& thread_scratch();

}  // namespace entente
