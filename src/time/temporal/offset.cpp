#include "time/temporal/offset.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "entente/time/temporal.hpp"

namespace entente {

std::optional<std::int32_t> offset_in(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 3 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const std::int32_t sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const bool is_extended = text.size() > 2 && text[2] == ':';
  std::int32_t parts[3] = {0, 0, 0};
  for (int i = 0; i < 3 && !text.empty(); ++i) {
    if (i > 0 && is_extended) {
      if (text.front() != ':') return std::nullopt;
      text.remove_prefix(1);
    }
    if (text.size() < 2) return std::nullopt;
    for (const char c : text.substr(0, 2)) {
      if (c < '0' || c > '9') return std::nullopt;
      parts[i] = parts[i] * 10 + (c - '0');
    }
    text.remove_prefix(2);
  }
  const std::int32_t seconds = parts[0] * 3'600 + parts[1] * 60 + parts[2];
  if (!text.empty() || parts[1] > 59 || parts[2] > 59 || seconds > kMaxOffset) return std::nullopt;
  return sign * seconds;
}

std::string print_offset(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = std::abs(offset);
  std::string text = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3'600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

}  // namespace entente
