// A stream of text as a RapidJSON input stream that knows its line and column.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "entente/read_limits.hpp"

namespace entente::json {

class TextStream {
 public:
  using Ch = char;

  // Throws what `read_bytes` throws, with the line.
  explicit TextStream(std::istream& in, const ReadLimits& limits = {});

  Ch Peek() const { return current_ < end_ ? *current_ : '\0'; }
  Ch Take() {
    if (current_ == end_) return '\0';
    const Ch c = *current_++;
    ++taken_;
    if (c == '\n') {
      ++line_;
      line_start_ = taken_;
    }
    if (current_ == end_) fill();
    return c;
  }
  std::size_t Tell() const { return taken_; }

  // RapidJSON asks for these to compile; an input stream is never written to.
  Ch* PutBegin() {
    assert(false);
    return nullptr;
  }
  void Put(Ch) { assert(false); }
  void Flush() { assert(false); }
  std::size_t PutEnd(Ch*) {
    assert(false);
    return 0;
  }

  bool at_end() const { return current_ == end_; }
  std::uint32_t line() const { return line_; }
  std::size_t column() const { return taken_ - line_start_ + 1; }  // in bytes, from 1

  // The rest of the line, without its end; leaves the stream at the next line. Throws kLimit where it is longer than a
  // record may be.
  std::string take_line();

  // What is taken between the two is a record: where it gets longer than one may be, reading throws kLimit.
  void begin_record() {
    record_from_ = taken_;
    record_line_ = line_;
    in_record_ = true;
  }
  void end_record() {
    check_record();
    in_record_ = false;
  }

 private:
  void fill();
  void check_record() const;

  std::istream& in_;
  std::vector<char> buffer_;
  const char* current_ = nullptr;
  const char* end_ = nullptr;
  std::size_t taken_ = 0, line_start_ = 0;
  std::uint32_t line_ = 1;
  std::size_t max_record_;
  std::size_t record_from_ = 0;
  std::uint32_t record_line_ = 1;
  bool in_record_ = false;
};

}  // namespace entente::json
