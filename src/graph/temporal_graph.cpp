#include "entente/graph/temporal_graph.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "graph/graph_data.hpp"
#include "graph/overlay.hpp"
#include "graph/states.hpp"

namespace entente {

TemporalGraph::TemporalGraph(std::shared_ptr<const GraphData> data, std::shared_ptr<const Overlay> overlay,
                             std::shared_ptr<const GraphStates> states)
    : data_(std::move(data)),
      overlay_(std::move(overlay)),
      merged_(overlay_ ? std::make_unique<MergedIndexes>() : nullptr),
      states_(std::move(states)),
      loaded_vertices_(static_cast<Vertex>(data_->vertices.size())),
      vertex_count_(overlay_ ? overlay_->vertex_limit : loaded_vertices_),
      loaded_edges_(static_cast<Edge>(data_->source.size())),
      edge_count_(static_cast<Edge>(statistics().edges)),
      edge_limit_(overlay_ ? overlay_->edge_limit : loaded_edges_),
      scale_(data_->scale),
      in_edge_(data_->in_edge.data()),
      source_(data_->source.data()),
      traits_(overlay_ && overlay_->traits ? overlay_->traits.get() : &data_->traits) {
  const bool loaded_finer_bounds = !data_->exact_start.empty() || !data_->exact_end.empty();
  edges_of_ticks_ = loaded_finer_bounds ? 0 : loaded_edges_;
  has_finer_bounds_ = loaded_finer_bounds || (overlay_ && overlay_->has_finer_bounds);
  has_uncertain_edges_ = statistics().uncertain_edges > 0;
  has_sets_ = data_->edges.validity.has_sets() || (overlay_ && overlay_->has_sets);
  has_sets_of_vertices_ = data_->vertices.validity.has_sets() || (overlay_ && overlay_->has_sets_of_vertices);
  is_draft_ = overlay_ && overlay_->is_draft;
  has_claims_ = data_->edges.has_claims() || data_->vertices.has_claims() || (overlay_ && overlay_->has_claims);
  all_vertices_valid_always_ = data_->vertices.start.empty() && (!overlay_ || overlay_->all_vertices_valid_always);
  const auto view = [](const Rows& rows) {
    return RowView{rows.offset.data(), rows.neighbor.data(), rows.type.data(), rows.start.data(), rows.end.data()};
  };
  out_ = view(data_->out);
  in_ = view(data_->in);
}

TemporalGraph::~TemporalGraph() = default;

const GraphState& TemporalGraph::state() const {
  return overlay_ ? overlay_->state : data_->state;
}
const SymbolTable& TemporalGraph::symbols() const {
  return overlay_ && overlay_->symbols ? *overlay_->symbols : data_->symbols;
}
TransactionId TemporalGraph::transaction() const {
  return state().transaction;
}
SystemTime TemporalGraph::system_time() const {
  return state().system_time;
}
std::span<const SystemTime> TemporalGraph::commit_times() const {
  if (!state().commit_times) return {};
  // The list grows behind what counts here, while others read.
  return {state().commit_times->data(), state().commits};
}
std::size_t TemporalGraph::erased_entities() const {
  return state().erased_entities;
}
std::size_t TemporalGraph::erased_relations() const {
  return state().erased_relations;
}
const GraphStatistics& TemporalGraph::statistics() const {
  return overlay_ ? overlay_->statistics : data_->statistics;
}

void EdgeRange::Iterator::step(bool is_first) {
  if (is_first)
    row_ = vertex_ < graph_->vertex_count() ? graph_->out(vertex_) : EdgeRun();
  else
    ++place_;
  while (place_ == row_.size()) {
    place_ = 0;
    if (++vertex_ >= graph_->vertex_count()) {
      at_ = limit_;
      return;
    }
    row_ = graph_->out(vertex_);
  }
  at_ = row_.edge(place_);
}

bool TemporalGraph::has_absent_vertices() const {
  return overlay_ && !overlay_->absent.empty();
}
bool TemporalGraph::is_absent(Vertex v) const {
  return overlay_ && overlay_->is_absent(v);
}

bool TemporalGraph::is_gone(Edge e) const {
  return overlay_ && overlay_->is_gone(e);
}

TemporalGraph::EdgePlace TemporalGraph::place_of(Edge e) const {
  if (e < loaded_edges_) return {data_->edges, e};
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return {block.facts, e - block.first};
}

TemporalGraph::VertexPlace TemporalGraph::place_of_vertex(Vertex v) const {
  if (overlay_) {
    if (const Overlay::VertexPlace* changed = overlay_->vertices.find(v)) return {changed->block->facts, changed->at};
  }
  return {data_->vertices, v};
}

EdgeRun TemporalGraph::overlaid_row(Vertex v, bool out) const {
  if (const Overlay::Row* found = (out ? overlay_->out : overlay_->in).find(v)) {
    const OverlaidRow& row = **found;
    EdgeRun run;
    run.neighbor = row.neighbor;
    run.type = row.type;
    run.start_tick = row.start;
    run.end_tick = row.end;
    run.edges = row.edge;
    run.graph = this;
    return run;
  }
  if (v >= loaded_vertices_) {
    EdgeRun run;
    run.graph = this;
    return run;
  }
  return out ? out_between(out_.offset[v], out_.offset[v + 1]) : in_between(in_.offset[v], in_.offset[v + 1]);
}

EdgeRun TemporalGraph::of_type(const EdgeRun& row, SymbolId type) {
  const auto range = std::equal_range(row.type.begin(), row.type.end(), type);
  const auto first = static_cast<std::size_t>(range.first - row.type.begin());
  const auto size = static_cast<std::size_t>(range.second - range.first);
  EdgeRun run;
  run.neighbor = row.neighbor.subspan(first, size);
  run.type = row.type.subspan(first, size);
  run.start_tick = row.start_tick.subspan(first, size);
  run.end_tick = row.end_tick.subspan(first, size);
  if (!row.edges.empty()) run.edges = row.edges.subspan(first, size);
  run.first = row.first + static_cast<Edge>(first);
  run.graph = row.graph;
  return run;
}

Vertex TemporalGraph::overlaid_source(Edge e) const {
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.source[e - block.first];
}
Vertex TemporalGraph::overlaid_target(Edge e) const {
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.target[e - block.first];
}
SymbolId TemporalGraph::overlaid_type(Edge e) const {
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.type[e - block.first];
}
Instant TemporalGraph::exact_start(Edge e) const {
  if (e < loaded_edges_) return data_->start(e);
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.start[e - block.first];
}
Instant TemporalGraph::exact_end(Edge e) const {
  if (e < loaded_edges_) return data_->end(e);
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.end[e - block.first];
}

SystemPeriod TemporalGraph::system_period(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.system.at(at);
}
SystemPeriod TemporalGraph::system_period_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.system.at(at);
}

bool TemporalGraph::has_uncertain_vertices() const {
  return data_->vertices.validity.uncertain_count() > 0 || (overlay_ && overlay_->has_uncertain_vertices);
}

bool TemporalGraph::lookup_uncertain(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.validity.is_uncertain(at);
}

bool TemporalGraph::lookup_set(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.validity.is_set(at);
}
bool TemporalGraph::lookup_set_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.validity.is_set(at);
}
std::span<const Period> TemporalGraph::stretches(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.validity.stretches(at);
}
std::span<const Period> TemporalGraph::stretches_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.validity.stretches(at);
}

namespace {

template <class Place>
std::span<const Dating> datings_at(const Place& place) {
  const std::vector<Dating>* found = place.facts.datings.find(place.at);
  return found == nullptr ? std::span<const Dating>() : std::span<const Dating>(*found);
}

}  // namespace

std::span<const Dating> TemporalGraph::datings(Edge e) const {
  return datings_at(place_of(e));
}
std::span<const Dating> TemporalGraph::datings_of_vertex(Vertex v) const {
  return datings_at(place_of_vertex(v));
}

Period TemporalGraph::uncertain_period(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.validity.period(at, start(e), end(e));
}

Period TemporalGraph::period_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.period(at);
}

std::optional<Validity> TemporalGraph::validity(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.validity.validity(at, start(e), end(e));
}

std::optional<Validity> TemporalGraph::validity_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.stated_validity(at);
}

std::size_t TemporalGraph::count_of_type(SymbolId type) const {
  return data_->types.count(type) + (overlay_ ? overlay_->more_of_type(type) : 0);
}

TypeRun TemporalGraph::run_of_type(SymbolId type) const {
  if (overlay_ && overlay_->type_changes.contains(type)) return merged_->run_of_type(*this, *data_, *overlay_, type);
  return data_->types.run(*data_, type);
}

std::size_t TemporalGraph::count_with_label(SymbolId label) const {
  return data_->labels.vertices(label).size() + (overlay_ ? overlay_->more_with_label(label) : 0);
}

std::span<const Vertex> TemporalGraph::vertices_with_label(SymbolId label) const {
  if (overlay_ && overlay_->label_changes.contains(label))
    return merged_->vertices_with_label(*this, *data_, *overlay_, label);
  return data_->labels.vertices(label);
}
bool TemporalGraph::has_label(Vertex v, SymbolId label) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.labels.has(at, label);
}
std::span<const SymbolId> TemporalGraph::labels(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.labels.of(at);
}

std::optional<SymbolId> TemporalGraph::symbol(std::string_view name) const {
  return symbols().find(name);
}
std::string_view TemporalGraph::symbol_name(SymbolId id) const {
  return symbols().name(id);
}
std::size_t TemporalGraph::symbol_count() const {
  return symbols().size();
}

std::string_view TemporalGraph::key(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.keys.at(at);
}
std::string_view TemporalGraph::relation_key(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.keys.at(at);
}
std::optional<Vertex> TemporalGraph::find(std::string_view key) const {
  const auto is_there = [&](Vertex v) { return !is_absent(v); };
  const std::optional<Vertex> loaded = data_->vertex_by_key.find(key, is_there);
  if (loaded || !overlay_) return loaded;
  for (const Vertex v : Overlay::candidates(overlay_->by_key, Overlay::hash(key)))
    if (this->key(v) == key && is_there(v)) return v;
  return std::nullopt;
}
EntityId TemporalGraph::entity_id(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.id[at];
}
RelationId TemporalGraph::relation_id(Edge e) const {
  const auto [facts, at] = place_of(e);
  return RelationId{facts.id.at(at)};
}

const Ontology& TemporalGraph::ontology() const {
  return data_->ontology;
}
const Attribution& TemporalGraph::attribution(Edge e) const {
  const auto [facts, at] = place_of(e);
  return facts.attribution.at(at);
}
const Attribution& TemporalGraph::attribution_of_vertex(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return facts.attribution.at(at);
}
std::size_t TemporalGraph::attribution_number(Edge e) const {
  if (e < loaded_edges_) return data_->edges.attribution.number(e);
  const EdgeBlock& block = overlay_->block_of(e - loaded_edges_);
  return block.first_attribution + block.facts.attribution.number(e - block.first);
}
std::size_t TemporalGraph::attribution_number_of_vertex(Vertex v) const {
  if (overlay_) {
    if (const Overlay::VertexPlace* changed = overlay_->vertices.find(v))
      return changed->block->first_attribution + changed->block->facts.attribution.number(changed->at);
  }
  return data_->vertices.attribution.number(v);
}

namespace {

// Those of a column whose numbers begin with `first`.
void put_attributions(std::vector<const Attribution*>& all, const AttributionColumn& column, std::size_t first,
                      const Overlay::Gone& gone) {
  const std::size_t count = column.distinct().size();
  std::vector<std::size_t> uses;  // where some are not used any more
  for (std::size_t i = 0; i < count && uses.empty(); ++i)
    if (gone.contains(first + i)) uses = column.uses();
  all.resize(std::max(all.size(), first + count));
  for (std::size_t i = 0; i < count; ++i) {
    const auto found = gone.find(first + i);
    if (found == gone.end() || found->second < uses[i]) all[first + i] = &column.distinct()[i];
  }
}

}  // namespace

std::vector<const Attribution*> TemporalGraph::edge_attributions() const {
  std::vector<const Attribution*> all;
  const Overlay::Gone gone = overlay_ ? overlay_->gone_edge_attributions : Overlay::Gone();
  put_attributions(all, data_->edges.attribution, 0, gone);
  if (overlay_) {
    overlay_->for_each_edge_block(
        [&](const EdgeBlock& block) { put_attributions(all, block.facts.attribution, block.first_attribution, gone); });
  }
  return all;
}
std::vector<const Attribution*> TemporalGraph::vertex_attributions() const {
  std::vector<const Attribution*> all;
  const Overlay::Gone gone = overlay_ ? overlay_->gone_vertex_attributions : Overlay::Gone();
  put_attributions(all, data_->vertices.attribution, 0, gone);
  if (overlay_) {
    overlay_->vertices.for_each([&](Vertex, const Overlay::VertexPlace& place) {
      put_attributions(all, place.block->facts.attribution, place.block->first_attribution, gone);
    });
  }
  return all;
}

std::vector<SourceRef> TemporalGraph::sources_of_claims() const {
  std::vector<SourceRef> all;
  const auto add = [&](const auto& facts) {
    for (const std::vector<Dating>& datings : facts.datings.values())
      for (const Dating& dating : datings) all.insert(all.end(), dating.sources.begin(), dating.sources.end());
    for (const std::vector<SourceRef>& sources : facts.properties.all_sources())
      all.insert(all.end(), sources.begin(), sources.end());
  };
  if (!overlay_) {
    add(data_->edges);
    add(data_->vertices);
  } else if (has_claims_) {
    const auto add_place = [&](const auto& place) {
      for (const Dating& dating : datings_at(place))
        all.insert(all.end(), dating.sources.begin(), dating.sources.end());
      const PropertyRange range = place.facts.properties.of(place.at);
      for (std::size_t i = range.first; i < range.last; ++i)
        if (const auto* sources = place.facts.properties.sources(i))
          all.insert(all.end(), sources->begin(), sources->end());
    };
    for (Edge e = 0; e < edge_limit_; ++e)
      if (!is_gone(e) || states_) add_place(place_of(e));
    for (Vertex v = 0; v < vertex_count_; ++v) add_place(place_of_vertex(v));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<NameEntry> TemporalGraph::named(std::string_view text) const {
  const std::span<const NameEntry> loaded = data_->vertex_by_name.find(*data_, text);
  std::vector<NameEntry> found(loaded.begin(), loaded.end());
  if (!overlay_ || overlay_->vertices.empty()) return found;
  std::erase_if(found, [&](const NameEntry& entry) { return overlay_->vertices.find(entry.vertex) != nullptr; });
  const std::string folded = fold_name(text);
  for (const Vertex v : Overlay::candidates(overlay_->by_name, Overlay::hash(folded)))
    for (const NameEntry& entry : names_of(v))
      if (fold_name(entry.name) == folded) found.push_back(entry);
  std::stable_sort(found.begin(), found.end(),
                   [](const NameEntry& a, const NameEntry& b) { return a.vertex < b.vertex; });
  return found;
}

std::vector<NameEntry> TemporalGraph::names_of(Vertex v) const {
  const auto [facts, at] = place_of_vertex(v);
  return NameIndex::names(symbols(), facts, at, v);
}

std::vector<std::string> TemporalGraph::nearest_names(std::string_view text, std::size_t count) const {
  if (!overlay_ || overlay_->vertices.empty()) return data_->vertex_by_name.nearest(*data_, text, count);
  NameIndex::Others others;
  overlay_->vertices.for_each([&](Vertex v, const Overlay::VertexPlace&) {
    others.replaced.push_back(v);
    for (const NameEntry& entry : names_of(v)) others.entries.push_back(entry);
  });
  return data_->vertex_by_name.nearest(*data_, text, count, others);
}

namespace {

std::vector<std::string> names_of_symbols(const std::vector<SymbolId>& ids, const SymbolTable& symbols) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const SymbolId id : ids) names.push_back(symbols.name(id));
  return names;
}

std::vector<std::string> sorted_once(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::vector<std::string> TemporalGraph::label_names() const {
  std::vector<SymbolId> in_use = data_->labels.in_use();
  if (overlay_) {
    for (const auto& [label, more] : overlay_->label_changes) in_use.push_back(label);
    std::erase_if(in_use, [&](SymbolId label) { return count_with_label(label) == 0; });
  }
  std::vector<std::string> names = names_of_symbols(in_use, symbols());
  for (const EntityType& type : data_->ontology.entity_types) names.push_back(type.name);
  return sorted_once(std::move(names));
}

std::vector<std::string> TemporalGraph::relation_type_names() const {
  std::vector<SymbolId> in_use = data_->types.in_use();
  if (overlay_) {
    for (const auto& [type, more] : overlay_->type_changes) in_use.push_back(type);
    std::erase_if(in_use, [&](SymbolId type) { return count_of_type(type) == 0; });
  }
  std::vector<std::string> names = names_of_symbols(in_use, symbols());
  for (const RelationType& type : data_->ontology.relation_types) names.push_back(type.name);
  return sorted_once(std::move(names));
}

std::vector<std::string> TemporalGraph::property_key_names() const {
  std::vector<std::int64_t> uses(symbols().size(), 0);
  const auto count = [&](const PropertyColumn& column, PropertyRange range, std::int64_t weight) {
    for (std::size_t i = range.first; i < range.last; ++i) uses[column.key(i).value] += weight;
  };
  for (const PropertyColumn* column : {&data_->vertices.properties, &data_->edges.properties})
    count(*column, {0, column->size()}, 1);
  if (overlay_) {
    overlay_->vertices.for_each([&](Vertex v, const Overlay::VertexPlace& place) {
      const PropertyColumn& now = place.block->facts.properties;
      count(now, now.of(place.at), 1);
      if (v < loaded_vertices_) count(data_->vertices.properties, data_->vertices.properties.of(v), -1);
    });
    overlay_->for_each_gone([&](Edge e) {
      if (e < loaded_edges_ && !states_) count(data_->edges.properties, data_->edges.properties.of(e), -1);
    });
    for (Edge e = loaded_edges_; e < edge_limit_; ++e) {
      if (is_gone(e) && !states_) continue;
      const auto [facts, at] = place_of(e);
      count(facts.properties, facts.properties.of(at), 1);
    }
  }
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    if (uses[i] > 0) names.push_back(symbols().name(SymbolId{i}));
  }
  return sorted_once(std::move(names));
}

std::vector<SymbolId> TemporalGraph::subrelations(std::string_view type) const {
  std::vector<SymbolId> ids;
  for (const std::string& name : data_->ontology.subrelations(type)) {
    const std::optional<SymbolId> id = symbol(name);
    if (id && has_edges_of_type(*id)) ids.push_back(*id);
  }
  return ids;
}

}  // namespace entente
