// Text of whatever encoding as UTF-8, a piece at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

enum class Encoding : std::uint8_t { kUtf8, kLatin1, kWindows1252, kUtf16, kUtf16Le, kUtf16Be };

// By name ("utf-8", "latin1", "windows-1252", "utf-16", …), without regard to case. False: there is none of that name.
bool find_encoding(std::string_view name, Encoding& encoding);

// The offset of the first byte that is not well-formed UTF-8; npos: there is none.
std::size_t find_broken_utf8(std::string_view text);

// Reads a stream as UTF-8. A byte order mark at the beginning is dropped, and decides between the encodings that have
// one. What is no UTF-8 stays as it is; a broken piece of UTF-16 becomes a byte FF, which is no UTF-8 either.
class TextDecoder {
 public:
  TextDecoder(std::istream& in, Encoding encoding);
  // Appends the next piece; false where nothing is left. Throws what `read_bytes` throws.
  bool append_to(std::string& text);

 private:
  void begin();
  void decode(std::string_view bytes, bool last, std::string& text);
  void decode_utf16(std::string_view bytes, bool last, std::string& text);

  std::istream& in_;
  Encoding encoding_;
  std::vector<char> buffer_;
  std::string left_;  // bytes read and not decoded: half a character
  bool begun_ = false;
  bool done_ = false;
};

}  // namespace entente
