#include "graph/overlay.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <absl/hash/hash.h>

#include "base/text.hpp"

namespace entente {
namespace {

constexpr std::uint32_t kHashes = 1U << 15;

// A value that may equal one with another hash (PropertyIndex).
bool is_time(const Value& value) {
  return value.is_instant() || value.is_period();
}

void put_candidate(Overlay::Candidates& candidates, std::uint32_t hash, Vertex v) {
  const auto* known = candidates.find(hash);
  if (known != nullptr && std::binary_search((*known)->begin(), (*known)->end(), v)) return;
  auto list =
      known == nullptr ? std::make_shared<std::vector<Vertex>>() : std::make_shared<std::vector<Vertex>>(**known);
  list->insert(std::upper_bound(list->begin(), list->end(), v), v);
  candidates.set(hash, std::move(list));
}

}  // namespace

void index_vertex(Overlay& overlay, const SymbolTable& symbols, const VertexFacts& facts, std::uint32_t i, Vertex v) {
  const PropertyRange range = facts.properties.of(i);
  for (std::size_t at = range.first; at < range.last; ++at) {
    const Value& value = facts.properties.value(at);
    put_candidate(overlay.by_value, Overlay::hash(facts.properties.key(at), value), v);
    if (is_time(value)) overlay.keys_of_times.insert(facts.properties.key(at));
  }
  for (const NameEntry& entry : NameIndex::names(symbols, facts, i, v))
    put_candidate(overlay.by_name, Overlay::hash(fold_name(entry.name)), v);
}

std::uint32_t Overlay::hash(std::string_view text) {
  return static_cast<std::uint32_t>(absl::HashOf(text) % kHashes);
}

std::uint32_t Overlay::hash(SymbolId key, const Value& value) {
  return static_cast<std::uint32_t>(absl::HashOf(key.value, hash_of(value)) % kHashes);
}

// Builds the overlay behind one commit from the graph before it.
class GraphChange {
 public:
  explicit GraphChange(const TemporalGraph& before, bool is_draft = false)
      : before_(before), base_(*before.data_), is_draft_(is_draft) {
    if (before.overlay_) {
      overlay_ = std::make_shared<Overlay>(*before.overlay_);
      return;
    }
    overlay_ = std::make_shared<Overlay>();
    Overlay& o = *overlay_;
    o.state = base_.state;
    o.vertex_limit = before.vertex_count();
    o.edge_limit = before.edge_limit();
    o.edge_attributions = base_.edges.attribution.distinct().size();
    o.vertex_attributions = base_.vertices.attribution.distinct().size();
    o.statistics = base_.statistics;
  }

  std::shared_ptr<const TemporalGraph> apply(const CommitChanges& changes) {
    const std::uint64_t behind = changes.transaction.value - before_.transaction().value;
    if (behind != 1 && !(is_draft_ && behind == 0)) return nullptr;
    overlay_->is_draft = is_draft_;
    set_state(changes);
    name(changes.symbols);
    for (const EntityId id : changes.absent) {
      const std::optional<Vertex> v = vertex_of(id);
      if (!v) return nullptr;
      overlay_->absent.set(*v, true);
    }
    if (!add_vertices(changes.entities) || !take_out(changes.gone) || !add_edges(changes.relations)) return nullptr;
    for (const bool out : {true, false})
      for (const auto& [v, added] : out ? out_ : in_) set_row(v, added, out);
    overlay_->statistics.vertices = overlay_->vertex_limit;
    if (names_) {
      overlay_->traits = std::make_shared<const TypeTraits>(traits_of(base_.ontology, *names_));
      overlay_->symbols = std::move(names_);
    }
    return std::make_shared<const TemporalGraph>(before_.data_, overlay_);
  }

  static SymbolId symbol_in_store(const TemporalGraph& graph, std::string_view name, std::vector<std::string>& added) {
    const auto first = static_cast<std::uint32_t>(graph.data_->stored_symbols);
    const std::span<const SymbolId> later =
        graph.overlay_ ? std::span<const SymbolId>(graph.overlay_->new_symbols) : std::span<const SymbolId>();
    if (const std::optional<SymbolId> here = graph.symbol(name)) {
      if (here->value < first) return *here;
      if (const auto found = std::find(later.begin(), later.end(), *here); found != later.end())
        return {first + static_cast<std::uint32_t>(found - later.begin())};
    }
    const auto known = std::find(added.begin(), added.end(), name);
    const auto place = static_cast<std::uint32_t>(known - added.begin() + static_cast<std::ptrdiff_t>(later.size()));
    if (known == added.end()) added.emplace_back(name);
    return {first + place};
  }

  // Where a quarter of a snapshot is in rows of their own, and records that take several times the room.
  bool is_due() const {
    constexpr std::size_t kRecord = 4, kFewest = std::size_t{1} << 16;
    const Overlay& o = *overlay_;
    const std::size_t changed = o.row_places + kRecord * (o.edges.size() + o.vertices.size());
    return changed > std::max(kFewest, (base_.source.size() + base_.vertices.size()) / 4);
  }

 private:
  static constexpr std::size_t kRecordBytes = 2 * sizeof(Vertex) + sizeof(SymbolId) + 2 * sizeof(Instant);
  static constexpr std::size_t kPlaceBytes = sizeof(Vertex) + sizeof(SymbolId) + 2 * sizeof(Tick) + sizeof(Edge);
  using Rows = std::map<Vertex, std::vector<Edge>>;  // of each vertex whose row changes, what is added to it

  // Commits follow each other, so that all snapshots share one list of their times.
  void set_state(const CommitChanges& changes) {
    Overlay& o = *overlay_;
    GraphState& state = o.state;
    // When a draft will be committed is not known; and it must not touch the list that others share.
    if (!is_draft_ && state.commit_times && state.commits < changes.transaction.value) {
      if (!o.commit_times || o.commit_times->size() != state.commits || o.commit_times->capacity() == state.commits) {
        auto times = std::make_shared<std::vector<SystemTime>>();
        times->reserve(2 * state.commits + 16);
        times->assign(state.commit_times->begin(),
                      state.commit_times->begin() + static_cast<std::ptrdiff_t>(state.commits));
        o.commit_times = std::move(times);
      }
      o.commit_times->push_back(changes.system_time);
      state.commit_times = o.commit_times;
      state.commits = o.commit_times->size();
    }
    state.transaction = changes.transaction;
    state.system_time = changes.system_time;
  }

  const SymbolTable& symbols() const {
    if (names_) return *names_;
    return overlay_->symbols ? *overlay_->symbols : base_.symbols;
  }

  // The ontology may have given the name an id already.
  SymbolId symbol_of(std::string_view name) {
    if (const std::optional<SymbolId> known = symbols().find(name)) return *known;
    if (!names_) names_ = std::make_shared<SymbolTable>(symbols());
    return names_->find_or_add(name);
  }

  // Of what traits there are, the ontology tells some only when their names are known.
  void name(const std::vector<std::string>& names) {
    for (const std::string& name : names) overlay_->new_symbols.push_back(symbol_of(name));
  }

  SymbolId here(SymbolId of_store) const {
    if (of_store.value < base_.stored_symbols) return of_store;
    return overlay_->new_symbols.at(of_store.value - base_.stored_symbols);
  }
  template <class Fact>
  void name_properties(Fact& fact) const {
    for (StoredProperty& property : fact.properties) property.key = here(property.key);
  }

  // Nothing: there is none with this id.
  std::optional<Vertex> vertex_of(EntityId id) const {
    const auto id_of = [&](Vertex v) {
      const Overlay::VertexPlace* place = v < base_.vertices.size() ? nullptr : overlay_->vertices.find(v);
      return place == nullptr ? base_.vertices.id[v] : place->block->facts.id[place->at];
    };
    // Where none was retracted, the id is the vertex.
    if (id.value < overlay_->vertex_limit && id_of(static_cast<Vertex>(id.value)) == id)
      return static_cast<Vertex>(id.value);
    Vertex first = 0, last = overlay_->vertex_limit;
    while (first < last) {
      const Vertex middle = first + (last - first) / 2;
      (id_of(middle) < id ? first : last) = id_of(middle) < id ? middle + 1 : middle;
    }
    if (first == overlay_->vertex_limit || id_of(first) != id) return std::nullopt;
    return first;
  }

  bool add_vertices(const std::vector<StoredEntity>& entities) {
    if (entities.empty()) return true;
    Overlay& o = *overlay_;
    auto block = std::make_shared<VertexBlock>();
    block->first_attribution = o.vertex_attributions;
    for (StoredEntity entity : entities) {
      for (SymbolId& type : entity.types) type = here(type);
      name_properties(entity);
      block->facts.add(std::move(entity));
    }
    block->facts.sort();
    VertexFacts& facts = block->facts;
    facts.labels.close(
        base_.ontology, [&](SymbolId id) { return symbols().name(id); },
        [&](std::string_view name) { return symbol_of(name); });
    o.vertex_attributions += facts.attribution.distinct().size();
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      const std::optional<Vertex> known = vertex_of(facts.id[i]);
      const Vertex v = known.value_or(o.vertex_limit);
      if (!known) {
        if (v > 0 && !(last_id() < facts.id[i])) return false;
        if (v + 1 == static_cast<Vertex>(-1)) return false;
        ++o.vertex_limit;
        put_candidate(o.by_key, Overlay::hash(facts.keys.at(i)), v);
      }
      if (known) ++o.gone_vertex_attributions[before_.attribution_number_of_vertex(v)];
      for (const SymbolId label : known ? before_.labels(v) : std::span<const SymbolId>()) --o.label_changes[label];
      for (const SymbolId label : facts.labels.of(i)) ++o.label_changes[label];
      if (o.is_absent(v)) o.absent.set(v, false);
      o.vertices.set(v, {block, i});
      index_vertex(o, symbols(), facts, i, v);
    }
    o.statistics.bytes += facts.bytes();
    o.has_uncertain_vertices |= facts.validity.uncertain_count() > 0;
    o.has_sets_of_vertices |= facts.validity.has_sets();
    o.has_claims |= facts.has_claims();
    o.all_vertices_valid_always &= facts.start.empty();
    return true;
  }

  EntityId last_id() const {
    const Vertex last = overlay_->vertex_limit - 1;
    const Overlay::VertexPlace* place = overlay_->vertices.find(last);
    return place == nullptr ? base_.vertices.id[last] : place->block->facts.id[place->at];
  }

  bool take_out(const std::vector<CommitChanges::GoneRelation>& relations) {
    Overlay& o = *overlay_;
    for (const CommitChanges::GoneRelation& relation : relations) {
      const std::optional<Vertex> from = vertex_of(relation.from), to = vertex_of(relation.to);
      if (!from || !to || *from >= before_.vertex_count() || *to >= before_.vertex_count()) return false;
      const SymbolId type = here(relation.type);
      const EdgeRun out = before_.out(*from, type), in = before_.in(*to, type);
      const EdgeRun& run = out.size() <= in.size() ? out : in;
      std::size_t i = 0;
      while (i < run.size() && before_.relation_id(run.edge(i)) != relation.id) ++i;
      if (i == run.size()) return false;
      const Edge e = run.edge(i);
      const std::uint64_t* word = o.gone.find(e / 64);
      o.gone.set(e / 64, (word == nullptr ? 0 : *word) | std::uint64_t{1} << (e % 64));
      ++o.gone_edge_attributions[before_.attribution_number(e)];
      --o.statistics.edges;
      if (before_.is_uncertain(e)) --o.statistics.uncertain_edges;
      --o.type_changes[type];
      out_[*from];
      in_[*to];
    }
    return true;
  }

  bool add_edges(const std::vector<StoredRelation>& relations) {
    if (relations.empty()) return true;
    Overlay& o = *overlay_;
    auto block = std::make_shared<EdgeBlock>();
    block->first = o.edge_limit;
    block->first_attribution = o.edge_attributions;
    const std::size_t loaded = base_.source.size();
    if (relations.size() >= static_cast<Edge>(-1) - o.edge_limit) return false;
    for (StoredRelation relation : relations) {
      const std::optional<Vertex> from = vertex_of(relation.from), to = vertex_of(relation.to);
      if (!from || !to) return false;
      relation.type = here(relation.type);
      name_properties(relation);
      const Period bounds = ValidityColumn::inner_bounds(relation.validity);
      block->source.push_back(*from);
      block->target.push_back(*to);
      block->type.push_back(relation.type);
      block->start.push_back(bounds.latest_start);
      block->end.push_back(bounds.earliest_end);
      block->facts.id.add(relation.id.value);
      block->facts.add(relation);
      for (const Instant t : {bounds.latest_start, bounds.earliest_end}) o.has_finer_bounds |= !base_.scale.is_whole(t);
      ++o.type_changes[relation.type];
      out_[*from].push_back(o.edge_limit);
      in_[*to].push_back(o.edge_limit);
      o.edges.set(o.edge_limit - static_cast<Edge>(loaded), block);
      ++o.edge_limit;
    }
    o.edge_attributions += block->facts.attribution.distinct().size();
    o.statistics.edges += relations.size();
    o.statistics.bytes += block->facts.bytes() + relations.size() * (sizeof(EdgeBlock) + kRecordBytes);
    o.statistics.uncertain_edges += block->facts.validity.uncertain_count();
    o.has_sets |= block->facts.validity.has_sets();
    o.has_claims |= block->facts.has_claims();
    added_ = std::move(block);
    return true;
  }

  // The edges that stay, and those that come, in order.
  void set_row(Vertex v, std::vector<Edge> added, bool out) {
    const auto place_of = [&](Edge e) {
      const std::uint32_t i = e - added_->first;
      return std::tuple(added_->type[i], added_->start[i], added_->facts.id.at(i));
    };
    std::sort(added.begin(), added.end(), [&](Edge a, Edge b) { return place_of(a) < place_of(b); });
    const EdgeRun old = v < before_.vertex_count() ? (out ? before_.out(v) : before_.in(v)) : EdgeRun();
    auto row = std::make_shared<OverlaidRow>();
    const std::size_t size = old.size() + added.size();
    row->neighbor.reserve(size);
    row->type.reserve(size);
    row->start.reserve(size);
    row->end.reserve(size);
    row->edge.reserve(size);
    auto next = added.begin();
    const auto put_added = [&] {
      const std::uint32_t i = *next - added_->first;
      row->neighbor.push_back(out ? added_->target[i] : added_->source[i]);
      row->type.push_back(added_->type[i]);
      row->start.push_back(base_.scale.at(added_->start[i]));
      row->end.push_back(base_.scale.at(added_->end[i]));
      row->edge.push_back(*next++);
    };
    for (std::size_t i = 0; i < old.size(); ++i) {
      const Edge e = old.edge(i);
      if (overlay_->is_gone(e)) continue;
      while (next != added.end() &&
             place_of(*next) < std::tuple(old.type[i], old.start(i), before_.relation_id(e).value))
        put_added();
      row->neighbor.push_back(old.neighbor[i]);
      row->type.push_back(old.type[i]);
      row->start.push_back(old.start_tick[i]);
      row->end.push_back(old.end_tick[i]);
      row->edge.push_back(e);
    }
    while (next != added.end()) put_added();
    auto& rows = out ? overlay_->out : overlay_->in;
    if (const Overlay::Row* replaced = rows.find(v)) {
      overlay_->row_places -= (*replaced)->edge.size();
      overlay_->statistics.bytes -= (*replaced)->edge.size() * kPlaceBytes;
    }
    overlay_->row_places += row->edge.size();
    overlay_->statistics.bytes += row->edge.size() * kPlaceBytes;
    rows.set(v, std::move(row));
  }

  const TemporalGraph& before_;
  const GraphData& base_;
  bool is_draft_;
  std::shared_ptr<Overlay> overlay_;
  std::shared_ptr<SymbolTable> names_;  // with new ones
  std::shared_ptr<const EdgeBlock> added_;
  Rows out_, in_;
};

std::shared_ptr<const TemporalGraph> with_changes(const TemporalGraph& graph, const CommitChanges& changes) {
  GraphChange change(graph);
  return change.is_due() ? nullptr : change.apply(changes);
}

namespace {

std::shared_ptr<const TemporalGraph> whole(std::shared_ptr<const TemporalGraph> changed, const CommitChanges& changes) {
  if (!changed) {
    throw Error(ErrorCode::kCorruption,
                "commit " + std::to_string(changes.transaction.value) + " changes what no state before it shows");
  }
  return changed;
}

}  // namespace

std::shared_ptr<const TemporalGraph> with_any_changes(const TemporalGraph& graph, const CommitChanges& changes) {
  return whole(GraphChange(graph).apply(changes), changes);
}

std::shared_ptr<const TemporalGraph> with_draft(const TemporalGraph& graph, const CommitChanges& changes) {
  return whole(GraphChange(graph, true).apply(changes), changes);
}

SymbolId symbol_in_store(const TemporalGraph& graph, std::string_view name, std::vector<std::string>& added) {
  return GraphChange::symbol_in_store(graph, name, added);
}

std::span<const Vertex> MergedIndexes::vertices_with_label(const TemporalGraph& graph, const GraphData& base,
                                                           const Overlay& overlay, SymbolId label) {
  const std::lock_guard lock(mutex_);
  auto& list = labels_[label];
  if (!list) {
    const std::span<const Vertex> loaded = base.labels.vertices(label);
    std::vector<Vertex> now;
    now.reserve(graph.count_with_label(label));
    std::size_t next = 0;
    const auto take_loaded = [&](Vertex limit) {
      for (; next < loaded.size() && loaded[next] < limit; ++next) now.push_back(loaded[next]);
    };
    overlay.vertices.for_each([&](Vertex v, const Overlay::VertexPlace& place) {
      take_loaded(v);
      if (next < loaded.size() && loaded[next] == v) ++next;
      if (place.block->facts.labels.has(place.at, label)) now.push_back(v);
    });
    take_loaded(static_cast<Vertex>(-1));
    list = std::make_unique<const std::vector<Vertex>>(std::move(now));
  }
  return *list;
}

TypeRun MergedIndexes::run_of_type(const TemporalGraph& graph, const GraphData& base, const Overlay& overlay,
                                   SymbolId type) {
  const std::lock_guard lock(mutex_);
  auto& lists = types_[type];
  if (!lists) {
    std::vector<Edge> added;
    overlay.for_each_edge_block([&](const EdgeBlock& block) {
      for (std::uint32_t i = 0; i < block.type.size(); ++i)
        if (block.type[i] == type && !overlay.is_gone(block.first + i)) added.push_back(block.first + i);
    });
    const auto place = [&](Edge e) { return std::tuple(graph.start(e), graph.source(e), graph.relation_id(e)); };
    std::sort(added.begin(), added.end(), [&](Edge a, Edge b) { return place(a) < place(b); });
    HashSet<Edge> gone;
    overlay.for_each_gone([&](Edge e) {
      if (graph.type(e) == type) gone.insert(e);
    });
    const TypeRun loaded = base.types.run(base, type);
    TypeLists now;
    const std::size_t size = graph.count_of_type(type);
    now.edge.reserve(size);
    now.source.reserve(size);
    now.target.reserve(size);
    auto next = added.begin();
    const auto put = [&](Edge e, Vertex source, Vertex target) {
      now.edge.push_back(e);
      now.source.push_back(source);
      now.target.push_back(target);
    };
    for (std::size_t i = 0; i < loaded.size(); ++i) {
      const Edge e = loaded.edge[i];
      for (; next != added.end() && place(*next) < place(e); ++next)
        put(*next, graph.source(*next), graph.target(*next));
      if (gone.empty() || !gone.contains(e)) put(e, loaded.source[i], loaded.target[i]);
    }
    for (; next != added.end(); ++next) put(*next, graph.source(*next), graph.target(*next));
    lists = std::make_unique<const TypeLists>(std::move(now));
  }
  return {lists->edge, lists->source, lists->target};
}

}  // namespace entente
