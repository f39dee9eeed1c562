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

namespace entente {

// The name without `.gz` or `.zst`.
std::string_view unpacked_name(std::string_view path);

class InputFile {
 public:
  // `-` is standard input. Throws kIo.
  explicit InputFile(const std::string& path);
  ~InputFile();

  std::istream& stream();
  // Read so far, as the file lies on disk.
  std::uint64_t bytes_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Fills `to` from the stream; less than `size` only at its end. Throws kIo where the file can't be read, kCorruption
// where a packed one is cut off or damaged.
std::size_t read_bytes(std::istream& in, char* to, std::size_t size);

// A file that appears, or replaces the one before, when it is committed; until then it lies beside its place as
// `PATH.partial`. `-` is standard output and has no such step.
class OutputFile {
 public:
  // Throws kIo.
  explicit OutputFile(const std::string& path);
  // Removes what was written and not committed.
  ~OutputFile();

  std::ostream& stream();
  // Throws kIo where something could not be written; the file before is then still there.
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
