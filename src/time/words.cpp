// Validity in English.
#include <vector>

#include "entente/time/edtf.hpp"
#include "entente/time/julian.hpp"
#include "entente/time/validity.hpp"
#include "time/date_words.hpp"
#include "time/edtf/syntax.hpp"

namespace entente {
namespace {

using edtf::Date;
using edtf::DateKind;
using edtf::EndKind;
using edtf::Expression;
using edtf::ExpressionKind;
using edtf::Member;

bool is_exact(const Date& date) {
  return (date.kind == DateKind::kDay && !date.is_masked()) || date.kind == DateKind::kDateTime;
}

// A date under `throughout`: "throughout 1989"; a single day or second needs no such word.
std::string throughout(const Date& date) {
  if (is_exact(date)) return edtf::phrase_of(date);
  const edtf::DateWords words = edtf::words_of(date);
  const char* notes[] = {"", " (uncertain)", " (approximate)", " (uncertain and approximate)"};
  return "throughout " + words.noun + words.note + notes[words.qualifiers];
}

std::string date_text(const Date& date, Extent extent) {
  if (extent == Extent::kThroughout) return throughout(date);
  return (extent == Extent::kObserved ? "observed " : "") + edtf::phrase_of(date);
}

bool can_join_closely(const Date& a, const Date& b) {
  const auto is_plain = [](const Date& d) { return !d.is_masked() && !d.is_qualified(); };
  return a.kind == b.kind && a.year == b.year && (a.kind == DateKind::kDay || a.kind == DateKind::kMonth) &&
         is_plain(a) && is_plain(b);
}

std::string closed_interval(const Expression& e, Extent extent, bool end_exclusive) {
  const Date &from = e.start.date, &to = e.end.date;
  if (extent == Extent::kObserved) return "observed between " + edtf::pair_of(from, to, "and");
  const std::string first = edtf::noun_of(from), last = edtf::noun_of(to);
  const auto start_of = [extent](const Date& date) {
    return extent == Extent::kThroughout && !is_exact(date) ? "the start of " : "";
  };
  if (end_exclusive) return "from " + (start_of(from) + first) + " until just before " + start_of(to) + last;
  if (extent == Extent::kThroughout) {
    return "from " + (start_of(from) + first) + " to " + (is_exact(to) ? "" : "the end of ") + last;
  }
  if (first == last) return is_exact(from) ? edtf::phrase_of(from) : "began and ended in " + first;
  return "from " + edtf::pair_of(from, to, can_join_closely(from, to) ? "to" : "until");
}

std::string interval_text(const Expression& e, Extent extent, bool end_exclusive) {
  const EndKind start = e.start.kind, end = e.end.kind;
  if (start == EndKind::kDate && end == EndKind::kDate) return closed_interval(e, extent, end_exclusive);
  const std::string prefix = extent == Extent::kObserved ? "observed at some time " : "";
  const auto whole = [extent](const Date& date, const char* edge) {
    return (extent == Extent::kThroughout && !is_exact(date) ? "the " + std::string(edge) + " of " : "") +
           edtf::noun_of(date);
  };
  if (start == EndKind::kDate) {
    return prefix + "since " + whole(e.start.date, "start") + (end == EndKind::kUnknown ? ", end unknown" : "");
  }
  if (end == EndKind::kDate) {
    const std::string always = start == EndKind::kOpen && extent != Extent::kObserved ? "always " : "";
    return prefix + always +
           (end_exclusive ? "until just before " + whole(e.end.date, "start") : "until " + whole(e.end.date, "end")) +
           (start == EndKind::kUnknown ? ", start unknown" : "");
  }
  if (start == EndKind::kOpen && end == EndKind::kOpen) return prefix.empty() ? "always" : "observed at some time";
  if (end == EndKind::kOpen) return prefix + "since an unknown date";
  if (start == EndKind::kOpen) return prefix + "until an unknown date";
  return prefix.empty() ? "at an unknown time" : "observed at some time";
}

std::string unit_name(const Date& date) {
  if (is_exact(date)) return "day";
  return date.kind == DateKind::kMonth ? "month" : date.kind == DateKind::kSeason ? "season" : "year";
}

std::string single_range(const Member& member, bool all) {
  const std::string preposition = edtf::words_of(member.first).preposition;
  const std::string every = preposition + " every " + unit_name(member.first);
  if (member.open_before) {
    return all ? every + " until " + edtf::noun_of(member.last) : edtf::phrase_of(member.last) + " or earlier";
  }
  if (member.open_after) {
    return all ? every + " since " + edtf::noun_of(member.first) : edtf::phrase_of(member.first) + " or later";
  }
  if (!all) return "between " + edtf::pair_of(member.first, member.last, "and");
  return every + " from " + edtf::pair_of(member.first, member.last, "to");
}

std::string member_noun(const Member& member) {
  if (member.open_before) return edtf::noun_of(member.last) + " or earlier";
  if (member.open_after) return edtf::noun_of(member.first) + " or later";
  return member.is_range ? edtf::pair_of(member.first, member.last, "to") : edtf::noun_of(member.first);
}

// "in 1667, 1668 or 1670 to 1672"; the preposition is said once where all members share it.
std::string list_text(const std::vector<Member>& members, bool all) {
  std::string shared = edtf::words_of(members[0].first).preposition;
  for (const Member& member : members) {
    if (edtf::words_of(member.first).preposition != shared) shared.clear();
  }
  std::string out = shared.empty() ? "" : shared + " ";
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out += i + 1 < members.size() ? ", " : all ? " and " : " or ";
    if (shared.empty()) out += edtf::words_of(members[i].first).preposition + " ";
    out += member_noun(members[i]);
  }
  return out;
}

std::string set_text(const Expression& e, Extent extent) {
  const bool all = e.kind == ExpressionKind::kAllOf;
  const bool is_single_range = e.members.size() == 1 && e.members[0].is_range;
  std::string out = is_single_range ? single_range(e.members[0], all) : list_text(e.members, all);
  if (extent == Extent::kObserved) out.insert(0, "observed ");
  if (extent == Extent::kThroughout) out += ", for the whole of it";
  return out;
}

std::string expression_text(const Expression& e, Extent extent, bool end_exclusive) {
  switch (e.kind) {
    case ExpressionKind::kDate:
      return date_text(e.start.date, extent);
    case ExpressionKind::kInterval:
      return interval_text(e, extent, end_exclusive);
    default:
      return set_text(e, extent);
  }
}

// The day of an instant, with the time where it is not midnight.
std::string instant_words(Instant instant) {
  const std::string day = edtf::day_words(civil_from_days(day_of(instant)));
  if (is_midnight(instant)) return day;
  const std::string text = print_instant(instant);
  return day + ", " + text.substr(text.size() - 9, 8) + " UTC";
}

// The last day, or second, before an end.
Instant last_before(Instant end) {
  return {end.seconds - (is_midnight(end) ? kSecondsPerDay : 1)};
}

// "in 1852", "in May 1989" where a whole year or month begins (or ends) with the day of the instant, else empty.
std::string whole_unit(Instant day, bool begins) {
  if (!is_midnight(day)) return {};
  const CivilDate date = civil_from_days(day_of(day)), behind = civil_from_days(day_of(day) + 1);
  const bool is_month = begins ? date.day == 1 : behind.day == 1;
  const bool is_year = is_month && (begins ? date.month == 1 : behind.month == 1);
  if (is_year) return "in " + edtf::year_words(date.year);
  if (!is_month) return {};
  const std::string words = edtf::day_words(date);
  return "in " + words.substr(words.find(' ') + 1);
}

// "in May 1989", "between 1960 and 1963" for bounds that whole months or years end at, else empty.
std::string coarse_words(Instant low, Instant high) {
  if (!low.is_finite() || !high.is_finite() || !is_midnight(low) || !is_midnight(high)) return {};
  const CivilDate first = civil_from_days(day_of(low)), last = civil_from_days(day_of(high));
  const CivilDate behind = civil_from_days(day_of(high) + 1);
  if (first.day != 1 || behind.day != 1) return {};
  const bool is_years = first.month == 1 && behind.month == 1;
  const auto name = [is_years](const CivilDate& date) {
    const std::string day = edtf::day_words(date);
    return is_years ? edtf::year_words(date.year) : day.substr(day.find(' ') + 1);
  };
  const bool is_one = first.year == last.year && (is_years || first.month == last.month);
  if (is_one) return "in " + name(first);
  const bool shares_year = !is_years && first.year == last.year;
  const std::string begin = name(first);
  return "between " + (shares_year ? begin.substr(0, begin.find(' ')) : begin) + " and " + name(last);
}

// "on 3 May 1989", "between …", "by …", "on … or later" for a bound somewhere in [low, high].
std::string bound_words(Instant low, Instant high) {
  if (low == high) return "on " + instant_words(low);
  if (!low.is_finite() && !high.is_finite()) return "at an unknown time";
  if (!low.is_finite()) {
    const std::string unit = whole_unit(high, false);
    return unit.empty() ? "by " + instant_words(high) : unit + " or earlier";
  }
  if (!high.is_finite()) {
    const std::string unit = whole_unit(low, true);
    return (unit.empty() ? "on " + instant_words(low) : unit) + " or later";
  }
  if (std::string coarse = coarse_words(low, high); !coarse.empty()) return coarse;
  return "between " + instant_words(low) + " and " + instant_words(high);
}

// Bounds that no date stands behind.
std::string bounds_text(const Period& p) {
  const bool always_was = p.latest_start == Instant::minus_infinity();
  const bool still_is = p.earliest_end == Instant::plus_infinity();
  if (always_was && still_is) return "always";
  const auto last = [](Instant end) { return end.is_finite() ? last_before(end) : end; };
  // What one end implies for the other is not said of it: whoever died before 1853 was born before, too.
  const bool start_is_implied = p.latest_end.is_finite() && p.latest_start >= last_before(p.latest_end);
  const bool end_is_implied = p.earliest_start.is_finite() && last(p.earliest_end) <= p.earliest_start;
  const Instant latest_start = start_is_implied ? Instant::plus_infinity() : p.latest_start;
  const Instant earliest_end = end_is_implied ? Instant::minus_infinity() : p.earliest_end;
  const auto ended = [&] { return bound_words(last(earliest_end), last(p.latest_end)); };
  if (p.is_certain() && still_is) return "since " + instant_words(p.earliest_start);
  if (p.is_certain() && always_was) return "until " + instant_words(last_before(p.latest_end));
  if (p.is_certain()) {
    return "from " + instant_words(p.earliest_start) + " until " + instant_words(last_before(p.latest_end));
  }
  if (always_was) return "ended " + ended();
  const bool start_is_open = p.earliest_start == Instant::minus_infinity() && !latest_start.is_finite();
  const bool end_is_open = earliest_end == Instant::minus_infinity() && !p.latest_end.is_finite();
  if (start_is_open && end_is_open) return "at an unknown time";
  if (start_is_open) return "ended " + ended();
  const std::string began = "began " + bound_words(p.earliest_start, latest_start);
  return still_is || end_is_open ? began : began + ", ended " + ended();
}

// The same day named in the Gregorian calendar.
Date in_gregorian(Date date) {
  if (date.calendar == Calendar::kGregorian || date.kind == DateKind::kDateTime) {
    date.calendar = Calendar::kGregorian;
    return date;
  }
  date.calendar = Calendar::kGregorian;
  const CivilDate day = civil_from_days(date.first_day);
  const auto set_two = [](auto& digits, int value) {
    digits = {static_cast<std::uint8_t>(value / 10), static_cast<std::uint8_t>(value % 10)};
  };
  set_two(date.month_digits, day.month);
  set_two(date.day_digits, day.day);
  date.negative = day.year < 0;
  date.year = day.year;
  return date;
}

// A Julian day without its year where that is the Gregorian one too.
std::string julian_day(const Date& date) {
  const CivilDate julian = julian_from_days(date.first_day);
  const std::string day = edtf::day_words(julian);
  const bool shares_year = julian.year == civil_from_days(date.first_day).year;
  return shares_year ? day.substr(0, day.find(' ', day.find(' ') + 1)) : day;
}

// Days are named in both calendars, anything coarser in the Julian one.
std::string julian_text(Expression e, Extent extent, bool end_exclusive) {
  const bool is_interval = e.kind == ExpressionKind::kInterval && e.end.kind == EndKind::kDate;
  const bool is_days = e.start.kind == EndKind::kDate && is_exact(e.start.date) &&
                       (e.kind == ExpressionKind::kDate || (is_interval && is_exact(e.end.date)));
  if (!is_days) return expression_text(e, extent, end_exclusive) + " (Julian calendar)";
  std::string note = julian_day(e.start.date);
  if (is_interval) {
    const CivilDate first = julian_from_days(e.start.date.first_day), last = julian_from_days(e.end.date.first_day);
    if (first.year == last.year && first.month == last.month) note = std::to_string(first.day);
    note += " to " + julian_day(e.end.date);
  }
  e.start.date = in_gregorian(e.start.date);
  if (is_interval) e.end.date = in_gregorian(e.end.date);
  return expression_text(e, extent, end_exclusive) + " (" + note + ", Julian)";
}

}  // namespace

std::string text_of(const Validity& validity) {
  if (!validity.phrase.empty()) return validity.phrase;
  if (validity.is_set()) {
    std::string text;
    for (std::size_t i = 0; i < validity.stretches.size(); ++i) {
      if (i > 0) text += i + 1 < validity.stretches.size() ? ", " : " and ";
      text += text_of(validity.stretches[i]);
    }
    return text;
  }
  // Text that EDTF prints from the bounds may have been left out.
  const std::string stated = validity.direct_bounds  ? std::string()
                             : validity.edtf.empty() ? print_edtf(validity.bounds).value_or("")
                                                     : validity.edtf;
  if (!stated.empty()) {
    const Result<Expression> expression = edtf::parse(stated, validity.calendar);
    if (expression.ok() && validity.calendar == Calendar::kJulian) {
      return julian_text(*expression, validity.extent, validity.end_exclusive);
    }
    if (expression.ok()) return expression_text(*expression, validity.extent, validity.end_exclusive);
  } else if (const auto text = print_edtf(validity.bounds); text && text->find_first_of("?~%[") == std::string::npos) {
    return expression_text(*edtf::parse(*text), Extent::kWithin, false);
  }
  return bounds_text(validity.bounds);
}

}  // namespace entente
