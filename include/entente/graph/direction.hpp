// Which way a relation is taken.
#pragma once

#include <cstdint>

namespace entente {

// As seen from where one stands: along the arrow, against it, or either way.
enum class Direction : std::uint8_t { kOut, kIn, kBoth };

constexpr Direction reversed(Direction d) {
  return d == Direction::kBoth ? d : d == Direction::kOut ? Direction::kIn : Direction::kOut;
}

}  // namespace entente
