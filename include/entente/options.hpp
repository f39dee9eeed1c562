// Settings of a database, a query and an import. Every default is the safe one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/model/standing.hpp"
#include "entente/read_limits.hpp"
#include "entente/run_control.hpp"
#include "entente/time/instant.hpp"
#include "entente/time/reading.hpp"

namespace entente {

struct Procedure;

struct Options {
  // A path without a store gets one. Default: false, opening it is an error, so that a mistyped path is no empty store.
  bool create_if_missing = false;
  // Opens for reading only, beside a process that writes. Commits fail with kUnsupported. What that process commits
  // later is seen after `Database::refresh`, or by `follow`. Default: false.
  bool read_only = false;
  // With read_only: every call that reads the newest commit first looks whether another process has made one, and
  // shows it; what fails in that fails the call. Cost: the sizes of a few files a call, and after a commit opening the
  // store and loading its facts again. Default: false, the commit of the opening until `Database::refresh`.
  bool follow = false;
  // A commit is on disk when it returns; false: it may be lost with the machine, never half-written. Default: true.
  bool sync = true;
  // What gives a commit its system time, for programs that replay what was known when; a time that does not lie behind
  // that of the commit before, or behind the beginning of 1970, is moved just behind it. Null: the system's clock.
  std::function<SystemTime()> clock = nullptr;
};

struct QueryOptions {
  // Valid time of every MATCH that states none: an EDTF date, as in `AS OF`. Empty: all of valid time.
  std::string as_of;
  // With `as_of`: how sure a fact must be (CERTAINLY, PRESUMABLY, POSSIBLY AS OF).
  Reading reading = Reading::kCertain;
  // System time of a statement that states none, as in FOR SYSTEM_TIME AS OF: what the store knew at the end of a date
  // or date-time, or at a commit ("commit 3"). Empty: what it knows now.
  std::string system_time = {};
  // The sources whose word counts in every MATCH that states none, as in `ACCORDING TO`. Empty: anybody's.
  std::vector<std::string> according_to = {};
  // The parts of time for which Table::standings says how the result's elements stand to them, in this order.
  std::vector<TimeCut> cuts = {};
  // Optimizer rules. Off, the rows are the same and slower to come. Default: true.
  bool optimize = true;
  // The result's elements hold every node and relation that its rows matched, returned or not: what a diagram shows.
  bool all_elements = false;
  // Searches a shortest path by Boost.Graph's breadth-first search over the snapshot in place of the engine's own
  // search. As long and slower; of several shortest paths it may choose another. Default: false.
  bool boost_paths = false;
  // Procedures of the program's own, which CALL finds before the builtin ones (entente/procedure.hpp).
  std::vector<std::shared_ptr<const Procedure>> procedures = {};
  // More rows than this end the query with kLimit. 0: no bound.
  std::size_t max_rows = 0;
  // What ends the query before it is done: a request to stop, a time, a bound of memory. Of a prepared query these
  // count for each run.
  RunControl control = {};
  // Why, for the log of commits, where the statement writes. Empty: the statement itself, shortened.
  std::string reason = {};
  // LOAD CSV reads files below this folder. Empty: none, and it is refused.
  std::string load_from = {};
  // What the query takes as now; absent: the clock, read once.
  std::optional<Instant> now;
};

struct LogOptions {
  // Only commits made from the beginning of `since` to the end of `until`, each a date, a date-time or "commit 3".
  // Empty: from the first on; to the newest.
  std::string since, until;
  // Only what concerns the entities or relations of this key or name, relations at such entities included. Empty: all.
  std::string of;
};

struct DeriveOptions {
  // Only says what would be concluded and withdrawn. Default: false.
  bool dry_run = false;
};

struct ImportProgress {
  std::string file;         // the one being read
  std::uint64_t bytes = 0;  // read so far, of all files
  std::uint64_t total_bytes = 0;
  std::uint64_t records = 0;
};

// A record that was not taken, and the file and line (from 1) where it stands.
struct RejectedRecord {
  std::string file;
  std::size_t line = 0;
  std::string reason;
};

struct ImportOptions {
  // The format of all files (a name of the table of formats, see entente/formats.hpp); empty: by the ending of each.
  std::string format;
  // A file that says how the columns of CSV or TSV files become facts (see graph-data/README.md); empty: none.
  std::string columns;
  // The JSON text of such a map, in place of a file (entente/columns_proposal.hpp makes one); empty: none.
  std::string columns_map = {};
  // Keeps the records that are right when others are not. Default: false, one wrong record and nothing is kept.
  bool keep_valid = false;
  // The name under which the store knows what is read as what one file says; empty: the name of each file, without its
  // folder.
  std::string as;
  // Withdraws what an earlier import of the same file said and says no more: a fact goes when no file states it any
  // more. Default: false, such facts are told in the report and stay.
  bool replace = false;
  // Takes entities and relations of which the store was told to erase the key (Database::erase); the key counts as any
  // other then. Default: false, such records are rejected.
  bool allow_erased = false;
  // How much is read at most; more ends the import with kLimit.
  ReadLimits limits = {};
  // Where the import fails, or has nothing to commit: a store that was created when this Database was opened, and to
  // which nothing was committed, is removed when the Database is closed. Default: false.
  bool undo_creation = false;
  // Applies the derivation rules of the ontology behind the import, in a commit of its own. Default: true.
  bool derive = true;
  // A file that all rejected records are written to, `FILE:LINE: REASON` in a line each, whether or not the import
  // fails for them; whole or not at all. Empty: none.
  std::string rejects;
  // Called for every rejected record, in order of file and line.
  std::function<void(const RejectedRecord&)> rejected;
  // Called now and then while reading, from the importing thread.
  std::function<void(const ImportProgress&)> progress;
};

}  // namespace entente
