// The folder of a store on disk: what is in it, and whether it may be touched.
//
//   ENTENTE    says that the folder is a store, whether its creation was finished, and how many commits it holds at
//   least rows/      the rows (RocksDB) staging/   files of a large commit on their way into rows/; empty between
//   commits, cleared when the store is opened
//
// ENTENTE is written before anything else, so that a creation that was cut off can be told from a folder of somebody
// else's, and once more when the store is ready, so that a lost file of a finished store can be told from one that was
// never written. The number of commits is brought up to date when the store is closed and after large commits: damage
// to the rows that would pass for an older state of them is found by it.
#pragma once

#include <cstdint>
#include <filesystem>

#include "entente/error.hpp"

namespace entente {

enum class FolderState {
  kFree,      // not there, or empty
  kCreating,  // its creation was begun and not finished; it holds no data
  kReady,
  kForeign,  // something else; not to be touched
};

class StoreFolder {
 public:
  explicit StoreFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path rows() const { return path_ / "rows"; }
  std::filesystem::path staging() const { return path_ / "staging"; }

  // Errors: kIo where it can't be read, kCorruption where ENTENTE holds something else. `commits` is set for kReady.
  Result<FolderState> state(std::uint64_t& commits) const;
  // Makes the folder if need be and writes ENTENTE; durable when it returns. kCreating leaves a marker that is there as
  // it is. Errors: kIo.
  Result<void> mark(FolderState state, std::uint64_t commits = 0) const;
  // Makes staging/ empty, or removes it.
  Result<void> make_staging() const;
  void remove_staging() const noexcept;

  std::uint64_t bytes() const;  // of all files in it

 private:
  std::filesystem::path path_;
};

}  // namespace entente
