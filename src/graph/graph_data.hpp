// What a snapshot is made of. TemporalGraph reads it; GraphBuilder fills it; nobody else sees it.
#pragma once

#include <mutex>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/type_traits.hpp"
#include "graph/columns.hpp"
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
  bool is_in_use(SymbolId type) const { return type.value + 1 < first_.size() && count(type) > 0; }

 private:
  std::size_t count(SymbolId type) const { return first_[type.value + 1] - first_[type.value]; }
  void make(const GraphData& data) const;
  std::vector<Edge> first_;  // of each type in the columns below, by symbol id
  mutable std::once_flag made_;
  mutable std::vector<Edge> edge_;
  mutable std::vector<Vertex> source_, target_;
};

class GraphData {
 public:
  TransactionId transaction;
  SystemTime system_time;
  std::shared_ptr<const std::vector<SystemTime>> commit_times;  // of the commits from 1 on
  std::size_t erased_entities = 0, erased_relations = 0;        // since, and missing here
  SymbolTable symbols;
  Ontology ontology;
  TypeTraits traits;

  TickScale scale;
  Rows out, in;
  SparseColumn<Instant> exact_start, exact_end;  // of edges, where they begin no tick
  std::vector<Vertex> source;                    // of each edge
  std::vector<Edge> in_edge;                     // the edge at each place of the in-rows
  IdColumn relation_id;
  ValidityColumn edge_validity;
  SparseColumn<std::vector<Dating>> edge_datings;
  PropertyColumn edge_properties;
  TextColumn edge_keys;
  AttributionColumn edge_attribution;
  SystemColumn edge_system;
  TypeIndex types;

  std::vector<EntityId> entity_id;
  std::vector<Instant> vertex_start, vertex_end;  // inner bounds; both empty while every vertex is valid always
  ValidityColumn vertex_validity;
  SparseColumn<std::vector<Dating>> vertex_datings;
  PropertyColumn vertex_properties;
  PropertyIndex vertex_by_property;
  NameIndex vertex_by_name;
  TextColumn vertex_keys;
  KeyIndex vertex_by_key;
  AttributionColumn vertex_attribution;
  SystemColumn vertex_system;
  LabelIndex labels;

  GraphStatistics statistics;

  Instant start(Edge e) const {
    const Instant* exact = exact_start.find(e);
    return exact != nullptr ? *exact : scale.first(out.start[e]);
  }
};

}  // namespace entente
