// The file ENTENTE of a store: whether its creation was finished, and what its rows hold at least.
//
//   This folder is a store of entente. Its files are not to be edited.
//   state: ready
//   commits: at least 00000000000000000044, file list 00000000000000000005 of at least 00000000000000001464, check …
//   commits: at least 00000000000000000043, file list 00000000000000000005 of at least 00000000000000001464, check …
//
// The last two lines are overwritten in turn, in place, so that one of them is right whenever a write is cut off. Older
// stores have one line, `commits: at least 44`.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// Damage to the rows that would pass for an earlier state of them is found by it.
struct Marker {
  std::uint64_t commits = 0;    // acknowledged and synced
  std::uint64_t file_list = 0;  // the number of RocksDB's list of files (MANIFEST); 0: not known
  std::uint64_t file_list_bytes = 0;
  friend auto operator<=>(const Marker&, const Marker&) = default;
};

inline constexpr std::string_view kTextOfCreation =
    "This folder is a store of entente. Its files are not to be edited.\n"
    "state: creating\n";
std::string marker_text(const Marker& marker);
// The marker of a finished store; nullopt: it is another text.
std::optional<Marker> read_marker(std::string_view text);
// Whether any line of a marker, whole or not, speaks of commits. Allocates nothing.
bool holds_commits(std::string_view text);

// Overwrites the marker of a store that is open for writing. What can't be written leaves an older one, which is true
// as well.
class MarkerWriter {
 public:
  MarkerWriter() = default;
  ~MarkerWriter();
  MarkerWriter(const MarkerWriter&) = delete;
  MarkerWriter& operator=(const MarkerWriter&) = delete;

  // `file` holds the text of a finished store. What is written first takes the place of the line that says less, or is
  // torn.
  bool open(const std::filesystem::path& file);
  // Costs about a microsecond; survives the process, and with `sync` the machine.
  void write(const Marker& marker, bool sync);

 private:
  int fd_ = -1;
  int line_ = 0;  // the one to be overwritten next
};

}  // namespace entente
