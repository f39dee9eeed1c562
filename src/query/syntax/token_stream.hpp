// The parser's view of the tokens: look, take, or say what was expected instead.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "query/syntax/ast.hpp"
#include "query/syntax/lexer.hpp"

namespace entente::syntax {

class TokenStream {
 public:
  explicit TokenStream(std::string_view text) : text_(text), tokens_(lex(text)) {}

 protected:
  // ---- looking
  const Token& peek(std::size_t ahead = 0) const { return token(position_ + ahead); }
  const Token& token(std::size_t index) const { return tokens_.list[std::min(index, tokens_.list.size() - 1)]; }
  std::size_t position() const { return position_; }
  bool at(TokenKind kind, std::size_t ahead = 0) const { return peek(ahead).kind == kind; }
  // Words are told apart without case; a name between backticks is never a keyword.
  bool at_word(std::string_view word, std::size_t ahead = 0) const;
  bool at_words(std::string_view first, std::string_view second) const { return at_word(first) && at_word(second, 1); }
  bool at_name(std::size_t ahead = 0) const { return at(TokenKind::kName, ahead) || at(TokenKind::kQuotedName, ahead); }
  bool at_variable(std::size_t ahead = 0) const;  // a name that is not reserved

  // ---- taking
  const Token& take() { return tokens_.list[position_ + 1 < tokens_.list.size() ? position_++ : position_]; }
  bool accept(TokenKind kind);
  bool accept_word(std::string_view word);
  bool accept_words(std::string_view first, std::string_view second);
  // `expected` continues "expected …".
  const Token& expect(TokenKind kind, std::string_view expected);
  void expect_word(std::string_view word);
  // The bracket that closes the one at token `open`; a failure says where that one stands.
  void expect_close(std::size_t open, std::string_view also = {});
  ast::Name expect_variable(std::string_view expected);  // no reserved word
  ast::Name expect_name(std::string_view expected);      // any word

  // ---- places
  // From token `first` to the last one taken.
  SourceSpan span_from(std::size_t first) const;
  std::string_view text_of(SourceSpan span) const { return text_.substr(span.offset, span.length); }
  std::string place_of(std::size_t index) const;  // "line 1, column 8"

  // ---- failing
  // "expected …, found …" at the next token.
  [[noreturn]] void fail_expected(std::string_view expected, std::string hint = {}) const;
  [[noreturn]] void fail(std::string message, SourceSpan span, std::string_view detail, std::string hint = {}) const;

 private:
  std::string hint_for(const Token& found) const;
  std::string describe(const Token& found) const;

  std::string_view text_;
  Tokens tokens_;
  std::size_t position_ = 0;
};

}  // namespace entente::syntax
