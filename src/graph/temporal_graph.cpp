#include "entente/graph/temporal_graph.hpp"

#include <algorithm>

#include "graph/graph_data.hpp"

namespace entente {

TemporalGraph::TemporalGraph(std::unique_ptr<const GraphData> data)
    : data_(std::move(data)),
      vertex_count_(static_cast<Vertex>(data_->entity_id.size())),
      edge_count_(static_cast<Edge>(data_->source.size())),
      scale_(data_->scale),
      has_finer_bounds_(!data_->exact_start.empty() || !data_->exact_end.empty()),
      has_uncertain_edges_(data_->edge_validity.uncertain_count() > 0),
      has_sets_(data_->edge_validity.has_sets()),
      has_sets_of_vertices_(data_->vertex_validity.has_sets()),
      has_claims_(!data_->edge_datings.empty() || !data_->vertex_datings.empty() ||
                  !data_->edge_properties.all_sources().empty() || !data_->vertex_properties.all_sources().empty()),
      in_edge_(data_->in_edge.data()),
      source_(data_->source.data()),
      vertex_start_(data_->vertex_start.empty() ? nullptr : data_->vertex_start.data()),
      vertex_end_(data_->vertex_end.empty() ? nullptr : data_->vertex_end.data()),
      traits_(&data_->traits) {
  const auto view = [](const Rows& rows) {
    return RowView{rows.offset.data(), rows.neighbor.data(), rows.type.data(), rows.start.data(), rows.end.data()};
  };
  out_ = view(data_->out);
  in_ = view(data_->in);
}

TemporalGraph::~TemporalGraph() = default;

TransactionId TemporalGraph::transaction() const {
  return data_->transaction;
}
SystemTime TemporalGraph::system_time() const {
  return data_->system_time;
}
SystemPeriod TemporalGraph::system_period(Edge e) const {
  return data_->edge_system.at(e);
}
SystemPeriod TemporalGraph::system_period_of_vertex(Vertex v) const {
  return data_->vertex_system.at(v);
}
std::span<const SystemTime> TemporalGraph::commit_times() const {
  return data_->commit_times ? std::span<const SystemTime>(*data_->commit_times) : std::span<const SystemTime>();
}
std::size_t TemporalGraph::erased_entities() const {
  return data_->erased_entities;
}
std::size_t TemporalGraph::erased_relations() const {
  return data_->erased_relations;
}
const GraphStatistics& TemporalGraph::statistics() const {
  return data_->statistics;
}

bool TemporalGraph::has_uncertain_vertices() const {
  return data_->vertex_validity.uncertain_count() > 0;
}

Instant TemporalGraph::exact_start(Edge e) const {
  const Instant* found = data_->exact_start.find(e);
  return found != nullptr ? *found : scale_.first(out_.start[e]);
}
Instant TemporalGraph::exact_end(Edge e) const {
  const Instant* found = data_->exact_end.find(e);
  return found != nullptr ? *found : scale_.first(out_.end[e]);
}

bool TemporalGraph::lookup_uncertain(Edge e) const {
  return data_->edge_validity.is_uncertain(e);
}

bool TemporalGraph::lookup_set(Edge e) const {
  return data_->edge_validity.is_set(e);
}
bool TemporalGraph::lookup_set_of_vertex(Vertex v) const {
  return data_->vertex_validity.is_set(v);
}
std::span<const Period> TemporalGraph::stretches(Edge e) const {
  return data_->edge_validity.stretches(e);
}
std::span<const Period> TemporalGraph::stretches_of_vertex(Vertex v) const {
  return data_->vertex_validity.stretches(v);
}

std::span<const Dating> TemporalGraph::datings(Edge e) const {
  const std::vector<Dating>* found = data_->edge_datings.find(e);
  return found == nullptr ? std::span<const Dating>() : std::span<const Dating>(*found);
}
std::span<const Dating> TemporalGraph::datings_of_vertex(Vertex v) const {
  const std::vector<Dating>* found = data_->vertex_datings.find(v);
  return found == nullptr ? std::span<const Dating>() : std::span<const Dating>(*found);
}

std::vector<SourceRef> TemporalGraph::sources_of_claims() const {
  std::vector<SourceRef> all;
  for (const auto* column : {&data_->edge_datings, &data_->vertex_datings}) {
    for (const std::vector<Dating>& datings : column->values()) {
      for (const Dating& dating : datings) all.insert(all.end(), dating.sources.begin(), dating.sources.end());
    }
  }
  for (const auto* column : {&data_->edge_properties, &data_->vertex_properties}) {
    for (const std::vector<SourceRef>& sources : column->all_sources()) {
      all.insert(all.end(), sources.begin(), sources.end());
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Period TemporalGraph::uncertain_period(Edge e) const {
  return data_->edge_validity.period(e, start(e), end(e));
}

Period TemporalGraph::period_of_vertex(Vertex v) const {
  if (all_vertices_valid_always()) return Period::always();
  return data_->vertex_validity.period(v, vertex_start_[v], vertex_end_[v]);
}

std::optional<Validity> TemporalGraph::validity(Edge e) const {
  return data_->edge_validity.validity(e, start(e), end(e));
}

std::optional<Validity> TemporalGraph::validity_of_vertex(Vertex v) const {
  if (all_vertices_valid_always()) return std::nullopt;
  return data_->vertex_validity.validity(v, vertex_start_[v], vertex_end_[v]);
}

bool TemporalGraph::has_edges_of_type(SymbolId type) const {
  return data_->types.is_in_use(type);
}

TypeRun TemporalGraph::run_of_type(SymbolId type) const {
  return data_->types.run(*data_, type);
}

std::span<const Vertex> TemporalGraph::vertices_with_label(SymbolId label) const {
  return data_->labels.vertices(label);
}
bool TemporalGraph::has_label(Vertex v, SymbolId label) const {
  return data_->labels.has(v, label);
}
std::span<const SymbolId> TemporalGraph::labels(Vertex v) const {
  return data_->labels.of(v);
}

std::optional<SymbolId> TemporalGraph::symbol(std::string_view name) const {
  return data_->symbols.find(name);
}
std::string_view TemporalGraph::symbol_name(SymbolId id) const {
  return data_->symbols.name(id);
}
std::size_t TemporalGraph::symbol_count() const {
  return data_->symbols.size();
}

std::string_view TemporalGraph::key(Vertex v) const {
  return data_->vertex_keys.at(v);
}
std::string_view TemporalGraph::relation_key(Edge e) const {
  return data_->edge_keys.at(e);
}
std::optional<Vertex> TemporalGraph::find(std::string_view key) const {
  return data_->vertex_by_key.find(key);
}
EntityId TemporalGraph::entity_id(Vertex v) const {
  return data_->entity_id[v];
}
RelationId TemporalGraph::relation_id(Edge e) const {
  return RelationId{data_->relation_id.at(e)};
}

const Ontology& TemporalGraph::ontology() const {
  return data_->ontology;
}
const Attribution& TemporalGraph::attribution(Edge e) const {
  return data_->edge_attribution.at(e);
}
const Attribution& TemporalGraph::attribution_of_vertex(Vertex v) const {
  return data_->vertex_attribution.at(v);
}
std::span<const Attribution> TemporalGraph::edge_attributions() const {
  return data_->edge_attribution.distinct();
}
std::span<const Attribution> TemporalGraph::vertex_attributions() const {
  return data_->vertex_attribution.distinct();
}
std::size_t TemporalGraph::attribution_number(Edge e) const {
  return data_->edge_attribution.number(e);
}
std::size_t TemporalGraph::attribution_number_of_vertex(Vertex v) const {
  return data_->vertex_attribution.number(v);
}

std::span<const NameEntry> TemporalGraph::named(std::string_view text) const {
  return data_->vertex_by_name.find(*data_, text);
}
std::vector<std::string> TemporalGraph::nearest_names(std::string_view text, std::size_t count) const {
  return data_->vertex_by_name.nearest(*data_, text, count);
}

namespace {

std::vector<std::string> names_of(const std::vector<SymbolId>& ids, const SymbolTable& symbols) {
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
  std::vector<std::string> names = names_of(data_->labels.in_use(), data_->symbols);
  for (const EntityType& type : data_->ontology.entity_types) names.push_back(type.name);
  return sorted_once(std::move(names));
}

std::vector<std::string> TemporalGraph::relation_type_names() const {
  std::vector<std::string> names = names_of(data_->types.in_use(), data_->symbols);
  for (const RelationType& type : data_->ontology.relation_types) names.push_back(type.name);
  return sorted_once(std::move(names));
}

std::vector<std::string> TemporalGraph::property_key_names() const {
  std::vector<bool> used(data_->symbols.size(), false);
  for (const PropertyColumn* column : {&data_->vertex_properties, &data_->edge_properties}) {
    for (std::size_t i = 0; i < column->size(); ++i) used[column->key(i).value] = true;
  }
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < used.size(); ++i) {
    if (used[i]) names.push_back(data_->symbols.name(SymbolId{i}));
  }
  return sorted_once(std::move(names));
}

std::vector<SymbolId> TemporalGraph::subrelations(std::string_view type) const {
  std::vector<SymbolId> ids;
  for (const std::string& name : data_->ontology.subrelations(type)) {
    const std::optional<SymbolId> id = symbol(name);
    if (id && data_->types.is_in_use(*id)) ids.push_back(*id);
  }
  return ids;
}

}  // namespace entente
