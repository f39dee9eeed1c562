// What a snapshot is made of. TemporalGraph reads it; GraphBuilder fills it; nobody else sees it.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/type_traits.hpp"
#include "graph/columns.hpp"
#include "graph/facts.hpp"
#include "graph/name_index.hpp"
#include "graph/names.hpp"
#include "graph/property_index.hpp"

namespace entente {

// Compressed rows of one direction. Row v is [offset[v], offset[v + 1]) of each column.
struct Rows {
  std::vector<Edge> offset;  // vertex_count + 1
  std::vector<Vertex> neighbor;
  std::vector<SymbolId> type;
  std::vector<Tick> start, end;
  std::size_t bytes() const {
    return bytes_of(offset) + bytes_of(neighbor) + bytes_of(type) + bytes_of(start) + bytes_of(end);
  }
};

class GraphData;

// Edges by type, each list sorted by (start, edge). Made when first asked for: most graphs that are opened never are.
class TypeIndex {
 public:
  // `data` is the same in every call.
  TypeRun run(const GraphData& data, SymbolId type) const;
  void note_types(const Rows& out);      // once, while building
  std::vector<SymbolId> in_use() const;  // by id
  std::size_t count(SymbolId type) const {
    return type.value + 1 < first_.size() ? first_[type.value + 1] - first_[type.value] : 0;
  }

 private:
  void make(const GraphData& data) const;
  std::vector<Edge> first_;  // of each type in the columns below, by symbol id
  mutable std::once_flag made_;
  mutable std::vector<Edge> edge_;
  mutable std::vector<Vertex> source_, target_;
};

// Which state of the store a snapshot shows.
struct GraphState {
  TransactionId transaction;
  SystemTime system_time;
  std::shared_ptr<const std::vector<SystemTime>> commit_times;  // of the commits from 1 on, of which `commits` count
  std::size_t commits = 0;
  std::size_t erased_entities = 0, erased_relations = 0;  // since, and missing here
};

inline TypeTraits traits_of(const Ontology& ontology, const SymbolTable& symbols) {
  return TypeTraits(ontology, symbols.size(), [&](const std::string& name) { return symbols.find(name); });
}

class GraphData {
 public:
  GraphState state;
  SymbolTable symbols;
  std::size_t stored_symbols = 0;  // of these, such as the store had: the first ones, by its ids
  Ontology ontology;
  TypeTraits traits;

  TickScale scale;
  Rows out, in;
  SparseColumn<Instant> exact_start, exact_end;  // of edges, where they begin no tick
  std::vector<Vertex> source;                    // of each edge
  std::vector<Edge> in_edge;                     // the edge at each place of the in-rows
  EdgeFacts edges;
  TypeIndex types;

  VertexFacts vertices;
  PropertyIndex vertex_by_property;
  NameIndex vertex_by_name;
  KeyIndex vertex_by_key;
  LabelIndex labels;

  GraphStatistics statistics;

  Instant start(Edge e) const {
    const Instant* exact = exact_start.find(e);
    return exact != nullptr ? *exact : scale.first(out.start[e]);
  }
  Instant end(Edge e) const {
    const Instant* exact = exact_end.find(e);
    return exact != nullptr ? *exact : scale.first(out.end[e]);
  }
};

}  // namespace entente
