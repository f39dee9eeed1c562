#include "formats/csv/encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

struct EncodingName {
  std::string_view name;
  EncodingKind kind;
};
constexpr std::array kNames = {
    EncodingName{"utf-8", EncodingKind::kUtf8},         EncodingName{"utf8", EncodingKind::kUtf8},
    EncodingName{"ascii", EncodingKind::kUtf8},         EncodingName{"latin1", EncodingKind::kLatin1},
    EncodingName{"iso-8859-1", EncodingKind::kLatin1},  EncodingName{"windows-1252", EncodingKind::kWindows1252},
    EncodingName{"cp1252", EncodingKind::kWindows1252}, EncodingName{"utf-16", EncodingKind::kUtf16},
    EncodingName{"utf-16le", EncodingKind::kUtf16Le},   EncodingName{"utf-16be", EncodingKind::kUtf16Be},
};

// Names that others use, and those of iconv.
struct OtherName {
  std::string_view name, iconv;
};
constexpr std::array kOtherNames = {OtherName{"mac-roman", "MACINTOSH"},         OtherName{"macroman", "MACINTOSH"},
                                    OtherName{"mac_roman", "MACINTOSH"},         OtherName{"x-mac-roman", "MACINTOSH"},
                                    OtherName{"x-mac-cyrillic", "MAC-CYRILLIC"}, OtherName{"x-sjis", "SHIFT_JIS"},
                                    OtherName{"shift-jis", "SHIFT_JIS"}};

// Windows-1252 from 80 to 9F; its five free places stand for the control characters of Latin-1.
constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr char kBroken = '\xFF';
constexpr std::string_view kMark = "\xEF\xBB\xBF";  // U+FEFF

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

}  // namespace

std::optional<Encoding> find_encoding(std::string_view name) {
  const std::string wanted = fold(name);
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.name == wanted; });
  if (found != kNames.end()) return Encoding{found->kind};
  // What else iconv takes for a name, blank or with a slash, says something about its way of working.
  const bool is_name = !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':';
  });
  if (!is_name) return std::nullopt;
  const auto other =
      std::find_if(kOtherNames.begin(), kOtherNames.end(), [&](const auto& n) { return n.name == wanted; });
  const std::string known(other == kOtherNames.end() ? std::string_view(wanted) : other->iconv);
  const iconv_t converter = iconv_open("UTF-8", known.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  iconv_close(converter);
  return Encoding{EncodingKind::kOther, known};
}

void IconvText::Close::operator()(void* converter) const {
  iconv_close(converter);
}

IconvText::IconvText(const std::string& name) : converter_(iconv_open("UTF-8", name.c_str())) {
  if (converter_.get() == reinterpret_cast<iconv_t>(-1)) {
    converter_.release();
    throw Error(ErrorCode::kUnsupported, "no encoding is called `" + name + "`");
  }
}

std::size_t IconvText::append(std::string_view bytes, bool last, std::string& text) {
  std::array<char, 4096> made;
  char* from = const_cast<char*>(bytes.data());  // iconv writes to the pointer alone
  std::size_t left = bytes.size();
  const auto step = [&](char** in) {
    char* to = made.data();
    std::size_t room = made.size();
    const bool is_done = iconv(converter_.get(), in, &left, &to, &room) != static_cast<std::size_t>(-1);
    const int reason = is_done ? 0 : errno;
    text.append(made.data(), made.size() - room);
    return reason;
  };
  while (left > 0) {
    const int reason = step(&from);
    if (reason == EINVAL && !last) break;
    if (reason != EINVAL && reason != EILSEQ) continue;
    text += kBroken;
    const std::size_t skipped = reason == EINVAL ? left : 1;
    from += skipped;
    left -= skipped;
    iconv(converter_.get(), nullptr, nullptr, nullptr, nullptr);
  }
  if (last) step(nullptr);  // what a state held back
  return bytes.size() - left;
}

TextDecoder::TextDecoder(std::istream& in, const Encoding& encoding)
    : in_(in), encoding_(encoding.kind), buffer_(kPiece) {
  if (encoding_ == EncodingKind::kOther) iconv_.emplace(encoding.name);
}

// What a byte order mark says wins: no text in another encoding begins with one. But the marks of UTF-16 are letters in
// some that iconv knows, and half the mark of UTF-32, which iconv reads itself.
void TextDecoder::begin() {
  begun_ = true;
  const auto drop = [&](std::string_view mark) {
    if (!left_.starts_with(mark)) return false;
    left_.erase(0, mark.size());
    return true;
  };
  if (drop(kMark)) {
    encoding_ = EncodingKind::kUtf8;
  } else if (encoding_ == EncodingKind::kOther) {
    return;
  } else if (drop("\xFF\xFE")) {
    encoding_ = EncodingKind::kUtf16Le;
  } else if (drop("\xFE\xFF")) {
    encoding_ = EncodingKind::kUtf16Be;
  } else if (encoding_ == EncodingKind::kUtf16) {
    encoding_ = EncodingKind::kUtf16Be;  // RFC 2781
  }
}

bool TextDecoder::append_to(std::string& text) {
  if (done_) return false;
  const std::size_t read = read_bytes(in_, buffer_.data(), buffer_.size());
  done_ = read < buffer_.size();
  left_.append(buffer_.data(), read);
  const bool is_first = !begun_;
  if (is_first) begin();
  const std::size_t begin_of_piece = text.size();
  if (encoding_ == EncodingKind::kUtf8) {
    text += left_;
    left_.clear();
  } else {
    std::string bytes;
    bytes.swap(left_);
    decode(bytes, done_, text);
    // The mark of an encoding that says the order of its bytes by its name: iconv leaves it there.
    if (is_first && encoding_ == EncodingKind::kOther && text.compare(begin_of_piece, kMark.size(), kMark) == 0)
      text.erase(begin_of_piece, kMark.size());
  }
  return true;
}

void TextDecoder::decode(std::string_view bytes, bool last, std::string& text) {
  if (encoding_ == EncodingKind::kUtf16Le || encoding_ == EncodingKind::kUtf16Be)
    return decode_utf16(bytes, last, text);
  if (encoding_ == EncodingKind::kOther) {
    left_.assign(bytes.substr(iconv_->append(bytes, last, text)));
    return;
  }
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    const bool shifted = encoding_ == EncodingKind::kWindows1252 && c >= 0x80 && c < 0xA0;
    append_character(text, shifted ? kWindows[c - 0x80] : c);
  }
}

void TextDecoder::decode_utf16(std::string_view bytes, bool last, std::string& text) {
  const bool little = encoding_ == EncodingKind::kUtf16Le;
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
