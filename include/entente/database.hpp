// The door to the engine: open a store, ask, add.
//
//   auto db = entente::Database::open("history.db").value();  // with {.create_if_missing = true}: makes one
//   auto table = db->query("MATCH (a:Person)-[m:MET]-(b:Person) WHERE valid(m) BEFORE '1989' RETURN a.name, b.name");
//   if (!table.ok()) std::puts(entente::describe(table.error()).c_str());
//
// A Database may be used by any number of threads at once. Nothing here throws.
//
// System time: a call with a `system_time`, its own or that of its options, answers as the store would have at that
// time: by the facts, the ontology and the rules of the newest commit made by then. It is a date or date-time, of which
// a coarse one means its end, or "commit 3"; empty: now. Errors: kNotFound for a commit that there is not,
// and for a state that was forgotten (Database::forget_before); kArgument and kSyntax for what is no time that is known
// exactly. Cost: loading the store as of then, unless it is one of the
// two that were asked for last.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/cursor.hpp"
#include "entente/derivation.hpp"
#include "entente/dossier.hpp"
#include "entente/error.hpp"
#include "entente/explanation.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/finding.hpp"
#include "entente/model/system_changes.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"
#include "entente/transaction.hpp"

namespace entente {

// A query that is parsed and planned once and run many times, with other parameters each time. Plans are renewed by
// themselves after a commit. One thread at a time; copies may run in parallel.
class PreparedQuery {
 public:
  Result<Table> run(const Map& parameters = {}) const;

 private:
  friend class Database;
  struct State;
  explicit PreparedQuery(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// Things of one kind that an import kept otherwise than they were meant: how many, and the first of them.
struct ImportWarning {
  std::string kind;
  std::size_t count = 0;
  std::string file;
  std::size_t line = 0;
  std::string example;
};

struct ImportReport {
  CommitReport commit;
  std::size_t files = 0;
  std::size_t rejected = 0;  // left out under keep_valid
  // What earlier imports of the same files stated and these no longer do. With `replace` their word is withdrawn, and
  // facts that no other file states are gone; else all stay.
  std::size_t gone_entities = 0, gone_relations = 0;
  std::vector<std::string> gone;  // the first ten: an id, or what a relation without one says
  std::size_t gone_kept = 0;      // entities of these that stay with `replace`, since relations that stay end at them
  std::vector<ImportWarning> warnings;
  // What the rules then concluded, or why not; the import stands either way. Absent: the ontology has no rules, or
  // options.derive is off.
  std::optional<Result<DerivationReport>> derivation;
};

// One line of the commit log.
struct CommitEntry {
  TransactionId transaction;
  SystemTime system_time;
  std::string reason;
  std::size_t entities = 0, relations = 0;  // added or changed
  std::size_t removed = 0;                  // relations taken back
  std::size_t removed_entities = 0;         // and entities
};

struct DatabaseInfo {
  std::string path;  // empty: in memory
  TransactionId transaction;
  SystemTime system_time;
  std::size_t entities = 0, relations = 0, uncertain_relations = 0;
  std::vector<std::pair<std::string, std::size_t>> labels, relation_types;  // with counts, by name
  std::uint64_t bytes_on_disk = 0, bytes_in_memory = 0;
  std::size_t erased_entities = 0, erased_relations = 0;  // that the store knew then, and that were erased since
  std::optional<TransactionId> floor;                     // the oldest state that can be read; absent: every one
  std::vector<CommitEntry> commits;
};

// An entity, and the name or alias by which it was found.
struct NamedEntity {
  std::string key;
  std::string name;     // what it is called; of several in the course of time the latest
  std::string matched;  // the name that was asked for, as the data writes it; its key where that was asked for
  bool is_alias = false;
  std::optional<Validity> validity;  // when it bore that name; absent: always
  std::vector<std::string> labels;   // stated types first, then their supertypes
};
struct FoundEntities {
  std::vector<NamedEntity> matches;  // in the order of the store, for each entity names before aliases
  // Other entities with the text as a part of a name or alias: those of which a word begins with it first, then in the
  // order of the store, each by the first such name.
  std::vector<NamedEntity> parts;
  std::vector<std::string> nearest;  // where there are neither: names that may have been meant, the likeliest first
};

// What Database::compact did.
struct CompactReport {
  std::uint64_t pages = 0;  // that were packed, of either direction; a page is the relations of 1024 entities
  std::uint64_t packed_relations = 0;               // of the store, those that are packed now
  std::uint64_t bytes_before = 0, bytes_after = 0;  // on disk
};

// What Database::forget_before did, or would do.
struct ForgetReport {
  TransactionId floor;  // the commit whose state is the oldest that can be read; 0: nothing was ever forgotten
  SystemTime system_time;
  bool is_moved = true;  // false: that state was the oldest already, or a later one is; nothing was done
  // Versions that went: of entities, of relations, of types, rules and expected findings.
  std::size_t entities = 0, relations = 0, types = 0;
};

// What Database::erase did, or would do.
struct EraseReport {
  TransactionId transaction;                // of the commit; of a dry run the newest there is
  std::size_t entities = 0, relations = 0;  // that went, whether they were in the store still or not
  std::size_t conclusions = 0;              // of these relations, what was concluded from others
  std::vector<std::string> named;           // the first ten that went: a key, or what a relation says
  std::size_t altered = 0;                  // versions of other facts that said they rest on them, and do no more
  std::size_t reasons = 0;                  // of commits that named them, and are "erased" now
  std::size_t mentions = 0;                 // other facts of which a text names them, and which stay as they are
  std::vector<std::string> mentioning;      // the first thousand of these, types, rules and names of files included
};

// Of which facts the keys are that Database::erase takes.
enum class ErasedFacts : std::uint8_t { kEither, kEntities, kRelations };

// What Database::backup and Database::restore made.
struct CopyReport {
  TransactionId transaction;  // the newest commit of the new store
  SystemTime system_time;
  std::uint64_t bytes_on_disk = 0;
};

// The state that Database::restore goes back to; at most one of them.
struct RestoreOptions {
  std::optional<TransactionId> commit;  // the store as this commit left it; absent: as the newest did
  // The last commit before the end of this date or date-time, in UTC: "2026-03" means the end of March, "2026-03-01"
  // that of the day, "2026-03-01T12:00:00" that of the second. Empty: any time.
  std::string system_time = {};
};

class Database {
 public:
  // Opens the store in the folder `path`; one that is not there is made only on request (Options::create_if_missing).
  // Errors: kNotFound, kLocked (open in another process), kVersion (written by a newer version), kCorruption, kIo.
  // Cost: opening; facts are loaded at the first read.
  static Result<std::unique_ptr<Database>> open(const std::string& path, const Options& options = {});
  // An empty one that lives in memory. Of the options the clock counts.
  static Result<std::unique_ptr<Database>> in_memory(const Options& options = {});
  ~Database();

  // Removes the stores that this process creates and has not committed to, for a handler of a signal that ends it; safe
  // there. Stores that were there before stay as they are.
  static void remove_unfinished() noexcept;

  // Brings a database that is open for reading only to the newest commit of the process that writes, and returns the
  // commit that is shown from here on. Views that were taken before stay as they are. Others see their newest commit
  // anyway. Errors: as of `open`; it then shows what it showed before. Cost: the sizes of a few files; after a commit,
  // opening the store, and loading its facts at the next read.
  Result<TransactionId> refresh();

  // A view of the newest commit (of a read-only database, the one of its opening or last refresh). Cost: nothing, or
  // loading what was committed since the last view. Errors: kCorruption, kIo.
  Result<ReadTransaction> read();
  // Waits for a running write transaction to end. Errors: kLocked where this thread began it, or was the last to use or
  // move it, and would wait for itself (so it is with `import` and `derive`); kUnsupported where the store is open for
  // reading only.
  Result<WriteTransaction> write();
  // A transaction whose commit says what it would do or fail with, and writes nothing; of a store that is open for
  // reading only, too. Errors: kLocked as of `write`, for whose transactions it waits.
  Result<WriteTransaction> rehearse();

  // One statement over the newest commit. Plans are kept and used again for the same text. One that writes (CREATE,
  // MERGE, SET, REMOVE, DELETE) is a transaction of its own, as by `write`: its table is read at the commit that it
  // made, and Table::updates says what it changed; where it fails, nothing was changed. Errors of those: kInvalidData
  // for what can't be stored or is still connected, kUnsupported where the store is open for reading only.
  Result<Table> query(std::string_view text, const Map& parameters = {}, const QueryOptions& options = {});
  // Whether a statement would write. False of a text that is none, and of one that EXPLAIN begins.
  static bool writes(std::string_view text);
  // The same, its rows handed over as they are found.
  Result<Cursor> cursor(std::string_view text, const Map& parameters = {}, const QueryOptions& options = {});
  Result<PreparedQuery> prepare(std::string_view text, const QueryOptions& options = {});

  // Reads files and data sets' folders (see graph-data/README.md) as one commit. The store keeps which files state a
  // fact: a file that states an id again replaces what it said of it, what other files say of it stays beside. Without
  // keep_valid a rejected record ends the import with kInvalidData and the store as it was, and with it where no record
  // is left. Other errors: kNotFound, kIo, kUnsupported (file type), kInvalidData (a relation's id has other
  // ends in another file), kArgument (`replace` of what has no name, as a pipe).
  Result<ImportReport> import(const std::vector<std::string>& paths, const ImportOptions& options = {});

  // The entities that bear the name or alias `text`, whatever its case, diacritics, dashes and full stops, or have it
  // as their key, and those of which it is a part of a name. Cost: linear in the names.
  Result<FoundEntities> find_entities(std::string_view text, const std::string& system_time = {});
  // Applies the rules of the ontology to all other facts, in order, until nothing new comes. As one commit, conclusions
  // that are new are added and those that no rule supports any more are taken back; where nothing changes there is no
  // commit. Errors, each naming its rule: what a query fails with, kInvalidData for columns that are no conclusion,
  // kLimit for rules that find no end; the store is then as it was. Cost: the queries, and building the snapshot again
  // for each rule that concludes something.
  Result<DerivationReport> derive(const DeriveOptions& options = {});
  // What an entity or relation says and why it is there; with `other`, how two entities stand to one another in time,
  // and by which relations of order. A fact that was taken back is explained as it was, with when and why it went. What
  // later commits made of a fact is told beside: corrections, ends and retractions, apart. Cost: one look at all
  // relations and at all superseded rows. Errors: kNotFound with the nearest keys; kArgument where `other` is given and
  // one of the two is no entity.
  Result<Explanation> explain(std::string_view key, std::string_view other = {}, const std::string& system_time = {});

  // All that is known of one entity, in order of time: `name` is its key, its name or alias, or a part of one, where
  // that means one entity alone. At the date, by the sources and under the reading of the options. Errors: kNotFound
  // with the nearest names, kArgument where several may be meant, with their keys; kSyntax, kArgument for the date.
  // Cost: one look at all relations.
  Result<Dossier> dossier(std::string_view name, const QueryOptions& options = {});

  // Every fact as a table without rows, for `write` and `draw`: its elements are the whole store, or what takes part at
  // the date and by the sources of the options, whose reading, now and cuts count too. Errors: kSyntax, kArgument for
  // the date. Cost: linear in the store.
  Result<Table> all_facts(const QueryOptions& options = {});
  // The types in force.
  Result<Ontology> ontology(const std::string& system_time = {});

  // The commits are those up to the one that is told of.
  Result<DatabaseInfo> info(const std::string& system_time = {});
  // The commits, the oldest first, each with what it changed, unless that was forgotten. Errors: kNotFound where
  // nothing was ever called `options.of`, and for a commit that there is not; kArgument where `since` is behind
  // `until`. Cost: reading the store and its history.
  Result<std::vector<LoggedCommit>> log(const LogOptions& options = {});
  // What the store knows otherwise at the system time `to` than at `from`, each a date, a date-time or "commit 3"; an
  // empty `to` is now. Errors: as of a system time; kArgument where `from` is behind `to`. Cost: as of `log`.
  Result<SystemDiff> system_diff(const std::string& from, const std::string& to = {});
  // The same as a table without rows, for `draw`: its elements are the facts that differ, as the later state has them,
  // or else the earlier one, and the ends of relations. Errors and cost: of both states and of `log`.
  Result<Table> changed_facts(const std::string& from, const std::string& to = {});
  // Packs relations that stand in rows of their own into blocks, and gives back what is no longer needed on disk.
  // Facts, commits and answers stay what they are; a store of fewer than 20,000 relations keeps its rows.
  // Waits for a running write transaction to end. What it has done when it ends early stands. Errors:
  // kUnsupported where the store is open for reading only, kIo, kCorruption. Cost: reading and writing the store;
  // memory for a page and a batch of 32 MiB.
  Result<CompactReport> compact();
  // Makes the state of the store at a system time the oldest that can be read. What was superseded by then goes from
  // its history, in one step: former versions of facts and of the ontology. All that later states show stays, and so do
  // the reasons and times of all commits; what commits up to that one changed is not told any more. Reads of earlier
  // states fail from then on with kNotFound; those that were begun before go on. The oldest state never moves back.
  // Room on disk comes back with `compact`; backups, exports and copies of the store that were made before are out of
  // reach. With `dry_run` says what would go, of a store that is open for reading only, too. Waits for a running write
  // transaction to end. Errors: as of a system time; kArgument for a date that is still to come; kUnsupported where the
  // store is open for reading only, kIo, kCorruption; the store is then as it was. Cost: one look at all facts, and at
  // what goes.
  Result<ForgetReport> forget_before(const std::string& system_time, bool dry_run = false);
  // Takes facts out of every state of the store, on request of whom they are about: the entities and relations that
  // ever had one of the keys, with all their versions and what files claim of them, relations that ever ended at these
  // entities, what was concluded from any of them, and what other facts say that they rest on of them. Expected
  // findings about them name a mark instead, and commits whose reason names them have the reason "erased". It is a
  // commit with `reason`, which the log tells with how many facts went; older states answer as if they had never been,
  // with a warning that says how many are missing. A mark that does not tell the key stays, so that it is not taken in
  // by mistake again (ImportOptions::allow_erased). On disk the bytes go with `compact`, and what the list of files
  // names with the next opening for writing. Out of reach are backups, exports and copies that were made before,
  // programs that have read them already, and texts of other facts, types, rules and names of files, which are told. Of
  // a fact whose versions were forgotten, its name goes from the reasons of commits, and its key is marked. With
  // `dry_run` says what would go, of a store that is open for reading only, too. Waits for a running write transaction
  // to end. Errors: kNotFound for a key that no fact has or had; kInvalidData where an entity and a relation have the
  // key and `which` does not say more, for a conclusion, which its rule would draw again, for an entity that is a
  // source of other facts, now or formerly, with the first ten, and for a reason that is empty or names what is to go;
  // kUnsupported where the store is open for reading only, kIo, kCorruption; the store is then as it was. Cost: a few
  // looks at every version of every fact.
  Result<EraseReport> erase(const std::vector<std::string>& keys, const std::string& reason, bool dry_run = false,
                            ErasedFacts which = ErasedFacts::kEither);
  // Makes of `folder`, which is not there or is empty, a store that holds what this one holds at one commit, complete
  // in itself: it opens as any store, and its next commit follows that one. Readers and writers go on meanwhile, of
  // this process and, where the store is open for reading only, of another; commits to a database in memory wait. The
  // folder gets its name when all is written: whatever cuts a backup off, no part of one is taken for a store, and what
  // it leaves (FOLDER.unfinished) is removed by the next to the same place. On the file system of the store it shares
  // the bytes of its large files, which never change, until either store writes them anew: that guards against
  // mistakes, not against the disk, and damage that is in them is in both (`verify`). Errors: kArgument where something
  // is in the folder, or it lies in the store; kLocked where another copy to it is under way; kIo (disk full, …),
  // kCorruption; nothing is left then. Cost: linking the files; on another file system, or from memory, reading and
  // writing the store.
  Result<CopyReport> backup(const std::string& folder);
  // Makes of `folder`, which is not there or is empty, a store that holds what the store or backup in the folder `path`
  // held at a commit: later commits are not in it, what they superseded is current again, the ontology is that of then,
  // and numbers stay as they are. It answers and checks as that one did, and its next commit follows. Of who states a
  // fact that has not changed since (ImportOptions::replace) a store keeps the present only; so does this one. The
  // store at `path` stays as it is, and may be in use. Errors: kNotFound for a commit that is not there, naming the
  // newest, and for a time before the first; kSyntax, kArgument for a time that is none; those of `open` and `backup`;
  // nothing is left then. Cost: reading the store, and writing what it held.
  static Result<CopyReport> restore(const std::string& path, const std::string& folder,
                                    const RestoreOptions& options = {});
  // Reads everything and looks for damage alone, not for data that break rules: checksums of files and blocks, blocks
  // against their directory, both directions of relations, names against numbers, versions in history against the
  // commits that superseded them, and commits against the head. What is damaged is named (Finding::subject) with what
  // is affected; what else can be read is looked at all the same. Empty: sound. Errors: kIo. Cost: reading the store;
  // memory in proportion to the facts.
  Result<std::vector<Finding>> verify();
  // Reads everything: damage of the store first, then what the checks find, in order of their name. `only` are the
  // checks to run (entente/integrity.hpp); empty: all. Expected findings carry the reason of the ontology. Errors:
  // kNotFound for a check that does not exist. Cost: near linear in the facts and what is found.
  Result<std::vector<Finding>> check(const std::vector<std::string>& only = {}, const std::string& system_time = {});

 private:
  friend class WriteTransaction;
  friend class PreparedQuery;
  struct State;
  explicit Database(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace entente
