#include "query/syntax/literals.hpp"

#include <charconv>
#include <limits>
#include <string>
#include <utility>

#include "query/syntax/characters.hpp"

namespace entente::syntax {
namespace {

constexpr std::uint64_t kLargestMagnitude = std::uint64_t{1} << 63;

Lexed failure(std::string message, SourceSpan span, std::string_view detail, std::string hint = {}) {
  Lexed out;
  out.error = Error(ErrorCode::kSyntax, std::move(message), span, std::move(hint)).with_detail(std::string(detail));
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// `digits` hexadecimal digits at `offset`.
std::optional<std::uint32_t> read_hex(std::string_view text, std::size_t offset, std::size_t digits) {
  if (text.size() < offset + digits) return std::nullopt;
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int value = hex_digit(text[offset + i]);
    if (value < 0) return std::nullopt;
    code = code * 16 + static_cast<std::uint32_t>(value);
  }
  return code;
}

// \uXXXX (two of them for a pair of surrogates) or \UXXXXXXXX at `offset`; moves `offset` behind it.
std::optional<Lexed> unicode_escape(std::string_view text, std::size_t& offset, std::string& out) {
  const std::size_t start = offset;
  const std::size_t digits = text[offset + 1] == 'u' ? 4 : 8;
  const auto invalid = [&](std::string message) {
    return failure(std::move(message), {start, 2}, "InvalidUnicodeLiteral",
                   "\\u takes four hexadecimal digits, \\U eight");
  };
  std::optional<std::uint32_t> code = read_hex(text, offset + 2, digits);
  if (!code)
    return invalid("expected " + std::string(digits == 4 ? "four" : "eight") + " hexadecimal digits after `" +
                   std::string(text.substr(start, 2)) + "`");
  offset += 2 + digits;
  if (*code >= 0xd800 && *code < 0xdc00 && text.substr(offset, 2) == "\\u") {
    const std::optional<std::uint32_t> low = read_hex(text, offset + 2, 4);
    if (low && *low >= 0xdc00 && *low < 0xe000) {
      code = 0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00);
      offset += 6;
    }
  }
  if (!append_code_point(out, *code)) return invalid("this escape names no Unicode character");
  return std::nullopt;
}

// The escape at `offset`; moves `offset` behind it. A value: what is wrong with it.
std::optional<Lexed> escape(std::string_view text, std::size_t& offset, std::string& out) {
  const char c = offset + 1 < text.size() ? text[offset + 1] : '\0';
  switch (c) {
    case 'u':
    case 'U':
      return unicode_escape(text, offset, out);
    case '\\':
    case '\'':
    case '"':
    case '`':
      out += c;
      break;
    case 'b':
    case 'B':
      out += '\b';
      break;
    case 'f':
    case 'F':
      out += '\f';
      break;
    case 'n':
    case 'N':
      out += '\n';
      break;
    case 'r':
    case 'R':
      out += '\r';
      break;
    case 't':
    case 'T':
      out += '\t';
      break;
    default:
      return failure("`\\` and what follows is no escape", {offset, 1 + character_at(text, offset + 1).length},
                     "UnexpectedSyntax", "a backslash itself is written \\\\");
  }
  offset += 2;
  return std::nullopt;
}

Lexed number_failure(std::string_view text, std::size_t offset, std::size_t end, std::string hint = {}) {
  while (true) {
    const Character c = character_at(text, end);
    if (c.length == 0 || !is_name_part(c.code)) break;
    end += c.length;
  }
  const SourceSpan span{offset, end - offset};
  return failure("`" + std::string(text.substr(offset, end - offset)) + "` is not a number", span,
                 "InvalidNumberLiteral", std::move(hint));
}

bool name_follows(std::string_view text, std::size_t at) {
  const Character c = character_at(text, at);
  return c.length > 0 && is_name_part(c.code);
}

Lexed integer(std::string_view text, std::size_t offset, std::size_t digits_at, std::size_t end, int base) {
  Lexed out;
  out.token.kind = TokenKind::kInteger;
  out.token.span = {offset, end - offset};
  const auto [last, problem] = std::from_chars(text.data() + digits_at, text.data() + end, out.token.integer, base);
  if (problem == std::errc::result_out_of_range || (problem == std::errc() && out.token.integer > kLargestMagnitude)) {
    return failure("this integer is too large", out.token.span, "IntegerOverflow",
                   "integers go from -9223372036854775808 to 9223372036854775807");
  }
  if (problem != std::errc() || last != text.data() + end) return number_failure(text, offset, end);
  return out;
}

// 0x2a or 0o52.
Lexed prefixed_integer(std::string_view text, std::size_t offset, int base) {
  std::size_t end = offset + 2;
  while (end < text.size() && hex_digit(text[end]) >= 0 && hex_digit(text[end]) < base) ++end;
  if (end == offset + 2 || name_follows(text, end)) {
    return number_failure(text, offset, end,
                          base == 16 ? "0x is followed by the digits 0-9 and a-f" : "0o is followed by the digits 0-7");
  }
  return integer(text, offset, offset + 2, end, base);
}

// Out of range: beyond the largest double, or so near to zero that it is zero?
bool is_large(std::string_view digits) {
  long exponent = 0;
  const std::size_t e = digits.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view part = digits.substr(e + 1);
    const bool negative = part.front() == '-';
    if (negative || part.front() == '+') part.remove_prefix(1);
    if (std::from_chars(part.data(), part.data() + part.size(), exponent).ec != std::errc()) return !negative;
    if (negative) exponent = -exponent;
  }
  const std::string_view mantissa = digits.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = std::min(mantissa.find_first_of("123456789"), mantissa.size());
  const long magnitude = first < point ? static_cast<long>(point - first) : -static_cast<long>(first - point);
  return magnitude > -exponent;
}

Lexed floating(std::string_view text, std::size_t offset, std::size_t end) {
  Lexed out;
  out.token.kind = TokenKind::kFloat;
  out.token.span = {offset, end - offset};
  const std::string_view digits = text.substr(offset, end - offset);
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), out.token.number);
  if (result.ec == std::errc::result_out_of_range) {
    if (is_large(digits)) {
      return failure("this number is too large", out.token.span, "FloatingPointOverflow",
                     "the largest float is about 1.8e308");
    }
    out.token.number = 0;
  }
  return out;
}

}  // namespace

Lexed lex_string(std::string_view text, std::size_t offset) {
  Lexed out;
  out.token.kind = TokenKind::kString;
  const char quote = text[offset];
  std::size_t at = offset + 1;
  for (;;) {
    const std::size_t stop = text.find_first_of(quote == '\'' ? "'\\" : "\"\\", at);
    if (stop == std::string_view::npos || (text[stop] == '\\' && stop + 1 == text.size())) {
      return failure("this string is not closed", {offset, 1}, "UnexpectedSyntax",
                     std::string("close it with ") + quote);
    }
    out.token.text.append(text, at, stop - at);
    at = stop;
    if (text[at] == quote) break;
    if (std::optional<Lexed> problem = escape(text, at, out.token.text)) return std::move(*problem);
  }
  out.token.span = {offset, at + 1 - offset};
  for (std::size_t i = offset; i < at;) {
    const Character c = character_at(text, i);
    if (c.length == 0) return failure("the query is not UTF-8 text here", {i, 1}, "UnexpectedSyntax");
    i += c.length;
  }
  return out;
}

Lexed lex_quoted_name(std::string_view text, std::size_t offset) {
  Lexed out;
  out.token.kind = TokenKind::kQuotedName;
  std::size_t at = offset + 1;
  for (;;) {
    const Character c = character_at(text, at);
    if (at >= text.size())
      return failure("this name is not closed", {offset, 1}, "UnexpectedSyntax", "close it with `");
    if (c.length == 0) return failure("the query is not UTF-8 text here", {at, 1}, "UnexpectedSyntax");
    if (c.code == '`') {
      if (text.substr(at, 2) != "``") break;
      ++at;
    }
    out.token.text.append(text, at, c.length);
    at += c.length;
  }
  out.token.span = {offset, at + 1 - offset};
  return out;
}

Lexed lex_number(std::string_view text, std::size_t offset) {
  const auto digits_from = [&](std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
  };
  const std::string_view prefix = text.substr(offset, 2);
  if (prefix == "0x" || prefix == "0X") return prefixed_integer(text, offset, 16);
  if (prefix == "0o" || prefix == "0O") return prefixed_integer(text, offset, 8);

  std::size_t end = digits_from(offset);
  bool whole = true;
  // `1..3` is a range: a dot belongs to the number only before a digit.
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
    whole = false;
    end = digits_from(end + 1);
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t exponent = end + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (exponent < text.size() && is_digit(text[exponent])) {
      whole = false;
      end = digits_from(exponent);
    }
  }
  if (name_follows(text, end))
    return number_failure(text, offset, end, "a name does not begin with a digit, unless between backticks");
  if (!whole) return floating(text, offset, end);
  if (end - offset > 1 && text[offset] == '0') {
    return number_failure(text, offset, end, "an integer does not begin with 0; octal ones are written 0o17");
  }
  return integer(text, offset, offset, end, 10);
}

}  // namespace entente::syntax
