#include "graph/graph_builder.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "entente/error.hpp"
#include "graph/graph_data.hpp"
#include "graph/rows.hpp"

namespace entente {

struct GraphBuilder::State {
  std::unique_ptr<GraphData> data = std::make_unique<GraphData>();
  // Relations in the order in which they came.
  std::vector<EntityId> from, to;
  std::vector<RelationId> relation;
  std::vector<SymbolId> type;
  std::vector<Instant> start, end;
};

namespace {

// Where entities have their vertices: a table where ids are dense, a search where they are not.
class VertexTable {
 public:
  explicit VertexTable(const std::vector<EntityId>& ascending) : ids_(ascending) {
    const std::uint64_t last = ids_.empty() ? 0 : ids_.back().value;
    has_all_ids_ = last + 1 == ids_.size();
    if (has_all_ids_) return;
    if (last >= 4 * ids_.size() + 1024) return;
    table_.assign(last + 1, kNone);
    for (Vertex v = 0; v < ids_.size(); ++v) table_[ids_[v].value] = v;
  }

  Vertex at(EntityId id, RelationId relation) const {
    Vertex v = kNone;
    if (has_all_ids_) {
      if (id.value < ids_.size()) v = static_cast<Vertex>(id.value);
    } else if (!table_.empty()) {
      if (id.value < table_.size()) v = table_[id.value];
    } else {
      const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
      if (found != ids_.end() && *found == id) v = static_cast<Vertex>(found - ids_.begin());
    }
    if (v == kNone) {
      throw Error(ErrorCode::kCorruption, "relation " + std::to_string(relation.value) + " ends at entity " +
                                              std::to_string(id.value) + ", which the store does not hold");
    }
    return v;
  }

 private:
  static constexpr Vertex kNone = std::numeric_limits<Vertex>::max();
  const std::vector<EntityId>& ids_;
  bool has_all_ids_ = false;  // from 0 on: each is its vertex
  std::vector<Vertex> table_;
};

std::vector<Vertex> vertices_of(std::vector<EntityId>& ends, const VertexTable& table,
                                const std::vector<RelationId>& relations) {
  std::vector<Vertex> result(ends.size());
  for (std::size_t i = 0; i < ends.size(); ++i) result[i] = table.at(ends[i], relations[i]);
  ends = {};
  return result;
}

void require_room(std::size_t count, std::string_view what) {
  if (count < std::numeric_limits<std::uint32_t>::max()) return;
  throw Error(ErrorCode::kLimit, "a snapshot holds at most 4294967294 " + std::string(what));
}

template <class T>
void reorder(std::vector<T>& column, const Order& order) {
  std::vector<T> sorted(column.size());
  for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
  column = std::move(sorted);
}

// Vertices in ascending order of entity.
void order_vertices(GraphData& data) {
  Order order(data.entity_id.size());
  std::iota(order.begin(), order.end(), 0U);
  const std::vector<EntityId>& ids = data.entity_id;
  if (!std::is_sorted(ids.begin(), ids.end())) {
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
    reorder(data.entity_id, order);
    reorder(data.vertex_start, order);
    reorder(data.vertex_end, order);
  }
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice != ids.end()) {
    throw Error(ErrorCode::kCorruption, "the store holds entity " + std::to_string(twice->value) + " twice");
  }
  data.vertex_validity = std::move(data.vertex_validity).reordered(order);
  data.vertex_datings = std::move(data.vertex_datings).reordered(order);
  data.vertex_properties = std::move(data.vertex_properties).reordered(order);
  data.vertex_keys = std::move(data.vertex_keys).reordered(order);
  data.vertex_attribution = std::move(data.vertex_attribution).reordered(order);
  data.vertex_system = std::move(data.vertex_system).reordered(order);
  data.labels = std::move(data.labels).reordered(order);
  data.labels.close(data.ontology, data.symbols);
  data.vertex_by_key.build(data.vertex_keys, data.entity_id.size());
  if (!data.vertex_validity.any_stated()) {
    data.vertex_start = {};
    data.vertex_end = {};
  }
}

GraphStatistics measure(const GraphData& data) {
  GraphStatistics s;
  s.vertices = data.entity_id.size();
  s.edges = data.source.size();
  s.uncertain_edges = data.edge_validity.uncertain_count();
  s.bytes = data.out.bytes() + data.in.bytes() + data.exact_start.bytes() + data.exact_end.bytes() +
            bytes_of(data.source) + bytes_of(data.in_edge) + data.relation_id.bytes() + data.edge_validity.bytes() +
            data.edge_datings.bytes() + data.edge_properties.bytes() + data.edge_keys.bytes() +
            data.edge_attribution.bytes() + data.edge_system.bytes() +
            s.edges * (sizeof(Edge) + 2 * sizeof(Vertex)) +  // the index by type
            bytes_of(data.entity_id) + bytes_of(data.vertex_start) + bytes_of(data.vertex_end) +
            data.vertex_validity.bytes() + data.vertex_datings.bytes() + data.vertex_properties.bytes() +
            data.vertex_keys.bytes() + data.vertex_by_key.bytes() + data.vertex_attribution.bytes() +
            data.vertex_system.bytes() + data.labels.bytes();
  return s;
}

}  // namespace

GraphBuilder::GraphBuilder(std::vector<std::string> symbols, Ontology ontology) : state_(std::make_unique<State>()) {
  state_->data->symbols = SymbolTable(std::move(symbols));
  state_->data->ontology = std::move(ontology);
}

GraphBuilder::~GraphBuilder() = default;

void GraphBuilder::add(StoredEntity entity) {
  GraphData& data = *state_->data;
  const Period bounds = ValidityColumn::inner_bounds(entity.validity);
  if (!entity.datings.empty()) {
    data.vertex_datings.add(static_cast<std::uint32_t>(data.entity_id.size()), std::move(entity.datings));
  }
  data.entity_id.push_back(entity.id);
  data.vertex_start.push_back(bounds.latest_start);
  data.vertex_end.push_back(bounds.earliest_end);
  data.vertex_validity.add(entity.validity);
  data.vertex_properties.add(std::move(entity.properties));
  data.vertex_keys.add(entity.key);
  data.vertex_attribution.add(std::move(entity.attribution));
  data.vertex_system.add(entity.system);
  data.labels.add(entity.types);
}

void GraphBuilder::add(StoredRelation relation) {
  State& s = *state_;
  GraphData& data = *s.data;
  const Period bounds = ValidityColumn::inner_bounds(relation.validity);
  if (!relation.datings.empty()) {
    data.edge_datings.add(static_cast<std::uint32_t>(s.relation.size()), std::move(relation.datings));
  }
  s.relation.push_back(relation.id);
  s.from.push_back(relation.from);
  s.to.push_back(relation.to);
  s.type.push_back(relation.type);
  s.start.push_back(bounds.latest_start);
  s.end.push_back(bounds.earliest_end);
  data.edge_validity.add(relation.validity);
  data.edge_properties.add(std::move(relation.properties));
  data.edge_keys.add(relation.key);
  data.edge_attribution.add(std::move(relation.attribution));
  data.edge_system.add(relation.system);
}

void GraphBuilder::add(const RelationColumns& relations) {
  State& s = *state_;
  GraphData& data = *s.data;
  const auto append = [](auto& column, const auto& more) { column.insert(column.end(), more.begin(), more.end()); };
  append(s.relation, relations.relation);
  append(s.from, relations.from);
  append(s.to, relations.to);
  append(s.type, relations.type);
  append(s.start, relations.start);
  append(s.end, relations.end);
  for (std::size_t i = 0; i < relations.size(); ++i) {
    data.edge_validity.add_certain(relations.is_stated[i] != 0);
    data.edge_system.add({relations.recorded[i]});
  }
  data.edge_properties.add_none(relations.size());
  data.edge_keys.add_empty(relations.size());
  data.edge_attribution.add_default(relations.size());
}

void GraphBuilder::set_commit_times(CommitTimes times) {
  state_->data->commit_times = std::move(times);
}

void GraphBuilder::set_erased(std::size_t entities, std::size_t relations) {
  state_->data->erased_entities = entities;
  state_->data->erased_relations = relations;
}

std::shared_ptr<const TemporalGraph> GraphBuilder::build(TransactionId transaction, SystemTime time) {
  State& s = *state_;
  GraphData& data = *s.data;
  require_room(data.entity_id.size(), "entities");
  require_room(s.relation.size(), "relations");
  data.transaction = transaction;
  data.system_time = time;
  order_vertices(data);

  const VertexTable table(data.entity_id);
  UnsortedEdges edges;
  edges.source = vertices_of(s.from, table, s.relation);
  edges.target = vertices_of(s.to, table, s.relation);
  edges.type = std::move(s.type);
  edges.start = std::move(s.start);
  edges.end = std::move(s.end);
  edges.relation = std::move(s.relation);
  const Order order = build_rows(std::move(edges), data);

  data.edge_validity = std::move(data.edge_validity).reordered(order);
  data.edge_datings = std::move(data.edge_datings).reordered(order);
  data.edge_properties = std::move(data.edge_properties).reordered(order);
  data.edge_keys = std::move(data.edge_keys).reordered(order);
  data.edge_attribution = std::move(data.edge_attribution).reordered(order);
  data.edge_system = std::move(data.edge_system).reordered(order);
  data.types.note_types(data.out);
  for (const RelationType& type : data.ontology.relation_types) data.symbols.find_or_add(type.name);
  data.traits =
      TypeTraits(data.ontology, data.symbols.size(), [&](const std::string& name) { return data.symbols.find(name); });
  data.statistics = measure(data);
  auto graph = std::make_shared<const TemporalGraph>(std::move(s.data));
  *state_ = State();
  return graph;
}

}  // namespace entente
