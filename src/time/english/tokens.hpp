// English text about time as a row of words, numbers and signs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"

namespace entente::english {

enum class TokenKind : std::uint8_t {
  kWord,     // in lower case, without the points of an abbreviation: "february", "bc"
  kNumber,   // 1950; 12,345
  kOrdinal,  // 14th, first
  kDecade,   // 1950s, 1950's
  kSign,     // one of - / , ( ) ? ~ : ; any other character
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;         // the word or the sign
  std::int64_t value = 0;   // of numbers, ordinals and decades
  int digits = 0;           // written digits of a number
  bool is_grouped = false;  // 12,345
  bool after_blank = false;
  std::size_t offset = 0, length = 0;  // in the text

  bool is(std::string_view what) const {
    return (kind == TokenKind::kWord || kind == TokenKind::kSign) && text == what;
  }
  bool is_any(std::initializer_list<std::string_view> words) const {
    for (const std::string_view word : words) {
      if (is(word)) return true;
    }
    return false;
  }
  bool is_number() const { return kind == TokenKind::kNumber; }
};

// Every character of the text is in a token or a blank; punctuation at the end is dropped. Dashes of all kinds become
// "-". The last token is kEnd.
std::vector<Token> tokens_of(std::string_view text);

// What stands for the moment of reading, with or without "the" before it; the longer ones first.
inline constexpr std::array<std::string_view, 4> kNowWords = {"present day", "present", "now", "today"};

// 1 to 12 for a name of a month or its usual abbreviation, 0 for another word.
int month_named(std::string_view word);
// "February". Requires 1 ≤ month ≤ 12.
std::string month_name(int month);
// 0 (Sunday) to 6 for a name of a day of the week, -1 for another word.
int weekday_named(std::string_view word);
// EDTF code 21 to 24 of a season, 0 for another word.
int season_named(std::string_view word);

}  // namespace entente::english
