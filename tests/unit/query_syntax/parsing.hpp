// What the parser's tests share.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "query/syntax/parser.hpp"
#include "query/syntax/print_ast.hpp"

namespace entente {

inline std::string parsed(std::string_view text) {
  return print(parse(text));
}
inline std::string parsed_expression(std::string_view text) {
  return print(*parse_expression(text));
}

// The error of a text that is not in the language.
inline Error error_of(std::string_view text) {
  try {
    parse(text);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "parsed without error: " << text;
  return Error(ErrorCode::kSyntax, "none");
}

// As a person reads it, caret and hint included.
inline std::string message_of(std::string_view text) {
  return describe(error_of(text), text);
}

}  // namespace entente
