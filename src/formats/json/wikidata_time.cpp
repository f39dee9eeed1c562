#include "formats/json/wikidata_time.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/period_algebra.hpp"
#include "formats/invalid.hpp"

namespace entente::wikidata {
namespace {

constexpr std::string_view kJulian = "Q1985786";
constexpr int kDay = 11, kMonth = 10, kYear = 9, kDecade = 8, kCentury = 7, kMillennium = 6;

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

// The astronomical year: 1 BC is 0.
std::int64_t astronomical(std::int64_t year) {
  return year < 0 ? year + 1 : year;
}

std::string years(std::int64_t from, std::int64_t to) {
  return fmt::format("[{}..{}]", edtf_year(from), edtf_year(to));
}

// By how many units a doubt moves both ends.
std::int64_t widening(Doubt doubt) {
  return doubt == Doubt::kNone ? 0 : doubt == Doubt::kBoth ? 2 : 1;
}

std::string_view mark(Doubt doubt) {
  constexpr std::string_view kMarks[] = {"", "?", "~", "%"};
  return kMarks[static_cast<std::size_t>(doubt)];
}

// `length` years of which `year` is one, where such spans end with a year that `length` divides: centuries, millennia.
std::string span(std::int64_t year, std::int64_t length, Doubt doubt) {
  const std::int64_t count = (std::abs(year) + length - 1) / length;  // the 20th: 1901 to 2000
  const std::int64_t near = (count - 1) * length + 1, far = count * length, more = widening(doubt) * length;
  if (year > 0) return years(near - more, far + more);
  return years(astronomical(-far) - more, astronomical(-near) + more);
}

std::string decade(std::int64_t year, Doubt doubt) {
  const std::int64_t first = std::abs(year) / 10 * 10, more = widening(doubt) * 10;
  if (year > 0 && year <= 9999) return fmt::format("{:03}X{}", first / 10, mark(doubt));
  if (year > 0) return years(first - more, first + 9 + more);
  return years(astronomical(-(first + 9)) - more, astronomical(-std::max<std::int64_t>(first, 1)) + more);
}

// 10,000 years and more: so many digits of the year are known.
std::string rough(std::int64_t year, int precision) {
  const int unknown = kYear - precision;
  const int digits = static_cast<int>(std::to_string(std::abs(year)).size());
  return fmt::format("Y{}S{}", astronomical(year), std::max(digits - unknown, 1));
}

}  // namespace

Date read_date(const json::Json& value, Doubt doubt) {
  if (!value.IsObject() || !value.HasMember("time") || !value["time"].IsString() || !value.HasMember("precision") ||
      !value["precision"].IsInt())
    invalid("a time without `time` or `precision`");
  const Parts parts = parts_of(json::text_of(value["time"]));
  const int precision = std::min(value["precision"].GetInt(), kDay);
  Date date;
  if (parts.year == 0) invalid("a time in a year 0");
  if (precision >= kYear) {
    date.edtf = edtf_year(astronomical(parts.year));
    if (precision >= kMonth && parts.month > 0) date.edtf += fmt::format("-{:02}", parts.month);
    if (precision >= kDay && parts.month > 0 && parts.day > 0) date.edtf += fmt::format("-{:02}", parts.day);
    const bool is_long = date.edtf.starts_with('Y');  // which takes no mark
    if (is_long && doubt != Doubt::kNone)
      date.edtf = years(astronomical(parts.year) - widening(doubt), astronomical(parts.year) + widening(doubt));
    else
      date.edtf += mark(doubt);
    const bool is_julian = value.HasMember("calendarmodel") && value["calendarmodel"].IsString() &&
                           json::text_of(value["calendarmodel"]).ends_with(kJulian);
    // Of a year alone before the Julian period the calendar is a formality: 12,000 BC is that year in either.
    const bool is_remote = precision == kYear && astronomical(parts.year) < -4712;
    if (is_julian && !is_remote) date.calendar = Calendar::kJulian;
    return date;
  }
  if (precision == kDecade)
    date.edtf = decade(parts.year, doubt);
  else if (precision == kCentury)
    date.edtf = span(parts.year, 100, doubt);
  else if (precision == kMillennium)
    date.edtf = span(parts.year, 1000, doubt);
  else
    date.edtf = rough(parts.year, precision);
  return date;
}

Validity validity_of(const Date& date) {
  auto validity = read_validity(date.edtf, Extent::kWithin, false, date.calendar);
  if (!validity.ok()) throw validity.error();
  return *validity;
}

namespace {

// EDTF has no interval of choices, nor of years of more than four digits.
bool fits_interval(const std::optional<Validity>& v) {
  return !v || (!v->direct_bounds && !v->edtf.empty() && v->edtf.front() != '[' && v->edtf.front() != 'Y');
}

constexpr Period kAnyTime{Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                          Instant::plus_infinity()};

Validity checked(Period bounds) {
  bounds = drawn_together(bounds);
  if (!bounds.is_valid()) throw Error(ErrorCode::kArgument, "it ends before it begins");
  return entente::validity_of(bounds);
}

// From one date to another; absent ones are not known.
Validity interval(const std::optional<Validity>& start, const std::optional<Validity>& end, bool no_start,
                  bool no_end) {
  const bool one_calendar = !start || !end || start->calendar == end->calendar;
  if (fits_interval(start) && fits_interval(end) && one_calendar && (start || end)) {
    const std::string from = start ? start->edtf : no_start ? ".." : "", to = end ? end->edtf : no_end ? ".." : "";
    return validity_of(Date{start && end && from == to ? from : from + "/" + to, (start ? start : end)->calendar});
  }
  // What EDTF can't put into one interval is given by its bounds.
  Period bounds = kAnyTime;
  if (start) {
    bounds.earliest_start = start->bounds.earliest_start;
    bounds.latest_start = start->bounds.latest_start;
  } else if (no_start) {
    bounds.latest_start = Instant::minus_infinity();
  }
  if (end) {
    bounds.earliest_end = end->bounds.earliest_end;
    bounds.latest_end = end->bounds.latest_end;
  } else if (no_end) {
    bounds.earliest_end = Instant::plus_infinity();
  }
  return checked(bounds);
}

void put_in_order(std::vector<Validity>& dates) {
  std::stable_sort(dates.begin(), dates.end(), [](const Validity& a, const Validity& b) {
    return a.bounds.earliest_start < b.bounds.earliest_start;
  });
}

// Starts and ends that take turns; the last may be without an end.
std::optional<Validity> returning(const Moments& start, const Moments& end) {
  const std::vector<Validity>&starts = start.dates, &ends = end.dates;
  if (starts.size() < 2 || ends.size() > starts.size() || ends.size() + 1 < starts.size()) return std::nullopt;
  std::vector<Validity> stretches;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool is_open = i == ends.size();
    const std::optional<Validity> to = is_open ? std::nullopt : std::optional(ends[i]);
    if (to && to->bounds.latest_end <= starts[i].bounds.earliest_start) return std::nullopt;
    stretches.push_back(interval(starts[i], to, false, is_open && end.is_none));
  }
  Result<Validity> set = set_of_stretches(std::move(stretches));
  return set.ok() ? std::optional(*std::move(set)) : std::nullopt;
}

Validity one_of(const std::vector<Validity>& dates) {
  if (dates.size() == 1) return dates.front();
  Period hull = dates.front().bounds;
  for (const Validity& date : dates) {
    const Period& p = date.bounds;
    hull = {std::min(hull.earliest_start, p.earliest_start), std::max(hull.latest_start, p.latest_start),
            std::min(hull.earliest_end, p.earliest_end), std::max(hull.latest_end, p.latest_end)};
  }
  return entente::validity_of(hull);
}

}  // namespace

Validity limited(const std::optional<Validity>& date, const Limits& limits) {
  if (!limits.is_stated()) return *date;
  Period bounds = date ? date->bounds : kAnyTime;
  if (!limits.earliest.empty()) {
    const Period first = one_of(limits.earliest).bounds;
    bounds.earliest_start = first.earliest_start;
    bounds.earliest_end = first.earliest_end;
  }
  if (!limits.latest.empty()) {
    const Period last = one_of(limits.latest).bounds;
    bounds.latest_start = last.latest_start;
    bounds.latest_end = last.latest_end;
  }
  if (bounds.is_valid() && bounds.earliest_start <= bounds.latest_start && bounds.earliest_end <= bounds.latest_end)
    return entente::validity_of(bounds);
  std::vector<Validity> all = limits.earliest;
  all.insert(all.end(), limits.latest.begin(), limits.latest.end());
  if (date) all.push_back(*date);
  return one_of(all);
}

Validity time_from_to(Moments start, Moments end, bool may_return) {
  put_in_order(start.dates);
  put_in_order(end.dates);
  if (may_return)
    if (auto set = returning(start, end)) return *std::move(set);
  const auto only = [](const Moments& m) { return m.dates.empty() ? std::nullopt : std::optional(one_of(m.dates)); };
  const std::optional<Validity> from = only(start), to = only(end);
  if (!from && !to && !start.is_none && !end.is_none) return unknown_validity();
  return interval(from, to, start.is_none, end.is_none);
}

}  // namespace entente::wikidata
