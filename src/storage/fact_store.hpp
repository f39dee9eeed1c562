// Facts in a store: ids, rows, commits, and reading them all back as of a commit. Knows keys and values; knows no
// RocksDB.
//
//   FactWriter writer(store);           names become ids, facts become rows; nothing is visible yet
//   writer.add(entity); writer.add(relation); …
//   writer.commit(reason)               one atomic write that moves the head from N-1 to N
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/stored_fact.hpp"
#include "entente/time/ending.hpp"
#include "model/commit_changes.hpp"
#include "model/relation_columns.hpp"
#include "model/relation_place.hpp"
#include "storage/entity_names.hpp"
#include "storage/packing.hpp"
#include "storage/store.hpp"

namespace entente {

// The newest visible commit. Transaction 0 at time 0 is the empty store.
struct Head {
  TransactionId transaction;
  SystemTime system_time;
  friend bool operator==(const Head&, const Head&) = default;
};

// What files said before and say no more.
struct GoneFacts {
  static constexpr std::size_t kMostNamed = 10;
  std::size_t entities = 0, relations = 0;
  std::vector<std::string> named;  // the first of them: an id, or what a relation says
  std::size_t kept = 0;            // entities of these that stay, since relations that stay end at them
};

// A version of a fact with a key that a later commit superseded or took back.
struct FormerVersion {
  bool is_entity = false;  // else a relation
  std::uint64_t id = 0;
  TransactionId recorded, superseded;
  Supersession how = Supersession::kCorrected;
  std::optional<Validity> validity = {};
  Provenance provenance = Provenance::kStated;
};

struct CommitSummary {
  Head head;  // unchanged where the commit had nothing to do
  std::size_t entities_added = 0, entities_changed = 0, entities_unchanged = 0;
  std::size_t relations_added = 0, relations_changed = 0, relations_unchanged = 0;
  std::size_t relations_removed = 0, entities_removed = 0;
  std::size_t entities_ended = 0, relations_ended = 0;  // of those changed, where no more than their end differs
  std::vector<std::string> removed;  // the first kMostNamed of those removed: an id, or what a relation says
  GoneFacts gone;
  bool ontology_changed = false;
};

// One line of the commit log.
struct CommitRecord {
  Head head;
  std::string reason;
  std::size_t entities = 0, relations = 0;  // added or changed
  std::size_t removed = 0;                  // relations retracted
  std::size_t removed_entities = 0;         // and entities
  bool ontology_changed = false;
  // Facts that this commit erased; of those that were there then, `removed` and `removed_entities` tell, too.
  std::size_t erases_entities = 0, erases_relations = 0;
  // Facts that were erased later: those that came with this commit, and those that were gone with it.
  std::size_t erased_entities = 0, erased_relations = 0;
  std::size_t erased_entities_gone = 0, erased_relations_gone = 0;
};

// A file that states facts, by its number; facts of no file are written by a program.
using FileNumber = std::uint32_t;
inline constexpr FileNumber kNoFile = 0;

// kNotFound: `asked` is newer than the newest.
Error no_commit(TransactionId asked, TransactionId newest);
// kNotFound: what was asked for lies before `floor`, the oldest state that can be read.
Error forgotten(const Head& floor);

// What FactStore::forget_before did.
struct Forgotten {
  Head floor;                                          // the oldest state that can be read from now on
  bool is_moved = true;                                // false: it was there already, or later; nothing was done
  std::size_t entities = 0, relations = 0, types = 0;  // versions that went; of rows of the ontology, too
};

// What FactStore::erase did.
struct Erased {
  static constexpr std::size_t kMostNamed = 10, kMostMentioning = 1000;
  Head head;                                // of its commit; of a dry run the newest there is
  std::size_t entities = 0, relations = 0;  // facts that went, whether they were there still or not
  std::size_t conclusions = 0;              // of these relations, what was concluded from others
  std::vector<std::string> named;           // the first of them: a key, or what a relation says
  std::size_t altered = 0;                  // versions of other facts that said they rest on them
  std::size_t reasons = 0;                  // of commits that named them
  std::size_t mentions = 0;                 // other facts of which a text names them, and which stay as they are
  std::vector<std::string> mentioning;      // the first kMostMentioning of these
};

// Of which facts the keys are that are to be erased.
enum class ErasedKind : std::uint8_t { kEither, kEntities, kRelations };

// How many facts were erased that a state had.
struct MissingFacts {
  std::size_t entities = 0, relations = 0;
};

// What gives a commit its system time.
using Clock = std::function<SystemTime()>;
SystemTime system_clock_now();

class FactStore {
 public:
  // Takes a store over, and the right to write to it unless it is read-only. A new one gets its format version; an
  // older one is raised by a writer and read as it is by a reader; a newer one: kVersion; bytes that don't decode:
  // kCorruption; another writer: kLocked. `layout` is for tests: the stores of users have one.
  static Result<std::unique_ptr<FactStore>> open(std::unique_ptr<Store> store, Clock clock = system_clock_now,
                                                 const BlockLayout& layout = {});
  ~FactStore();

  Head head() const;
  // The oldest state that can be read; of transaction 0: nothing was forgotten. Calls that read an earlier one throw
  // `forgotten`, as `require_known` does.
  Head floor() const;
  void require_known(TransactionId commit) const;
  std::vector<std::string> symbols() const;  // the name of SymbolId{i} at place i
  Ontology ontology() const;
  // That of a commit, which is not after the head. Cost: reading its rows, and those of all that was superseded since.
  Ontology ontology(TransactionId as_of) const;
  // The numbers that the next new entity and relation get.
  std::pair<EntityId, RelationId> next_ids() const;
  std::optional<EntityId> find_entity(std::string_view key) const;
  // Those of many keys, in batches: a fraction of the cost of asking for one after the other, least where the keys
  // ascend.
  std::vector<std::optional<EntityId>> find_entities(std::span<const std::string_view> keys) const;
  std::vector<CommitRecord> commits() const;

  // Every fact visible at `as_of` (the head, or an earlier commit), entities first; relations of the head come in order
  // of (source, type, latest start, id). `system` of one says which commits show it, as far as there are any by now.
  // What is handed over may be moved from or left; its memory is used again. Commits meanwhile change nothing of it.
  // Throws kNotFound for a commit that is not there yet, kCorruption with the place, or where the newest commit lacks
  // facts.
  // With `columns`, packed relations may come through it, many at once, where they say no more than columns hold; the
  // order of relations is then lost. Cost: a few nanoseconds for each of these, a hundred for others.
  void load(TransactionId as_of, const std::function<void(StoredEntity&&)>& entity,
            const std::function<void(StoredRelation&&)>& relation,
            const std::function<void(const RelationColumns&)>& columns = nullptr) const;
  // The same of every version that some commit from `first` to `last` shows; those of a fact in no order. One of the
  // two may be null: they are not read.
  void load_versions(TransactionId first, TransactionId last, const std::function<void(StoredEntity&&)>& entity,
                     const std::function<void(StoredRelation&&)>& relation) const;

  // What each commit behind `from` changed up to the head, the oldest first. Nothing: that is not known, and the facts
  // must be loaded. What this object commits is kept from the first call on, as long as no commit among it changes more
  // than a snapshot follows (Commit::take_changes); of many commits, the last that changed 65,536 facts together.
  using Changes = std::vector<std::shared_ptr<const CommitChanges>>;
  std::optional<Changes> changes_since(TransactionId from) const;

  // Those of the relation and the entity with this key, by when they were superseded. A key that was free in between
  // has had several facts, each with its id. Cost: reading all superseded rows once.
  std::vector<FormerVersion> former_versions(std::string_view key) const;

  // Reads everything and checks the files and what must hold between the rows (both directions present, ends exist,
  // names and ids agree, head and commits agree). Empty: sound.
  std::vector<StoreFinding> check() const;

  // Makes the state of `commit` the oldest that can be read: versions that were superseded by then go, in one step, and
  // what later states show stays. Where it is that state already, or a later one, nothing is done. With `dry_run`, says
  // what would go; the store may be open for reading only then. Errors: kNotFound for a commit that is not there,
  // kUnsupported where the store is open for reading only, kIo, kCorruption, kConflict, kLimit. Cost: a look at every
  // fact, and at what goes.
  Result<Forgotten> forget_before(TransactionId commit, bool dry_run = false);

  // Takes facts out of every state of the store, as a commit: the entities and relations that ever had one of the keys,
  // with all their versions, the relations that ever ended at these entities, what was concluded from any of them, and
  // what others say that they rest on of them (property `rests_on`), expected findings about them, and the reasons of
  // commits that name them. Each key is marked (ErasedKeys), but for those of conclusions. Blocks keep what is erased
  // of them until they are packed, under rows that say it is gone. With `dry_run`, says what would go; the store may be
  // open for reading only then. A key of which former versions alone told, and these were forgotten, is marked where
  // the reason of a commit names it. Errors: kNotFound for any other key that no fact has or had; kInvalidData where an
  // entity and a relation have a key and `kind` does not say which, where a fact, now or formerly, names one of the
  // entities as its source, and where `reason` names what is erased; kUnsupported where the store is open for reading
  // only, kIo, kCorruption, kConflict, kLimit. Cost: two looks at every row; memory for the keys of entities, and for
  // what conclusions rest on.
  Result<Erased> erase(std::span<const std::string> keys, std::string_view reason, bool dry_run = false,
                       ErasedKind kind = ErasedKind::kEither);
  // The commit that erased the entity, or the relation, with this key; none: it was not erased, or stated again since.
  std::optional<TransactionId> entity_erased_by(std::string_view key) const;
  std::optional<TransactionId> relation_erased_by(std::string_view key) const;
  bool has_erased_keys() const;
  // What is missing in a state because it was erased since.
  MissingFacts missing_at(TransactionId commit) const;
  // Goes up before and behind each erasure: who reads without a read point, and finds another number behind it, or an
  // odd one, may have met parts of two states.
  std::uint64_t erasures() const;

  // Packs the relations that stand in rows into blocks (packing.hpp), in steps: what is there when it fails says the
  // same. Meanwhile nobody commits. `poll` is called between pages, and may throw. Errors: kUnsupported where the store
  // is open for reading only, kIo, kCorruption, kConflict.
  Result<PackingReport> pack(const std::function<void()>& poll = {});

  // Writes what this store holds into `to`, which holds no rows, or what it held at an earlier commit (restore.hpp). No
  // FactStore opens `to` until it is whole. Commits wait where the store has no read points. Errors: kNotFound for a
  // commit that is not there, kIo, kCorruption. Cost: reading this store, and writing the other.
  Result<void> copy_to(Store& to) const;
  Result<void> restore_to(Store& to, TransactionId as_of, const BlockLayout& layout = {},
                          const std::function<void()>& poll = {}) const;

  Store& store() { return *store_; }
  const Store& store() const { return *store_; }
  std::uint64_t bytes_on_disk() const;  // 0 in memory

 private:
  friend class FactWriter;
  explicit FactStore(std::unique_ptr<Store> store);
  void say_erased(std::span<const std::string> keys, Error& error) const;
  struct State;
  std::unique_ptr<Store> store_;
  std::unique_ptr<State> state_;
};

// Collects one commit. One writer at a time; dropping it without `commit` changes nothing. After a commit it is empty
// and may collect the next.
class FactWriter {
 public:
  explicit FactWriter(FactStore& store);
  ~FactWriter();

  // These throw kInvalidData where the record itself is at fault, and leave it out; the writer stays usable: a fact
  // that can't be stored (storing_fault), an ontology with a fault, a key that this commit has given to another record
  // already. The same record with a key twice counts once. Of relations without a key
  // that say the same there are as many as are added; of those that files state the n-th of a file is the n-th of the
  // store.
  void set_ontology(const Ontology& ontology);
  void add(const EntityFact& fact, FileNumber file = kNoFile);
  void add(const RelationFact& fact, FileNumber file = kNoFile);
  // The same of a fact of which the caller has asked storing_fault.
  void add_storable(const EntityFact& fact, FileNumber file);
  void add_storable(const RelationFact& fact, FileNumber file);
  // And where the caller has the numbers of its name, or its ends.
  void add_storable(const EntityFact& fact, std::uint32_t entity, FileNumber file);
  void add_storable(const RelationFact& fact, std::uint32_t from, std::uint32_t to, FileNumber file);
  // The number of the entity of this name in this commit, from 0 in order of first mention; a name of which nothing is
  // said changes nothing. Numbers end with a commit that is written. Cost: EntityNames::insert.
  std::uint32_t entity(std::string_view key);
  void entities(std::span<const std::string_view> keys, std::span<std::uint32_t> numbers);
  const EntityNames& names() const;
  // The number of the file of this name.
  FileNumber file(std::string_view name);
  // The file names an entity of the store without describing it: what it said of it before still stands. Matters only
  // behind `complete`.
  void mention(std::string_view entity_key, FileNumber file);
  void mention(std::uint32_t entity, FileNumber file);
  // What this commit adds of the file is all that it says. What it said before and says no more is told in the summary,
  // and withdrawn on request: a fact goes when no file states it any more, and what other files say of it stays. An
  // entity stays while relations that stay end at it; conclusions of rules go with it. Cost: reading every fact.
  enum class Gone { kTell, kWithdraw };
  void complete(FileNumber file, Gone gone);
  // Takes back the relation with this key: from this commit on it is not there; earlier commits show it still. A later
  // commit may state the key again: another relation. kInvalidData: an empty key, or one that this commit states.
  void retract(std::string_view relation_key);
  // The same of the relation with this number, whether or not it has a key. One that is not in the store is kNotFound
  // at commit.
  void retract(RelationId relation);
  // The same of one whose place is known. kNotFound at commit where it is not there. Cost: reading it.
  void retract(const RelationPlace& place);
  // Puts what a program says now in the place of what the relation there, which has no key, says: it keeps its number
  // and its ends. Errors: kInvalidData for what can't be stored; at commit kNotFound where it is not there.
  void correct(const RelationPlace& place, const RelationFact& fact);
  // Takes back an entity, whoever states it, with the relations that end at it or while there are none: those that this
  // commit takes back itself, or states with other ends, count no more. A later commit may state the key again: another
  // entity. kInvalidData: an empty key, an entity that this commit states, or one at which a relation ends that it
  // states; `add` then refuses these. Whether it is in the store, and what ends at it, is found at commit.
  void retract_entity(std::string_view key, Ends ends);
  // Gives the relation or entity of the store with this key an end (with_end) in what each says who states it, and
  // leaves all else as it is (end_claims). It has a new version, unless it ended so already. All else is found at
  // commit: kNotFound where neither has the key; kInvalidData where both have, where this commit states or retracts the
  // fact, and what with_end refuses. kInvalidData here: an empty key, and a second, other end.
  void end(std::string_view key, const StatedEnd& end);
  void end(RelationId relation, const StatedEnd& end);
  // The same of the entity with this key, where a relation has it too.
  void end_entity(std::string_view key, const StatedEnd& end);

  // Writes all of it, or nothing. kNotFound: a relation whose end is neither in the store nor in this commit, and what
  // is to be taken back or to end and is not in the store. kInvalidData: an entity to be taken back at which relations
  // end, and an id that stands for another relation in the store, to which `place` adds where this commit gives the id.
  // The commit's system time is the clock's, or just after the previous commit's where the clock has not moved past
  // that. Errors: kIo (disk full, …) with the store unchanged; kConflict when the head has moved meanwhile.
  using PlaceOfId = std::function<void(Error&, const std::string& id)>;
  Result<CommitSummary> commit(std::string_view reason, const PlaceOfId& place = {});
  // What `commit` would do or fail with; nothing is written, and the store may be open for reading only. The writer is
  // empty then.
  Result<CommitSummary> rehearse(const PlaceOfId& place = {});

 private:
  Result<CommitSummary> finish(const std::optional<std::string_view>& reason, const PlaceOfId& place);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
