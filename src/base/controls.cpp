#include "base/controls.hpp"

#include <utility>

#include "base/text.hpp"

namespace entente {
namespace {

// Bytes of the character that begins with this one.
std::size_t length_by_lead(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1;
}

std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = plain_bytes(text, at);
    out += text.substr(at, plain);
    at += plain;
    if (at == text.size()) break;
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, length);
    const bool is_kept = character == "\n" || character == "\t" || text.substr(at, 2) == "\r\n";
    out += is_kept ? std::string(character) : printable(character);
    at += length;
  }
  return out;
}

}  // namespace

bool is_control(std::int32_t code) {
  const bool turns_direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || turns_direction;
}

std::size_t find_control_beyond_ascii(std::string_view text) {
  for (std::size_t at = 0; (at = text.find_first_of("\x7F\xC2\xE2", at)) != std::string_view::npos; ++at) {
    const auto byte = [&](std::size_t i) {
      return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::int32_t code = byte(0) == 0x7F ? 0x7F
                              : byte(0) == 0xC2
                                  ? static_cast<std::int32_t>(byte(1))
                                  : static_cast<std::int32_t>(0x2000 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    if (is_control(code)) return at;
  }
  return std::string_view::npos;
}

std::string TerminalText::clean(std::string_view piece) {
  std::string text = std::exchange(begun_, {});
  text += piece;
  std::size_t end = text.size();
  if (text.ends_with('\r')) {
    --end;
  } else {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
      const std::size_t at = text.size() - back;
      if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
      if (length_by_lead(text[at]) > back) end = at;
      break;
    }
  }
  begun_ = text.substr(end);
  text.resize(end);
  return cleaned(text);
}

std::string TerminalText::rest() {
  return cleaned(std::exchange(begun_, {}));
}

}  // namespace entente
