// Text to tokens.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "query/syntax/token.hpp"

namespace entente::syntax {

// The tokens of a text, the last of them kEnd or kError. A kError comes with the reason in `error`: it is raised only
// when the parser gets there, so that the first mistake of a text is the one that is reported.
struct Tokens {
  std::vector<Token> list;
  std::optional<Error> error;
};

// Comments and white space are left out. Linear in the text. Never throws.
Tokens lex(std::string_view text);

}  // namespace entente::syntax
