// A file that is written whole or not at all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <sys/stat.h>

#include "base/controls.hpp"

namespace entente {

// Bytes are collected in a new file beside the target, `NAME.xxxxxx.partial`, which takes the place of the target when
// it is committed: readers see the file before or the new one, and of several writers the last one stays. Links are
// followed, the access rights of a file that is replaced are kept, its owner where the system permits it. `-`, and
// names of open descriptors such as /dev/stdout, are written where they stand, and so is what is no plain file:
// devices, pipes. On a terminal, what it would take for commands is shown as escapes. A process that is killed leaves
// its `.partial` file; it may be deleted. One that handles the signal can remove it first.
class WholeFile {
 public:
  // Throws kIo where it can't be written there: no such folder, no right to, a file that is protected against writing;
  // kArgument for a file that belongs to a store.
  explicit WholeFile(const std::string& path);
  // Removes what was written and not committed.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  // Where it fails the file can't be committed any more; nothing is thrown.
  void write(const char* bytes, std::size_t size);
  // The same for a failure above: what was handed over is not all that was to be.
  void fail();
  // Nothing is written behind this; all bytes are on disk when it returns. Throws kIo where one could not be written;
  // the file before is then still there.
  void finish();
  // Finishes it and puts it in its place. Throws kIo.
  void commit();

 private:
  void open_output();
  void open_target();
  void open_beside(const struct stat* before);
  void put(std::string_view bytes);
  void discard() noexcept;

  std::string path_;     // as it was given, for messages
  std::string target_;   // links followed
  std::string partial_;  // empty: written in place, or committed
  int descriptor_ = -1;
  int failure_ = 0;                      // errno
  std::optional<TerminalText> cleaned_;  // what goes to a terminal
};

}  // namespace entente
