// The words and signs that a query is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "entente/error.hpp"

namespace entente::syntax {

enum class TokenKind : std::uint8_t {
  kEnd,
  kError,  // the text is no token from here on; the lexer's error says why
  kName,   // keywords too: which word is a keyword depends on where it stands
  kQuotedName,
  kParameter,
  kInteger,
  kFloat,
  kString,
  kOpenParenthesis,
  kCloseParenthesis,
  kOpenBracket,
  kCloseBracket,
  kOpenBrace,
  kCloseBrace,
  kComma,
  kSemicolon,
  kColon,
  kDot,
  kDotDot,
  kBar,
  kAmpersand,
  kExclamation,
  kPlus,
  kPlusEqual,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kCaret,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kMatches,   // =~
  kDash,      // the dashes of Unicode that are no minus sign; openCypher allows them in arrows
  kLeftHead,  // likewise the arrow heads
  kRightHead,
};

inline constexpr std::size_t kNoPartner = static_cast<std::size_t>(-1);

struct Token {
  TokenKind kind = TokenKind::kEnd;
  SourceSpan span;
  std::string text;           // kName, kQuotedName, kParameter, kString: what it says, quotes and escapes resolved
  std::uint64_t integer = 0;  // kInteger: up to 2^63, which is only right after a minus sign
  double number = 0;          // kFloat
  std::size_t partner = kNoPartner;  // brackets: the index of the token that closes or opens it
};

}  // namespace entente::syntax
