// Strings, quoted names and numbers of a query.
#pragma once

#include <optional>
#include <string_view>

#include "entente/error.hpp"
#include "query/syntax/token.hpp"

namespace entente::syntax {

struct Lexed {
  Token token;
  std::optional<Error> error;
};

// 'it\'s' or "…": the escapes are \\ \' \" \` \b \f \n \r \t \uXXXX \UXXXXXXXX. Requires a quote at `offset`.
Lexed lex_string(std::string_view text, std::size_t offset);

// `any text`, with `` for a backtick. Requires a backtick at `offset`.
Lexed lex_quoted_name(std::string_view text, std::size_t offset);

// 42, 0x2a, 0o52, 4.2, .42, 4e2. Requires a digit at `offset`, or a dot and a digit.
Lexed lex_number(std::string_view text, std::size_t offset);

}  // namespace entente::syntax
