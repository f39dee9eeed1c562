// Small pieces of rows: variable-length integers, strings, fixed integers in the order of their bytes.
//
//   varint   seven bits a byte, least significant first, the high bit set on all but the last byte: 300 is AC 02
//   zigzag   0, -1, 1, -2, … as varint 0, 1, 2, 3, …
//   string   its length as varint, then its bytes
//   ordered  eight (or four) bytes, most significant first; signed ones with the sign bit flipped, so that bytes sort
//   as numbers
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

inline void put_varint(std::string& out, std::uint64_t v) {
  while (v >= 0x80) {
    out.push_back(static_cast<char>(v | 0x80));
    v >>= 7;
  }
  out.push_back(static_cast<char>(v));
}

inline void put_zigzag(std::string& out, std::int64_t v) {
  put_varint(out, (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63));
}

inline void put_string(std::string& out, std::string_view v) {
  put_varint(out, v.size());
  out.append(v);
}

inline void put_ordered(std::string& out, std::uint32_t v) {
  char bytes[4];
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<char>(v >> (24 - 8 * i));
  out.append(bytes, sizeof bytes);
}

inline void put_ordered(std::string& out, std::uint64_t v) {
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(v >> (56 - 8 * i));
  out.append(bytes, sizeof bytes);
}

inline void put_ordered(std::string& out, std::int64_t v) {
  put_ordered(out, static_cast<std::uint64_t>(v) ^ (std::uint64_t{1} << 63));
}

// Reads what the functions above wrote. Bytes that can't be what they should be throw kCorruption, whatever they are;
// nothing is read beyond the end, and no more is allocated than there are bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool at_end() const { return at_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  std::uint8_t byte() {
    if (at_ == end_) fail("ends too early");
    return static_cast<std::uint8_t>(*at_++);
  }

  // The byte that comes next, without taking it. Requires that there is one.
  std::uint8_t next() const { return static_cast<std::uint8_t>(*at_); }

  std::uint64_t varint() {
    std::uint64_t v = byte();
    if (v < 0x80) return v;
    v &= 0x7F;
    for (int shift = 7; shift < 64; shift += 7) {
      const std::uint64_t b = byte();
      if (shift == 63 && b > 1) break;
      v |= (b & 0x7F) << shift;
      if (b < 0x80) return v;
    }
    fail("holds a number that is too long");
  }

  std::int64_t zigzag() {
    const std::uint64_t v = varint();
    return static_cast<std::int64_t>((v >> 1) ^ (~(v & 1) + 1));
  }

  // A number of things that take at least one byte each.
  std::size_t count() {
    const std::uint64_t n = varint();
    if (n > left()) fail("states more than it holds");
    return static_cast<std::size_t>(n);
  }

  std::uint32_t varint32() {
    const std::uint64_t n = varint();
    if (n > 0xFFFFFFFFu) fail("holds a number that is too large");
    return static_cast<std::uint32_t>(n);
  }

  std::string_view string() {
    const std::size_t length = count();
    return raw(length);
  }

  std::string_view raw(std::size_t length) {
    if (length > left()) fail("ends too early");
    const std::string_view v(at_, length);
    at_ += length;
    return v;
  }

  std::uint64_t ordered64() {
    std::uint64_t v = 0;
    for (const char c : raw(8)) v = v << 8 | static_cast<std::uint8_t>(c);
    return v;
  }
  std::uint32_t ordered32() {
    std::uint32_t v = 0;
    for (const char c : raw(4)) v = v << 8 | static_cast<std::uint8_t>(c);
    return v;
  }
  std::int64_t ordered_signed() { return static_cast<std::int64_t>(ordered64() ^ (std::uint64_t{1} << 63)); }

  // Requires that everything was read.
  void expect_end() {
    if (!at_end()) fail("goes on after its end");
  }

  // Throws kCorruption. `what` continues the name of the place, which an outer caller puts before it.
  [[noreturn]] static void fail(std::string_view what);

 private:
  const char* at_;
  const char* end_;
};

}  // namespace entente
