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
// Safe for any number of readers at once. All spans and references live as long as the snapshot.
#pragma once

#include <algorithm>
#include <cstdint>
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
  std::span<const Edge> in_edge;               // in-runs: the edge at each place; empty for out-runs
  Edge first = 0;                              // out-runs: the edge at place 0
  const TemporalGraph* graph = nullptr;

  std::size_t size() const { return neighbor.size(); }
  Edge edge(std::size_t i) const { return in_edge.empty() ? first + static_cast<Edge>(i) : in_edge[i]; }
  Instant start(std::size_t i) const;  // latest start
  Instant end(std::size_t i) const;    // earliest end
};

// All edges of a graph, in order:  for (const Edge e : graph.edges()) …
class EdgeRange {
 public:
  class Iterator {
   public:
    explicit Iterator(Edge at) : at_(at) {}
    Edge operator*() const { return at_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(Iterator, Iterator) = default;

   private:
    Edge at_;
  };

  explicit EdgeRange(Edge limit) : limit_(limit) {}
  Iterator begin() const { return Iterator(0); }
  Iterator end() const { return Iterator(limit_); }

 private:
  Edge limit_;
};

// All edges of one type in order of (start, edge), with their ends beside them.
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

class GraphData;   // the columns; src/graph/graph_data.hpp
class TypeTraits;  // entente/graph/type_traits.hpp

class TemporalGraph {
 public:
  explicit TemporalGraph(std::unique_ptr<const GraphData> data);
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

  Vertex vertex_count() const { return vertex_count_; }
  Edge edge_count() const { return edge_count_; }
  // All edges, and the number that all are less than, for what keeps a place for each.
  EdgeRange edges() const { return EdgeRange(edge_count_); }
  Edge edge_limit() const { return edge_count_; }
  const GraphStatistics& statistics() const;

  // Rows. Constant time; with a type, a binary search in the row.
  EdgeRun out(Vertex v) const { return out_between(out_.offset[v], out_.offset[v + 1]); }
  EdgeRun in(Vertex v) const { return in_between(in_.offset[v], in_.offset[v + 1]); }
  EdgeRun out(Vertex v, SymbolId type) const {
    const auto [first, last] = places_of_type(out_, v, type);
    return out_between(first, last);
  }
  EdgeRun in(Vertex v, SymbolId type) const {
    const auto [first, last] = places_of_type(in_, v, type);
    return in_between(first, last);
  }
  Vertex source(Edge e) const { return source_[e]; }
  Vertex target(Edge e) const { return out_.neighbor[e]; }
  SymbolId type(Edge e) const { return out_.type[e]; }
  // Latest start and earliest end.
  Instant start(Edge e) const { return has_finer_bounds_ ? exact_start(e) : scale_.first(out_.start[e]); }
  Instant end(Edge e) const { return has_finer_bounds_ ? exact_end(e) : scale_.first(out_.end[e]); }
  // What the ticks of the rows are, and whether some bound begins none.
  const TickScale& scale() const { return scale_; }
  bool has_finer_bounds() const { return has_finer_bounds_; }

  // Asks the processor for the rows of a vertex that a loop will soon come to: first where they are, a few steps later
  // the rows.
  void prefetch_offset(Vertex v, bool out) const { prefetch((out ? out_ : in_).offset + v); }
  void prefetch_row(Vertex v, bool out) const {
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
  bool all_vertices_valid_always() const { return vertex_start_ == nullptr; }

  // All edges of a type, sorted by (start, edge). The index over all types is made by the first call of any thread.
  std::span<const Edge> edges_of_type(SymbolId type) const { return run_of_type(type).edge; }
  TypeRun run_of_type(SymbolId type) const;
  bool has_edges_of_type(SymbolId type) const;
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
  std::span<const Vertex> vertices_with_value(SymbolId key, const Value& value) const;
  // Keys that the vertex or edge has a value for under `at`, in order of name.
  std::vector<SymbolId> keys(Vertex v, const Timeslice& at = Timeslice::all()) const;
  std::vector<SymbolId> edge_keys(Edge e, const Timeslice& at = Timeslice::all()) const;

  // Names. Ids are those of the store; a name that only the ontology mentions has an id in this snapshot alone.
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
  // Facts share their attributions: the distinct ones of all edges and of all vertices, and which of them a fact has.
  std::span<const Attribution> edge_attributions() const;
  std::span<const Attribution> vertex_attributions() const;
  std::size_t attribution_number(Edge e) const;
  std::size_t attribution_number_of_vertex(Vertex v) const;

  // Names and aliases (the properties `name` and `aliases`) that fold to the same text as `text`, whatever their case,
  // diacritics and spacing; in order of vertex, a name before aliases. Logarithmic in the names of all vertices; the
  // first call of any thread folds them all.
  std::span<const NameEntry> named(std::string_view text) const;
  // Names that `text` may have been meant for, the likeliest first, each once: those that contain its words, then those
  // within a few typing errors. Looks at all names, in a graph of more than 100,000 at those that begin with the same
  // character.
  std::vector<std::string> nearest_names(std::string_view text, std::size_t count) const;

  // Self-contained copies for results and exports.
  NodeRecord node_record(Vertex v) const;
  RelationshipRecord relationship_record(Edge e) const;

 private:
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
    if (in_edge != nullptr) r.in_edge = {in_edge + first, size};
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
  Instant exact_start(Edge e) const;
  Instant exact_end(Edge e) const;
  bool lookup_uncertain(Edge e) const;
  bool lookup_set(Edge e) const;
  bool lookup_set_of_vertex(Vertex v) const;
  Period uncertain_period(Edge e) const;

  std::unique_ptr<const GraphData> data_;
  // The columns that loops run over, so that reading them costs no call.
  Vertex vertex_count_;
  Edge edge_count_;
  TickScale scale_;
  bool has_finer_bounds_;
  bool has_uncertain_edges_;
  bool has_sets_;
  bool has_sets_of_vertices_;
  bool has_claims_;
  RowView out_;
  RowView in_;
  const Edge* in_edge_;
  const Vertex* source_;
  const Instant* vertex_start_;  // null while every vertex is valid always
  const Instant* vertex_end_;
  const TypeTraits* traits_;
};

inline Instant EdgeRun::start(std::size_t i) const {
  return graph->has_finer_bounds() ? graph->start(edge(i)) : graph->scale().first(start_tick[i]);
}
inline Instant EdgeRun::end(std::size_t i) const {
  return graph->has_finer_bounds() ? graph->end(edge(i)) : graph->scale().first(end_tick[i]);
}

}  // namespace entente
