#include "base/crc32c.hpp"

#include <array>
#include <cstring>

namespace entente {
namespace {

constexpr std::uint32_t kCastagnoli = 0x82F63B78u;

// [k][b]: what byte b contributes when k more bytes follow it. Eight tables take eight bytes a step (Kounavis and
// Berry, "A systematic approach to building high performance software-based CRC generators", ISCC 2005).
constexpr std::array<std::array<std::uint32_t, 256>, 8> make_crc_tables() {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t crc = b;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kCastagnoli : 0);
    tables[0][b] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t b = 0; b < 256; ++b) {
      const std::uint32_t before = tables[k - 1][b];
      tables[k][b] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
  return tables;
}

constexpr std::array<std::array<std::uint32_t, 256>, 8> kCrcTables = make_crc_tables();

std::uint32_t with_byte(std::uint32_t crc, char byte) {
  return (crc >> 8) ^ kCrcTables[0][(crc ^ static_cast<std::uint8_t>(byte)) & 0xFF];
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(std::string_view bytes) {
  std::uint64_t crc = 0xFFFFFFFFu;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, sizeof eight);
    crc = __builtin_ia32_crc32di(crc, eight);
  }
  auto rest = static_cast<std::uint32_t>(crc);
  for (; left > 0; ++at, --left) rest = __builtin_ia32_crc32qi(rest, static_cast<std::uint8_t>(*at));
  return ~rest;
}
#endif

}  // namespace

std::uint32_t crc32c_by_tables(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  while (bytes.size() >= 8) {
    for (int i = 0; i < 4; ++i) crc ^= std::uint32_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      next ^= kCrcTables[7 - i][(crc >> (8 * i)) & 0xFF] ^ kCrcTables[3 - i][static_cast<std::uint8_t>(bytes[4 + i])];
    }
    crc = next;
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) crc = with_byte(crc, c);
  return ~crc;
}

std::uint32_t crc32c(std::string_view bytes) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return crc32c_by_instruction(bytes);
#endif
  return crc32c_by_tables(bytes);
}

}  // namespace entente
