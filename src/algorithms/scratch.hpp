// What searches share: marks on vertices that cost nothing to clear.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "entente/graph/traversal.hpp"

namespace entente {

inline constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

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
