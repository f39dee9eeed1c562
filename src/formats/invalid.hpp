// The refusal of what a file says.
#pragma once

#include <string>
#include <utility>

#include "entente/error.hpp"

namespace entente {

// Throws kInvalidData; the reader above adds the file and the line.
[[noreturn]] inline void invalid(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, std::move(message)).with_hint(std::move(hint));
}

}  // namespace entente
