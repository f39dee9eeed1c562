// The window through which every question looks at a snapshot: a cut through valid time, the sources whose word counts,
// how sure a fact must be, and the part of the snapshot that is asked about.
//
//   const View in_1989(graph, Timeslice::as_of(t));
//   if (in_1989.admits_vertex(v)) …
//   const View also_presumed = in_1989.under(Reading::kPresumed);
//
// What takes part at a time t (a slice over a range is meant alike):
//   - A relation whose own time holds at t, unless one of its ends is ruled out then. An end that it implies exists
//     because it holds; an end that it does not imply must exist by itself.
//   - An entity that exists by its life, its own validity and its relations of lifetime together, or that a relation
//     which takes part implies. One that nobody dates exists always; one that only others than the chosen sources date
//     exists possibly, never for certain.
// A relation implies its ends by its stated time only: one that is valid always makes nothing eternal. Which ends, the
// ontology says (type_traits.hpp). Of the readings, kPresumed takes facts of types that persist to go on where their
// end is not known; see `presumed`.
//
// A view is a small value; copies share what they have found out. Vertices and edges keep their numbers. The snapshot
// must outlive it. Safe for any number of threads. Cost: constant for an edge, and for a vertex the first time its
// degree, where lifetimes are stated at all; a presumption costs the relations of the type at the edge's target.
//
// The view of a run knows how that is ended, so that whatever it is given to can be.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/source_filter.hpp"
#include "entente/graph/subgraph.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"
#include "entente/graph/type_traits.hpp"
#include "entente/run_control.hpp"
#include "entente/time/period_set.hpp"

namespace entente {

// When an entity existed or happened: what its own validity and its relations of lifetime say together. Statements that
// have a choice in common agree, and their bounds are intersected. Others are rivals: certain is what all of them say,
// possible what any says.
struct Life {
  bool stated = false;
  bool rivals = false;
  bool dated_by_others = false;  // not stated by the chosen sources, and stated by others
  Period period;                 // with rivals the widest that they allow: each bound is the outermost of any
  std::vector<std::vector<Period>> statements = {};  // with rivals, the stretches of each
  std::vector<Period> stretches = {};  // where statements that agree are sets of periods: what they say together
};

class View {
 public:
  // All of it.
  explicit View(const TemporalGraph& graph) : View(graph, Timeslice::all()) {}
  // `sources` null: anybody's word. `now` bounds what is presumed.
  View(const TemporalGraph& graph, const Timeslice& slice, std::shared_ptr<const SourceFilter> sources = nullptr,
       Instant now = Instant::plus_infinity());

  const TemporalGraph& graph() const { return *graph_; }
  const Timeslice& slice() const { return slice_; }
  const SourceFilter* sources() const { return sources_.get(); }
  Instant now() const { return now_; }
  // The same window under another reading.
  View under(Reading reading) const { return in(slice_.under(reading)); }
  // The same window on another part of time.
  View in(const Timeslice& slice) const { return View(*graph_, slice, sources_, now_).watched(watch_).within(part_); }
  // The same window on a part of the snapshot alone: what takes part must be in it, and takes part for the reasons that
  // the whole gives. Null: on all of it.
  View within(std::shared_ptr<const Subgraph> part) const;
  // The same window in a run that `watch` may end; it must outlive the view. Null: nothing ends it.
  View watched(const RunWatch* watch) && {
    watch_ = watch;
    return std::move(*this);
  }
  const RunWatch* watch() const { return watch_; }
  // Throws kCancelled or kTimeout where the run that the view belongs to is to end. For all that may take long.
  void poll() const {
    if (watch_ != nullptr) watch_->poll();
  }
  // Sources are chosen: what the snapshot keeps of a fact, and sorts facts by, may not be what is read of it.
  bool rereads() const { return rereads_; }
  // True where everything takes part.
  bool is_whole() const { return slice_.is_all() && sources_ == nullptr && part_ == nullptr; }

  // True where the two bounds that rows hold, and the slice, say by themselves which relations take part for certain.
  bool is_told_by_rows() const {
    return !checks_vertices_ && !presumes_ && !rereads_ && slice_.reading == Reading::kCertain;
  }

  bool admits_vertex(Vertex v) const { return !checks_vertices_ || is_member(v); }
  bool admits(Edge e) const {
    return in_time(e) && supports(e) && is_in_part(e) &&
           (!checks_ends_ || (admits_end<false>(e, graph_->source(e)) && admits_end<true>(e, graph_->target(e))));
  }
  // The places in [first, last) of the run at `near` that take part, in order; `near` itself is in the view. Returns
  // how many they are; `places` has room for last - first. `out`: it is the out-run of `near`.
  std::size_t select(const EdgeRun& run, Vertex near, bool out, std::size_t first, std::size_t last,
                     std::uint32_t* places) const;
  // How many of a run by one type, sorted by start, may take part: none of those behind has begun in time.
  std::size_t started(const EdgeRun& run) const {
    // The start that counts may be another than the one that runs are sorted by.
    if (rereads_ || slice_.is_all() || slice_.is_possible()) return run.size();
    const Tick by = graph_->scale().at(slice_.kind == Timeslice::Kind::kThroughout ? slice_.from : slice_.to);
    const std::span<const Tick> ticks = run.start_tick;
    return static_cast<std::size_t>(std::upper_bound(ticks.begin(), ticks.end(), by) - ticks.begin());
  }
  // The surest reading under which a fact takes part; absent: under none up to that of this view.
  std::optional<Reading> certainty_of_vertex(Vertex v) const;
  std::optional<Reading> certainty(Edge e) const;

  // The time of an edge by the sources of the view.
  Period period(Edge e) const { return rereads_ ? period_read(e) : graph_->period(e); }
  std::optional<Validity> validity(Edge e) const { return rereads_ ? sources_->validity(e) : graph_->validity(e); }
  // The datings of an edge by those sources, where no time agrees with all of them; else empty.
  std::vector<Validity> rivals(Edge e) const;
  Period period_of_vertex(Vertex v) const { return rereads_ ? period_read_of_vertex(v) : graph_->period_of_vertex(v); }
  std::optional<Validity> validity_of_vertex(Vertex v) const {
    return rereads_ ? sources_->validity_of_vertex(v) : graph_->validity_of_vertex(v);
  }
  // The value of a property in the slice, on the word of the sources; of several the one that began to hold last. An
  // entity keeps its `name` and `aliases` where the sources give it none.
  Value property(Vertex v, SymbolId key) const;
  Value edge_property(Edge e, SymbolId key) const;
  // Of the properties that have such a value, sorted by name.
  std::vector<SymbolId> keys(Vertex v) const;
  std::vector<SymbolId> edge_keys(Edge e) const;
  Life life(Vertex v) const;
  // The stretch in which a relation or life of a type that persists, with an end that is not known, is taken to have
  // gone on: from its latest start up to the first of a successor's start (in a single-valued type, at the same
  // target), a stated end by another relation, the end of the life of either end, and now; never short of its certain
  // part. Absent: it is not presumed.
  std::optional<Stretch> presumed(Edge e) const;
  std::optional<Stretch> presumed_of_vertex(Vertex v) const;

  // Of its vertices: how many, and the place of each among them, 0 … vertex_count() - 1, ascending. The first call of
  // any copy looks at all vertices.
  Vertex vertex_count() const;
  Vertex index_of(Vertex v) const;  // requires admits_vertex(v)

 private:
  struct Memory;

  bool in_time(Edge e) const {
    return slice_.is_all() || (weighs_datings_ ? holds_as_read(e) : graph_->admits(slice_, e)) ||
           (presumes_ && is_presumed(e));
  }
  bool supports(Edge e) const { return sources_ == nullptr || sources_->supports(e); }
  bool is_in_part(Edge e) const { return part_ == nullptr || part_->has(e); }
  template <bool kTarget>
  bool admits_end(Edge e, Vertex v) const {
    const RelationTraits& traits = graph_->traits().relation(graph_->type(e));
    const bool implied = (kTarget ? traits.implies_to : traits.implies_from) && is_stated(e);
    return implied ? may_hold_with(e, v) : admits_vertex(v);
  }
  // At an instant a relation and a life can't miss one another.
  bool is_instant() const {
    return slice_.from.is_finite() && slice_.to.is_finite() && slice_.to.seconds - slice_.from.seconds <= 1;
  }
  bool is_stated(Edge e) const {
    if (rereads_) return period_read(e) != Period::always();
    return graph_->start(e) != Instant::minus_infinity() || graph_->end(e) != Instant::plus_infinity();
  }
  bool is_presumed(Edge e) const;
  bool holds_as_read(Edge e) const;
  bool is_possible_by_some_dating(Edge e) const;
  Period period_read(Edge e) const;
  Period period_read_of_vertex(Vertex v) const;
  bool may_hold_with(Edge e, Vertex v) const;
  bool admits_life(Vertex v, const Life& life) const;
  bool rules_out(const Life& life, const Period& with) const;
  bool is_ruled_out(Vertex v) const;
  bool is_implied(Vertex v) const;
  bool is_member(Vertex v) const;
  Life life_of(Vertex v, const SourceFilter* sources) const;
  template <class Visit>
  void for_each_lifetime(Vertex v, const SourceFilter* sources, const Visit& visit) const;
  const Memory& members() const;
  const View& sibling(Reading reading) const;

  const TemporalGraph* graph_;
  Timeslice slice_;
  std::shared_ptr<const SourceFilter> sources_;
  std::shared_ptr<const Subgraph> part_;  // null: all
  Instant now_;
  const RunWatch* watch_ = nullptr;
  EdgeFilter in_slice_;
  bool checks_ends_;      // lives are stated and time is cut: ends can be ruled out
  bool checks_vertices_;  // or sources or a part are chosen
  bool presumes_;
  bool rereads_;                            // sources are chosen
  bool weighs_datings_;                     // these, or rival datings, decide when a relation held
  std::optional<SymbolId> name_, aliases_;  // where it re-reads
  std::shared_ptr<Memory> memory_;          // null where no vertex is checked
};

}  // namespace entente
