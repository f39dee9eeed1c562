// Classes of characters, as the query language sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::syntax {

// One code point and the bytes it takes; `length` 0: the bytes are not UTF-8 (or the text ends).
struct Character {
  char32_t code = 0;
  std::size_t length = 0;
};
Character character_at(std::string_view text, std::size_t offset);

bool is_white_space(char32_t c);
bool is_name_start(char32_t c);  // letters, _, and what joins like it
bool is_name_part(char32_t c);   // the above, digits, marks, currency signs
bool is_dash(char32_t c);        // a dash that is not '-'
bool is_left_head(char32_t c);   // an arrow head that is not '<'
bool is_right_head(char32_t c);

// Appends `code` in UTF-8. False, and nothing appended, where it is no code point (surrogates, beyond U+10FFFF).
bool append_code_point(std::string& out, std::uint32_t code);

// Equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);

}  // namespace entente::syntax
