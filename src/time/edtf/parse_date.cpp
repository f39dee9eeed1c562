// Years, months, days and seasons with their qualifiers.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "entente/time/julian.hpp"
#include "time/edtf/parser.hpp"

namespace entente::edtf {
namespace {

Qualifiers qualifiers_of(char c) {
  return c == '?' ? kUncertain : c == '~' ? kApproximate : kUncertainAndApproximate;
}

// What `before/after` may have been meant for where the side after the stroke is no year.
std::string hint_of_side(std::string_view before, std::string_view after) {
  const bool is_year = before.size() == 4 && std::all_of(before.begin(), before.end(), is_digit);
  if (is_year && after.size() == 2 && after >= "01" && after <= "12")
    return fmt::format("a month is written {}-{}, a stretch of years as {}/{:04}", before, after, before,
                       std::stoi(std::string(before)) + 1);
  return fmt::format("each side of a stretch is a whole date, as in {}/{}", before, before);
}

}  // namespace

void Parser::read_left_qualifier(Date& date, int component) {
  if (at_end() || !is_qualifier(peek())) return;
  date.qualifiers[component] |= qualifiers_of(text_[at_++]);
  left_qualified_ = true;
}

// A qualifier on the right belongs to its component and to all before it.
bool Parser::read_right_qualifier(Date& date, int component) {
  if (at_end() || !is_qualifier(peek())) return true;
  const Qualifiers qualifiers = qualifiers_of(text_[at_++]);
  for (int i = 0; i <= component; ++i) date.qualifiers[i] |= qualifiers;
  if (!at_end() && is_qualifier(peek())) {
    return malformed(at_, at_ + 1, "two qualifiers in a row", "uncertain and approximate together is written %");
  }
  if (sees('-')) inner_qualified_ = true;
  return true;
}

bool Parser::parse_date(Date& date) {
  const std::size_t from = at_;
  date.calendar = calendar_;
  left_qualified_ = inner_qualified_ = false;
  if (sees('Y')) return parse_long_year(date);
  read_left_qualifier(date, 0);
  if (!parse_year(date)) return false;
  if (sees('S')) {
    if (left_qualified_ || date.is_masked(0)) {
      return malformed(from, at_ + 1, "significant digits are given for a plain year only");
    }
    return parse_significant_digits(date);
  }
  if (!read_right_qualifier(date, 0)) return false;
  if (accept('-')) {
    if (!parse_month(date)) return false;
    if (date.kind == DateKind::kMonth && accept('-')) {
      if (!parse_day(date)) return false;
      if (sees('T')) return parse_time(date, from);
    }
  }
  return finish_date(date, from);
}

bool Parser::parse_year(Date& date) {
  const std::size_t from = at_;
  date.negative = accept('-');
  for (int i = 0; i < 4; ++i) {
    if (sees_digit()) {
      date.year_digits[i] = static_cast<std::uint8_t>(text_[at_] - '0');
    } else if (sees('X')) {
      date.year_digits[i] = kUnspecified;
    } else {
      std::string hint;
      if (sees('x') || sees('u')) hint = "an unspecified digit is written X";
      if ((i == 2 || i == 3) && (at_end() || is_qualifier(peek()) || sees('/'))) {
        hint = from > 0 && text_[from - 1] == '/' ? hint_of_side(text_.substr(0, from - 1), text_.substr(from))
                                                  : "a century is written 19XX, a decade 199X";
      }
      if (i == 0 && sees(' ')) hint = "blanks are allowed around the commas of a set only";
      return expected(i == 0 ? "a year of four digits" : "a digit or X (a year has four digits)", std::move(hint));
    }
    ++at_;
    const int digit = date.year_digits[i];
    date.year = date.year * 10 + (digit == kUnspecified ? 0 : digit);
  }
  if (sees_digit() || sees('X')) {
    return expected("'-' or the end (a year has four digits)", "a longer year is written with Y: Y12345");
  }
  if (date.negative && date.year == 0 && !date.is_masked(0)) {
    return malformed(from, at_, "there is no year -0000", "0000 is 1 BC, -0001 is 2 BC");
  }
  if (date.negative) date.year = -date.year;
  return true;
}

bool Parser::parse_two(std::array<std::uint8_t, 2>& digits, const char* what) {
  for (std::uint8_t& digit : digits) {
    if (sees_digit()) {
      digit = static_cast<std::uint8_t>(text_[at_] - '0');
    } else if (sees('X')) {
      digit = kUnspecified;
    } else {
      std::string hint;
      if (sees('x') || sees('u')) hint = "an unspecified digit is written X";
      return expected(what, std::move(hint));
    }
    ++at_;
  }
  return true;
}

bool Parser::parse_month(Date& date) {
  read_left_qualifier(date, 1);
  const std::size_t from = at_;
  if (!parse_two(date.month_digits, "a month of two digits")) return false;
  const auto [tens, ones] = date.month_digits;
  if (tens == kUnspecified || ones == kUnspecified) {
    if (tens != kUnspecified && tens > 1) return malformed(from, at_, "no month begins with this digit (01 to 12)");
    date.kind = DateKind::kMonth;
  } else {
    const int value = tens * 10 + ones;
    if (value >= 21 && value <= 41) {
      date.kind = DateKind::kSeason;
      date.season = value;
    } else if (value < 1 || value > 12) {
      return malformed(from, at_, "there is no month " + std::string(text_.substr(from, 2)),
                       "months are 01 to 12, seasons 21 to 24, other parts of a year 25 to 41");
    } else {
      date.kind = DateKind::kMonth;
    }
  }
  return read_right_qualifier(date, 1);
}

bool Parser::parse_day(Date& date) {
  read_left_qualifier(date, 2);
  const std::size_t from = at_;
  date.kind = DateKind::kDay;
  if (!parse_two(date.day_digits, "a day of two digits")) return false;
  const auto [tens, ones] = date.day_digits;
  const bool is_masked = tens == kUnspecified || ones == kUnspecified;
  const bool is_possible =
      tens == kUnspecified || (is_masked ? tens <= 3 : tens * 10 + ones >= 1 && tens * 10 + ones <= 31);
  if (!is_possible) return malformed(from, at_, "there is no day " + std::string(text_.substr(from, 2)));
  return read_right_qualifier(date, 2);
}

bool Parser::finish_date(Date& date, std::size_t from) {
  judge_level(date);
  if (resolve_in_calendar(date)) return true;
  if (date.is_masked(2)) {
    // No day fits (3X in February): the digits tell the month and nothing more.
    Date month = date;
    month.kind = DateKind::kMonth;
    if (resolve_in_calendar(month)) {
      date.first_day = month.first_day;
      date.last_day = month.last_day;
      return true;
    }
  }
  if (date.is_masked()) return malformed(from, at_, "no year has such a day");
  const int month = date.month_digits[0] * 10 + date.month_digits[1];
  return malformed(from, at_,
                   "there is no such day, this month has " +
                       std::to_string(days_in_month(date.year, month, date.calendar)) + " days");
}

void Parser::judge_level(const Date& date) {
  if (date.negative) raise_level(1);
  if (date.kind == DateKind::kSeason) raise_level(date.season <= 24 ? 1 : 2);
  if (date.is_qualified()) raise_level(left_qualified_ || inner_qualified_ ? 2 : 1);
  if (!date.is_masked()) return;
  // Level 1 knows 195X, 19XX, 1989-XX, 1989-05-XX and 1989-XX-XX: whole components from the right, or digits of a bare
  // year.
  const auto& year = date.year_digits;
  const auto is_whole = [](const auto& digits) { return digits[0] == kUnspecified && digits[1] == kUnspecified; };
  bool is_simple = true;
  if (date.is_masked(0)) {
    is_simple =
        date.kind == DateKind::kYear && year[0] != kUnspecified && year[1] != kUnspecified && year[3] == kUnspecified;
  } else if (date.is_masked(1)) {
    is_simple = is_whole(date.month_digits) && (date.kind != DateKind::kDay || is_whole(date.day_digits));
  } else {
    is_simple = is_whole(date.day_digits);
  }
  raise_level(is_simple ? 1 : 2);
}

}  // namespace entente::edtf
