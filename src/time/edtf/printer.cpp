#include "time/edtf/printer.hpp"

#include <algorithm>
#include <cstdlib>

#include "entente/time/edtf.hpp"

namespace entente::edtf {
namespace {

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  out.append(digits.size() < width ? width - digits.size() : 0, '0');
  out += digits;
}

void append_year(std::string& out, std::int64_t year) {
  if (year < 0) out += '-';
  append_padded(out, std::abs(year), 4);
}

template <std::size_t kCount>
void append_digits(std::string& out, const std::array<std::uint8_t, kCount>& digits) {
  for (const std::uint8_t digit : digits) out += digit == kUnspecified ? 'X' : static_cast<char>('0' + digit);
}

void append_qualifier(std::string& out, Qualifiers qualifiers) {
  if (qualifiers == 0) return;
  out += qualifiers == kUncertain ? '?' : qualifiers == kApproximate ? '~' : '%';
}

void append_time(std::string& out, std::int64_t second_of_day) {
  out += 'T';
  append_padded(out, second_of_day / 3600, 2);
  out += ':';
  append_padded(out, second_of_day / 60 % 60, 2);
  out += ':';
  append_padded(out, second_of_day % 60, 2);
}

std::string print_second(Instant instant) {
  std::string out = print_day(civil_from_days(day_of(instant)));
  append_time(out, second_of_day(instant));
  return out;
}

std::string print_long_year(const Date& date) {
  std::string out = edtf_year(date.year);
  if (date.significant_digits > 0) out += "S" + std::to_string(date.significant_digits);
  return out;
}

std::string print(const IntervalEnd& end) {
  return end.kind == EndKind::kDate ? print(end.date) : end.kind == EndKind::kOpen ? ".." : "";
}

std::string print(const Member& member) {
  if (!member.is_range) return print(member.first);
  if (member.open_before) return ".." + print(member.last);
  return print(member.first) + ".." + (member.open_after ? "" : print(member.last));
}

std::string print_set(const Expression& expression) {
  std::vector<Member> members = expression.members;
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    if (a.open_before != b.open_before) return a.open_before;
    if (a.open_after != b.open_after) return b.open_after;
    if (a.first.first() != b.first.first()) return a.first.first() < b.first.first();
    return a.last.end() < b.last.end();
  });
  const bool all = expression.kind == ExpressionKind::kAllOf;
  std::string out(1, all ? '{' : '[');
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += ',';
    out += print(members[i]);
  }
  out += all ? '}' : ']';
  return out;
}

}  // namespace

std::string print_day(const CivilDate& date) {
  std::string out;
  append_year(out, date.year);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::string print(const Date& date) {
  if (date.kind == DateKind::kLongYear) return print_long_year(date);
  if (date.kind == DateKind::kDateTime) return print_second(date.second) + (date.with_offset ? "Z" : "");
  const int count = date.components();
  int grouped = 0;  // components from the left that share their qualifiers
  if (date.qualifiers[0] != 0) {
    while (grouped < count && date.qualifiers[grouped] == date.qualifiers[0]) ++grouped;
  }
  std::string out;
  for (int i = 0; i < count; ++i) {
    if (i > 0) out += '-';
    if (i >= grouped) append_qualifier(out, date.qualifiers[i]);
    if (i == 0 && date.negative) out += '-';
    if (i == 0) append_digits(out, date.year_digits);
    if (i == 1) append_digits(out, date.month_digits);
    if (i == 2) append_digits(out, date.day_digits);
    if (i + 1 == grouped) append_qualifier(out, date.qualifiers[0]);
  }
  return out;
}

std::string print(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::kDate:
      return print(expression.start.date);
    case ExpressionKind::kInterval:
      return print(expression.start) + "/" + print(expression.end);
    default:
      return print_set(expression);
  }
}

}  // namespace entente::edtf

namespace entente {

Result<std::string> canonical_edtf(std::string_view text) {
  Result<edtf::Expression> expression = edtf::parse(text);
  if (!expression) return std::move(expression.error());
  return edtf::print(*expression);
}

std::string print_instant(Instant instant) {
  if (!instant.is_finite()) return "..";
  if (is_midnight(instant)) return edtf::print_day(civil_from_days(day_of(instant)));
  return edtf::print_second(instant) + "Z";
}

std::string print_earliest(const EdtfSummary& summary) {
  if (summary.unknown_start) return "unknown";
  if (!summary.earliest.is_finite()) return "-inf";
  if (summary.to_the_second) return edtf::print_second(summary.earliest) + "Z";
  return edtf::print_day(civil_from_days(day_of(summary.earliest)));
}

std::string print_latest(const EdtfSummary& summary) {
  if (summary.unknown_end) return "unknown";
  if (!summary.latest_exclusive.is_finite()) return "inf";
  const Instant last{summary.latest_exclusive.seconds - 1};
  if (summary.latest_to_the_second) return edtf::print_second(last) + "Z";
  return edtf::print_day(civil_from_days(day_of(last)));
}

std::string edtf_year(std::int64_t year) {
  if (std::abs(year) > 9999) return "Y" + std::to_string(year);
  std::string out;
  edtf::append_year(out, year);
  return out;
}

std::string print_system_time(SystemTime time) {
  constexpr std::int64_t kMicroseconds = 1'000'000;
  const std::int64_t second = floor_divide(time.microseconds, kMicroseconds);
  std::string out = edtf::print_second({second}) + ".";
  edtf::append_padded(out, time.microseconds - second * kMicroseconds, 6);
  return out + "Z";
}

}  // namespace entente
