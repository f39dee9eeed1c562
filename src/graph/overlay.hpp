// What commits changed of a snapshot behind the one that was loaded: facts that they brought, and the rows of vertices
// at which something changed, whole. TemporalGraph looks here before it looks at what was loaded; `with_changes` fills
// it. A copy shares all but what a further commit changes, so that the snapshot behind a small commit costs the degree
// of what that touched, and snapshots before it stay what they were.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "graph/facts.hpp"
#include "graph/graph_data.hpp"
#include "graph/shared_table.hpp"
#include "model/commit_changes.hpp"

namespace entente {

// Edges of one vertex, sorted as in Rows.
struct OverlaidRow {
  std::vector<Vertex> neighbor;
  std::vector<SymbolId> type;
  std::vector<Tick> start, end;
  std::vector<Edge> edge;
};

// The relations that a commit brought: edges from `first` on.
struct EdgeBlock {
  Edge first = 0;
  std::size_t first_attribution = 0;
  EdgeFacts facts;
  std::vector<Vertex> source, target;
  std::vector<SymbolId> type;
  std::vector<Instant> start, end;  // inner bounds
};

// The entities that a commit brought or changed.
struct VertexBlock {
  std::size_t first_attribution = 0;
  VertexFacts facts;
};

struct Overlay {
  struct VertexPlace {
    std::shared_ptr<const VertexBlock> block;
    std::uint32_t at = 0;
  };
  using Row = std::shared_ptr<const OverlaidRow>;
  // Vertices under what they have, by 15 bits of its hash; ascending.
  using Candidates = SharedTable<std::shared_ptr<const std::vector<Vertex>>>;

  GraphState state;
  // With what commits named first; null: those that were loaded. And the ids that these names have here, by how many
  // the store had named before.
  std::shared_ptr<const SymbolTable> symbols;
  std::shared_ptr<const TypeTraits> traits;
  std::vector<SymbolId> new_symbols;
  std::shared_ptr<std::vector<SystemTime>> commit_times;  // those of `state`, with room for more

  SharedTable<Row> out, in;                             // by vertex
  SharedTable<std::shared_ptr<const EdgeBlock>> edges;  // by edge, counted from the last that was loaded
  SharedTable<std::uint64_t> gone;                      // a bit for each edge, 64 under one number
  SharedTable<bool> absent;                             // vertices that were absent, and whether they are
  SharedTable<VertexPlace> vertices;                    // changed ones, and those behind the last that was loaded
  Candidates by_key, by_value, by_name;                 // of `vertices`; some may have changed again since
  HashSet<SymbolId> keys_of_times;                      // properties with an instant or a period among `vertices`
  HashMap<SymbolId, std::int64_t> type_changes, label_changes;  // how many more or less there are of what was touched

  Vertex vertex_limit = 0;
  Edge edge_limit = 0;
  std::size_t edge_attributions = 0, vertex_attributions = 0;  // how many numbers are given
  // Of how many versions that are not there any more each number was.
  using Gone = HashMap<std::size_t, std::size_t>;
  Gone gone_edge_attributions, gone_vertex_attributions;
  std::size_t row_places = 0;  // in the rows
  GraphStatistics statistics;
  bool has_finer_bounds = false, has_sets = false, has_sets_of_vertices = false, has_claims = false;
  bool has_uncertain_vertices = false, all_vertices_valid_always = true;

  bool is_draft = false;

  bool is_gone(Edge e) const {
    const std::uint64_t* word = gone.find(e / 64);
    return word != nullptr && (*word >> (e % 64) & 1) != 0;
  }
  const EdgeBlock& block_of(Edge behind_loaded) const { return **edges.find(behind_loaded); }
  bool is_absent(Vertex v) const {
    const bool* found = absent.find(v);
    return found != nullptr && *found;
  }
  std::size_t more_of_type(SymbolId type) const { return more(type_changes, type); }
  std::size_t more_with_label(SymbolId label) const { return more(label_changes, label); }

  template <class Visit>
  void for_each_gone(const Visit& visit) const {
    gone.for_each([&](std::uint32_t number, std::uint64_t word) {
      for (; word != 0; word &= word - 1) visit(number * 64 + static_cast<Edge>(std::countr_zero(word)));
    });
  }
  template <class Visit>
  void for_each_edge_block(const Visit& visit) const {
    const EdgeBlock* last = nullptr;
    edges.for_each([&](std::uint32_t, const std::shared_ptr<const EdgeBlock>& block) {
      if (block.get() != last) visit(*block);
      last = block.get();
    });
  }

  static std::span<const Vertex> candidates(const Candidates& of, std::uint32_t hash) {
    const auto* found = of.find(hash);
    return found == nullptr ? std::span<const Vertex>() : std::span<const Vertex>(**found);
  }
  static std::uint32_t hash(std::string_view text);
  static std::uint32_t hash(SymbolId key, const Value& value);

 private:
  // Added to what was loaded; as unsigned numbers are, less than zero too.
  static std::size_t more(const HashMap<SymbolId, std::int64_t>& changes, SymbolId symbol) {
    const auto found = changes.find(symbol);
    return found == changes.end() ? 0 : static_cast<std::size_t>(found->second);
  }
};

// Puts what the vertex `v`, at place `i` of `facts`, is found by into the candidates of an overlay that has it.
void index_vertex(Overlay& overlay, const SymbolTable& symbols, const VertexFacts& facts, std::uint32_t i, Vertex v);

// Lists over loaded and changed facts together, made when first asked for.
class MergedIndexes {
 public:
  std::span<const Vertex> vertices_with_label(const TemporalGraph& graph, const GraphData& base, const Overlay& overlay,
                                              SymbolId label);
  TypeRun run_of_type(const TemporalGraph& graph, const GraphData& base, const Overlay& overlay, SymbolId type);

 private:
  struct TypeLists {
    std::vector<Edge> edge;
    std::vector<Vertex> source, target;
  };
  std::mutex mutex_;
  HashMap<SymbolId, std::unique_ptr<const std::vector<Vertex>>> labels_;
  HashMap<SymbolId, std::unique_ptr<const TypeLists>> types_;
};

// `graph` as the commit behind its own leaves it. Null: it has to be loaded anew, since the commit changes what is not
// there, or since so much has changed by now that a loaded graph would be smaller and quicker. Cost: the degrees of the
// vertices at which something changed, and a few microseconds a fact.
std::shared_ptr<const TemporalGraph> with_changes(const TemporalGraph& graph, const CommitChanges& changes);

// The same, however much has changed, and of changes of which some entities are absent from then on. Throws
// kCorruption where they change what is not there.
std::shared_ptr<const TemporalGraph> with_any_changes(const TemporalGraph& graph, const CommitChanges& changes);

// The same of a commit that is still being made, whose changes come in steps: `changes.transaction` is that of the
// commit behind the graph's own, or the graph's, where that shows what some step left.
std::shared_ptr<const TemporalGraph> with_draft(const TemporalGraph& graph, const CommitChanges& changes);

// The id that the store of the graph has for a name. Where it has none: that which it would give behind those in
// `added`, to which the name is then appended, unless it is there.
SymbolId symbol_in_store(const TemporalGraph& graph, std::string_view name, std::vector<std::string>& added);

}  // namespace entente
