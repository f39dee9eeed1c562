#include "entente/time/date.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/english.hpp"
#include "time/edtf/reading.hpp"
#include "time/english/tokens.hpp"

namespace entente {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Signs of EDTF alone, and no number of less than four digits before the first sign: "15.5.1773" is not meant as EDTF.
bool looks_like_edtf(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789XYESTZ-+:/.,[]{}?~% ") != std::string_view::npos) return false;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool is_short = digits > 0 && digits < 3;
  const bool ends_in_dash = text.back() == '-';
  return !is_short && !ends_in_dash && text != "?";
}

// A day or date-time whose year has more than four digits, which EDTF has no text for.
std::optional<Instant> read_long_day(std::string_view text) {
  std::string_view rest = text;
  const bool is_negative = rest.starts_with('-');
  if (is_negative) rest.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  if (digits < 5 || digits > 12 || rest.size() < digits + 6 || rest[digits] != '-') return std::nullopt;
  std::int64_t year = 0;
  std::from_chars(rest.data(), rest.data() + digits, year);
  if (is_negative) year = -year;
  if (year > kMaxYear || year < -kMaxYear) return std::nullopt;
  // The day within a year of four digits that has the same leap days.
  const std::int64_t cycle = floor_divide(year, 400), like = year - cycle * 400 + 2000;
  const auto day = read_instant(std::to_string(like) + std::string(rest.substr(digits)), Instant::minus_infinity());
  if (!day.ok() || !day->is_finite()) return std::nullopt;
  constexpr std::int64_t kDaysPerCycle = 146'097;
  return Instant{day->seconds + (cycle - 5) * kDaysPerCycle * kSecondsPerDay};
}

}  // namespace

bool says_nothing(const Validity& validity) {
  return validity.edtf == "/" && !validity.direct_bounds;
}

Result<DateReading> read_date(std::string_view text) {
  Result<Validity> edtf = read_validity(text);
  if (edtf.ok()) return DateReading{std::move(*edtf), {}};
  Result<EnglishReading> english = read_english(text);
  if (english.ok()) return DateReading{std::move(english->validity), std::move(english->understood)};
  return std::move(looks_like_edtf(text) ? edtf.error() : english.error());
}

Result<Period> read_date_span(std::string_view text) {
  Result<Period> literal = read_literal(text);
  if (literal.ok()) return literal;
  if (const std::optional<Instant> day = read_long_day(text)) {
    const bool has_time = text.find('T') != std::string_view::npos;
    return Period::certain(*day, {day->seconds + (has_time ? 1 : kSecondsPerDay)});
  }
  Result<DateReading> reading = read_date(text);
  if (!reading.ok()) return std::move(reading.error());
  const Validity& validity = reading->validity;
  if (says_nothing(validity)) {
    return Error(ErrorCode::kArgument, "it says that the date is unknown", SourceSpan{0, text.size()},
                 "a question needs a date, such as 1814, spring 1814 or 9 June 1815");
  }
  if (!validity.edtf.empty() && !validity.direct_bounds) {
    if (const auto expression = edtf::parse(validity.edtf, validity.calendar); expression.ok()) {
      return edtf::read_literal(*expression);
    }
  }
  return Period::certain(validity.bounds.earliest_start, validity.bounds.latest_end);
}

bool says_now(std::string_view text) {
  std::string word;
  for (const char c : text) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (word.starts_with("the ")) word.erase(0, 4);
  return std::find(english::kNowWords.begin(), english::kNowWords.end(), word) != english::kNowWords.end();
}

Result<Period> read_date_span(std::string_view text, Instant now) {
  if (says_now(text)) return Period::certain({now.seconds - 1}, now);
  return read_date_span(text);
}

Result<Instant> read_point(std::string_view text) {
  if (text == "-inf") return Instant::minus_infinity();
  if (text == "inf") return Instant::plus_infinity();
  Result<Period> span = read_date_span(text);
  if (!span.ok()) return std::move(span.error());
  return span->earliest_start;
}

std::string print_point(Instant instant) {
  if (instant == Instant::minus_infinity()) return "-inf";
  if (instant == Instant::plus_infinity()) return "inf";
  return print_instant(instant);
}

}  // namespace entente
