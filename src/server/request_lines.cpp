#include "server/request_lines.hpp"

#include <new>
#include <utility>

#include "formats/limits.hpp"

namespace entente {

Error out_of_memory() {
  return Error(ErrorCode::kLimit, "there is not enough memory for the request");
}

// Adds what was read to the line, unless it can't be held.
void RequestLines::take(std::size_t size) {
  if (is_refused_) return;
  try {
    if (line_.size() + size <= max_line_) {
      line_.append(piece_.data(), size);
      return;
    }
    refusal_ = too_large("a line", max_line_, 0);
  } catch (const std::bad_alloc&) {
    refusal_ = out_of_memory();
  }
  is_refused_ = true;
  std::string().swap(line_);
}

RequestLines::Step RequestLines::next() {
  line_.clear();
  is_refused_ = false;
  for (bool any = false;; any = true) {
    in_.getline(piece_.data(), static_cast<std::streamsize>(piece_.size()));
    const auto read = static_cast<std::size_t>(in_.gcount());
    if (in_.bad()) return Step::kFailed;
    if (in_.eof()) {
      take(read);
      if (read == 0 && !any) return Step::kEnd;
      return is_refused_ ? Step::kRefused : Step::kLine;
    }
    if (!in_.fail()) {  // the line feed counts, and is left out
      take(read - 1);
      return is_refused_ ? Step::kRefused : Step::kLine;
    }
    take(read);
    in_.clear();  // the line goes on
  }
}

}  // namespace entente
