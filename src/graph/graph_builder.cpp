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

void index_vertices(GraphData& data) {
  data.vertices.sort();
  data.vertices.labels.close(
      data.ontology, [&](SymbolId id) { return data.symbols.name(id); },
      [&](std::string_view name) { return data.symbols.find_or_add(name); });
  data.labels.build(data.vertices.labels);
  data.vertex_by_key.build(data.vertices.keys, data.vertices.size());
}

GraphStatistics measure(const GraphData& data) {
  GraphStatistics s;
  s.vertices = data.vertices.size();
  s.edges = data.source.size();
  s.uncertain_edges = data.edges.validity.uncertain_count();
  s.bytes = data.out.bytes() + data.in.bytes() + data.exact_start.bytes() + data.exact_end.bytes() +
            bytes_of(data.source) + bytes_of(data.in_edge) + data.edges.bytes() +
            s.edges * (sizeof(Edge) + 2 * sizeof(Vertex)) +  // the index by type
            data.vertices.bytes() + data.vertex_by_key.bytes() + data.labels.bytes();
  return s;
}

}  // namespace

GraphBuilder::GraphBuilder(std::vector<std::string> symbols, Ontology ontology) : state_(std::make_unique<State>()) {
  state_->data->stored_symbols = symbols.size();
  state_->data->symbols = SymbolTable(std::move(symbols));
  state_->data->ontology = std::move(ontology);
}

GraphBuilder::~GraphBuilder() = default;

void GraphBuilder::add(StoredEntity entity) {
  state_->data->vertices.add(std::move(entity));
}

void GraphBuilder::add(StoredRelation relation) {
  State& s = *state_;
  const Period bounds = ValidityColumn::inner_bounds(relation.validity);
  s.relation.push_back(relation.id);
  s.from.push_back(relation.from);
  s.to.push_back(relation.to);
  s.type.push_back(relation.type);
  s.start.push_back(bounds.latest_start);
  s.end.push_back(bounds.earliest_end);
  s.data->edges.add(relation);
}

void GraphBuilder::add(const RelationColumns& relations) {
  State& s = *state_;
  const auto append = [](auto& column, const auto& more) { column.insert(column.end(), more.begin(), more.end()); };
  append(s.relation, relations.relation);
  append(s.from, relations.from);
  append(s.to, relations.to);
  append(s.type, relations.type);
  append(s.start, relations.start);
  append(s.end, relations.end);
  s.data->edges.add(relations);
}

void GraphBuilder::set_commit_times(CommitTimes times) {
  GraphState& state = state_->data->state;
  state.commits = times->size();
  state.commit_times = std::move(times);
}

void GraphBuilder::set_erased(std::size_t entities, std::size_t relations) {
  state_->data->state.erased_entities = entities;
  state_->data->state.erased_relations = relations;
}

std::shared_ptr<const TemporalGraph> GraphBuilder::build(TransactionId transaction, SystemTime time) {
  State& s = *state_;
  GraphData& data = *s.data;
  require_room(data.vertices.size(), "entities");
  require_room(s.relation.size(), "relations");
  data.state.transaction = transaction;
  data.state.system_time = time;
  index_vertices(data);

  const VertexTable table(data.vertices.id);
  UnsortedEdges edges;
  edges.source = vertices_of(s.from, table, s.relation);
  edges.target = vertices_of(s.to, table, s.relation);
  edges.type = std::move(s.type);
  edges.start = std::move(s.start);
  edges.end = std::move(s.end);
  edges.relation = std::move(s.relation);
  const Order order = build_rows(std::move(edges), data);

  data.edges.reorder(order);
  data.types.note_types(data.out);
  for (const RelationType& type : data.ontology.relation_types) data.symbols.find_or_add(type.name);
  data.traits = traits_of(data.ontology, data.symbols);
  data.statistics = measure(data);
  auto graph = std::make_shared<const TemporalGraph>(std::move(s.data));
  *state_ = State();
  return graph;
}

}  // namespace entente
