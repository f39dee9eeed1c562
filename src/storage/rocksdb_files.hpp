// What must hold of the files of rows/ before RocksDB opens them. It takes a log or a list of files that lost its end
// for that of an earlier state, and a store opened for writing deletes what such a state knows nothing of.
#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "storage/store.hpp"
#include "storage/store_folder.hpp"

namespace entente {

inline constexpr std::size_t kPartitionBytes = 4;  // before each key of a row

struct FilesState {
  std::uint64_t commits = 0;  // that the files hold
  std::uint64_t flushed = 0;  // of these, from the first on, those that the logs are not needed for
  // A log that was not synced has lost a piece before its end, with the machine: what comes behind must not be read.
  bool ends_before_a_gap = false;
  std::uint32_t register_family = 0;  // RocksDB's number for it
};

// Reads the list of files and the logs, and counts the commits. kCorruption: they are damaged, or hold fewer commits
// than `marker` says. kIo: they can't be read, and may be sound. Changes nothing. Cost: about a millisecond, and
// reading the logs.
Result<FilesState> check_files(const StoreFolder& folder, const Marker& marker, rocksdb::Env* env);

// The names of the sorted files that the list of files names. Errors: as of check_files.
Result<std::set<std::string>> sorted_files_of(const StoreFolder& folder, rocksdb::Env* env);

// Number and size of the list of files that is in use; zeros where there is none.
Marker file_list_of(const StoreFolder& folder);

// Takes away what the list of files has gained since it was as in `before`.
void cut_file_list(const StoreFolder& folder, const Marker& before);

// Reads the sorted files that `db` stands on to their ends, and names those that are damaged. Cost: about a second a
// gigabyte.
std::vector<StoreFinding> verify_rows(rocksdb::DB& db, const StoreFolder& folder, bool read_only);

// The same of every file that `db` stands on; names those that are damaged. Throws kIo where the system does
// not let a log or the list of files be read.
std::vector<StoreFinding> verify_files(rocksdb::DB& db, const StoreFolder& folder, const Marker& marker,
                                       bool read_only);

// How many commits a batch of the log makes it; nullopt: the batch is none of ours.
struct LoggedCommit {
  std::optional<std::uint64_t> count;
  bool synced = true;  // before the next one was written
};
inline constexpr std::string_view kUnsyncedMark = "unsynced";  // in the log of a commit that is not synced
LoggedCommit read_logged_commit(const rocksdb::WriteBatch& batch, std::uint32_t register_family);

}  // namespace entente
