// Builds a snapshot from stored facts: entities and relations in any order, then `build`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/stored_fact.hpp"
#include "model/relation_columns.hpp"

namespace entente {

class GraphBuilder {
 public:
  // `symbols[i]` is the name of SymbolId{i}.
  GraphBuilder(std::vector<std::string> symbols, Ontology ontology);
  ~GraphBuilder();

  void add(StoredEntity entity);
  void add(StoredRelation relation);
  void add(const RelationColumns& relations);
  // When the commits of the store were made, from commit 1 on; without it the snapshot knows the time of its own alone.
  using CommitTimes = std::shared_ptr<const std::vector<SystemTime>>;
  void set_commit_times(CommitTimes times);
  // What is missing since it was erased later; without it nothing is.
  void set_erased(std::size_t entities, std::size_t relations);

  // The snapshot. A relation whose end has no entity is a fault of the store: throws kCorruption.
  // Linear in the facts, plus sorting each row. Leaves the builder empty.
  std::shared_ptr<const TemporalGraph> build(TransactionId transaction, SystemTime time);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
