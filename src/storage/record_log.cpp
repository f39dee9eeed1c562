#include "storage/record_log.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace entente {
namespace {

constexpr std::size_t kBlockBytes = 32 * 1024;
constexpr std::size_t kHeaderBytes = 7;  // checksum 4, length 2, kind 1

enum Kind : std::uint8_t { kZero = 0, kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

struct Piece {
  std::uint8_t kind;
  std::string_view payload;
};

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(bytes[i - 1]);
  return value;
}

// A checksum that is stored beside its data is stored rotated, so that checksums of checksums stay good ones.
std::uint32_t masked(std::uint32_t crc) {
  return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
}

bool is_zero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

class RecordLog {
 public:
  RecordLog(std::string_view bytes, const Checksum& crc32c) : bytes_(bytes), crc32c_(crc32c) {}

  RecordLogEnd read(const std::function<void(std::string_view)>& take) const {
    std::string parts;
    bool in_parts = false;
    std::size_t at = 0, good = 0;
    for (;;) {
      const std::size_t in_block = kBlockBytes - at % kBlockBytes;
      if (in_block < kHeaderBytes) at = std::min(at + in_block, bytes_.size());
      if (at == bytes_.size() && !in_parts) return {good, true, false};
      const std::optional<Piece> piece = piece_at(at);
      if (!piece || in_parts != (piece->kind == kMiddle || piece->kind == kLast)) break;
      at += kHeaderBytes + piece->payload.size();
      if (piece->kind == kFull) {
        take(piece->payload);
      } else {
        parts.append(piece->payload);
        if (piece->kind == kLast) {
          take(parts);
          parts.clear();
        }
      }
      in_parts = piece->kind == kFirst || piece->kind == kMiddle;
      if (!in_parts) good = at;
    }
    if (!in_parts && is_zero(bytes_.substr(at))) return {good, true, false};
    return {good, false, begins_behind(at)};
  }

 private:
  std::optional<Piece> piece_at(std::size_t at) const {
    const std::size_t end = std::min(bytes_.size(), at - at % kBlockBytes + kBlockBytes);
    if (at + kHeaderBytes > end) return std::nullopt;
    const std::uint8_t kind = static_cast<std::uint8_t>(bytes_[at + 6]);
    const std::size_t length = little_endian(bytes_.substr(at + 4, 2));
    if (kind < kFull || kind > kLast || at + kHeaderBytes + length > end) return std::nullopt;
    const std::string_view checked = bytes_.substr(at + 6, 1 + length);
    if (masked(crc32c_(checked)) != little_endian(bytes_.substr(at, 4))) return std::nullopt;
    return Piece{kind, checked.substr(1)};
  }

  // Whether a record begins anywhere after `at`. Lengths can't be trusted there, so every place is tried.
  bool begins_behind(std::size_t at) const {
    for (std::size_t i = at + 1; i + kHeaderBytes <= bytes_.size(); ++i) {
      const std::uint8_t kind = static_cast<std::uint8_t>(bytes_[i + 6]);
      if ((kind == kFull || kind == kFirst) && piece_at(i)) return true;
    }
    return false;
  }

  std::string_view bytes_;
  const Checksum& crc32c_;
};

}  // namespace

RecordLogEnd read_record_log(std::string_view bytes, const Checksum& crc32c,
                             const std::function<void(std::string_view)>& take) {
  return RecordLog(bytes, crc32c).read(take);
}

}  // namespace entente
