// A consistent view to read from, and a set of facts to add at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  std::size_t entities_ended = 0, relations_ended = 0;  // of those changed, where no more than their end differs
  bool ontology_changed = false;
  std::vector<std::string> removed;  // the first ten of those removed, entities first: a key, or what a relation says
};

// Statements, or facts to be added, ended and taken back, that become visible together: a transaction takes the ones or
// the others. Three things can be done to a fact of the store, each with its own
// history: `add` under its key corrects it, and the earlier version is superseded by what is said now; `end` says when
// it ended, and leaves the rest; `retract` says that it is not so, whoever stated it. One at a time per Database: a
// second one waits, and one of the same thread is refused. May be moved to another thread, and used by one at a time.
// A call that is refused leaves it as it was; destroying it without `commit` changes nothing.
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
  // Conclusions that rest on it go with the next Database::derive. A file that states it and is imported again states
  // it anew.
  Result<void> retract(std::string_view relation_key);
  // The same of the relation that queries show as `id(r)`, with or without a key.
  Result<void> retract(RelationId relation);
  // Takes back the entity with this key. `ends` says whether relations that end there refuse it or go with it, those
  // without a key too, as in openCypher's DETACH DELETE; those that this transaction takes back itself, or moves to
  // other ends, count no more, and conclusions of rules go either way. Its key is free then: an entity that a later
  // commit states under it is another one. Errors: kInvalidData for an empty key, an entity that this transaction adds,
  // or one at which a relation ends that it adds; `add` refuses these afterwards, so that no transaction both takes an
  // entity back and states it: `add` alone corrects it, and two commits make it a new one.
  Result<void> retract_entity(std::string_view key, Ends ends = Ends::kRefused);
  // Says that the relation or the entity with this key ended: `date` is EDTF, uncertain or not, and is read as the end
  // of an interval is ("1953": some day in 1953). Its start, properties and sources stay as they are; of several
  // datings each ends then, of a set of periods the last; words of a source for its time ("in the fifties") go. A fact
  // that ended then already is left alone. Whoever states it states it with this end: of several files each that dates
  // it; one that says otherwise when it is imported again replaces its own word alone. Of a conclusion of rules the
  // next Database::derive draws what they say. Errors: kSyntax, kArgument for what is no single date; kInvalidData for
  // an empty key, and for a second, other end. At commit: kInvalidData where it began after that for certain, has an
  // earlier end for certain or one that is told more closely, or held still after that, where an entity and a relation
  // have the key, and for what this transaction adds or takes back too.
  Result<void> end(std::string_view key, std::string_view date);
  Result<void> end(RelationId relation, std::string_view date);
  // The same of the entity with this key, where a relation has it too.
  Result<void> end_entity(std::string_view key, std::string_view date);

  // From here on `add` takes keys that were erased (Database::erase), which count as any other then. Without it `add`
  // refuses them with kInvalidData.
  Result<void> allow_erased();

  // Runs one statement, reading or writing, which sees what those before it wrote; Table::read_at is the commit that
  // the transaction began with, and FOR SYSTEM_TIME asks the commits that there are. Plans are kept, so that a
  // statement that comes again with other parameters is run at once; options.reason is not used. Errors: as of
  // Database::query; the transaction stays usable, but where a statement fails when it has written already:
  // kConflict from then on, also by `commit`. kUnsupported where facts were added before.
  Result<Table> query(std::string_view text, const Map& parameters = {}, const QueryOptions& options = {});

  // Makes all of it visible at once, or nothing. `reason` goes to the commit log; empty: of statements, the first that
  // wrote. Errors: kNotFound (a relation's end
  // is neither in the store nor in this commit, or what is to be taken back or to end is not there), kInvalidData (a
  // strict rule of the ontology is broken, or relations end at an entity that is taken back: how many, and the first of
  // them), kIo, kConflict. Ends the transaction either way. Cost: beside what is written, one look at all relations
  // where some are named by id or an entity is taken back. Of a rehearsal (Database::rehearse): says what it would do.
  Result<CommitReport> commit(std::string_view reason);

 private:
  friend class Database;
  struct State;
  explicit WriteTransaction(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace entente
