// Recursive descent over EDTF text. A failure is recorded once, at the place where it was seen; callers only pass it
// on. The methods are split by subject: expressions (edtf_parser.cpp), dates (edtf_parse_date.cpp), and what stands
// alone or at the end of a date: long years and times of day (edtf_parse_year_time.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "time/edtf/syntax.hpp"

namespace entente::edtf {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_qualifier(char c) {
  return c == '?' || c == '~' || c == '%';
}

class Parser {
 public:
  Parser(std::string_view text, Calendar calendar) : text_(text), calendar_(calendar) {}

  Result<Expression> run();

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  bool sees(char c) const { return !at_end() && text_[at_] == c; }
  bool sees_digit() const { return !at_end() && is_digit(text_[at_]); }
  bool sees_dots() const { return text_.substr(at_, 2) == ".."; }
  bool accept(char c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }
  void skip_blanks() {
    while (sees(' ')) ++at_;
  }
  void raise_level(int level) { level_ = std::max(level_, level); }

  bool fail(ErrorCode code, std::size_t from, std::size_t to, const std::string& what, std::string hint = {});
  bool malformed(std::size_t from, std::size_t to, const std::string& what, std::string hint = {}) {
    return fail(ErrorCode::kSyntax, from, to, "is malformed: " + what, std::move(hint));
  }
  // The text at the current place is not what was expected there.
  bool expected(const std::string& what, std::string hint = {});

  bool parse_expression(Expression& out);
  bool parse_end_of_text(const char* what);
  bool parse_interval(Expression& out);
  bool parse_interval_end(IntervalEnd& out);
  bool parse_set(Expression& out);
  bool parse_member(Member& member, bool is_first);
  bool check_order(const Date& first, const Date& last, std::size_t from, std::size_t to, const char* what);
  bool parse_date(Date& date);
  bool parse_year(Date& date);
  bool parse_long_year(Date& date);
  bool parse_significant_digits(Date& date);
  bool set_long_year(Date& date, std::size_t from, std::int64_t magnitude, bool too_large);
  bool parse_month(Date& date);
  bool parse_day(Date& date);
  bool parse_two(std::array<std::uint8_t, 2>& digits, const char* what);
  bool parse_time(Date& date, std::size_t date_from);
  bool parse_two_digits(int& value, const char* what, int highest);
  bool parse_offset(Date& date, std::int64_t& seconds);
  void read_left_qualifier(Date& date, int component);
  bool read_right_qualifier(Date& date, int component);
  bool finish_date(Date& date, std::size_t from);
  void judge_level(const Date& date);

  std::string_view text_;
  Calendar calendar_;
  std::size_t at_ = 0;
  int level_ = 0;
  bool left_qualified_ = false;   // of the date being read: a qualifier before a component
  bool inner_qualified_ = false;  // a qualifier after a component that is not the last
  std::optional<Error> error_;
};

}  // namespace entente::edtf
