// The errors of what is larger than ReadLimits allow.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "entente/read_limits.hpp"

namespace entente {

inline std::string size_text(std::uint64_t bytes) {
  for (const auto& [shift, unit] : {std::pair{30, "GiB"}, std::pair{20, "MiB"}, std::pair{10, "KiB"}})
    if (bytes >> shift > 0 && bytes % (std::uint64_t{1} << shift) == 0)
      return fmt::format("{} {}", bytes >> shift, unit);
  return fmt::format("{} bytes", bytes);
}

// `what` is "a line", "a row", …
inline Error too_large(std::string_view what, std::uint64_t most, std::size_t line) {
  return Error(ErrorCode::kLimit, fmt::format("{} of more than {}", what, size_text(most)))
      .with_hint("if it is right, read it with a larger --max-record (ReadLimits::max_record)")
      .with_place("", line);
}

}  // namespace entente
