// A timeslice made ready for loops over rows: which edges of a run are in it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"

namespace entente {

//   const EdgeFilter in_slice(graph, slice);
//   const EdgeRun run = graph.out(v);
//   for (std::size_t i = 0; i < run.size(); ++i) if (in_slice(run, i)) visit(run.neighbor[i]);
//
// Two comparisons an edge, whatever the kind of slice; one look-up more only with POSSIBLY in a graph that has
// uncertain edges, and in a graph where some edge held in a set of periods. Says the same as TemporalGraph::admits:
// neither presumes nor looks at the vertices.
class EdgeFilter {
 public:
  EdgeFilter(const TemporalGraph& graph, const Timeslice& slice)
      : graph_(&graph),
        slice_(slice),
        outer_bounds_(slice.is_possible() && !slice.is_all() && graph.has_uncertain_edges()),
        sets_(!slice.is_all() && graph.has_sets()) {
    if (slice.kind == Timeslice::Kind::kThroughout && !slice.is_possible()) {
      start_by_ = slice.from;
      end_from_ = slice.to;
    } else if (!slice.is_all()) {
      // start < to and end > from; a range that ends before time begins, or begins after its end, admits nothing.
      const bool nothing = slice.to == Instant::minus_infinity() || slice.from == Instant::plus_infinity();
      if (nothing) {
        start_by_ = Instant::minus_infinity();
        end_from_ = Instant::plus_infinity();
        nothing_ = true;
      } else {
        start_by_ = Instant{slice.to.seconds - 1};
        end_from_ = Instant{slice.from.seconds + 1};
      }
    }
  }

  bool operator()(const EdgeRun& run, std::size_t i) const {
    if (outer_bounds_) return graph_->admits(slice_, run.edge(i));
    if (run.start[i] <= start_by_ && run.end[i] >= end_from_ && !nothing_) return true;
    return sets_ && graph_->is_set(run.edge(i)) && graph_->admits(slice_, run.edge(i));
  }

  // Writes the places in [first, last) of the run that pass to `places`, in order, and returns how many they are. Has
  // no branch to mispredict, so that it outruns the test one by one on all but the shortest runs. `places` has room for
  // last - first.
  std::size_t select(const EdgeRun& run, std::size_t first, std::size_t last, std::uint32_t* places) const {
    std::size_t count = 0;
    if (slice_.is_all()) {
      for (std::size_t i = first; i < last; ++i) places[count++] = static_cast<std::uint32_t>(i);
      return count;
    }
    if (outer_bounds_ || sets_) {
      for (std::size_t i = first; i < last; ++i) {
        if ((*this)(run, i)) places[count++] = static_cast<std::uint32_t>(i);
      }
      return count;
    }
    if (nothing_) return 0;
    const Instant* const start = run.start.data();
    const Instant* const end = run.end.data();
    for (std::size_t i = first; i < last; ++i) {
      places[count] = static_cast<std::uint32_t>(i);
      count += static_cast<std::size_t>(static_cast<unsigned>(start[i].seconds <= start_by_.seconds) &
                                        static_cast<unsigned>(end[i].seconds >= end_from_.seconds));
    }
    return count;
  }

 private:
  const TemporalGraph* graph_;
  Timeslice slice_;
  Instant start_by_ = Instant::plus_infinity();
  Instant end_from_ = Instant::minus_infinity();
  bool outer_bounds_;
  bool sets_;
  bool nothing_ = false;
};

}  // namespace entente
