// An immutable snapshot of the store as of one commit: entities as vertices, relations as edges, each with its valid
// time.
//
// Compressed rows, columns apart. Out-rows are sorted by (source, type, start, id); the position of an edge in that
// order is its index. In-rows hold the same edges sorted by (target, type, start, id). "start" and "end" in the rows
// are the two inner bounds, latest start and earliest end: they decide every certain question alone, and for an edge
// with certain bounds they are its bounds. The outer bounds of uncertain edges are kept aside. An edge that held in a
// set of periods has the latest start of its first stretch and the end minus infinity in the rows, so that nothing that
// reads them takes a gap for certain; its stretches are kept aside. Rows hold ticks of 32 bits (ticks.hpp); a bound
// that begins no tick is kept aside as it is, and in the rows as the tick that it lies in.
//
// A snapshot behind small commits shares with those before it all that they left as it was. Its new relations, and new
// versions of others, are edges behind those that were loaded, in order of their commits; edges that were superseded or
// taken back keep their numbers, and are in no row.
//
// Safe for any number of readers at once. All spans and references live as long as the snapshot.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/graph/ticks.hpp"
#include "entente/graph/timeslice.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/ids.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/system_period.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"
#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"
#include "entente/time/validity.hpp"

namespace entente {

using Vertex = std::uint32_t;
using Edge = std::uint32_t;

class TemporalGraph;

// A run of edges at one vertex, columns apart. For an out-run `neighbor` is the target, for an in-run the source.
struct EdgeRun {
  std::span<const Vertex> neighbor;
  std::span<const SymbolId> type;
  std::span<const Tick> start_tick, end_tick;  // in which latest start and earliest end lie
  std::span<const Edge> edges;                 // at each place; empty for an out-run in which they follow each other
  Edge first = 0;                              // of runs without a list: the edge at place 0
  const TemporalGraph* graph = nullptr;

  std::size_t size() const { return neighbor.size(); }
  Edge edge(std::size_t i) const { return edges.empty() ? first + static_cast<Edge>(i) : edges[i]; }
  Instant start(std::size_t i) const;  // latest start
  Instant end(std::size_t i) const;    // earliest end
};

// All edges of a graph, in order of (source, type, start, id):  for (const Edge e : graph.edges()) …
class EdgeRange {
 public:
  class Iterator {
   public:
    using value_type = Edge;
    using difference_type = std::ptrdiff_t;
    using reference = Edge;
    using pointer = const Edge*;
    using iterator_category = std::forward_iterator_tag;

    Iterator() = default;
    // `graph` is null where edges stand in the order of their numbers.
    Iterator(const TemporalGraph* graph, Edge at, Edge limit) : graph_(graph), at_(at), limit_(limit) {
      if (graph_ != nullptr) step(true);
    }
    Edge operator*() const { return at_; }
    Iterator& operator++() {
      if (graph_ == nullptr)
        ++at_;
      else
        step(false);
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    void step(bool is_first);  // to the next place in the rows

    const TemporalGraph* graph_ = nullptr;
    Edge at_ = 0, limit_ = 0;
    Vertex vertex_ = 0;
    std::size_t place_ = 0;
    EdgeRun row_;
  };

  EdgeRange(const TemporalGraph* graph, Edge limit) : graph_(graph), limit_(limit) {}
  Iterator begin() const { return {graph_, 0, limit_}; }
  Iterator end() const { return {nullptr, limit_, limit_}; }

 private:
  const TemporalGraph* graph_;
  Edge limit_;
};

// All edges of one type in order of (start, source, id), with their ends beside them.
struct TypeRun {
  std::span<const Edge> edge;
  std::span<const Vertex> source, target;

  std::size_t size() const { return edge.size(); }
};

// One of the values of a property, in the order in which they began to hold; one that holds always comes first.
struct TimedValue {
  Value value;
  const Validity* validity = nullptr;               // null: always
  const std::vector<SourceRef>* sources = nullptr;  // null: those of the fact
};

// A name that an entity has, as written in the data.
struct NameEntry {
  Vertex vertex = 0;
  std::string_view name;
  const Validity* validity = nullptr;  // when it bore the name; null: always
  bool is_alias = false;
};

struct GraphStatistics {
  std::size_t vertices = 0;
  std::size_t edges = 0;
  std::size_t uncertain_edges = 0;
  std::size_t bytes = 0;  // memory of rows, columns and properties, estimated
};

struct GraphState;    // which state it shows
class SymbolTable;    // names of types and properties
class GraphData;      // the columns; src/graph/graph_data.hpp
struct Overlay;       // what changed since; src/graph/overlay.hpp
class MergedIndexes;  // lists of both
class GraphStates;    // src/graph/states.hpp
struct EdgeFacts;     // columns of edges; src/graph/facts.hpp
struct VertexFacts;   // and of vertices
class TypeTraits;     // entente/graph/type_traits.hpp

class TemporalGraph {
 public:
  // `overlay` is of `data`; null: nothing changed since. `states`: of which this is the graph of all.
  explicit TemporalGraph(std::shared_ptr<const GraphData> data, std::shared_ptr<const Overlay> overlay = nullptr,
                         std::shared_ptr<const GraphStates> states = nullptr);
  ~TemporalGraph();
  TemporalGraph(const TemporalGraph&) = delete;
  TemporalGraph& operator=(const TemporalGraph&) = delete;

  // The commit it was read at.
  TransactionId transaction() const;
  SystemTime system_time() const;

  // System time. The commits that show this version of a fact, as far as there were any when the snapshot was taken.
  SystemPeriod system_period(Edge e) const;
  SystemPeriod system_period_of_vertex(Vertex v) const;
  // When the commits were made, from commit 1 on; of a store that was read as of an older one, those behind it too.
  // Empty in a snapshot that is of no store. Constant time.
  std::span<const SystemTime> commit_times() const;

  // How many entities and relations the store knew then that were erased since (Database::erase), and are missing here.
  std::size_t erased_entities() const;
  std::size_t erased_relations() const;

  // Whether it shows what a statement has changed so far, and no commit yet: what that deleted is reachable by number.
  bool is_draft() const { return is_draft_; }

  // The states of a range of commits whose versions this graph has; null: it is the graph of one.
  const GraphStates* states() const { return states_.get(); }
  // Of a state among others: a vertex that others have, and this one has not. A View leaves it out.
  bool has_absent_vertices() const;
  bool is_absent(Vertex v) const;

  Vertex vertex_count() const { return vertex_count_; }
  Edge edge_count() const { return edge_count_; }
  // All edges, and the number that all are less than, for what keeps a place for each. Some numbers below it may belong
  // to no edge any more.
  EdgeRange edges() const { return {overlay_ == nullptr ? nullptr : this, edge_limit_}; }
  Edge edge_limit() const { return edge_limit_; }
  bool is_gone(Edge e) const;  // a number below the limit that belongs to no edge any more
  const GraphStatistics& statistics() const;

  // Rows. Constant time; with a type, a binary search in the row.
  EdgeRun out(Vertex v) const {
    return overlay_ == nullptr ? out_between(out_.offset[v], out_.offset[v + 1]) : overlaid_row(v, true);
  }
  EdgeRun in(Vertex v) const {
    return overlay_ == nullptr ? in_between(in_.offset[v], in_.offset[v + 1]) : overlaid_row(v, false);
  }
  EdgeRun out(Vertex v, SymbolId type) const {
    if (overlay_ != nullptr) return of_type(overlaid_row(v, true), type);
    const auto [first, last] = places_of_type(out_, v, type);
    return out_between(first, last);
  }
  EdgeRun in(Vertex v, SymbolId type) const {
    if (overlay_ != nullptr) return of_type(overlaid_row(v, false), type);
    const auto [first, last] = places_of_type(in_, v, type);
    return in_between(first, last);
  }
  Vertex source(Edge e) const { return e < loaded_edges_ ? source_[e] : overlaid_source(e); }
  Vertex target(Edge e) const { return e < loaded_edges_ ? out_.neighbor[e] : overlaid_target(e); }
  SymbolId type(Edge e) const { return e < loaded_edges_ ? out_.type[e] : overlaid_type(e); }
  // Latest start and earliest end.
  Instant start(Edge e) const { return e < edges_of_ticks_ ? scale_.first(out_.start[e]) : exact_start(e); }
  Instant end(Edge e) const { return e < edges_of_ticks_ ? scale_.first(out_.end[e]) : exact_end(e); }
  // What the ticks of the rows are, and whether some bound begins none.
  const TickScale& scale() const { return scale_; }
  bool has_finer_bounds() const { return has_finer_bounds_; }

  // Asks the processor for the rows of a vertex that a loop will soon come to: first where they are, a few steps later
  // the rows.
  void prefetch_offset(Vertex v, bool out) const { prefetch((out ? out_ : in_).offset + v); }
  void prefetch_row(Vertex v, bool out) const {
    if (v >= loaded_vertices_) return;
    const RowView& rows = out ? out_ : in_;
    const Edge first = rows.offset[v];
    prefetch(rows.start + first);
    prefetch(rows.end + first);
    prefetch(rows.neighbor + first);
  }

  // Valid time. A fact without stated validity is valid always.
  bool has_uncertain_edges() const { return has_uncertain_edges_; }
  bool has_uncertain_vertices() const;
  bool is_uncertain(Edge e) const { return has_uncertain_edges_ && lookup_uncertain(e); }
  // Whether any edge, any vertex held in a set of periods; false costs no more than a comparison.
  bool has_sets() const { return has_sets_; }
  bool has_sets_of_vertices() const { return has_sets_of_vertices_; }
  bool is_set(Edge e) const { return has_sets_ && lookup_set(e); }
  bool is_set_of_vertex(Vertex v) const { return has_sets_of_vertices_ && lookup_set_of_vertex(v); }
  // Of a set, with bounds that occur in some choice; empty: it is none.
  std::span<const Period> stretches(Edge e) const;
  std::span<const Period> stretches_of_vertex(Vertex v) const;
  // Of a set: from its first start to its last end, certain of nothing in between. What is true or false of that period
  // is true or false of the set; what is unknown of it may not be: stretches.hpp decides.
  Period period(Edge e) const { return is_uncertain(e) ? uncertain_period(e) : Period::certain(start(e), end(e)); }
  Period period_of_vertex(Vertex v) const;
  // As stated; nullopt: not stated. Text that edtf_of prints from the bounds is left out.
  std::optional<Validity> validity(Edge e) const;
  std::optional<Validity> validity_of_vertex(Vertex v) const;
  // When it held as different sources have it; empty: all have `validity`.
  std::span<const Dating> datings(Edge e) const;
  std::span<const Dating> datings_of_vertex(Vertex v) const;
  // Does any dating or value have sources of its own. Constant time.
  bool has_claims() const { return has_claims_; }
  // The sources of datings and values, whether or not a fact cites them too; in order, each once. Linear in those.
  std::vector<SourceRef> sources_of_claims() const;

  bool admits(const Timeslice& slice, Edge e) const {
    if (is_set(e)) return admits_set(slice, stretches(e));
    return slice.is_possible() ? slice.admits(period(e)) : slice.admits_certainly(start(e), end(e));
  }
  // True where no vertex states its validity. Whether one exists at some time is for a View to say.
  bool all_vertices_valid_always() const { return all_vertices_valid_always_; }

  // All edges of a type, sorted by (start, source, id). The index over all types is made by the first call of any
  // thread; of a type that changed since, its list once more.
  std::span<const Edge> edges_of_type(SymbolId type) const { return run_of_type(type).edge; }
  TypeRun run_of_type(SymbolId type) const;
  bool has_edges_of_type(SymbolId type) const { return count_of_type(type) > 0; }
  // How many edges of a type, and vertices with a label, there are. Constant time.
  std::size_t count_of_type(SymbolId type) const;
  std::size_t count_with_label(SymbolId label) const;
  // How many edges of a run start before `t`: they come first. Logarithmic in the run.
  std::size_t starting_before(const TypeRun& run, Instant t) const {
    const auto later = std::partition_point(run.edge.begin(), run.edge.end(), [&](Edge e) { return start(e) < t; });
    return static_cast<std::size_t>(later - run.edge.begin());
  }
  // Vertices that carry a label (a type or one of its sub-types), ascending.
  std::span<const Vertex> vertices_with_label(SymbolId label) const;
  bool has_label(Vertex v, SymbolId label) const;
  // Stated types first, then their supertypes.
  std::span<const SymbolId> labels(Vertex v) const;

  // Properties. `at` chooses the value valid then; Timeslice::all() gives the latest: of several, the one that began to
  // hold last. A value without stated validity holds always and gives way to one with it. Null where there is none.
  Value property(Vertex v, SymbolId key, const Timeslice& at = Timeslice::all()) const;
  Value edge_property(Edge e, SymbolId key, const Timeslice& at = Timeslice::all()) const;
  std::vector<TimedValue> property_values(Vertex v, SymbolId key) const;
  std::vector<TimedValue> edge_property_values(Edge e, SymbolId key) const;
  // Candidates for `property(v, key, at) = value` under any slice: all vertices that have the value at some time and,
  // rarely, one that has not; ascending. Logarithmic in the vertices; the first call for a key looks at all of them.
  std::vector<Vertex> vertices_with_value(SymbolId key, const Value& value) const;
  // Keys that the vertex or edge has a value for under `at`, in order of name.
  std::vector<SymbolId> keys(Vertex v, const Timeslice& at = Timeslice::all()) const;
  std::vector<SymbolId> edge_keys(Edge e, const Timeslice& at = Timeslice::all()) const;

  // Names. Ids are those that the store had when the snapshot was loaded; a name that only the ontology mentions, or
  // that came with a later commit, has an id in this snapshot and those that follow from it.
  std::optional<SymbolId> symbol(std::string_view name) const;
  std::string_view symbol_name(SymbolId id) const;
  std::size_t symbol_count() const;
  std::vector<std::string> label_names() const;          // in use or declared, sorted
  std::vector<std::string> relation_type_names() const;  // in use or declared, sorted
  std::vector<std::string> property_key_names() const;   // in use, sorted
  std::string_view key(Vertex v) const;
  std::string_view relation_key(Edge e) const;  // empty: none was stated
  std::optional<Vertex> find(std::string_view key) const;
  EntityId entity_id(Vertex v) const;
  RelationId relation_id(Edge e) const;

  const Ontology& ontology() const;
  // What the ontology says of the types, by symbol.
  const TypeTraits& traits() const { return *traits_; }
  // The relation types that `type` stands for in a pattern: itself and its sub-relations, those that occur here.
  std::vector<SymbolId> subrelations(std::string_view type) const;

  const Attribution& attribution(Edge e) const;
  const Attribution& attribution_of_vertex(Vertex v) const;
  // Facts share their attributions: those of all edges and of all vertices, most of them once, and which of them a fact
  // has. Null: a number that no fact has any more.
  std::vector<const Attribution*> edge_attributions() const;
  std::vector<const Attribution*> vertex_attributions() const;
  std::size_t attribution_number(Edge e) const;
  std::size_t attribution_number_of_vertex(Vertex v) const;

  // Names and aliases (the properties `name` and `aliases`) that fold to the same text as `text`, whatever their case,
  // diacritics and spacing; in order of vertex, a name before aliases. Logarithmic in the names of all vertices; the
  // first call of any thread folds them all.
  std::vector<NameEntry> named(std::string_view text) const;
  // Names that `text` may have been meant for, the likeliest first, each once: those that contain its words, then those
  // within a few typing errors. Looks at all names, in a graph of more than 100,000 at those that begin with the same
  // character.
  std::vector<std::string> nearest_names(std::string_view text, std::size_t count) const;

  // Self-contained copies for results and exports.
  NodeRecord node_record(Vertex v) const;
  RelationshipRecord relationship_record(Edge e) const;

 private:
  friend class GraphChange;         // src/graph/overlay.cpp
  friend class GraphStatesBuilder;  // src/graph/states.hpp

  // Where the columns of one direction begin.
  struct RowView {
    const Edge* offset;
    const Vertex* neighbor;
    const SymbolId* type;
    const Tick* start;
    const Tick* end;
  };

  static void prefetch(const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
  }
  EdgeRun out_between(Edge first, Edge last) const {
    return run(out_, first, last, nullptr);
  }
  EdgeRun in_between(Edge first, Edge last) const {
    return run(in_, first, last, in_edge_);
  }
  EdgeRun run(const RowView& rows, Edge first, Edge last, const Edge* in_edge) const {
    const std::size_t size = last - first;
    EdgeRun r;
    r.neighbor = {rows.neighbor + first, size};
    r.type = {rows.type + first, size};
    r.start_tick = {rows.start + first, size};
    r.end_tick = {rows.end + first, size};
    if (in_edge != nullptr) r.edges = {in_edge + first, size};
    r.first = first;
    r.graph = this;
    return r;
  }
  static std::pair<Edge, Edge> places_of_type(const RowView& rows, Vertex v, SymbolId type) {
    const SymbolId* const begin = rows.type + rows.offset[v];
    const SymbolId* const end = rows.type + rows.offset[v + 1];
    const SymbolId* const first = std::lower_bound(begin, end, type);
    const SymbolId* const last = std::upper_bound(first, end, type);
    return {static_cast<Edge>(first - rows.type), static_cast<Edge>(last - rows.type)};
  }
  static bool admits_set(const Timeslice& slice, std::span<const Period> stretches) {
    return std::any_of(stretches.begin(), stretches.end(), [&](const Period& p) { return slice.admits(p); });
  }
  static EdgeRun of_type(const EdgeRun& row, SymbolId type);
  EdgeRun overlaid_row(Vertex v, bool out) const;
  Vertex overlaid_source(Edge e) const;
  Vertex overlaid_target(Edge e) const;
  SymbolId overlaid_type(Edge e) const;
  Instant exact_start(Edge e) const;
  Instant exact_end(Edge e) const;
  bool lookup_uncertain(Edge e) const;
  bool lookup_set(Edge e) const;
  bool lookup_set_of_vertex(Vertex v) const;
  Period uncertain_period(Edge e) const;

  // Where the columns of a fact are, and its place in them.
  struct EdgePlace {
    const EdgeFacts& facts;
    std::uint32_t at;
  };
  EdgePlace place_of(Edge e) const;
  struct VertexPlace {
    const VertexFacts& facts;
    std::uint32_t at;
  };
  VertexPlace place_of_vertex(Vertex v) const;
  std::vector<NameEntry> names_of(Vertex v) const;
  const GraphState& state() const;
  const SymbolTable& symbols() const;

  std::shared_ptr<const GraphData> data_;
  std::shared_ptr<const Overlay> overlay_;
  std::unique_ptr<MergedIndexes> merged_;  // null without an overlay
  std::shared_ptr<const GraphStates> states_;
  // The columns that loops run over, so that reading them costs no call.
  Vertex loaded_vertices_;  // stand in the rows below
  Vertex vertex_count_;
  Edge loaded_edges_;    // have their places in the columns below
  Edge edges_of_ticks_;  // of these, such as have no finer bounds
  Edge edge_count_;
  Edge edge_limit_;
  TickScale scale_;
  bool has_finer_bounds_;
  bool has_uncertain_edges_;
  bool has_sets_;
  bool has_sets_of_vertices_;
  bool has_claims_;
  bool is_draft_ = false;
  bool all_vertices_valid_always_;
  RowView out_;
  RowView in_;
  const Edge* in_edge_;
  const Vertex* source_;
  const TypeTraits* traits_;
};

inline Instant EdgeRun::start(std::size_t i) const {
  return graph->has_finer_bounds() ? graph->start(edge(i)) : graph->scale().first(start_tick[i]);
}
inline Instant EdgeRun::end(std::size_t i) const {
  return graph->has_finer_bounds() ? graph->end(edge(i)) : graph->scale().first(end_tick[i]);
}

}  // namespace entente
