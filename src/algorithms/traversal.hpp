// What the traversals share: which edges they may take, and marks on vertices that cost nothing to clear.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/temporal_graph.hpp"

namespace entente {

enum class Direction : std::uint8_t { kOut, kIn, kBoth };
constexpr Direction reversed(Direction d) {
  return d == Direction::kBoth ? d : d == Direction::kOut ? Direction::kIn : Direction::kOut;
}

inline constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

// The edges that a traversal may take: those of the slice whose type is listed, in the direction stated as seen from
// where it stands. Vertices that are not in the slice are never entered, started from or reached.
struct EdgeChoice {
  Timeslice slice = Timeslice::all();
  std::vector<SymbolId> types;  // each once; empty: any
  Direction direction = Direction::kOut;
};

// The steps that a choice allows: out-edges before in-edges, each in the order of its row. An edge from a vertex to
// itself is in both of its rows.
class Steps {
 public:
  Steps(const TemporalGraph& graph, const EdgeChoice& choice, Direction direction)
      : graph_(graph),
        choice_(choice),
        direction_(direction),
        in_slice_(graph, choice.slice),
        all_vertices_(choice.slice.is_all() || graph.all_vertices_valid_always()) {}

  // Calls step(neighbor, edge) for each step from `v`, where edge() gives the edge. Stops at the first call that
  // returns true, and returns whether one did.
  template <class Step>
  bool from(Vertex v, const Step& step) const {
    if (direction_ != Direction::kIn && over_row<true>(v, step)) return true;
    return direction_ != Direction::kOut && over_row<false>(v, step);
  }

  // The same for each vertex of a frontier, as step(vertex, neighbor, edge). Rows lie anywhere in memory, so each is
  // asked for a few vertices before its turn.
  template <class Step>
  bool from_each(std::span<const Vertex> frontier, const Step& step) const {
    constexpr std::size_t kRowAhead = 6, kOffsetAhead = 12;
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      if (i + kOffsetAhead < frontier.size()) prefetch_offset(frontier[i + kOffsetAhead]);
      if (i + kRowAhead < frontier.size()) prefetch_row(frontier[i + kRowAhead]);
      const Vertex v = frontier[i];
      if (from(v, [&](Vertex w, const auto& edge) { return step(v, w, edge); })) return true;
    }
    return false;
  }

 private:
  void prefetch_offset(Vertex v) const {
    if (direction_ != Direction::kIn) graph_.prefetch_offset(v, true);
    if (direction_ != Direction::kOut) graph_.prefetch_offset(v, false);
  }
  void prefetch_row(Vertex v) const {
    if (direction_ != Direction::kIn) graph_.prefetch_row(v, true);
    if (direction_ != Direction::kOut) graph_.prefetch_row(v, false);
  }

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
    constexpr std::size_t kBlock = 128;
    std::uint32_t places[kBlock];
    for (std::size_t first = 0; first < run.size(); first += kBlock) {
      const std::size_t count = in_slice_.select(run, first, std::min(first + kBlock, run.size()), places);
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = places[k];
        const Vertex w = run.neighbor[i];
        if (!all_vertices_ && !graph_.admits_vertex(choice_.slice, w)) continue;
        if (step(w, [&] { return run.edge(i); })) return true;
      }
    }
    return false;
  }

  const TemporalGraph& graph_;
  const EdgeChoice& choice_;
  Direction direction_;
  EdgeFilter in_slice_;
  bool all_vertices_;
};

// A number for each vertex, all of them forgotten at once by `reset`: constant time, but for the first use with a
// larger graph and once in four thousand million resets.
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
