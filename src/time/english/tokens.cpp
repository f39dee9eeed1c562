#include "time/english/tokens.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

namespace entente::english {
namespace {

constexpr std::int64_t kLargest = 1'000'000'000'000;  // numbers beyond are read as this, out of every range

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What a character beyond ASCII stands for: ' ', '-', '\'', or 0 for itself.
char plain_character(std::string_view c) {
  constexpr std::array<std::string_view, 9> kDashes = {"‐", "\xe2\x80\x91", "‒", "–", "—", "―", "−", "﹣", "－"};
  constexpr std::array<std::string_view, 6> kBlanks = {"\xc2\xa0",     "\xe2\x80\x82", "\xe2\x80\x83",
                                                       "\xe2\x80\x89", "\xe2\x80\xaf", "\xe2\x80\x8b"};
  constexpr std::array<std::string_view, 3> kQuotes = {"’", "‘", "ʼ"};
  const auto has = [c](const auto& list) { return std::find(list.begin(), list.end(), c) != list.end(); };
  return has(kDashes) ? '-' : has(kBlanks) ? ' ' : has(kQuotes) ? '\'' : '\0';
}

constexpr std::array<std::string_view, 21> kOrdinals = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",  "twenty-first"};

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) step();
    drop_trailing_punctuation();
    Token end;
    end.offset = tokens_.empty() ? text_.size() : tokens_.back().offset + tokens_.back().length;
    tokens_.push_back(end);
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    const char c = peek();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank_ = true;
      ++at_;
    } else if (is_digit(c)) {
      number();
    } else if (is_letter(c)) {
      word();
    } else {
      sign();
    }
  }

  Token& add(TokenKind kind, std::size_t from) {
    Token token;
    token.kind = kind;
    token.after_blank = blank_;
    token.offset = from;
    token.length = at_ - from;
    blank_ = false;
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  // A comma groups digits where three follow it and no fourth.
  bool sees_group() const {
    return peek() == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4));
  }

  void number() {
    const std::size_t from = at_;
    std::int64_t value = 0;
    int digits = 0;
    bool is_grouped = false;
    const auto take = [&] {
      value = std::min(kLargest, value * 10 + (text_[at_++] - '0'));
      ++digits;
    };
    while (is_digit(peek())) take();
    while ((is_grouped || digits <= 3) && sees_group()) {
      is_grouped = true;
      ++at_;
      for (int i = 0; i < 3; ++i) take();
    }
    const TokenKind kind = is_grouped ? TokenKind::kNumber : suffix();
    Token& token = add(kind, from);
    token.text = std::string(text_.substr(from, at_ - from));
    token.value = value;
    token.digits = digits;
    token.is_grouped = is_grouped;
  }

  // st, nd, rd, th; s and 's.
  TokenKind suffix() {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    std::string letters;
    for (const char c : text_.substr(at_, end - at_)) letters += lower(c);
    if (letters == "st" || letters == "nd" || letters == "rd" || letters == "th") {
      at_ = end;
      return TokenKind::kOrdinal;
    }
    if (letters == "s") {
      at_ = end;
      return TokenKind::kDecade;
    }
    if (letters.empty()) {
      const bool is_ascii = peek() == '\'';
      const bool is_curly = text_.substr(at_, 3) == "’";
      const std::size_t mark = is_ascii ? 1 : is_curly ? 3 : 0;
      if (mark > 0 && lower(peek(mark)) == 's' && !is_letter(peek(mark + 1))) {
        at_ += mark + 1;
        return TokenKind::kDecade;
      }
    }
    return TokenKind::kNumber;
  }

  // Letters; the points of "Feb." and "B.C." belong to the word.
  void word() {
    const std::size_t from = at_;
    std::string letters;
    for (;;) {
      const std::size_t part = at_;
      while (is_letter(peek())) letters += lower(text_[at_++]);
      if (peek() != '.') break;
      ++at_;
      if (at_ - part > 2 || !is_letter(peek()) || peek(1) != '.') break;  // only single letters are joined: B.C.
    }
    if (letters == "twenty" && peek() == '-' && text_.substr(at_ + 1, 5) == "first") {
      letters = "twenty-first";
      at_ += 6;
    }
    const auto* const ordinal = std::find(kOrdinals.begin(), kOrdinals.end(), letters);
    Token& token = add(ordinal == kOrdinals.end() ? TokenKind::kWord : TokenKind::kOrdinal, from);
    token.text = letters;
    token.value = ordinal - kOrdinals.begin() + 1;
  }

  void sign() {
    const std::size_t from = at_;
    const std::string_view c = text_.substr(from, character_length(text_, from));
    const char plain = plain_character(c);
    at_ += c.size();
    if (plain == ' ') {
      blank_ = true;
      return;
    }
    add(TokenKind::kSign, from).text = plain == '\0' ? std::string(c) : std::string(1, plain);
  }

  void drop_trailing_punctuation() {
    while (!tokens_.empty() && tokens_.back().is_any({".", ",", ";", ":", "!"})) tokens_.pop_back();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool blank_ = false;
  std::vector<Token> tokens_;
};

// The place of a word in a list of names, each of which may be cut to its first letters; -1 for none.
int place_of(std::string_view word, std::span<const std::string_view> names, std::size_t shortest) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (word == names[i] || (word.size() == shortest && names[i].substr(0, shortest) == word))
      return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  return Tokenizer(text).run();
}

int month_named(std::string_view word) {
  if (word == "sept") return 9;
  return place_of(word, kMonths, 3) + 1;
}

std::string month_name(int month) {
  std::string name(kMonths[static_cast<std::size_t>(month - 1)]);
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

int weekday_named(std::string_view word) {
  constexpr std::array<std::string_view, 7> kNames = {"sunday",   "monday", "tuesday", "wednesday",
                                                      "thursday", "friday", "saturday"};
  if (word == "tues") return 2;
  if (word == "thur" || word == "thurs") return 4;
  return place_of(word, kNames, 3);
}

int season_named(std::string_view word) {
  constexpr std::array<std::string_view, 4> kNames = {"spring", "summer", "autumn", "winter"};
  if (word == "fall") return 23;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (word == kNames[i]) return static_cast<int>(21 + i);
  }
  return 0;
}

}  // namespace entente::english
