#include "query/syntax/lexer.hpp"

#include <utility>

#include "query/syntax/characters.hpp"
#include "query/syntax/literals.hpp"

namespace entente::syntax {
namespace {

Error syntax_error(std::string message, SourceSpan span, std::string hint = {}) {
  return Error(ErrorCode::kSyntax, std::move(message), span, std::move(hint)).with_detail("UnexpectedSyntax");
}

struct Sign {
  std::string_view text;
  TokenKind kind;
};
// Longer signs first. Arrows are not signs of their own: `a<-b` compares, and only the parser can tell.
constexpr Sign kSigns[] = {
    {"..", TokenKind::kDotDot},
    {"+=", TokenKind::kPlusEqual},
    {"=~", TokenKind::kMatches},
    {"<>", TokenKind::kNotEqual},
    {"<=", TokenKind::kLessOrEqual},
    {">=", TokenKind::kGreaterOrEqual},
    {"(", TokenKind::kOpenParenthesis},
    {")", TokenKind::kCloseParenthesis},
    {"[", TokenKind::kOpenBracket},
    {"]", TokenKind::kCloseBracket},
    {"{", TokenKind::kOpenBrace},
    {"}", TokenKind::kCloseBrace},
    {",", TokenKind::kComma},
    {";", TokenKind::kSemicolon},
    {":", TokenKind::kColon},
    {".", TokenKind::kDot},
    {"|", TokenKind::kBar},
    {"&", TokenKind::kAmpersand},
    {"!", TokenKind::kExclamation},
    {"+", TokenKind::kPlus},
    {"-", TokenKind::kMinus},
    {"*", TokenKind::kStar},
    {"/", TokenKind::kSlash},
    {"%", TokenKind::kPercent},
    {"^", TokenKind::kCaret},
    {"=", TokenKind::kEqual},
    {"<", TokenKind::kLess},
    {">", TokenKind::kGreater},
};

// What people write who come from other languages, and what it is called here.
struct Foreign {
  std::string_view text, hint;
};
constexpr Foreign kForeign[] = {
    {"!=", "write <> for 'not equal'"},
    {"&&", "write AND"},
    {"#", "a comment begins with //"},
    {"‘", "strings stand in straight quotes: '…' or \"…\""},
    {"’", "strings stand in straight quotes: '…' or \"…\""},
    {"“", "strings stand in straight quotes: '…' or \"…\""},
    {"”", "strings stand in straight quotes: '…' or \"…\""},
    {"≠", "write <>"},
    {"≤", "write <="},
    {"≥", "write >="},
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens run() {
    while (!error_ && skip_blank() && offset_ < text_.size()) next();
    Token last;
    last.kind = error_ ? TokenKind::kError : TokenKind::kEnd;
    last.span = error_ && error_->span ? *error_->span : SourceSpan{text_.size(), 0};
    tokens_.push_back(std::move(last));
    pair_brackets();
    return {std::move(tokens_), std::move(error_)};
  }

 private:
  bool skip_blank() {
    for (;;) {
      const Character c = character_at(text_, offset_);
      if (c.length > 0 && is_white_space(c.code)) {
        offset_ += c.length;
      } else if (text_.substr(offset_, 2) == "//") {
        offset_ = std::min(text_.find('\n', offset_), text_.size());
      } else if (text_.substr(offset_, 2) == "/*") {
        const std::size_t end = text_.find("*/", offset_ + 2);
        if (end == std::string_view::npos) {
          error_ = syntax_error("this comment is not closed", {offset_, 2}, "close it with */");
          return false;
        }
        offset_ = end + 2;
      } else {
        return true;
      }
    }
  }

  void next() {
    const Character c = character_at(text_, offset_);
    if (c.length == 0) {
      error_ = syntax_error("the query is not UTF-8 text here", {offset_, 1});
    } else if (is_name_start(c.code)) {
      name();
    } else if (is_digit(offset_) || (c.code == '.' && is_digit(offset_ + 1))) {
      take(lex_number(text_, offset_));
    } else if (c.code == '\'' || c.code == '"') {
      take(lex_string(text_, offset_));
    } else if (c.code == '`') {
      take(lex_quoted_name(text_, offset_));
    } else if (c.code == '$') {
      parameter();
    } else if (is_dash(c.code)) {
      sign(TokenKind::kDash, c.length);
    } else if (is_left_head(c.code)) {
      sign(TokenKind::kLeftHead, c.length);
    } else if (is_right_head(c.code)) {
      sign(TokenKind::kRightHead, c.length);
    } else {
      ascii_sign(c);
    }
  }

  bool is_digit(std::size_t at) const { return at < text_.size() && text_[at] >= '0' && text_[at] <= '9'; }

  void take(Lexed lexed) {
    if (lexed.error) {
      error_ = std::move(lexed.error);
      return;
    }
    offset_ = lexed.token.span.offset + lexed.token.span.length;
    tokens_.push_back(std::move(lexed.token));
  }

  void sign(TokenKind kind, std::size_t length) {
    Token token;
    token.kind = kind;
    token.span = {offset_, length};
    offset_ += length;
    tokens_.push_back(std::move(token));
  }

  void ascii_sign(Character c) {
    for (const Foreign& f : kForeign) {
      if (text_.substr(offset_, f.text.size()) != f.text) continue;
      error_ = syntax_error("`" + std::string(f.text) + "` is not a sign of the language", {offset_, f.text.size()},
                            std::string(f.hint));
      return;
    }
    for (const Sign& s : kSigns) {
      if (text_.substr(offset_, s.text.size()) == s.text) return sign(s.kind, s.text.size());
    }
    const bool shown = c.code >= 0x20 && c.code != 0x7f;
    error_ = syntax_error(shown ? "`" + std::string(text_.substr(offset_, c.length)) + "` has no meaning here"
                                : "there is a control character here",
                          {offset_, c.length});
  }

  std::size_t end_of_name(std::size_t at) const {
    for (;;) {
      const Character c = character_at(text_, at);
      if (c.length == 0 || !is_name_part(c.code)) return at;
      at += c.length;
    }
  }

  void name() {
    Token token;
    token.kind = TokenKind::kName;
    const std::size_t end = end_of_name(offset_);
    token.span = {offset_, end - offset_};
    token.text = text_.substr(offset_, end - offset_);
    offset_ = end;
    tokens_.push_back(std::move(token));
  }

  void parameter() {
    const std::size_t start = offset_;
    if (start + 1 < text_.size() && text_[start + 1] == '`') {
      Lexed quoted = lex_quoted_name(text_, start + 1);
      quoted.token.kind = TokenKind::kParameter;
      quoted.token.span = {start, quoted.token.span.length + 1};
      return take(std::move(quoted));
    }
    const std::size_t end = end_of_name(start + 1);
    if (end == start + 1) {
      error_ = syntax_error("a parameter's name must follow `$`", {start, 1}, "as in $name");
      return;
    }
    Token token;
    token.kind = TokenKind::kParameter;
    token.span = {start, end - start};
    token.text = text_.substr(start + 1, end - start - 1);
    offset_ = end;
    tokens_.push_back(std::move(token));
  }

  // A bracket that is closed by one of another kind has no partner, and that one neither, unless an outer bracket
  // claims it.
  void pair_brackets() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const TokenKind kind = tokens_[i].kind;
      if (kind == TokenKind::kOpenParenthesis || kind == TokenKind::kOpenBracket || kind == TokenKind::kOpenBrace) {
        open.push_back(i);
      } else if (kind == TokenKind::kCloseParenthesis || kind == TokenKind::kCloseBracket ||
                 kind == TokenKind::kCloseBrace) {
        if (open.empty()) continue;
        const auto opener = static_cast<TokenKind>(static_cast<int>(kind) - 1);
        if (tokens_[open.back()].kind == opener) {
          tokens_[open.back()].partner = i;
          tokens_[i].partner = open.back();
        }
        open.pop_back();
      }
    }
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  std::vector<Token> tokens_;
  std::optional<Error> error_;
};

}  // namespace

Tokens lex(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace entente::syntax
