#include "formats/columns/dates.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/english.hpp"
#include "entente/time/period_algebra.hpp"

namespace entente {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t seconds;
};
constexpr std::array kUnits = {Unit{"seconds", 1}, Unit{"minutes", 60}, Unit{"hours", 3600}, Unit{"days", 86'400},
                               Unit{"weeks", 604'800}};
constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::string_view kDirectives = "YymdbBjHMSz%";

// What a format has found in a text; absent parts are negative.
struct Parts {
  std::optional<std::int64_t> year;
  int month = -1, day = -1, day_of_year = -1, hour = -1, minute = -1, second = -1;
  std::string zone;
};

class Scanner {
 public:
  Scanner(std::string_view format, std::string_view text) : format_(format), text_(text) {}

  // Whether the whole text is of the format.
  bool scan(Parts& parts) {
    while (!format_.empty()) {
      const char c = format_.front();
      format_.remove_prefix(1);
      if (c != '%') {
        if (!take(c)) return false;
        continue;
      }
      const char directive = format_.front();
      format_.remove_prefix(1);
      if (!part(directive, parts)) return false;
    }
    return text_.empty();
  }

 private:
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  template <class Number>
  bool number(Number& into, std::size_t longest) {
    std::size_t digits = 0;
    while (digits < text_.size() && digits < longest && std::isdigit(static_cast<unsigned char>(text_[digits])) != 0)
      ++digits;
    if (digits == 0) return false;
    std::from_chars(text_.data(), text_.data() + digits, into);
    text_.remove_prefix(digits);
    return true;
  }
  bool year(Parts& parts) {
    const bool is_negative = take('-');
    const bool digits_follow =
        format_.size() >= 2 && format_[0] == '%' && kDirectives.find(format_[1]) <= kDirectives.find('d');
    std::int64_t y = 0;
    const std::size_t before = text_.size();
    if (!number(y, digits_follow ? 4 : 9)) return false;
    parts.year = is_negative ? -y : y;
    return is_negative || before - text_.size() >= 4;  // "05/03/99" is no %d/%m/%Y
  }
  bool month_name(Parts& parts) {
    std::size_t length = 0;
    while (length < text_.size() && std::isalpha(static_cast<unsigned char>(text_[length])) != 0) ++length;
    const std::string word = fold(text_.substr(0, length));
    if (word.size() < 3) return false;
    const auto found = std::find_if(kMonths.begin(), kMonths.end(),
                                    [&](std::string_view m) { return m == word || m.substr(0, 3) == word; });
    if (found == kMonths.end()) return false;
    parts.month = static_cast<int>(found - kMonths.begin()) + 1;
    text_.remove_prefix(length);
    return true;
  }
  bool zone(Parts& parts) {
    if (take('Z')) {
      parts.zone = "Z";
      return true;
    }
    if (text_.size() < 5 || (text_[0] != '+' && text_[0] != '-')) return false;
    const bool colon = text_[3] == ':';
    if (colon && text_.size() < 6) return false;
    parts.zone = fmt::format("{}:{}", text_.substr(0, 3), text_.substr(colon ? 4 : 3, 2));
    text_.remove_prefix(colon ? 6 : 5);
    return true;
  }
  bool part(char directive, Parts& parts) {
    switch (directive) {
      case 'Y':
        return year(parts);
      case 'y': {
        int y = 0;
        if (text_.size() < 2 || !number(y, 2)) return false;
        parts.year = y < 69 ? 2000 + y : 1900 + y;  // POSIX
        return true;
      }
      case 'm':
        return number(parts.month, 2);
      case 'd':
        return number(parts.day, 2);
      case 'b':
      case 'B':
        return month_name(parts);
      case 'j':
        return number(parts.day_of_year, 3);
      case 'H':
        return number(parts.hour, 2);
      case 'M':
        return number(parts.minute, 2);
      case 'S':
        return number(parts.second, 2);
      case 'z':
        return zone(parts);
      default:
        return take('%');
    }
  }

  std::string_view format_, text_;
};

// As EDTF; empty where the parts make no date.
std::string edtf_of(const Parts& p) {
  if (!p.year) return {};
  std::string text = edtf_year(*p.year);
  if (p.day_of_year >= 0) {
    if (p.day_of_year < 1 || p.day_of_year > (is_leap_year(*p.year) ? 366 : 365)) return {};
    const std::int64_t day = days_from_civil({*p.year, 1, 1}) + p.day_of_year - 1;
    return print_instant(Instant{day * kSecondsPerDay});
  }
  if (p.month < 0) return p.day < 0 && p.hour < 0 ? text : std::string{};
  text += fmt::format("-{:02}", p.month);
  if (p.day < 0) return p.hour < 0 ? text : std::string{};
  text += fmt::format("-{:02}", p.day);
  if (p.hour >= 0)
    text += fmt::format("T{:02}:{:02}:{:02}{}", p.hour, std::max(p.minute, 0), std::max(p.second, 0), p.zone);
  return text;
}

// Where a moment is asked for, a stretch ("1266-1267", "since 1764") is a choice: a day somewhere in it. What holds for
// no day for certain is a moment already.
Period moment_in(const Period& p) {
  constexpr std::int64_t kDay = kSecondsPerDay;
  const auto later = [](Instant t, std::int64_t seconds) { return t.is_finite() ? Instant{t.seconds + seconds} : t; };
  const bool is_stretch = later(p.latest_start, kDay) < p.earliest_end;
  if (!is_stretch) return p;
  return {p.earliest_start, later(p.latest_end, -kDay), later(p.earliest_start, kDay), p.latest_end};
}

Error no_date(std::string_view date, std::string_view form) {
  return Error(ErrorCode::kSyntax, fmt::format("`{}` is no date of the form `{}`", date, form));
}

}  // namespace

bool is_still(std::string_view end) {
  const std::string word = fold(end);
  return says_now(word) || word == "to date";
}

const std::vector<DateForm>& plain_forms() {
  static const std::vector<DateForm> forms{DateForm("edtf"), DateForm("english")};
  return forms;
}

DateForm::DateForm(std::string_view text) : text_(text) {
  const auto invalid = [&](std::string_view what) {
    throw Error(ErrorCode::kInvalidData, fmt::format("`{}` is no form of dates: {}", text, what))
        .with_hint("it is \"edtf\", \"english\", a format such as \"%d/%m/%Y\", or \"days since 2014-01-01\"");
  };
  if (text == "edtf") return;
  if (text == "english") {
    kind_ = Kind::kEnglish;
    return;
  }
  if (const std::size_t since = text.find(" since "); since != std::string_view::npos) {
    kind_ = Kind::kSince;
    const auto unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.name == text.substr(0, since); });
    if (unit == kUnits.end()) invalid("the unit is seconds, minutes, hours, days or weeks");
    std::string_view start = text.substr(since + 7);
    constexpr std::string_view kToTheDay = " to the day";
    to_the_day_ = start.ends_with(kToTheDay);
    if (to_the_day_) start.remove_suffix(kToTheDay.size());
    const auto origin = read_instant(start, Instant::minus_infinity());
    if (!origin.ok() || !origin->is_finite()) invalid("it counts since a day");
    unit_ = unit->seconds;
    origin_ = *origin;
    return;
  }
  kind_ = Kind::kFormat;
  if (text.find("%Y") == std::string_view::npos && text.find("%y") == std::string_view::npos) invalid("it has no year");
  for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 2))
    if (i + 1 == text.size() || kDirectives.find(text[i + 1]) == std::string_view::npos)
      invalid("after % stands one of Y y m d b B j H M S z %");
}

Result<Validity> DateForm::read(std::string_view date, Calendar calendar) const {
  switch (kind_) {
    case Kind::kEdtf:
      return read_validity(date, Extent::kWithin, false, calendar);
    case Kind::kEnglish: {
      auto reading = read_english(date, calendar);
      if (!reading.ok()) return reading.error();
      return std::move(reading->validity);
    }
    case Kind::kSince: {
      std::int64_t count = 0;
      const auto [end, error] = std::from_chars(date.data(), date.data() + date.size(), count);
      if (error != std::errc() || end != date.data() + date.size() || std::abs(count) > std::int64_t{1} << 40)
        return no_date(date, text_);
      // A column has one precision, that of its unit: hours are no days where they fall on midnight.
      const Instant at{origin_.seconds + count * unit_};
      if (to_the_day_) return read_validity(print_instant(start_of_day(day_of(at))));
      const bool is_days = unit_ % kSecondsPerDay == 0;
      return read_validity(is_days || !is_midnight(at) ? print_instant(at) : print_instant(at) + "T00:00:00Z");
    }
    case Kind::kFormat: {
      Parts parts;
      if (!Scanner(text_, date).scan(parts)) return no_date(date, text_);
      const std::string edtf = edtf_of(parts);
      if (edtf.empty()) return no_date(date, text_);
      return read_validity(edtf, Extent::kWithin, false, calendar);
    }
  }
  return no_date(date, text_);
}

Result<Validity> read_date(std::string_view date, const std::vector<DateForm>& forms, const DateMeaning& meaning) {
  std::string names;
  bool is_any = true;  // EDTF and English: what read_date takes, and refuses in its words
  for (const DateForm& form : forms) {
    is_any = is_any && (form.text() == "edtf" || form.text() == "english");
    auto validity = form.read(date, meaning.calendar);
    if (validity.ok()) {
      const bool plain = meaning.extent == Extent::kWithin && !meaning.end_exclusive;
      if (plain || validity->direct_bounds || validity->edtf.empty()) return validity;
      return read_validity(validity->edtf, meaning.extent, meaning.end_exclusive, validity->calendar);
    }
    if (forms.size() == 1) return validity;
    names += (names.empty() ? "" : ", ") + form.text();
  }
  const auto plain = read_date(date);
  if (is_any && !plain.ok()) return plain.error();
  return Error(ErrorCode::kSyntax, fmt::format("`{}` is no date of any form given: {}", date, names), {},
               plain.ok() ? fmt::format("it is {}: add \"{}\" to `dates`", plain->is_english() ? "English" : "EDTF",
                                        plain->is_english() ? "english" : "edtf")
                          : plain.error().hint);
}

Result<std::optional<Validity>> read_dates(std::string_view start, std::string_view end,
                                           const std::vector<DateForm>& forms, const DateMeaning& meaning,
                                           OpenEnd no_start, OpenEnd no_end) {
  if (start.empty() && end.empty()) return std::optional<Validity>();
  std::optional<Validity> from, to;
  const DateMeaning each{Extent::kWithin, false, meaning.calendar};
  for (const auto& [text, into] : {std::pair(start, &from), std::pair(end, &to)}) {
    if (text.empty() || text == "..") continue;
    if (into == &to && is_still(text)) {
      no_end = OpenEnd::kOpen;
      continue;
    }
    auto read = read_date(text, forms, each);
    if (!read.ok()) return read.error();
    if (says_nothing(*read)) {
      (into == &from ? no_start : no_end) = OpenEnd::kUnknown;
      continue;
    }
    *into = std::move(*read);
  }
  const auto is_plain = [](const std::optional<Validity>& v) {
    return !v || (v->extent != Extent::kObserved && !v->direct_bounds && !v->edtf.empty() &&
                  v->edtf.find_first_of("/[{Y") == std::string::npos);
  };
  const bool one_calendar = !from || !to || from->calendar == to->calendar;
  if (is_plain(from) && is_plain(to) && one_calendar) {
    const auto text_of_end = [](std::string_view text, const std::optional<Validity>& v, OpenEnd without) {
      if (v) return v->edtf;
      return std::string(text == ".." || without == OpenEnd::kOpen ? ".." : "");
    };
    const std::string a = text_of_end(start, from, no_start), b = text_of_end(end, to, no_end);
    const Calendar calendar = from ? from->calendar : to ? to->calendar : meaning.calendar;
    auto validity = read_validity(a == b && from && !meaning.end_exclusive ? a : a + "/" + b, meaning.extent,
                                  meaning.end_exclusive, calendar);
    if (!validity.ok()) return validity.error();
    return std::optional(std::move(*validity));
  }
  // An end that EDTF can't put into an interval, such as "between 1947 and 1948".
  Period bounds{Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                Instant::plus_infinity()};
  if (from) {
    const Period moment = moment_in(from->bounds);
    bounds.earliest_start = moment.earliest_start;
    bounds.latest_start = moment.latest_start;
  } else if (start == ".." || no_start == OpenEnd::kOpen) {
    bounds.latest_start = Instant::minus_infinity();
  }
  if (to) {
    const Period moment = moment_in(to->bounds);
    // An exclusive end is the first day without; who was seen then was still there.
    const bool is_exclusive = meaning.end_exclusive && to->extent != Extent::kObserved;
    bounds.earliest_end = is_exclusive ? moment.earliest_start : moment.earliest_end;
    bounds.latest_end = is_exclusive ? moment.latest_start : moment.latest_end;
  } else if (end == ".." || no_end == OpenEnd::kOpen) {
    bounds.earliest_end = Instant::plus_infinity();
  }
  bounds = drawn_together(bounds);
  if (!bounds.is_valid())
    return Error(ErrorCode::kArgument, fmt::format("it ends (`{}`) before it begins (`{}`)", end, start));
  // Bounds of two ends are no choice of one day, though they may look like it: "before 1853" as an end.
  Validity validity = validity_of(bounds);
  if (validity.edtf.starts_with('[')) {
    validity.edtf.clear();
    validity.direct_bounds = true;
  }
  return std::optional(std::move(validity));
}

}  // namespace entente
