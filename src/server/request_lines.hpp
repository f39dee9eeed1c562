// The lines of a program, one at a time, none held that is too long.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <vector>

#include "entente/error.hpp"

namespace entente {

Error out_of_memory();

class RequestLines {
 public:
  enum class Step {
    kLine,     // `line` is the next one
    kRefused,  // the next one can't be held, and was passed over: `refusal` says why
    kEnd,
    kFailed,  // the input can't be read any further
  };

  RequestLines(std::istream& in, std::size_t max_line) : in_(in), max_line_(max_line), piece_(std::size_t{1} << 16) {}

  // Waits for a whole line, and for no more than that.
  Step next();
  const std::string& line() const { return line_; }
  const Error& refusal() const { return refusal_; }

 private:
  void take(std::size_t size);

  std::istream& in_;
  std::size_t max_line_;
  std::vector<char> piece_;
  std::string line_;
  bool is_refused_ = false;
  Error refusal_{ErrorCode::kLimit, {}};
};

}  // namespace entente
