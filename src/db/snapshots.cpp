#include "db/snapshots.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "graph/graph_builder.hpp"
#include "graph/overlay.hpp"
#include "graph/states.hpp"

namespace entente {
namespace {

// So that no query waits for them.
void make_declared_indexes(const TemporalGraph& graph) {
  for (const PropertyRule& rule : graph.ontology().property_rules)
    if (rule.kind == PropertyRuleKind::kIndex)
      if (const std::optional<SymbolId> key = graph.symbol(rule.properties.front()))
        graph.vertices_with_value(*key, Value());
}

}  // namespace

std::shared_ptr<const TemporalGraph> Snapshots::newest() {
  const std::lock_guard lock(mutex_);
  for (;;) {
    const Head head = store_.head();
    if (graph_ && graph_->transaction() == head.transaction) return graph_;
    if (auto graph = followed()) return graph_ = std::move(graph);
    try {
      graph_ = load(head.transaction);
      make_declared_indexes(*graph_);
      return graph_;
    } catch (const Error& error) {
      // Another commit may have come meanwhile, and this one been forgotten.
      if (error.code != ErrorCode::kNotFound || store_.head() == head) throw;
    }
  }
}

// The newest from the one before it. Null: it has to be loaded.
std::shared_ptr<const TemporalGraph> Snapshots::followed() const {
  const auto changes = store_.changes_since(graph_ ? graph_->transaction() : TransactionId{});
  if (!graph_ || !changes) return nullptr;
  std::size_t facts = 0;
  for (const auto& commit : *changes) facts += commit->size();
  // To load a fact costs less than to follow its change.
  constexpr std::size_t kAlwaysFollowed = 64, kLoadedMeanwhile = 128;
  const std::size_t all = std::size_t{graph_->vertex_count()} + graph_->edge_count();
  if (facts > kAlwaysFollowed + all / kLoadedMeanwhile) return nullptr;
  std::shared_ptr<const TemporalGraph> graph = graph_;
  for (const auto& commit : *changes)
    if (graph) graph = with_changes(*graph, *commit);
  return graph;
}

std::shared_ptr<const TemporalGraph> Snapshots::at(TransactionId commit) {
  if (const TransactionId newest = store_.head().transaction; commit >= newest) {
    if (commit == newest) return this->newest();
    throw Error(ErrorCode::kNotFound,
                fmt::format("there is no commit {}; the newest is {}", commit.value, newest.value));
  }
  store_.require_known(commit);
  const std::lock_guard lock(older_mutex_);
  if (const std::uint64_t erasures = store_.erasures(); erasures != older_as_of_) {
    older_.clear();  // what was erased since may be in them
    older_as_of_ = erasures;
  }
  auto known = std::find_if(older_.begin(), older_.end(), [&](const auto& g) { return g->transaction() == commit; });
  if (known == older_.end()) {
    auto graph = load(commit);
    if (older_.size() == kOlder) older_.pop_back();
    known = older_.insert(older_.end(), std::move(graph));
  }
  std::rotate(older_.begin(), known, known + 1);
  return older_.front();
}

// Until no fact is erased meanwhile.
template <class Load>
std::shared_ptr<const TemporalGraph> Snapshots::until_whole(const Load& load) const {
  for (;;) {
    const std::uint64_t erasures = store_.erasures();
    const auto is_whole = [&] { return erasures % 2 == 0 && store_.erasures() == erasures; };
    try {
      if (auto graph = load(); is_whole()) return graph;
    } catch (const Error&) {
      if (is_whole()) throw;
    }
    std::this_thread::yield();
  }
}

std::shared_ptr<const TemporalGraph> Snapshots::load(TransactionId commit) const {
  return until_whole([&] { return load_once(commit); });
}

std::shared_ptr<const TemporalGraph> Snapshots::between(TransactionId first, TransactionId last) {
  const Head head = store_.head();
  if (last > head.transaction)
    throw Error(ErrorCode::kNotFound,
                fmt::format("there is no commit {}; the newest is {}", last.value, head.transaction.value));
  const bool lacks_forgotten = first.value == 0 && store_.floor().transaction.value > 1;
  if (first.value == 0) first = std::max(store_.floor().transaction, TransactionId{1});
  if (last < first) throw forgotten(store_.floor());
  store_.require_known(first);
  const std::lock_guard lock(states_mutex_);
  const std::tuple range(first, last, lacks_forgotten);
  const std::uint64_t erasures = store_.erasures();
  if (!states_ || range_ != range || head_of_states_ != head || states_as_of_ != erasures) {
    states_ = nullptr;
    states_ = until_whole([&] { return load_states(first, last, lacks_forgotten); });
    range_ = range;
    head_of_states_ = head;
    states_as_of_ = erasures;
  }
  return states_;
}

std::shared_ptr<const TemporalGraph> Snapshots::load_states(TransactionId first, TransactionId last,
                                                            bool lacks_forgotten) const {
  auto times = std::make_shared<std::vector<SystemTime>>();
  MissingFacts missing, most;
  for (const CommitRecord& c : store_.commits()) {
    times->push_back(c.head.system_time);
    missing.entities += c.erased_entities - c.erased_entities_gone;
    missing.relations += c.erased_relations - c.erased_relations_gone;
    const bool is_worse = missing.entities + missing.relations > most.entities + most.relations;
    if (is_worse && c.head.transaction >= first && c.head.transaction <= last) most = missing;
  }
  GraphStatesBuilder builder(store_.symbols(), store_.ontology(last), first, last, std::move(times));
  builder.set_erased(most.entities, most.relations);
  if (lacks_forgotten) builder.set_lacks_forgotten();
  store_.load_versions(
      first, last, [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
      [&](StoredRelation&& relation) { builder.add(std::move(relation)); });
  return builder.build();
}

std::shared_ptr<const TemporalGraph> Snapshots::load_once(TransactionId commit) const {
  GraphBuilder builder(store_.symbols(), store_.ontology(commit));
  auto times = std::make_shared<std::vector<SystemTime>>();
  for (const CommitRecord& record : store_.commits()) times->push_back(record.head.system_time);
  const SystemTime time = commit.value == 0 ? SystemTime{} : times->at(commit.value - 1);
  builder.set_commit_times(std::move(times));
  const MissingFacts missing = store_.missing_at(commit);
  builder.set_erased(missing.entities, missing.relations);
  store_.load(
      commit, [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
      [&](StoredRelation&& relation) { builder.add(std::move(relation)); },
      [&](const RelationColumns& relations) { builder.add(relations); });
  return builder.build(commit, time);
}

}  // namespace entente
