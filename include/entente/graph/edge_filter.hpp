// A timeslice made ready for loops over rows: which edges of a run are in it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"

namespace entente {

//   const EdgeFilter in_slice(graph, slice);
//   const EdgeRun run = graph.out(v);
//   for (std::size_t i = 0; i < run.size(); ++i) if (in_slice(run, i)) visit(run.neighbor[i]);
//
// Two comparisons of 32 bits an edge, whatever the kind of slice; one look-up more only with POSSIBLY in a graph that
// has uncertain edges, in a graph where some edge held in a set of periods, and for bounds that begin no tick and lie
// in one with a bound of the slice. Says the same as TemporalGraph::admits: neither presumes nor looks at the vertices.
class EdgeFilter {
 public:
  EdgeFilter(const TemporalGraph& graph, const Timeslice& slice)
      : graph_(&graph),
        slice_(slice),
        outer_bounds_(slice.is_possible() && !slice.is_all() && graph.has_uncertain_edges()),
        sets_(!slice.is_all() && graph.has_sets()) {
    if (slice.kind == Timeslice::Kind::kThroughout && !slice.is_possible()) {
      set_bounds(slice.from, slice.to);
    } else if (!slice.is_all()) {
      // start < to and end > from; a range that ends before time begins, or begins after its end, admits nothing.
      nothing_ = slice.to == Instant::minus_infinity() || slice.from == Instant::plus_infinity();
      if (!nothing_) set_bounds(Instant{slice.to.seconds - 1}, Instant{slice.from.seconds + 1});
    }
  }

  bool operator()(const EdgeRun& run, std::size_t i) const {
    if (outer_bounds_) return graph_->admits(slice_, run.edge(i));
    if (run.start_tick[i] <= start_by_ && run.end_tick[i] >= end_from_ && !nothing_ && is_surely_in(run, i))
      return true;
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
    const Tick* const start = run.start_tick.data();
    const Tick* const end = run.end_tick.data();
    for (std::size_t i = first; i < last; ++i) {
      places[count] = static_cast<std::uint32_t>(i);
      count += static_cast<std::size_t>(static_cast<unsigned>(start[i] <= start_by_) &
                                        static_cast<unsigned>(end[i] >= end_from_));
    }
    if (!weighs_moments_) return count;
    const auto is_out = [&](std::uint32_t i) { return !is_surely_in(run, i); };
    return static_cast<std::size_t>(std::remove_if(places, places + count, is_out) - places);
  }

 private:
  // Those that start by the one and end from the other on.
  void set_bounds(Instant start_by, Instant end_from) {
    const TickScale& scale = graph_->scale();
    // A moment within a tick, or beyond all of them, may come before or after a bound that counts to the same tick.
    weighs_moments_ = graph_->has_finer_bounds() || is_beyond(start_by) || is_beyond(end_from);
    start_by_ = scale.at(start_by);
    end_from_ = weighs_moments_ ? scale.at(end_from) : scale.from(end_from);
  }
  // But for what the ends of time stand in for: before them there is nothing.
  bool is_beyond(Instant t) const {
    constexpr std::int64_t kLast = Instant::plus_infinity().seconds - 1, kFirst = Instant::minus_infinity().seconds + 1;
    if (!t.is_finite() || t.seconds == kLast || t.seconds == kFirst) return false;
    const TickScale& scale = graph_->scale();
    const Tick tick = scale.at(t);
    return t < scale.first(tick) || t.seconds - scale.first(tick).seconds >= scale.length();
  }
  bool is_surely_in(const EdgeRun& run, std::size_t i) const {
    if (!weighs_moments_ || (run.start_tick[i] != start_by_ && run.end_tick[i] != end_from_)) return true;
    return slice_.admits(Period::certain(run.start(i), run.end(i)));
  }

  const TemporalGraph* graph_;
  Timeslice slice_;
  Tick start_by_ = kPlusInfinityTick;
  Tick end_from_ = kMinusInfinityTick;
  bool outer_bounds_;
  bool sets_;
  bool nothing_ = false;
  bool weighs_moments_ = false;  // where ticks are equal
};

}  // namespace entente
