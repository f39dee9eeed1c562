// Text of whatever encoding as UTF-8, a piece at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// kOther: one that iconv knows.
enum class EncodingKind : std::uint8_t { kUtf8, kLatin1, kWindows1252, kUtf16, kUtf16Le, kUtf16Be, kOther };

struct Encoding {
  EncodingKind kind = EncodingKind::kUtf8;
  std::string name = {};  // as iconv knows it, of kOther alone
  friend bool operator==(const Encoding&, const Encoding&) = default;
};

// By name, without regard to case: "utf-8", "latin1", "windows-1252", "utf-16", and what iconv knows ("windows-1251",
// "koi8-r", "gb18030", "shift_jis", "macintosh", …). Nothing: there is none of that name.
std::optional<Encoding> find_encoding(std::string_view name);

// One run of iconv from an encoding to UTF-8.
class IconvText {
 public:
  // Requires that `find_encoding` gave the name.
  explicit IconvText(const std::string& name);
  // Appends what `bytes` say as UTF-8; a byte that is none of the encoding's is a byte FF. Returns how many were read:
  // half a character at the end is left unless it is the `last` piece.
  std::size_t append(std::string_view bytes, bool last, std::string& text);

 private:
  struct Close {
    void operator()(void* converter) const;
  };
  std::unique_ptr<void, Close> converter_;
};

// Reads a stream as UTF-8. A byte order mark at the beginning is dropped, and decides between the encodings that have
// one. What is no UTF-8 stays as it is; a broken piece of another encoding becomes a byte FF, which is no UTF-8 either.
class TextDecoder {
 public:
  TextDecoder(std::istream& in, const Encoding& encoding);
  // Appends the next piece; false where nothing is left. Throws what `read_bytes` throws.
  bool append_to(std::string& text);

 private:
  void begin();
  void decode(std::string_view bytes, bool last, std::string& text);
  void decode_utf16(std::string_view bytes, bool last, std::string& text);

  std::istream& in_;
  EncodingKind encoding_;
  std::optional<IconvText> iconv_;
  std::vector<char> buffer_;
  std::string left_;  // bytes read and not decoded: half a character
  bool begun_ = false;
  bool done_ = false;
};

}  // namespace entente
