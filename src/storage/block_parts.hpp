// What writing and reading blocks share: the numbers of their bytes, and the sum at their end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/crc32c.hpp"
#include "storage/bytes.hpp"

namespace entente {

inline constexpr std::uint8_t kBlockFormat = 1;

// The flags of a block.
inline constexpr std::uint8_t kTicksAreSeconds = 1, kBoundsAside = 2, kFinerStarts = 4, kHasRestBlock = 8,
                              kNoNumbers = 16, kStartsAtMinusInfinity = 32, kStartsAtPlusInfinity = 64;

// Appends the sum of what `out` holds from `begin` on: four bytes, least significant first.
inline void put_block_sum(std::string& out, std::size_t begin) {
  const std::uint32_t sum = crc32c(std::string_view(out).substr(begin));
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(sum >> (8 * i)));
}

// The sum at the end of a block, or of what is shorter 0.
inline std::uint32_t block_sum(std::string_view block) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 4 && block.size() >= 4; ++i)
    sum |= std::uint32_t{static_cast<std::uint8_t>(block[block.size() - 4 + i])} << (8 * i);
  return sum;
}

// What stands before the sum. Throws kCorruption where the sum is another.
inline std::string_view without_block_sum(std::string_view block) {
  if (block.size() < 4) ByteReader::fail("ends too early");
  const std::string_view checked = block.substr(0, block.size() - 4);
  if (block_sum(block) != crc32c(checked)) ByteReader::fail("does not have the sum that it was written with");
  return checked;
}

}  // namespace entente
