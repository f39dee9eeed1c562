// Settings of a database, a query and an import. Every default is the safe one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/time/instant.hpp"

namespace entente {

struct Procedure;

struct Options {
  // A path without a store gets one. Default: true.
  bool create_if_missing = true;
  // Opens for reading only, beside a process that writes. Commits fail with kUnsupported. Default: false.
  bool read_only = false;
  // A commit is on disk when it returns; false: it may be lost with the machine, never half-written. Default: true.
  bool sync = true;
};

struct QueryOptions {
  // Valid time of every MATCH that states none: an EDTF date, as in `AS OF`. Empty: all of valid time.
  std::string as_of;
  // With `as_of`: also what may have held then (POSSIBLY AS OF).
  bool possibly = false;
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
  // What the query takes as now; absent: the clock, read once.
  std::optional<Instant> now;
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
  // Keeps the records that are right when others are not. Default: false, one wrong record and nothing is kept.
  bool keep_valid = false;
  // Applies the derivation rules of the ontology behind the import, in a commit of its own. Default: true.
  bool derive = true;
  // Called for every rejected record, in order of file and line.
  std::function<void(const RejectedRecord&)> rejected;
  // Called now and then while reading, from the importing thread.
  std::function<void(const ImportProgress&)> progress;
};

}  // namespace entente
