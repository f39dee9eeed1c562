#include "db/snapshots.hpp"

#include <utility>

#include "graph/graph_builder.hpp"

namespace entente {

std::shared_ptr<const TemporalGraph> Snapshots::newest() {
  const std::lock_guard lock(mutex_);
  const Head head = store_.head();
  if (graph_ && graph_->transaction() == head.transaction) return graph_;
  GraphBuilder builder(store_.symbols(), store_.ontology());
  store_.load(
      head.transaction, [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
      [&](StoredRelation&& relation) { builder.add(std::move(relation)); });
  graph_ = builder.build(head.transaction, head.system_time);
  return graph_;
}

}  // namespace entente
