// Strings. Lengths and places count characters (Unicode code points), not bytes.
#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "base/find_part.hpp"
#include "base/text.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/made_values.hpp"

namespace entente {
namespace {

// The character at `offset`, -1 for an invalid byte; `length` in bytes.
utf8proc_int32_t character_at(std::string_view text, std::size_t offset, std::size_t& length) {
  utf8proc_int32_t character = -1;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset;
  const auto taken = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - offset), &character);
  length = taken > 0 ? static_cast<std::size_t>(taken) : 1;
  return taken > 0 ? character : -1;
}

template <utf8proc_int32_t (*map)(utf8proc_int32_t)>
std::string mapped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    const utf8proc_int32_t character = character_at(text, i, length);
    if (character < 0) {
      result += text[i];
      continue;
    }
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(map(character), bytes);
    result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  return result;
}

Value to_lower(Arguments a, const FunctionContext&) {
  return mapped<utf8proc_tolower>(string_argument(a[0], "toLower()"));
}
Value to_upper(Arguments a, const FunctionContext&) {
  return mapped<utf8proc_toupper>(string_argument(a[0], "toUpper()"));
}

bool is_blank(utf8proc_int32_t character) {
  if (character < 0) return false;
  if (character >= 9 && character <= 13) return true;
  const utf8proc_category_t category = utf8proc_category(character);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

std::string_view without_left_blanks(std::string_view text) {
  std::size_t i = 0, length = 0;
  while (i < text.size() && is_blank(character_at(text, i, length))) i += length;
  return text.substr(i);
}

std::string_view without_right_blanks(std::string_view text) {
  std::size_t end = 0, length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    if (!is_blank(character_at(text, i, length))) end = i + length;
  }
  return text.substr(0, end);
}

Value trim(Arguments a, const FunctionContext&) {
  return without_right_blanks(without_left_blanks(string_argument(a[0], "trim()")));
}
Value ltrim(Arguments a, const FunctionContext&) {
  return without_left_blanks(string_argument(a[0], "ltrim()"));
}
Value rtrim(Arguments a, const FunctionContext&) {
  return without_right_blanks(string_argument(a[0], "rtrim()"));
}

Value replace(Arguments a, const FunctionContext& c) {
  const std::string& text = string_argument(a[0], "replace()");
  const std::string& part = string_argument(a[1], "replace()");
  const std::string& by = string_argument(a[2], "replace()");
  if (part.empty()) return text;
  std::string result;
  Growth growth(c);
  std::size_t from = 0;
  for (std::size_t at = find_part(text, part); at != std::string::npos; at = find_part(text, part, from)) {
    growth.add(at - from + by.size());
    if (result.size() + (at - from) + by.size() > kLongestString)
      throw Error(ErrorCode::kLimit,
                  fmt::format("a text of more than {} bytes; the longest has these", kLongestString));
    result.append(text, from, at - from).append(by);
    from = at + part.size();
  }
  return result.append(text, from);
}

std::int64_t count_argument(const Value& value, std::string_view function) {
  const std::int64_t count = integer_argument(value, function);
  if (count < 0) {
    throw Error(ErrorCode::kArgument, fmt::format("{} takes a count or a place from 0, not {}", function, count))
        .with_detail("NegativeIntegerArgument");
  }
  return count;
}

// The byte at which the character `count` places after byte `from` begins, or the end.
std::size_t advance(std::string_view text, std::size_t from, std::int64_t count) {
  while (count-- > 0 && from < text.size()) from += character_length(text, from);
  return std::min(from, text.size());
}

Value substring(Arguments a, const FunctionContext&) {
  const std::string& text = string_argument(a[0], "substring()");
  const std::size_t from = advance(text, 0, count_argument(a[1], "substring()"));
  const std::size_t to = a.size() == 3 ? advance(text, from, count_argument(a[2], "substring()")) : text.size();
  return text.substr(from, to - from);
}

Value left(Arguments a, const FunctionContext&) {
  const std::string& text = string_argument(a[0], "left()");
  return text.substr(0, advance(text, 0, count_argument(a[1], "left()")));
}

std::int64_t count_characters(std::string_view text) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += character_length(text, i)) ++count;
  return count;
}

Value right(Arguments a, const FunctionContext&) {
  const std::string& text = string_argument(a[0], "right()");
  return text.substr(advance(text, 0, count_characters(text) - count_argument(a[1], "right()")));
}

Value split(Arguments a, const FunctionContext& c) {
  const std::string& text = string_argument(a[0], "split()");
  const std::string& by = string_argument(a[1], "split()");
  constexpr std::size_t kPart = sizeof(Value) + 64;  // with the block of its text
  List parts;
  Growth growth(c);
  if (by.empty()) {
    for (std::size_t i = 0, next = 0; i < text.size(); i = next) {
      next = advance(text, i, 1);
      growth.add(kPart);
      parts.emplace_back(text.substr(i, next - i));
    }
    return parts;
  }
  std::size_t from = 0;
  for (std::size_t at = find_part(text, by); at != std::string::npos; at = find_part(text, by, from)) {
    growth.add(kPart + at - from);
    parts.emplace_back(text.substr(from, at - from));
    from = at + by.size();
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

std::string reversed(std::string_view text) {
  std::string result(text.size(), '\0');
  std::size_t place = text.size();
  for (std::size_t i = 0, next = 0; i < text.size(); i = next) {
    next = advance(text, i, 1);
    place -= next - i;
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(i), text.begin() + static_cast<std::ptrdiff_t>(next),
              result.begin() + static_cast<std::ptrdiff_t>(place));
  }
  return result;
}

Value reverse(Arguments a, const FunctionContext&) {
  if (a[0].is_string()) return reversed(a[0].string());
  if (!a[0].is_list()) throw_type("reverse()", "a list or a string", a[0]);
  return List(a[0].list().rbegin(), a[0].list().rend());
}

Value size(Arguments a, const FunctionContext&) {
  if (a[0].is_string()) return count_characters(a[0].string());
  if (!a[0].is_list()) throw_type("size()", "a list or a string", a[0]);
  return static_cast<std::int64_t>(a[0].list().size());
}

Value is_empty(Arguments a, const FunctionContext&) {
  if (a[0].is_string()) return a[0].string().empty();
  if (a[0].is_list()) return a[0].list().empty();
  if (!a[0].is_map()) throw_type("isEmpty()", "a list, a map or a string", a[0]);
  return a[0].map().empty();
}

// RFC 4122, version 4.
Value random_uuid(Arguments, const FunctionContext&) {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  const std::uint64_t high = (generator() & 0xFFFF'FFFF'FFFF'0FFF) | 0x4000,
                      low = (generator() & 0x3FFF'FFFF'FFFF'FFFF) | 0x8000'0000'0000'0000;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF, high & 0xFFFF, low >> 48,
                     low & 0xFFFF'FFFF'FFFF);
}

constexpr Function kStringFunctions[] = {
    {"isEmpty", "isEmpty(list, map or text)", "whether nothing is in it", "RETURN isEmpty([]), isEmpty('a')",
     "true | false", 1, 1, true, is_empty, gives(Kind::kBoolean)},
    {"randomUUID", "randomUUID()", "a random text to name something by (RFC 4122), another on each call",
     "RETURN size(randomUUID())", "36", 0, 0, true, random_uuid, gives(Kind::kString), nullptr, nullptr, true},
    {"toLower", "toLower(text)", "the text in lower case", "RETURN toLower('Élysée')", "élysée", 1, 1, true, to_lower,
     gives(Kind::kString)},
    {"toUpper", "toUpper(text)", "the text in upper case", "RETURN toUpper('Москва')", "МОСКВА", 1, 1, true, to_upper,
     gives(Kind::kString)},
    {"trim", "trim(text)", "the text without blanks at both ends", "RETURN trim('  a b ')", "a b", 1, 1, true, trim},
    {"ltrim", "ltrim(text)", "the text without blanks at its beginning", "RETURN ltrim('  a b ') + '.'", "a b .", 1, 1,
     true, ltrim},
    {"rtrim", "rtrim(text)", "the text without blanks at its end", "RETURN rtrim('a b  ') + '.'", "a b.", 1, 1, true,
     rtrim},
    {"replace", "replace(text, part, by)", "the text with each occurrence of a part replaced",
     "RETURN replace('Peking', 'Pek', 'Beij')", "Beijing", 3, 3, true, replace},
    {"substring", "substring(text, from, [length])", "the characters from a place (the first is 0)",
     "RETURN substring('treaty', 1, 3)", "rea", 2, 3, true, substring},
    {"left", "left(text, length)", "the first characters", "RETURN left('treaty', 3)", "tre", 2, 2, true, left},
    {"right", "right(text, length)", "the last characters", "RETURN right('treaty', 3)", "aty", 2, 2, true, right},
    {"split", "split(text, by)", "the parts of the text between occurrences of a separator",
     "RETURN split('1950-02-14', '-')", "[1950, 02, 14]", 2, 2, true, split},
    {"reverse", "reverse(list or text)", "in reverse order", "RETURN reverse([1, 2, 3]), reverse('мир')",
     "[3, 2, 1] | рим", 1, 1, true, reverse},
    {"size", "size(list or text)", "how many members or characters it has", "RETURN size([1, 2]), size('мир')", "2 | 3",
     1, 1, true, size, takes(Kind::kList, Kind::kString).gives(Kind::kInteger)},
};

}  // namespace

std::span<const Function> string_functions() {
  return kStringFunctions;
}

}  // namespace entente
