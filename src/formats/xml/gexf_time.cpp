#include "formats/xml/gexf_time.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "formats/columns/dates.hpp"

namespace entente::gexf {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Any number of XML Schema; the text of a year is one.
std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string xsd_year(std::int64_t year) {
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

// A date or date-time as EDTF has it: with a `T` where others have a blank (RFC 3339), without fractions of a second,
// and without the offset of a mere day.
std::string as_edtf(std::string_view text) {
  std::string out(text);
  const std::size_t blank = out.find(' ');
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (blank != std::string::npos && blank > 0 && blank + 1 < out.size() && is_digit(out[blank - 1]) &&
      is_digit(out[blank + 1]) && out.find(':', blank) != std::string::npos) {
    out[blank] = 'T';
  }
  const std::size_t clock = out.find('T');
  if (clock == std::string::npos) {
    if (out.ends_with('Z')) out.pop_back();
    return out;
  }
  const bool has_minutes = out.size() >= clock + 6 && out[clock + 3] == ':';
  if (has_minutes && (out.size() == clock + 6 || out[clock + 6] != ':')) out.insert(clock + 6, ":00");
  if (const std::size_t dot = out.find('.', clock); dot != std::string::npos) {
    const std::size_t behind = out.find_first_not_of("0123456789", dot + 1);
    out.erase(dot, behind == std::string::npos ? std::string::npos : behind - dot);
  }
  return out;
}

// "None" is what NetworkX makes of an end that is not there.
bool is_open(std::string_view text) {
  const std::string word = fold(text);
  constexpr std::string_view kWords[] = {"none", "infinity", "-infinity", "+infinity", "inf", "-inf", "+inf"};
  return word.empty() || std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// The moment as EDTF, empty for an open one; nothing where it is a number of another scale.
std::optional<std::string> date_of(std::string_view stated, Numbers numbers) {
  const std::string_view text = trimmed(stated);
  if (is_open(text)) return std::string{};
  if (const auto number = number_of(text)) {
    const bool is_whole = *number == std::floor(*number) && std::abs(*number) <= 9999;
    const bool has_four_digits =
        std::abs(*number) >= 1000 || text.find_first_not_of("-0123456789") == std::string_view::npos;
    if (numbers == Numbers::kScale || !is_whole || !has_four_digits || text.size() < 4) return std::nullopt;
    return xsd_year(static_cast<std::int64_t>(*number));
  }
  return as_edtf(text);
}

Period span_of(const std::string& date) {
  auto span = read_literal(date);
  if (!span.ok()) throw span.error();
  return *span;
}

std::string required_date(const std::string& stated, Numbers numbers) {
  auto date = date_of(stated, numbers);
  if (!date)
    throw Error(ErrorCode::kInvalidData, fmt::format("{} is a point of a scale that is no calendar", stated))
        .with_hint("times are dates, or years of four digits under timeformat=\"date\"");
  return *date;
}

// One of `[a, b]`, `[a, b)`, `(a, b]`, `(a, b)`.
Stretch interval_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t comma = text.find(',');
  const bool is_interval = text.size() >= 2 && (text.front() == '[' || text.front() == '(') &&
                           (text.back() == ']' || text.back() == ')') && comma != std::string_view::npos;
  if (!is_interval) throw Error(ErrorCode::kInvalidData, fmt::format("expected [START, END], found {}", text));
  Stretch stretch;
  stretch.start = trimmed(text.substr(1, comma - 1));
  stretch.end = trimmed(text.substr(comma + 1, text.size() - comma - 2));
  stretch.after_start = text.front() == '(';
  stretch.before_end = text.back() == ')';
  stretch.is_stated = true;
  return stretch;
}

// Calls `take` for the parts between separators, without the brackets around the whole.
template <class Take>
void each_part(std::string_view text, std::string_view brackets, char separator, Take take) {
  text = trimmed(text);
  while (!text.empty() && brackets.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && brackets.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  while (!trimmed(text).empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) take(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

Stretch stretch_of(const xml::Attributes& attributes) {
  Stretch stretch;
  const auto take = [&](const char* key, std::string& into) {
    const auto text = attributes.find(key);
    if (!text) return false;
    into = *text;
    return stretch.is_stated = true;
  };
  stretch.after_start = !take("start", stretch.start) && take("startopen", stretch.start);
  stretch.before_end = !take("end", stretch.end) && take("endopen", stretch.end);
  if (!stretch.is_stated && take("timestamp", stretch.start)) {
    stretch.end = stretch.start;
    stretch.is_point = true;
  }
  return stretch;
}

std::vector<Stretch> stretches_of(const xml::Attributes& attributes) {
  std::vector<Stretch> all;
  if (const auto text = attributes.find("intervals"))
    each_part(*text, "<>", ';', [&](std::string_view part) { all.push_back(interval_of(part)); });
  if (const auto text = attributes.find("timestamps"))
    each_part(*text, "<>[]", ',', [&](std::string_view part) {
      all.push_back({std::string(part), std::string(part), false, false, true});
    });
  return all;
}

Numbers numbers_of(const std::optional<std::string>& timeformat) {
  const bool is_date = !timeformat || fold(*timeformat).starts_with("date");
  return is_date ? Numbers::kYears : Numbers::kScale;
}

bool is_dated(const Stretch& stretch, Numbers numbers) {
  const auto is_date = [&](const std::string& text) {
    const auto date = date_of(text, numbers);
    return date && (date->empty() || read_literal(*date).ok());
  };
  return is_date(stretch.start) && is_date(stretch.end);
}

std::optional<Validity> observed_in(const Stretch& stretch, Numbers numbers) {
  if (!stretch.is_stated || !is_dated(stretch, numbers)) return std::nullopt;
  const std::optional<Validity> whole = validity_of(stretch, numbers);
  if (!whole) return std::nullopt;
  auto observed = read_validity(whole->edtf, Extent::kObserved, whole->end_exclusive);
  return observed.ok() ? std::optional(*std::move(observed)) : whole;
}

std::optional<Validity> throughout(const Stretch& stretch, Numbers numbers) {
  if (!stretch.is_stated || !is_dated(stretch, numbers)) return std::nullopt;
  const std::optional<Validity> whole = validity_of(stretch, numbers);
  if (!whole) return std::nullopt;
  Period bounds = whole->bounds;
  bounds.earliest_start = Instant::minus_infinity();
  bounds.latest_end = Instant::plus_infinity();
  return entente::validity_of(bounds);
}

std::optional<Validity> validity_of(const Stretch& stretch, Numbers numbers) {
  const std::string start = required_date(stretch.start, numbers);
  const std::string end = required_date(stretch.end, numbers);
  if (start.empty() && end.empty()) return std::nullopt;
  const bool is_one = start == end && !stretch.after_start && !stretch.before_end;
  const bool ends_before = stretch.before_end && !end.empty();
  const std::string first = stretch.after_start && !start.empty() ? print_instant(span_of(start).latest_end) : start;
  const std::string edtf =
      is_one ? start : fmt::format("{}/{}", first.empty() ? ".." : first, end.empty() ? ".." : end);
  auto validity = read_validity(edtf, Extent::kWithin, ends_before);
  if (validity.ok()) return std::move(*validity);
  // What the standard does not know is read as the dates of a table are.
  if (is_one) {
    auto date = read_date(start, plain_forms(), {});
    if (date.ok()) return std::move(*date);
  } else {
    auto dates = read_dates(first, end, plain_forms(), {Extent::kWithin, ends_before}, OpenEnd::kOpen, OpenEnd::kOpen);
    if (dates.ok()) return std::move(*dates);
  }
  throw validity.error();
}

}  // namespace entente::gexf
