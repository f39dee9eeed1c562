#include "formats/wikidata_time.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "entente/error.hpp"

namespace entente::wikidata {
namespace {

constexpr std::string_view kJulian = "Q1985786";
constexpr int kDay = 11, kMonth = 10, kYear = 9, kDecade = 8, kCentury = 7, kMillennium = 6;

[[noreturn]] void invalid(std::string message) {
  throw Error(ErrorCode::kInvalidData, std::move(message));
}

struct Parts {
  std::int64_t year = 0;  // without a year 0
  int month = 0, day = 0;
};

// "+1949-12-16T00:00:00Z"
Parts parts_of(std::string_view text) {
  Parts parts;
  const bool is_negative = text.starts_with('-');
  const auto number = [&](auto& into) {
    const std::size_t from = text.empty() ? 0 : 1;  // the sign or dash before it
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + text.size(), into);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
  };
  const std::string whole(text);
  if (text.empty() || (text.front() != '+' && text.front() != '-') || !number(parts.year) || !number(parts.month) ||
      !number(parts.day) || !text.starts_with('T') || parts.year < 0 || parts.year > kMaxYear)
    invalid(fmt::format("`{}` is no time of Wikidata", whole));
  if (is_negative) parts.year = -parts.year;
  return parts;
}

std::string year_text(std::int64_t year) {
  if (year > 9999 || year < -9999) return fmt::format("Y{}", year);
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

// The astronomical year: 1 BC is 0.
std::int64_t astronomical(std::int64_t year) {
  return year < 0 ? year + 1 : year;
}

// `length` years of which `year` is one, where such spans end with a year that `length` divides: centuries, millennia.
std::string span(std::int64_t year, std::int64_t length, std::string_view digits) {
  const std::int64_t count = (std::abs(year) + length - 1) / length;  // the 20th
  if (year > 0 && year <= 9999)
    return fmt::format("{}{}", fmt::format("{:04}", (count - 1) * length).substr(0, 4 - digits.size()), digits);
  const std::int64_t near = (count - 1) * length + 1, far = count * length;
  if (year > 0) return fmt::format("[{}..{}]", year_text(near), year_text(far));
  return fmt::format("[{}..{}]", year_text(astronomical(-far)), year_text(astronomical(-near)));
}

std::string decade(std::int64_t year) {
  const std::int64_t first = std::abs(year) / 10 * 10;
  if (year > 0 && year <= 9999) return fmt::format("{:03}X", first / 10);
  if (year > 0) return fmt::format("[{}..{}]", year_text(first), year_text(first + 9));
  return fmt::format("[{}..{}]", year_text(astronomical(-(first + 9))),
                     year_text(astronomical(-std::max<std::int64_t>(first, 1))));
}

// 10,000 years and more: so many digits of the year are known.
std::string rough(std::int64_t year, int precision) {
  const int unknown = kYear - precision;
  const int digits = static_cast<int>(std::to_string(std::abs(year)).size());
  return fmt::format("Y{}S{}", astronomical(year), std::max(digits - unknown, 1));
}

}  // namespace

Date read_date(const json::Json& value) {
  if (!value.IsObject() || !value.HasMember("time") || !value["time"].IsString() || !value.HasMember("precision") ||
      !value["precision"].IsInt())
    invalid("a time without `time` or `precision`");
  const Parts parts = parts_of(json::text_of(value["time"]));
  const int precision = std::min(value["precision"].GetInt(), kDay);
  Date date;
  if (parts.year == 0) invalid("a time in a year 0");
  if (precision >= kYear) {
    date.edtf = year_text(astronomical(parts.year));
    if (precision >= kMonth && parts.month > 0) date.edtf += fmt::format("-{:02}", parts.month);
    if (precision >= kDay && parts.month > 0 && parts.day > 0) date.edtf += fmt::format("-{:02}", parts.day);
    const bool is_julian = value.HasMember("calendarmodel") && value["calendarmodel"].IsString() &&
                           json::text_of(value["calendarmodel"]).ends_with(kJulian);
    if (is_julian) date.calendar = Calendar::kJulian;
    return date;
  }
  if (precision == kDecade)
    date.edtf = decade(parts.year);
  else if (precision == kCentury)
    date.edtf = span(parts.year, 100, "XX");
  else if (precision == kMillennium)
    date.edtf = span(parts.year, 1000, "XXX");
  else
    date.edtf = rough(parts.year, precision);
  return date;
}

Validity validity_of(const Date& date) {
  auto validity = read_validity(date.edtf, Extent::kWithin, false, date.calendar);
  if (!validity.ok()) throw validity.error();
  return *validity;
}

Validity validity_of(const std::optional<Date>& start, const std::optional<Date>& end, bool no_end) {
  const auto is_plain = [](const std::optional<Date>& d) { return !d || !d->edtf.starts_with('['); };
  const bool one_calendar = !start || !end || start->calendar == end->calendar;
  if (is_plain(start) && is_plain(end) && one_calendar) {
    const std::string from = start ? start->edtf : "", to = end ? end->edtf : no_end ? ".." : "";
    const Calendar calendar = start ? start->calendar : end ? end->calendar : Calendar::kGregorian;
    return validity_of(Date{start && end && from == to ? from : from + "/" + to, calendar});
  }
  // What EDTF can't put into one interval is given by its bounds.
  Period bounds{Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                Instant::plus_infinity()};
  if (start) {
    const Period first = validity_of(*start).bounds;
    bounds.earliest_start = first.earliest_start;
    bounds.latest_start = first.latest_start;
  }
  if (end) {
    const Period last = validity_of(*end).bounds;
    bounds.earliest_end = last.earliest_end;
    bounds.latest_end = last.latest_end;
  } else if (no_end) {
    bounds.earliest_end = Instant::plus_infinity();
  }
  bounds.earliest_end = std::max(bounds.earliest_end, bounds.earliest_start);
  bounds.latest_start = std::min(bounds.latest_start, bounds.latest_end);
  if (!bounds.is_valid())
    throw Error(ErrorCode::kArgument, fmt::format("it ends ({}) before it begins ({})", end->edtf, start->edtf));
  Validity validity = entente::validity_of(bounds);
  return validity;
}

}  // namespace entente::wikidata
