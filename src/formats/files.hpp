// Files as streams: `-` for the standard ones, `.gz` and `.zst` packed or unpacked on the way, output in place only
// when it is whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "entente/read_limits.hpp"

namespace entente {

// The name without `.gz` or `.zst`.
std::string_view unpacked_name(std::string_view path);

class InputFile {
 public:
  // `-` is standard input. Throws kIo. What is packed can't be read beyond `limits.max_unpacked`.
  explicit InputFile(const std::string& path, const ReadLimits& limits = {});
  ~InputFile();

  std::istream& stream();
  // Read so far, as the file lies on disk.
  std::uint64_t bytes_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Fills `to` from the stream; less than `size` only at its end. Throws kIo where the file can't be read, kCorruption
// where a packed one is cut off or damaged, kLimit where it unpacks to too much.
std::size_t read_bytes(std::istream& in, char* to, std::size_t size);

// All of a file, unpacked; `-` is standard input. Throws what reading throws.
std::string read_file(const std::string& path);

// A stream into a file that appears, or replaces the one before, when it is committed (formats/whole_file.hpp says
// where it lies until then). `-` is standard output and has no such step.
class OutputFile {
 public:
  // Throws kIo; kArgument for a file that belongs to a store.
  explicit OutputFile(const std::string& path);
  // Removes what was written and not committed.
  ~OutputFile();

  std::ostream& stream();
  // Nothing is written behind this; all of it is on disk. Throws kIo where something could not be written; the file
  // before is then still there.
  void finish();
  // Finishes it and puts it in its place. Throws kIo.
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
