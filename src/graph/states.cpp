#include "graph/states.hpp"

#include <algorithm>
#include <optional>

#include "entente/time/stretches.hpp"
#include "graph/graph_builder.hpp"
#include "graph/overlay.hpp"

namespace entente {

Vertex GraphStates::number_of(const TemporalGraph& state, Vertex v) const {
  if (!changing_.contains(v)) return v;
  const auto found = former_.find(std::pair(v, state.system_period_of_vertex(v).recorded.value));
  return found == former_.end() ? v : found->second;
}

Edge GraphStates::number_of_edge(const TemporalGraph& state, Edge e) const {
  const Vertex source = number_of(state, state.source(e)), target = number_of(state, state.target(e));
  const auto found = edges_.find(std::tuple(e, source, target));
  return found == edges_.end() ? e : found->second;
}

GraphStatesBuilder::GraphStatesBuilder(std::vector<std::string> symbols, Ontology ontology, TransactionId first,
                                       TransactionId last, CommitTimes times)
    : symbols_(std::move(symbols)),
      ontology_(std::move(ontology)),
      first_(first),
      last_(last),
      times_(std::move(times)) {}

void GraphStatesBuilder::add(StoredEntity entity) {
  const std::uint64_t id = entity.id.value;
  entities_[id].push_back(std::move(entity));
}

void GraphStatesBuilder::add(StoredRelation relation) {
  relations_.push_back(std::move(relation));
}

void GraphStatesBuilder::set_erased(std::size_t entities, std::size_t relations) {
  erased_entities_ = entities;
  erased_relations_ = relations;
}

// Of an entity that comes later its first version stands here, absent.
std::shared_ptr<const TemporalGraph> GraphStatesBuilder::first_state() {
  GraphBuilder builder(symbols_, ontology_);
  builder.set_commit_times(times_);
  builder.set_erased(erased_entities_, erased_relations_);
  CommitChanges absent;
  absent.transaction = first_;
  absent.system_time = (*times_)[first_.value - 1];
  for (auto& [id, versions] : entities_) {
    std::sort(versions.begin(), versions.end(),
              [](const StoredEntity& a, const StoredEntity& b) { return a.system.recorded < b.system.recorded; });
    const auto shown = std::find_if(versions.begin(), versions.end(),
                                    [&](const StoredEntity& v) { return is_shown(v.system, first_); });
    builder.add(shown == versions.end() ? versions.front() : *shown);
    if (shown == versions.end()) absent.absent.push_back({id});
  }
  for (const StoredRelation& relation : relations_)
    if (is_shown(relation.system, first_)) builder.add(relation);
  const auto loaded = builder.build({first_.value - 1}, absent.system_time);
  return with_any_changes(*loaded, absent);
}

std::shared_ptr<const TemporalGraph> GraphStatesBuilder::build() {
  auto states = std::make_shared<GraphStates>();
  std::shared_ptr<const TemporalGraph> graph = first_state();
  states->graphs_.push_back(graph);
  std::map<TransactionId, CommitChanges> changes;
  const auto is_behind_first = [&](TransactionId commit) { return commit > first_ && commit <= last_; };
  for (const auto& [id, versions] : entities_) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const SystemPeriod& system = versions[i].system;
      if (is_behind_first(system.recorded)) changes[system.recorded].entities.push_back(versions[i]);
      const bool goes_on = i + 1 < versions.size() && versions[i + 1].system.recorded == system.superseded;
      if (!goes_on && is_behind_first(system.superseded)) changes[system.superseded].absent.push_back({id});
    }
  }
  for (const StoredRelation& r : relations_) {
    if (is_behind_first(r.system.recorded)) changes[r.system.recorded].relations.push_back(r);
    if (is_behind_first(r.system.superseded)) changes[r.system.superseded].gone.push_back({r.id, r.from, r.to, r.type});
  }
  for (std::uint64_t commit = first_.value + 1; commit <= last_.value; ++commit) {
    const auto found = changes.find({commit});
    CommitChanges now = found == changes.end() ? CommitChanges() : std::move(found->second);
    now.transaction = {commit};
    now.system_time = (*times_)[commit - 1];
    graph = with_any_changes(*graph, now);
    if (found != changes.end()) states->graphs_.push_back(graph);
  }
  return all(*graph, *states);
}

std::shared_ptr<const TemporalGraph> GraphStatesBuilder::all(const TemporalGraph& last, GraphStates& states) const {
  auto overlay = std::make_shared<Overlay>(*last.overlay_);
  add_former_vertices(last, states, *overlay);
  add_former_edges(last, states, *overlay);
  // What some state cites is a source, and a type that some state has is in use: all versions count.
  overlay->gone_edge_attributions = {};
  overlay->gone_vertex_attributions = {};
  HashMap<SymbolId, std::int64_t> versions;
  for (const StoredRelation& relation : relations_) ++versions[relation.type];
  for (const auto& [type, count] : versions)
    overlay->type_changes[type] = count - static_cast<std::int64_t>(last.data_->types.count(type));
  overlay->statistics.uncertain_edges = 0;
  for (const StoredRelation& relation : relations_)
    if (relation.validity && !cautious_bounds(*relation.validity).is_certain()) ++overlay->statistics.uncertain_edges;
  states.lacks_forgotten_ = lacks_forgotten_;
  return std::make_shared<const TemporalGraph>(last.data_, std::move(overlay),
                                               std::make_shared<const GraphStates>(std::move(states)));
}

void GraphStatesBuilder::add_former_vertices(const TemporalGraph& last, GraphStates& states, Overlay& overlay) const {
  auto block = std::make_shared<VertexBlock>();
  VertexFacts& facts = block->facts;
  block->first_attribution = overlay.vertex_attributions;
  for (Vertex v = 0; v < last.vertex_count(); ++v) {
    const auto& versions = entities_.at(last.entity_id(v).value);
    for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
      states.changing_.insert(v);
      states.former_.emplace(std::pair(v, versions[i].system.recorded.value),
                             overlay.vertex_limit + static_cast<Vertex>(facts.size()));
      facts.add(versions[i]);
    }
  }
  auto symbols = std::make_shared<SymbolTable>(last.symbols());
  facts.labels.close(
      ontology_, [&](SymbolId id) { return symbols->name(id); },
      [&](std::string_view name) { return symbols->find_or_add(name); });
  overlay.traits = std::make_shared<const TypeTraits>(traits_of(ontology_, *symbols));
  overlay.vertex_attributions += facts.attribution.distinct().size();
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    for (const SymbolId label : facts.labels.of(i)) ++overlay.label_changes[label];
    index_vertex(overlay, *symbols, facts, i, overlay.vertex_limit);
    overlay.vertices.set(overlay.vertex_limit++, {block, i});
  }
  overlay.symbols = std::move(symbols);
  overlay.has_uncertain_vertices |= facts.validity.uncertain_count() > 0;
  overlay.has_sets_of_vertices |= facts.validity.has_sets();
  overlay.has_claims |= facts.has_claims();
  overlay.all_vertices_valid_always &= !facts.validity.any_stated();
  overlay.statistics.vertices = overlay.vertex_limit;
}

namespace {

// Edges of one former vertex, as a row.
std::shared_ptr<const OverlaidRow> row_of(std::vector<Edge> edges, const EdgeBlock& block, const TickScale& scale,
                                          bool out) {
  const auto place = [&](Edge e) {
    const std::uint32_t i = e - block.first;
    return std::tuple(block.type[i], block.start[i], block.facts.id.at(i));
  };
  std::sort(edges.begin(), edges.end(), [&](Edge a, Edge b) { return place(a) < place(b); });
  auto row = std::make_shared<OverlaidRow>();
  for (const Edge e : edges) {
    const std::uint32_t i = e - block.first;
    row->neighbor.push_back(out ? block.target[i] : block.source[i]);
    row->type.push_back(block.type[i]);
    row->start.push_back(scale.at(block.start[i]));
    row->end.push_back(scale.at(block.end[i]));
    row->edge.push_back(e);
  }
  return row;
}

}  // namespace

void GraphStatesBuilder::add_former_edges(const TemporalGraph& last, GraphStates& states, Overlay& overlay) const {
  HashMap<std::pair<std::uint64_t, std::uint64_t>, Edge> edge_of;  // by relation and the commit that recorded it
  for (Edge e = 0; e < last.edge_limit(); ++e)
    edge_of.emplace(std::pair(last.relation_id(e).value, last.system_period(e).recorded.value), e);
  HashMap<std::uint64_t, Vertex> vertex_of;
  for (Vertex v = 0; v < last.vertex_count(); ++v) vertex_of.emplace(last.entity_id(v).value, v);
  const auto number = [&](Vertex v, const StoredEntity& version) {
    const auto found = states.former_.find(std::pair(v, version.system.recorded.value));
    return found == states.former_.end() ? v : found->second;
  };
  auto block = std::make_shared<EdgeBlock>();
  block->first = overlay.edge_limit;
  block->first_attribution = overlay.edge_attributions;
  std::map<Vertex, std::vector<Edge>> out, in;
  for (const StoredRelation& relation : relations_) {
    const Vertex from = vertex_of.at(relation.from.value), to = vertex_of.at(relation.to.value);
    if (!states.changing_.contains(from) && !states.changing_.contains(to)) continue;
    const Edge e = edge_of.at(std::pair(relation.id.value, relation.system.recorded.value));
    for (const StoredEntity& source : entities_.at(relation.from.value)) {
      for (const StoredEntity& target : entities_.at(relation.to.value)) {
        if (from == to && &source != &target) continue;
        const Vertex s = number(from, source), t = number(to, target);
        const TransactionId begin =
            std::max({relation.system.recorded, source.system.recorded, target.system.recorded, first_});
        const TransactionId end =
            std::min({relation.system.superseded, source.system.superseded, target.system.superseded});
        if (begin >= end || begin > last_ || (s == from && t == to)) continue;
        const Edge own = overlay.edge_limit++;
        states.edges_.emplace(std::tuple(e, s, t), own);
        const Period bounds = ValidityColumn::inner_bounds(relation.validity);
        block->source.push_back(s);
        block->target.push_back(t);
        block->type.push_back(relation.type);
        block->start.push_back(bounds.latest_start);
        block->end.push_back(bounds.earliest_end);
        block->facts.id.add(relation.id.value);
        StoredRelation copy = relation;
        block->facts.add(copy);
        overlay.edges.set(own - static_cast<Edge>(last.data_->source.size()), block);
        out[s].push_back(own);
        in[t].push_back(own);
      }
    }
  }
  overlay.edge_attributions += block->facts.attribution.distinct().size();
  const TickScale& scale = last.scale();
  for (auto& [v, edges] : out)
    if (v >= last.vertex_count()) overlay.out.set(v, row_of(std::move(edges), *block, scale, true));
  for (auto& [v, edges] : in)
    if (v >= last.vertex_count()) overlay.in.set(v, row_of(std::move(edges), *block, scale, false));
}

}  // namespace entente
