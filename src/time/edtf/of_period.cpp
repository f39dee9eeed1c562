// EDTF for given bounds. Candidates are made from the shape of the bounds and kept only if they read back to them, so a
// text that is returned is right whatever the rules of reading are.
#include <vector>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "time/edtf/printer.hpp"

namespace entente {
namespace {

using edtf::print_day;

std::string print_month(const CivilDate& date) {
  const std::string day = print_day(date);
  return day.substr(0, day.size() - 3);
}
std::string print_year(std::int64_t year) {
  if (year > 9999 || year < -9999) return "Y" + std::to_string(year);
  const std::string day = print_day({year, 1, 1});
  return day.substr(0, day.size() - 6);
}

// Days from the first to the last, both inclusive.
struct Days {
  std::int64_t first, last;
  CivilDate begin() const { return civil_from_days(first); }
  CivilDate end() const { return civil_from_days(last + 1); }  // the day after
};

bool is_first_of_month(const CivilDate& date) {
  return date.day == 1;
}
bool is_first_of_year(const CivilDate& date) {
  return date.day == 1 && date.month == 1;
}

// One date that spans exactly these days, or empty: day, month, year, decade, century, season.
std::string unqualified_date(const Days& days) {
  if (days.first == days.last) return print_day(days.begin());
  const CivilDate begin = days.begin(), end = days.end();
  if (!is_first_of_month(begin) || !is_first_of_month(end)) return {};
  const std::int64_t months = (end.year - begin.year) * 12 + end.month - begin.month;
  if (months == 1) return print_month(begin);
  if (months == 3 && begin.month % 3 == 0) return print_year(begin.year) + "-" + std::to_string(20 + begin.month / 3);
  if (!is_first_of_year(begin) || !is_first_of_year(end)) return {};
  // A negative decade -192X runs from -1929 to -1920.
  const std::int64_t lowest = begin.year < 0 ? -(end.year - 1) : begin.year;
  const std::string sign = begin.year < 0 ? "-" : "";
  if (months == 12) return print_year(begin.year);
  if (months == 120 && lowest % 10 == 0) return sign + print_year(lowest).substr(0, 3) + "X";
  if (months == 1200 && lowest % 100 == 0) return sign + print_year(lowest).substr(0, 2) + "XX";
  return {};
}

// A date with ~ or % that spans these days once widened, or empty.
std::string qualified_date(const Days& days) {
  const std::int64_t count = days.last - days.first + 1;
  if (count == 3) return print_day(civil_from_days(days.first + 1)) + "~";
  if (count == 5) return print_day(civil_from_days(days.first + 2)) + "%";
  const CivilDate begin = days.begin(), end = days.end();
  if (!is_first_of_month(begin) || !is_first_of_month(end)) return {};
  const std::int64_t months = (end.year - begin.year) * 12 + end.month - begin.month;
  if (is_first_of_year(begin) && is_first_of_year(end)) {
    const auto decade = [](std::int64_t year) { return print_year(year).substr(0, 3) + "X"; };
    if (months == 36) return print_year(begin.year + 1) + "~";
    if (months == 60) return print_year(begin.year + 2) + "%";
    if (months == 360 && begin.year >= 0 && begin.year % 10 == 0) return decade(begin.year + 10) + "~";
    if (months == 600 && begin.year >= 0 && begin.year % 10 == 0) return decade(begin.year + 20) + "%";
  }
  if (months == 3) return print_month(add_months(begin, 1)) + "~";
  if (months == 5) return print_month(add_months(begin, 2)) + "%";
  return {};
}

// A range of the coarsest dates that begins and ends with these days.
std::string range(const Days& days) {
  const CivilDate begin = days.begin(), end = days.end(), last = civil_from_days(days.last);
  if (is_first_of_year(begin) && is_first_of_year(end)) return print_year(begin.year) + ".." + print_year(last.year);
  if (is_first_of_month(begin) && is_first_of_month(end)) return print_month(begin) + ".." + print_month(last);
  return print_day(begin) + ".." + print_day(last);
}

// The coarsest date that begins with the day, and the coarsest that ends with it.
std::string date_from(const CivilDate& begin) {
  return is_first_of_year(begin)    ? print_year(begin.year)
         : is_first_of_month(begin) ? print_month(begin)
                                    : print_day(begin);
}
std::string date_until(std::int64_t last_day) {
  const CivilDate last = civil_from_days(last_day), end = civil_from_days(last_day + 1);
  return is_first_of_year(end) ? print_year(last.year) : is_first_of_month(end) ? print_month(last) : print_day(last);
}

using Texts = std::vector<std::string>;

// Ways to write one end of an interval whose bound lies in [first, last]; both are the beginnings of days or of
// seconds.
Texts interval_ends(Instant first, Instant last) {
  if (first == last && !is_midnight(first)) return {print_instant(first)};
  if (!is_midnight(first) || !is_midnight(last)) return {};
  const Days days{day_of(first), day_of(last)};
  return {unqualified_date(days), qualified_date(days)};
}

// The text of a second, also of midnight.
std::string second_text(Instant instant) {
  const std::string text = print_instant(instant);
  return is_midnight(instant) ? text + "T00:00:00Z" : text;
}

Texts start_texts(const Period& p) {
  if (p.earliest_start == Instant::minus_infinity())
    return p.latest_start == p.earliest_start ? Texts{".."} : Texts{""};
  if (!p.latest_start.is_finite()) return {};
  Texts texts = interval_ends(p.earliest_start, p.latest_start);
  if (p.earliest_start == p.latest_start) texts.push_back(second_text(p.earliest_start));
  return texts;
}

Texts end_texts(const Period& p) {
  if (p.latest_end == Instant::plus_infinity()) return p.earliest_end == p.latest_end ? Texts{".."} : Texts{""};
  if (!p.earliest_end.is_finite()) return {};
  Texts texts;
  if (is_midnight(p.earliest_end) && is_midnight(p.latest_end)) {
    texts = interval_ends({p.earliest_end.seconds - kSecondsPerDay}, {p.latest_end.seconds - kSecondsPerDay});
  }
  if (p.earliest_end == p.latest_end) texts.push_back(second_text({p.latest_end.seconds - 1}));
  return texts;
}

// Ways to write a period as one date or one of a range of dates.
Texts single_texts(const Period& p) {
  const bool has_start = p.earliest_start.is_finite(), has_end = p.latest_end.is_finite();
  if (has_start && has_end) {
    if (p.latest_end.seconds - p.earliest_start.seconds == 1) return {second_text(p.earliest_start)};
    if (!is_midnight(p.earliest_start) || !is_midnight(p.latest_end)) return {};
    const Days days{day_of(p.earliest_start), day_of(p.latest_end) - 1};
    return {unqualified_date(days), "[" + range(days) + "]"};
  }
  if (has_start && is_midnight(p.earliest_start))
    return {"[" + date_from(civil_from_days(day_of(p.earliest_start))) + "..]"};
  if (has_end && is_midnight(p.latest_end)) return {"[.." + date_until(day_of(p.latest_end) - 1) + "]"};
  return {};
}

bool reads_back(const std::string& text, const Period& period) {
  const Result<Period> read = read_edtf(text);
  return read.ok() && *read == period;
}

}  // namespace

std::optional<std::string> print_edtf(const Period& period) {
  if (!period.is_valid() || !is_in_calendar(period)) return std::nullopt;
  for (std::string& text : single_texts(period)) {
    if (reads_back(text, period)) return std::move(text);
  }
  for (const std::string& start : start_texts(period)) {
    for (const std::string& end : end_texts(period)) {
      std::string text = start + "/" + end;
      if (reads_back(text, period)) return text;
    }
  }
  return std::nullopt;
}

}  // namespace entente
