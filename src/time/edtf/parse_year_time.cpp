// Years written with a letter, and times of day.
#include "entente/time/julian.hpp"
#include "time/edtf/parser.hpp"

namespace entente::edtf {

bool Parser::parse_long_year(Date& date) {
  const std::size_t from = at_++;
  date.negative = accept('-');
  const std::size_t digits_from = at_;
  std::int64_t value = 0;
  while (sees_digit()) {
    if (value <= kMaxYear) value = value * 10 + (text_[at_] - '0');
    ++at_;
  }
  const std::size_t digits = at_ - digits_from;
  if (digits == 0) return expected("the digits of a year");
  if (text_[digits_from] == '0') {
    return malformed(digits_from, at_, "a year written with Y does not begin with 0");
  }
  if (accept('E')) {
    if (!sees_digit()) return expected("the digits of an exponent");
    int exponent = 0;
    for (; sees_digit(); ++at_) exponent = std::min(1000, exponent * 10 + (text_[at_] - '0'));
    for (; exponent > 0 && value <= kMaxYear; --exponent) value *= 10;
  } else if (digits < 5) {
    return malformed(from, at_, "a year written with Y has more than four digits",
                     "write a year of up to four digits without Y");
  }
  date.year = date.negative ? -value : value;
  if (value > kMaxYear) return set_long_year(date, from, value, true);
  if (sees('S')) return parse_significant_digits(date);
  raise_level(text_.substr(digits_from, at_ - digits_from).find('E') != std::string_view::npos ? 2 : 1);
  return set_long_year(date, from, value, false);
}

// Reads `S3` after a year: only its first three digits are known.
bool Parser::parse_significant_digits(Date& date) {
  const std::size_t from = at_++;
  if (!sees_digit()) return expected("the number of significant digits");
  int count = 0;
  for (; sees_digit(); ++at_) count = std::min(1000, count * 10 + (text_[at_] - '0'));
  if (count == 0) return malformed(from, at_, "at least one digit of a year is significant");
  raise_level(2);
  date.significant_digits = count;
  return set_long_year(date, from, date.negative ? -date.year : date.year, false);
}

bool Parser::set_long_year(Date& date, std::size_t from, std::int64_t magnitude, bool too_large) {
  date.kind = DateKind::kLongYear;
  std::int64_t lowest = magnitude, highest = magnitude;
  if (!too_large && date.significant_digits > 0) {
    std::int64_t unit = 1;
    int digits = 1;
    for (std::int64_t rest = magnitude; rest >= 10; rest /= 10) ++digits;
    for (int i = date.significant_digits; i < digits; ++i) unit *= 10;
    if (unit == 1) date.significant_digits = 0;
    lowest = magnitude / unit * unit;
    highest = lowest + unit - 1;
    too_large = highest > kMaxYear;
  }
  if (too_large) {
    return fail(ErrorCode::kArgument, from, at_, "is out of range: years go from -200 000 000 000 to 200 000 000 000");
  }
  const std::int64_t first_year = date.negative ? -highest : lowest;
  const std::int64_t last_year = date.negative ? -lowest : highest;
  date.first_day = days_from_date({first_year, 1, 1}, date.calendar);
  date.last_day = days_from_date({last_year, 12, 31}, date.calendar);
  if (!at_end() && is_qualifier(peek())) return expected("the end (a year written with a letter stands alone)");
  if (sees('-')) return expected("the end (a year written with a letter has no month)");
  return true;
}

bool Parser::parse_two_digits(int& value, const char* what, int highest) {
  const std::size_t from = at_;
  value = 0;
  for (int i = 0; i < 2; ++i, ++at_) {
    if (!sees_digit()) return expected(std::string(what) + " of two digits");
    value = value * 10 + (text_[at_] - '0');
  }
  if (value <= highest) return true;
  return malformed(from, at_, "the highest value of " + std::string(what) + " is " + std::to_string(highest));
}

bool Parser::parse_time(Date& date, std::size_t date_from) {
  const std::size_t from = at_++;
  if (date.is_masked() || date.is_qualified()) {
    return malformed(from, from + 1, "a time of day needs a date without X and qualifiers");
  }
  if (!finish_date(date, date_from)) return false;
  int hour = 0, minute = 0, second = 0;
  if (!parse_two_digits(hour, "an hour", 24)) return false;
  if (!accept(':')) return expected("':' after the hour");
  if (!parse_two_digits(minute, "a minute", 59)) return false;
  if (!accept(':')) return expected("':' and the seconds", "a time of day is written in full: 12:00:00");
  if (!parse_two_digits(second, "a second", 59)) return false;
  if (hour == 24 && (minute > 0 || second > 0)) {
    return malformed(from + 1, at_, "the last moment of a day is 24:00:00");
  }
  if (sees('.') && !sees_dots()) return expected("the end, Z or an offset", "times are given to the second");
  std::int64_t offset = 0;
  if (!parse_offset(date, offset)) return false;
  date.kind = DateKind::kDateTime;
  date.second = {date.first_day * kSecondsPerDay + hour * 3600 + minute * 60 + second - offset};
  date.first_day = date.last_day = day_of(date.second);
  return true;
}

// Z, ±hh or ±hh:mm; nothing is read as UTC too.
bool Parser::parse_offset(Date& date, std::int64_t& seconds) {
  if (accept('Z')) {
    seconds = 0;
  } else if (sees('+') || sees('-')) {
    const std::size_t from = at_;
    const bool is_west = text_[at_++] == '-';
    int hours = 0, minutes = 0;
    if (!parse_two_digits(hours, "the hour of an offset", 14)) return false;
    if (sees_digit()) return expected("':' between hours and minutes of the offset");
    if (accept(':') && !parse_two_digits(minutes, "the minute of an offset", 59)) return false;
    seconds = hours * 3600 + minutes * 60;
    if (seconds > 14 * 3600) return malformed(from, at_, "an offset is at most 14:00");
    if (is_west && seconds == 0) return malformed(from, at_, "the offset of UTC is written Z or +00:00");
    if (is_west) seconds = -seconds;
  } else {
    return true;
  }
  date.with_offset = true;
  return true;
}

}  // namespace entente::edtf
