// The relations at one node that an operator may follow, one after the other.
#pragma once

#include <algorithm>
#include <vector>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "query/execute/evaluation.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// Which relations may be followed, the same for all nodes.
struct StepChoice {
  StepChoice(const ExecutionContext& context, plan::SliceIndex index, plan::Direction direction,
             const std::vector<SymbolId>& types, bool any_type)
      : graph(context.graph),
        slice(slice_at(context, index)),
        sources(sources_at(context, index)),
        in_slice(graph, slice),
        direction(direction),
        types(types),
        any_type(any_type),
        check_vertices(!slice.is_all() && !graph.all_vertices_valid_always()) {}

  const TemporalGraph& graph;
  Timeslice slice;
  const SourceFilter* sources;
  EdgeFilter in_slice;
  plan::Direction direction;
  const std::vector<SymbolId>& types;
  bool any_type;
  bool check_vertices;

  bool admits_vertex(Vertex v) const { return !check_vertices || graph.admits_vertex(slice, v); }

  // On the word of the sources; a node at the end of a relation that is followed always is.
  bool supports_vertex(Vertex v) const { return sources == nullptr || sources->supports_vertex(v); }

  // How many of a run by one type, sorted by start, have started in time for the slice.
  std::size_t started(const EdgeRun& run) const {
    if (slice.is_all() || slice.possible) return run.size();
    const Instant* const begin = run.start.data();
    const Instant* const end = begin + run.size();
    return static_cast<std::size_t>((slice.kind == Timeslice::Kind::kThroughout
                                         ? std::upper_bound(begin, end, slice.from)
                                         : std::lower_bound(begin, end, slice.to)) -
                                    begin);
  }

  // Relations at `v`, those out of time included: what looking at them costs.
  std::size_t degree(Vertex v, bool turned) const {
    std::size_t count = 0;
    if ((direction == plan::Direction::kOut) != turned || direction == plan::Direction::kBoth)
      count += graph.out(v).size();
    if ((direction == plan::Direction::kIn) != turned || direction == plan::Direction::kBoth)
      count += graph.in(v).size();
    return count;
  }
};

// Out-rows before in-rows, types in the order given; `turned` looks from the other end: in-rows before out-rows, so
// that the relations between two nodes come in one order from either. A relation from a node to itself comes once.
class StepCursor {
 public:
  void start(const StepChoice& choice, Vertex at, bool turned = false) {
    at_ = at;
    turned_ = turned;
    part_ = 0;
    place_ = end_ = 0;
    type_count_ = choice.any_type ? 1 : choice.types.size();
    part_count_ = (choice.direction == plan::Direction::kBoth ? 2 : 1) * type_count_;
  }

  // The next relation and the node that it leads to. False at the end.
  bool next(const StepChoice& choice, Vertex& neighbor, Edge& edge) {
    for (;;) {
      while (place_ < end_) {
        const std::size_t i = place_++;
        if (!choice.in_slice(run_, i)) continue;
        neighbor = run_.neighbor[i];
        if (skip_loops_ && neighbor == at_) continue;
        if (!choice.admits_vertex(neighbor)) continue;
        edge = run_.edge(i);
        if (choice.sources != nullptr && !choice.sources->supports(edge)) continue;
        return true;
      }
      if (part_ == part_count_) return false;
      load(choice);
    }
  }

 private:
  void load(const StepChoice& choice) {
    const bool second = part_ >= type_count_;
    const std::size_t type = second ? part_ - type_count_ : part_;
    ++part_;
    const bool out = (choice.direction == plan::Direction::kIn) == (second != turned_);
    skip_loops_ = second;
    if (choice.any_type) {
      run_ = out ? choice.graph.out(at_) : choice.graph.in(at_);
      end_ = run_.size();
    } else {
      run_ = out ? choice.graph.out(at_, choice.types[type]) : choice.graph.in(at_, choice.types[type]);
      end_ = choice.started(run_);
    }
    place_ = 0;
  }

  EdgeRun run_;
  std::size_t place_ = 0, end_ = 0;
  std::size_t part_ = 0, part_count_ = 0, type_count_ = 0;
  Vertex at_ = 0;
  bool turned_ = false, skip_loops_ = false;
};

// Is the relation among those that `slots` of the row hold, alone or in lists?
bool is_used(Edge edge, const std::vector<plan::Slot>& slots, const Value* row);

}  // namespace entente
