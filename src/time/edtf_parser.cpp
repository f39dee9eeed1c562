// Recursive descent over EDTF text. A failure is recorded once, at the place where it was seen; callers only pass it
// on.
#include <algorithm>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "time/edtf_syntax.hpp"

namespace entente::edtf {
namespace {

constexpr std::size_t kLongestText = 64 * 1024;
constexpr std::size_t kLongestQuotedText = 60;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_qualifier(char c) {
  return c == '?' || c == '~' || c == '%';
}

Qualifiers qualifiers_of(char c) {
  return c == '?' ? kUncertain : c == '~' ? kApproximate : kUncertainAndApproximate;
}

// Control characters would garble a message; they are shown as blanks.
std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Expression> run() {
    Expression expression;
    if (text_.size() > kLongestText) {
      return Error(ErrorCode::kLimit, "a date of " + std::to_string(text_.size()) + " bytes: at most " +
                                          std::to_string(kLongestText) + " are read");
    }
    if (!parse_expression(expression)) return std::move(*error_);
    return expression;
  }

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

  bool fail(ErrorCode code, std::size_t from, std::size_t to, const std::string& what, std::string hint = {}) {
    std::string quoted = truncate_to_width(printable(text_), kLongestQuotedText);
    error_ = Error(code, "the date \"" + quoted + "\" " + what, SourceSpan{from, to - from}, std::move(hint));
    return false;
  }
  bool malformed(std::size_t from, std::size_t to, const std::string& what, std::string hint = {}) {
    return fail(ErrorCode::kSyntax, from, to, "is malformed: " + what, std::move(hint));
  }
  // The text at the current place is not what was expected there.
  bool expected(const std::string& what, std::string hint = {}) {
    if (at_end()) return malformed(at_, at_, "expected " + what + ", but it ends here", std::move(hint));
    const std::size_t length = character_length(text_, at_);
    const std::string found = sees(' ') ? "a blank" : "'" + printable(text_.substr(at_, length)) + "'";
    return malformed(at_, at_ + length, "expected " + what + ", found " + found, std::move(hint));
  }

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
  std::size_t at_ = 0;
  int level_ = 0;
  bool left_qualified_ = false;   // of the date being read: a qualifier before a component
  bool inner_qualified_ = false;  // a qualifier after a component that is not the last
  std::optional<Error> error_;
};

bool Parser::parse_expression(Expression& out) {
  if (text_.empty()) return expected("a date");
  if (sees('[') || sees('{')) {
    if (!parse_set(out)) return false;
  } else if (text_.find('/') != std::string_view::npos || sees_dots()) {
    if (!parse_interval(out)) return false;
  } else {
    if (!parse_date(out.start.date)) return false;
    if (!parse_end_of_text("the end of the date")) return false;
  }
  out.level = level_;
  return true;
}

bool Parser::parse_end_of_text(const char* what) {
  if (at_end()) return true;
  std::string hint;
  if (sees('T')) hint = "a time of day follows a full date: 1989-05-15T12:00:00Z";
  if (sees(' ')) hint = "blanks are allowed around the commas of a set only";
  return expected(what, std::move(hint));
}

bool Parser::parse_interval(Expression& out) {
  out.kind = ExpressionKind::kInterval;
  if (!parse_interval_end(out.start)) return false;
  if (!accept('/')) return expected("'/' between the two ends of the interval");
  const std::size_t second = at_;
  if (!parse_interval_end(out.end)) return false;
  if (!parse_end_of_text("the end of the interval")) return false;
  for (const IntervalEnd* end : {&out.start, &out.end}) {
    if (end->kind != EndKind::kDate) {
      raise_level(1);
    } else if (end->date.is_masked()) {
      raise_level(2);
    }
  }
  if (out.start.kind != EndKind::kDate || out.end.kind != EndKind::kDate) return true;
  return check_order(out.start.date, out.end.date, second, at_, "interval");
}

bool Parser::parse_interval_end(IntervalEnd& out) {
  const std::size_t from = at_;
  if (at_end() || sees('/')) {
    out.kind = EndKind::kUnknown;
    return true;
  }
  if (sees_dots()) {
    at_ += 2;
    out.kind = EndKind::kOpen;
    return true;
  }
  if (!parse_date(out.date)) return false;
  if (out.date.kind == DateKind::kLongYear) {
    return malformed(from, at_, "a year written with a letter stands alone, not in an interval");
  }
  if (out.date.kind == DateKind::kSeason && out.date.season > 24) {
    return malformed(from, at_, "of the parts of a year only the seasons 21 to 24 can be in an interval",
                     "write the first or last month instead");
  }
  return true;
}

bool Parser::check_order(const Date& first, const Date& last, std::size_t from, std::size_t to, const char* what) {
  if (first.first() < last.end()) return true;
  return malformed(from, to, std::string("the ") + what + " ends before it starts");
}

bool Parser::parse_set(Expression& out) {
  const char close = peek() == '[' ? ']' : '}';
  out.kind = peek() == '[' ? ExpressionKind::kOneOf : ExpressionKind::kAllOf;
  ++at_;
  raise_level(2);
  while (true) {
    skip_blanks();
    Member member;
    if (!parse_member(member, out.members.empty())) return false;
    skip_blanks();
    if (member.open_after && !sees(close)) {
      return expected(std::string("'") + close + "' after the open range, which is the last member");
    }
    out.members.push_back(member);
    if (accept(close)) break;
    if (!accept(',')) return expected(std::string("',' or '") + close + "'");
  }
  return parse_end_of_text("the end of the set");
}

bool Parser::parse_member(Member& member, bool is_first) {
  const std::size_t from = at_;
  if (sees_dots()) {
    if (!is_first) return expected("a date", "only the first member of a set can be open at its start");
    at_ += 2;
    member.is_range = member.open_before = true;
  }
  if (!parse_date(member.first)) return false;
  member.last = member.first;
  if (sees_dots() && !member.open_before) {
    at_ += 2;
    member.is_range = true;
    if (at_end() || sees(' ') || sees(',') || sees(']') || sees('}')) {
      member.open_after = true;
    } else {
      member.last = {};
      if (!parse_date(member.last)) return false;
    }
  }
  if (member.first.kind == DateKind::kLongYear || member.last.kind == DateKind::kLongYear) {
    return malformed(from, at_, "a year written with a letter stands alone, not in a set");
  }
  return check_order(member.first, member.last, from, at_, "range");
}

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
        hint = "a century is written 19XX, a decade 199X";
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
  date.first_day = days_from_civil({first_year, 1, 1});
  date.last_day = days_from_civil({last_year, 12, 31});
  if (!at_end() && is_qualifier(peek())) return expected("the end (a year written with a letter stands alone)");
  if (sees('-')) return expected("the end (a year written with a letter has no month)");
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
                   "there is no such day, this month has " + std::to_string(days_in_month(date.year, month)) + " days");
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

}  // namespace

Result<Expression> parse(std::string_view text) {
  return Parser(text).run();
}

}  // namespace entente::edtf
