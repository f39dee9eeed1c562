#include "time/edtf/parser.hpp"

#include "base/text.hpp"

namespace entente::edtf {
namespace {

constexpr std::size_t kLongestText = 64 * 1024;
constexpr std::size_t kLongestQuotedText = 60;

// Control characters would garble a message; they are shown as blanks.
std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

}  // namespace

Result<Expression> Parser::run() {
  Expression expression;
  if (text_.size() > kLongestText) {
    return Error(ErrorCode::kLimit, "a date of " + std::to_string(text_.size()) + " bytes: at most " +
                                        std::to_string(kLongestText) + " are read");
  }
  if (!parse_expression(expression)) return std::move(*error_);
  return expression;
}

bool Parser::fail(ErrorCode code, std::size_t from, std::size_t to, const std::string& what, std::string hint) {
  std::string quoted = truncate_to_width(printable(text_), kLongestQuotedText);
  error_ = Error(code, "the date \"" + quoted + "\" " + what, SourceSpan{from, to - from}, std::move(hint));
  return false;
}

bool Parser::expected(const std::string& what, std::string hint) {
  if (at_end()) return malformed(at_, at_, "expected " + what + ", but it ends here", std::move(hint));
  const std::size_t length = character_length(text_, at_);
  const std::string found = sees(' ') ? "a blank" : "'" + printable(text_.substr(at_, length)) + "'";
  return malformed(at_, at_ + length, "expected " + what + ", found " + found, std::move(hint));
}

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

Result<Expression> parse(std::string_view text, Calendar calendar) {
  return Parser(text, calendar).run();
}

}  // namespace entente::edtf
