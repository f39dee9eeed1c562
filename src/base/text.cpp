#include "base/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "base/controls.hpp"

namespace entente {
namespace {

struct Character {
  utf8proc_int32_t code = -1;  // -1: an invalid byte
  std::size_t length = 1;
};

Character decode(std::string_view text, std::size_t offset) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset;
  Character c;
  const utf8proc_ssize_t length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - offset), &c.code);
  if (length <= 0) return {};
  c.length = static_cast<std::size_t>(length);
  return c;
}

int width(const Character& c) {
  return c.code < 0 ? 1 : utf8proc_charwidth(c.code);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Folds a stretch of valid UTF-8.
void append_folded(std::string& out, std::string_view text) {
  utf8proc_uint8_t* folded = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
  if (length < 0) {
    out.append(text);
    return;
  }
  out.append(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
  std::free(folded);
}

std::vector<utf8proc_int32_t> characters(std::string_view text) {
  std::vector<utf8proc_int32_t> out;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    out.push_back(c.code < 0 ? 0x110000 + static_cast<unsigned char>(text[at]) : c.code);
    at += c.length;
  }
  return out;
}

// Damerau-Levenshtein distance in its restricted form (optimal string alignment).
std::size_t distance_between(const std::vector<utf8proc_int32_t>& a, const std::vector<utf8proc_int32_t>& b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

constexpr std::string_view kEdges[] = {
    " ",
    "\t",
    "\xC2\xA0",  // no-break
    "\xE1\x9A\x80",
    "\xE2\x80\x80",
    "\xE2\x80\x81",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x84",  // of other widths
    "\xE2\x80\x85",
    "\xE2\x80\x86",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\x8B",
    "\xE2\x81\xA0",
    "\xEF\xBB\xBF",  // of none
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\xAF",
    "\xE2\x81\x9F",
    "\xE3\x80\x80",
};

}  // namespace

std::string_view trim_blanks(std::string_view text) {
  const auto may_be_blank = [](char c) { return c == ' ' || c == '\t' || static_cast<unsigned char>(c) >= 0x80; };
  const auto at_start = [&](std::string_view blank) { return text.starts_with(blank); };
  const auto at_end = [&](std::string_view blank) { return text.ends_with(blank); };
  while (!text.empty() && may_be_blank(text.front())) {
    const auto blank = std::find_if(std::begin(kEdges), std::end(kEdges), at_start);
    if (blank == std::end(kEdges)) break;
    text.remove_prefix(blank->size());
  }
  while (!text.empty() && may_be_blank(text.back())) {
    const auto blank = std::find_if(std::begin(kEdges), std::end(kEdges), at_end);
    if (blank == std::end(kEdges)) break;
    text.remove_suffix(blank->size());
  }
  return text;
}

std::size_t character_length(std::string_view text, std::size_t offset) {
  return decode(text, offset).length;
}

std::size_t plain_bytes(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  while (end < text.size() && text[end] >= ' ' && text[end] <= '~') ++end;
  return end - offset;
}

int display_width(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = plain_bytes(text, at);
    columns += static_cast<int>(plain);
    at += plain;
    if (at == text.size()) break;
    const Character c = decode(text, at);
    columns += width(c);
    at += c.length;
  }
  return columns;
}

std::size_t bytes_within(std::string_view text, int columns) {
  int used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t left = static_cast<std::size_t>(std::max(0, columns - used));
    const std::size_t plain = plain_bytes(text.substr(0, std::min(left, text.size() - at) + at), at);
    used += static_cast<int>(plain);
    at += plain;
    if (at == text.size()) break;
    const Character c = decode(text, at);
    if (used + width(c) > columns) break;
    used += width(c);
    at += c.length;
  }
  return at;
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (is_ascii(text)) {
    for (const char c : text) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return out;
  }
  std::size_t valid_from = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    if (c.code < 0) {
      append_folded(out, text.substr(valid_from, at - valid_from));
      out.push_back(text[at]);
      valid_from = at + 1;
    }
    at += c.length;
  }
  append_folded(out, text.substr(valid_from));
  return out;
}

namespace {

struct Letter {
  utf8proc_int32_t code;
  std::string_view plain;
};
// Folded letters with a stroke, ligatures and such: what a keyboard without them writes.
constexpr Letter kPlainLetters[] = {
    {0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"},
    {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"},
};
// Apostrophes and full stops: left out. Dashes and white space: a blank.
constexpr utf8proc_int32_t kLeftOut[] = {'\'', '.', '`', 0xB4, 0x2BB, 0x2BC, 0x2018, 0x2019};
constexpr utf8proc_int32_t kBlanks[] = {'-',    '_',    ' ',    '\t',   '\n',   '\r',  0xA0,
                                        0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212};

template <class Codes>
bool is_among(utf8proc_int32_t code, const Codes& codes) {
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

}  // namespace

std::string fold_name(std::string_view name) {
  const std::string folded = fold(name);
  std::string out;
  out.reserve(folded.size());
  bool blank = false;
  for (std::size_t at = 0; at < folded.size();) {
    const Character c = decode(folded, at);
    const std::string_view as_written = std::string_view(folded).substr(at, c.length);
    at += c.length;
    if (is_among(c.code, kLeftOut)) continue;
    if (is_among(c.code, kBlanks)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out.push_back(' ');
    blank = false;
    const auto* plain = std::find_if(std::begin(kPlainLetters), std::end(kPlainLetters),
                                     [&](const Letter& letter) { return letter.code == c.code; });
    out += plain == std::end(kPlainLetters) ? as_written : plain->plain;
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const auto one = characters(a), other = characters(b);
  const std::size_t gap = one.size() > other.size() ? one.size() - other.size() : other.size() - one.size();
  return gap > limit ? gap : distance_between(one, other);
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  const auto wanted = characters(fold(word));
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::size_t best = limit + 1;
  const std::string* found = nullptr;
  for (const std::string& candidate : candidates) {
    const auto offered = characters(fold(candidate));
    const std::size_t gap =
        offered.size() > wanted.size() ? offered.size() - wanted.size() : wanted.size() - offered.size();
    if (gap >= best) continue;
    const std::size_t distance = distance_between(wanted, offered);
    if (distance >= best || distance >= std::max(wanted.size(), offered.size())) continue;
    best = distance;
    found = &candidate;
  }
  return found ? *found : std::string();
}

namespace {

std::string escape_of(const Character& c, char first) {
  if (c.code == '\n') return "\\n";
  if (c.code == '\t') return "\\t";
  if (c.code == '\r') return "\\r";
  if (c.code >= 0x80) return fmt::format("\\u{:04x}", static_cast<unsigned>(c.code));
  return fmt::format("\\x{:02x}", static_cast<unsigned char>(first));
}

std::string without_controls(std::string_view text, bool keep_line_feeds) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = plain_bytes(text, at);
    out += text.substr(at, plain);
    at += plain;
    if (at == text.size()) break;
    const Character c = decode(text, at);
    if (is_control(c.code) && !(keep_line_feeds && c.code == '\n'))
      out += escape_of(c, text[at]);
    else
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_controls(text, false);
}

std::string printable_lines(std::string_view text) {
  return without_controls(text, true);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string truncate_to_width(std::string_view text, int columns) {
  if (columns <= 0) return {};
  if (bytes_within(text, columns) == text.size()) return std::string(text);
  return std::string(text.substr(0, bytes_within(text, columns - 1))) + "…";
}

namespace {

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

std::string utf8_fault(std::string_view what, std::string_view text) {
  const std::size_t broken = find_broken_utf8(text);
  if (broken == std::string_view::npos) return {};
  return fmt::format("{} is no UTF-8 text: its byte {} is {:02X}", what, broken + 1,
                     static_cast<unsigned char>(text[broken]));
}

std::string as_utf8(std::string_view text) {
  std::string out;
  for (std::size_t broken; (broken = find_broken_utf8(text)) != std::string_view::npos;) {
    out.append(text.substr(0, broken)).append("\xEF\xBF\xBD");
    text.remove_prefix(broken + 1);
  }
  return out.append(text);
}

}  // namespace entente
