// A consistent view to read from, and a set of facts to add at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "entente/error.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace entente {

class Database;
struct OpenedStore;

// Reads one commit, the newest when it began, whatever is committed meanwhile. Cheap to copy; safe to use from several
// threads; may outlive its Database.
class ReadTransaction {
 public:
  // Of a graph alone, or of that of a store.
  explicit ReadTransaction(std::shared_ptr<const TemporalGraph> graph, std::weak_ptr<OpenedStore> store = {})
      : graph_(std::move(graph)), store_(std::move(store)) {}

  // Runs one query. What it asks FOR SYSTEM_TIME is up to the commit of the transaction. Errors: kSyntax, kSemantic,
  // kType, … with a span into `text`; kParameterMissing; kUnsupported for an older state where the Database is closed,
  // or was refreshed since.
  Result<Table> query(std::string_view text, const Map& parameters = {}, const QueryOptions& options = {}) const;

  // The snapshot itself, for algorithms and Boost.Graph.
  const TemporalGraph& graph() const { return *graph_; }
  const std::shared_ptr<const TemporalGraph>& shared_graph() const { return graph_; }

 private:
  std::shared_ptr<const TemporalGraph> graph_;
  std::weak_ptr<OpenedStore> store_;
};

// What a commit did. `transaction` is unchanged where there was nothing to do.
struct CommitReport {
  TransactionId transaction;
  SystemTime system_time;
  std::size_t entities_added = 0, entities_changed = 0, entities_unchanged = 0;
  std::size_t relations_added = 0, relations_changed = 0, relations_unchanged = 0;
  std::size_t relations_removed = 0, entities_removed = 0;
};

// Facts to be added together. One at a time per Database: a second one waits, and one of the same thread is refused.
// May be moved to another thread, and used by one at a time. Destroying it without `commit` changes nothing.
class WriteTransaction {
 public:
  ~WriteTransaction();
  WriteTransaction(WriteTransaction&&) noexcept;
  WriteTransaction& operator=(WriteTransaction&&) noexcept;

  // Adds to the commit. Errors: kInvalidData for a fact that can't be stored (an empty key or type, a value that is no
  // property value); the transaction stays usable. Ends of relations are looked up at commit.
  Result<void> add(const EntityFact& fact);
  Result<void> add(const RelationFact& fact);
  Result<void> set_ontology(const Ontology& ontology);
  // Takes back the relation with this key: from this commit on it is not there; earlier commits show it still. Errors:
  // kInvalidData for an empty key or one that this transaction adds; whether it is in the store is looked up at commit.
  Result<void> retract(std::string_view relation_key);

  // Makes all of it visible at once, or nothing. `reason` goes to the commit log. Errors: kNotFound (a relation's end
  // is neither in the store nor in this commit, or a relation to be taken back is not there), kInvalidData (a strict
  // rule of the ontology is broken), kIo, kConflict. Ends the transaction either way.
  Result<CommitReport> commit(std::string_view reason);

 private:
  friend class Database;
  struct State;
  explicit WriteTransaction(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace entente
