#include "formats/json/json_stream.hpp"

#include <cstring>

#include "entente/error.hpp"
#include "formats/files.hpp"
#include "formats/limits.hpp"

namespace entente::json {

TextStream::TextStream(std::istream& in, const ReadLimits& limits)
    : in_(in), buffer_(std::size_t{1} << 18), max_record_(limits.max_record) {
  fill();
  for (const char c : {'\xEF', '\xBB', '\xBF'}) {  // a byte order mark says nothing in UTF-8
    if (Peek() != c) break;
    Take();
  }
  line_start_ = taken_;
}

void TextStream::fill() {
  check_record();
  try {
    current_ = buffer_.data();
    end_ = current_ + read_bytes(in_, buffer_.data(), buffer_.size());
  } catch (Error& error) {
    error.line = line_;
    throw;
  }
}

void TextStream::check_record() const {
  if (in_record_ && taken_ - record_from_ > max_record_) throw too_large("a record", max_record_, record_line_);
}

std::string TextStream::take_line() {
  std::string line;
  while (!at_end()) {
    const char* stop = static_cast<const char*>(std::memchr(current_, '\n', end_ - current_));
    line.append(current_, stop ? stop : end_);
    if (line.size() > max_record_) throw too_large("a line", max_record_, line_);
    taken_ += (stop ? stop + 1 : end_) - current_;
    if (stop) {
      ++line_;
      line_start_ = taken_;
      current_ = stop + 1;
      if (current_ == end_) fill();
      break;
    }
    fill();
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace entente::json
