// CRC-32C: known vectors, and the quick ways against the definition, bit by bit.
#include <gtest/gtest.h>

#include <string>

#include "base/crc32c.hpp"

namespace entente {
namespace {

std::uint32_t bit_by_bit(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
  }
  return ~crc;
}

TEST(Crc32c, KnownVectors) {
  EXPECT_EQ(crc32c(""), 0u);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283u);
  // RFC 3720, appendix B.4.
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43u);
}

TEST(Crc32c, EveryLengthAndBeginning) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes.push_back(static_cast<char>(i * i + 7 * i + (i >> 2)));
  for (std::size_t from = 0; from < 9; ++from) {
    for (std::size_t length = 0; from + length <= bytes.size(); ++length) {
      const std::string_view part = std::string_view(bytes).substr(from, length);
      ASSERT_EQ(crc32c(part), bit_by_bit(part)) << from << " " << length;
      ASSERT_EQ(crc32c_by_tables(part), bit_by_bit(part)) << from << " " << length;
    }
  }
}

}  // namespace
}  // namespace entente
