#include "query/syntax/token_stream.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "query/syntax/characters.hpp"
#include "query/syntax/habits.hpp"
#include "query/syntax/words.hpp"

namespace entente::syntax {
namespace {

std::string in_quotes(std::string_view text) {
  return "`" + std::string(text) + "`";
}

constexpr std::size_t kLongestShown = 40;

}  // namespace

bool TokenStream::at_word(std::string_view word, std::size_t ahead) const {
  const Token& next = peek(ahead);
  return next.kind == TokenKind::kName && same_word(next.text, word);
}

bool TokenStream::at_variable(std::size_t ahead) const {
  return at(TokenKind::kQuotedName, ahead) || (at(TokenKind::kName, ahead) && !is_reserved(peek(ahead).text));
}

bool TokenStream::accept(TokenKind kind) {
  if (!at(kind)) return false;
  take();
  return true;
}

bool TokenStream::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  take();
  return true;
}

bool TokenStream::accept_words(std::string_view first, std::string_view second) {
  if (!at_words(first, second)) return false;
  take();
  take();
  return true;
}

const Token& TokenStream::expect(TokenKind kind, std::string_view expected) {
  if (!at(kind)) fail_expected(expected);
  return take();
}

void TokenStream::expect_word(std::string_view word) {
  if (accept_word(word)) return;
  const std::string candidate(word);
  fail_expected(word, at(TokenKind::kName) ? did_you_mean(peek().text, {&candidate, 1}) : std::string());
}

void TokenStream::expect_close(std::size_t open, std::string_view also) {
  const auto close = static_cast<TokenKind>(static_cast<int>(token(open).kind) + 1);
  if (accept(close)) return;
  const char* sign = close == TokenKind::kCloseParenthesis ? "`)`" : close == TokenKind::kCloseBracket ? "`]`" : "`}`";
  const bool open_ended = token(open).partner == kNoPartner;
  fail_expected(
      std::string(also) + (also.empty() ? "" : " or ") + sign,
      open_ended ? in_quotes(text_of(token(open).span)) + " of " + place_of(open) + " is not closed" : std::string());
}

ast::Name TokenStream::expect_variable(std::string_view expected) {
  if (at_variable()) return expect_name(expected);
  if (at(TokenKind::kName)) {
    fail_expected(expected, in_quotes(peek().text) + " is a word of the language; as a name it needs backticks");
  }
  fail_expected(expected);
}

ast::Name TokenStream::expect_name(std::string_view expected) {
  if (!at_name()) fail_expected(expected);
  const Token& name = take();
  return {name.text, name.span};
}

SourceSpan TokenStream::span_from(std::size_t first) const {
  const SourceSpan begin = token(first).span;
  if (position_ <= first) return begin;
  const SourceSpan end = token(position_ - 1).span;
  return {begin.offset, end.offset + end.length - begin.offset};
}

std::string TokenStream::place_of(std::size_t index) const {
  const std::string_view before = text_.substr(0, token(index).span.offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  std::size_t column = 1;
  for (std::size_t at = line_start; at < before.size(); at += character_length(before, at)) ++column;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

void TokenStream::fail_expected(std::string_view expected, std::string hint) const {
  const Token& found = peek();
  if (found.kind == TokenKind::kError) throw Error(*tokens_.error);
  if (hint.empty()) hint = hint_for(found);
  fail("expected " + std::string(expected) + ", found " + describe(found), found.span, "UnexpectedSyntax",
       std::move(hint));
}

void TokenStream::fail(std::string message, SourceSpan span, std::string_view detail, std::string hint) const {
  throw Error(ErrorCode::kSyntax, std::move(message), span, std::move(hint)).with_detail(std::string(detail));
}

std::string TokenStream::hint_for(const Token& found) const {
  const Token* before = position_ > 0 ? &token(position_ - 1) : nullptr;
  if (before != nullptr && before->span.offset + before->span.length == found.span.offset) {
    if (before->kind == TokenKind::kEqual && found.kind == TokenKind::kEqual) return "equality is written =";
    if (before->kind == TokenKind::kBar && found.kind == TokenKind::kBar) return "write OR, or + to join strings";
    if (before->kind == TokenKind::kString && found.kind == TokenKind::kString) {
      return "a quote inside a string is written \\' or \\\"";
    }
  }
  if (found.kind == TokenKind::kBar && before != nullptr && before->kind == TokenKind::kName && position_ > 1 &&
      token(position_ - 2).kind == TokenKind::kColon) {
    return "inside of a list it is (x:A|B), in parentheses";
  }
  if (found.kind == TokenKind::kExclamation) return "write NOT; without a label: (n:!Person)";
  if (found.kind == TokenKind::kAmpersand) return "write AND; all of several labels: (n:A&B)";
  if (found.kind == TokenKind::kBar) return "`or` is written OR; strings are joined by +";
  if (found.kind == TokenKind::kDash) return "this dash is not the minus sign -";
  if (found.kind == TokenKind::kLeftHead || found.kind == TokenKind::kRightHead)
    return "comparisons are written < and >";
  if (found.kind == TokenKind::kCloseParenthesis || found.kind == TokenKind::kCloseBracket ||
      found.kind == TokenKind::kCloseBrace) {
    if (found.partner == kNoPartner) return in_quotes(text_of(found.span)) + " closes nothing that is open here";
  }
  return {};
}

std::string TokenStream::describe(const Token& found) const {
  switch (found.kind) {
    case TokenKind::kEnd:
      return "the end of the query";
    case TokenKind::kString:
      return "a string";
    default:
      break;
  }
  std::string_view text = text_of(found.span);
  if (text.size() <= kLongestShown) return in_quotes(text);
  std::size_t length = 0;
  while (length < kLongestShown) length += character_length(text, length);
  return in_quotes(std::string(text.substr(0, length)) + "…");
}

}  // namespace entente::syntax
