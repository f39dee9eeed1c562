// The folder of a store on disk: what is in it, and whether it may be touched.
//
//   ENTENTE    says that the folder is a store, whether its creation was finished, and what its rows hold at least
//   rows/      the rows (RocksDB)
//   staging/   files of a large commit on their way into rows/; empty between commits, cleared when the store is opened
//
// ENTENTE is written before anything else, so that a creation that was cut off can be told from a folder of somebody
// else's, and once more when the store is ready, so that a lost file of a finished store can be told from one that was
// never written.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/store_marker.hpp"
#include "entente/error.hpp"
#include "storage/store_marker.hpp"

namespace entente {

enum class FolderState {
  kFree,      // not there, or empty
  kCreating,  // its creation was begun and not finished; it holds no data
  kReady,
  kForeign,  // something else; not to be touched
};

class StoreFolder {
 public:
  // The folder is found once: a program that changes its working directory, or a link that is changed, leads to no
  // other. Messages name it as `path` does.
  explicit StoreFolder(const std::string& path);

  // From here on, the paths below lead to the folder that is there, wherever it is moved, and never to another one that
  // takes its place: they go through a descriptor of it. Nothing happens where there is none, or where the system knows
  // no such paths (no /proc). Errors: kIo.
  Result<void> hold();

  const std::string& shown() const { return shown_; }
  // A text that names files by the paths below, with the names that the user knows them by.
  std::string as_shown(std::string text) const;
  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& place() const { return place_; }
  std::filesystem::path rows() const { return path_ / "rows"; }
  std::filesystem::path staging() const { return path_ / "staging"; }
  std::filesystem::path marker() const { return path_ / kStoreMarker; }

  // Errors: kIo where it can't be read, kCorruption where ENTENTE holds something else. `marker` is set for kReady.
  Result<FolderState> state(Marker& marker) const;
  // Makes the folder if need be, holds it, and writes ENTENTE; durable when it returns. kCreating leaves a marker that
  // is there as it is. Errors: kIo.
  Result<void> mark(FolderState state, const Marker& marker = {});
  // The bytes of one of its files. Errors: kNotFound, kIo.
  Result<std::string> read(const std::filesystem::path& file) const;
  // What tells the store that is open from one that was put in its place, and from none; three calls of the system.
  using Identity = std::array<std::pair<std::uint64_t, std::uint64_t>, 3>;  // of what is missing zeros
  Identity identity() const;
  // Makes staging/ empty, or removes it.
  Result<void> make_staging() const;
  void remove_staging() const noexcept;

  // What shows that somebody writes to the store: the marker, and names and sizes of the files of rows/. Never fails.
  std::string traces() const;
  // Gives the folder another name beside its place, from where `remove` removes it: in one step nobody finds it any
  // more. `leave_empty`: an empty folder takes its place. False, and nothing is done, where it can't be renamed.
  bool set_aside(bool leave_empty) noexcept;
  void remove() const noexcept;
  // Takes the store out of a folder that stays. Cut off, it leaves a creation that was not finished.
  void clear() noexcept;

  Result<std::uint64_t> bytes() const;  // of all files in it

 private:
  class Descriptor;

  std::string shown_;
  std::filesystem::path place_;  // absolute, without links; where it stood when it was found
  std::filesystem::path path_;   // the same, or that of the descriptor
  std::shared_ptr<const Descriptor> held_;
};

// The bytes of a file. kNotFound where there is none; kIo where it can't be read or is none: reading a pipe may last
// for ever.
Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace entente
