#include "formats/csv_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

struct EncodingName {
  std::string_view name;
  Encoding encoding;
};
constexpr std::array kNames = {
    EncodingName{"utf-8", Encoding::kUtf8},         EncodingName{"utf8", Encoding::kUtf8},
    EncodingName{"ascii", Encoding::kUtf8},         EncodingName{"latin1", Encoding::kLatin1},
    EncodingName{"iso-8859-1", Encoding::kLatin1},  EncodingName{"windows-1252", Encoding::kWindows1252},
    EncodingName{"cp1252", Encoding::kWindows1252}, EncodingName{"utf-16", Encoding::kUtf16},
    EncodingName{"utf-16le", Encoding::kUtf16Le},   EncodingName{"utf-16be", Encoding::kUtf16Be},
};

// Windows-1252 from 80 to 9F; its five free places stand for the control characters of Latin-1.
constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr char kBroken = '\xFF';

void append_character(std::string& text, char32_t c) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

// Length of the well-formed character at the beginning of `text`; 0: there is none.
std::size_t well_formed(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && at(i) >= low && at(i) <= high;
  };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF)
    return follows(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  if (lead >= 0xF0 && lead <= 0xF4)
    return follows(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

}  // namespace

bool find_encoding(std::string_view name, Encoding& encoding) {
  const std::string wanted = fold(name);
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.name == wanted; });
  if (found == kNames.end()) return false;
  encoding = found->encoding;
  return true;
}

std::size_t find_broken_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    std::uint64_t eight = 0;
    if (i + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    const std::size_t length = well_formed(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

TextDecoder::TextDecoder(std::istream& in, Encoding encoding) : in_(in), encoding_(encoding), buffer_(kPiece) {}

// What a byte order mark says wins: no text in another encoding begins with one.
void TextDecoder::begin() {
  begun_ = true;
  const auto drop = [&](std::string_view mark) {
    if (!left_.starts_with(mark)) return false;
    left_.erase(0, mark.size());
    return true;
  };
  if (drop("\xEF\xBB\xBF")) {
    encoding_ = Encoding::kUtf8;
  } else if (drop("\xFF\xFE")) {
    encoding_ = Encoding::kUtf16Le;
  } else if (drop("\xFE\xFF")) {
    encoding_ = Encoding::kUtf16Be;
  } else if (encoding_ == Encoding::kUtf16) {
    encoding_ = Encoding::kUtf16Be;  // RFC 2781
  }
}

bool TextDecoder::append_to(std::string& text) {
  if (done_) return false;
  const std::size_t read = read_bytes(in_, buffer_.data(), buffer_.size());
  done_ = read < buffer_.size();
  left_.append(buffer_.data(), read);
  if (!begun_) begin();
  if (encoding_ == Encoding::kUtf8) {
    text += left_;
    left_.clear();
  } else {
    std::string bytes;
    bytes.swap(left_);
    decode(bytes, done_, text);
  }
  return true;
}

void TextDecoder::decode(std::string_view bytes, bool last, std::string& text) {
  if (encoding_ == Encoding::kUtf16Le || encoding_ == Encoding::kUtf16Be) return decode_utf16(bytes, last, text);
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    const bool shifted = encoding_ == Encoding::kWindows1252 && c >= 0x80 && c < 0xA0;
    append_character(text, shifted ? kWindows[c - 0x80] : c);
  }
}

void TextDecoder::decode_utf16(std::string_view bytes, bool last, std::string& text) {
  const bool little = encoding_ == Encoding::kUtf16Le;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(little ? a | (b << 8) : (a << 8) | b);
  };
  std::size_t i = 0;
  while (i + 2 <= bytes.size()) {
    const char32_t c = unit(i);
    const bool high = c >= 0xD800 && c < 0xDC00, low = c >= 0xDC00 && c < 0xE000;
    if (high && i + 4 > bytes.size() && !last) break;
    i += 2;
    if (!high && !low) {
      append_character(text, c);
    } else if (high && i + 2 <= bytes.size() && unit(i) >= 0xDC00 && unit(i) < 0xE000) {
      append_character(text, 0x10000 + ((c - 0xD800) << 10) + (unit(i) - 0xDC00));
      i += 2;
    } else {
      text += kBroken;
    }
  }
  if (last && i < bytes.size())
    text += kBroken;
  else
    left_.assign(bytes.substr(i));
}

}  // namespace entente
