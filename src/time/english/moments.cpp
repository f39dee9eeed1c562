// The date that written words make: its EDTF where there is one, its bounds always.
#include "entente/time/julian.hpp"
#include "time/edtf/reading.hpp"
#include "time/english/reader.hpp"

namespace entente::english {
namespace {

using PartKind = Part::Kind;

std::string padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

std::string edtf_year(std::int64_t year) {
  if (year > 9999 || year < -9999) return "Y" + std::to_string(year);
  return (year < 0 ? "-" : "") + padded(year < 0 ? -year : year, 4);
}

std::string sign_of(edtf::Qualifiers qualifiers) {
  constexpr std::array<const char*, 4> kSigns = {"", "?", "~", "%"};
  return kSigns[qualifiers & 3];
}

// The pieces of `count` units that "early", "beginning of" and "first half of" mean: [first, last]. Early, mid and late
// are the thirds of a year, a season and a century, the years 0 to 3, 4 to 6 and 7 to 9 of a decade, and ten days each
// of a month. The beginning and the end are a sixth of a year, two years of a decade, ten of a century, five days.
bool pieces_of(const Part& part, int count, int edge, int& first, int& last) {
  if (part.kind == PartKind::kEdge) {
    first = part.first == 0 ? 0 : count - edge;
    last = part.first == 0 ? edge - 1 : count - 1;
    return true;
  }
  if (part.kind == PartKind::kVague) {
    const bool is_month = count >= 28 && count <= 31;
    const std::array<int, 4> bounds = count == 10    ? std::array<int, 4>{0, 4, 7, 10}
                                      : count == 100 ? std::array<int, 4>{0, 34, 67, 100}
                                      : is_month     ? std::array<int, 4>{0, 10, 20, count}
                                                     : std::array<int, 4>{0, count / 3, count / 3 * 2, count};
    first = bounds[static_cast<std::size_t>(part.first)];
    last = bounds[static_cast<std::size_t>(part.last) + 1] - 1;
    return true;
  }
  first = part.first * count / part.count;
  last = (part.last + 1) * count / part.count - 1;
  return count == 10 || count == 3 ? count % part.count == 0 : true;
}

std::string unit_text(const CivilDate& date, bool in_years, bool in_days) {
  std::string text = edtf_year(date.year);
  if (!in_years) text += "-" + padded(date.month, 2);
  if (in_days) text += "-" + padded(date.day, 2);
  return text;
}

}  // namespace

std::string masked_year(const Written& w) {
  if (w.is_unknown_year) return "XXXX";
  if (w.is_decade) return w.era == Era::kBefore || w.number > 9999 ? "" : padded(w.number / 10, 3) + "X";
  if (!w.is_century || w.number > 9999) return {};
  if (w.number == 0) return {};  // 00XX would begin in 1 BC
  // The 20th century is 1901 to 2000, which no mask says; before Christ the 5th is -04XX.
  if (w.counted == 1000 || (w.counted > 0 && w.era != Era::kBefore)) return {};
  return (w.era == Era::kBefore ? "-" : "") + padded(w.number / 100, 2) + "XX";
}

// First and last year of what is written, astronomical. Decades before Christ count down: the 440s BC end in 440 BC.
bool Reader::find_years(const Written& w, std::int64_t& first, std::int64_t& last) {
  const bool is_before = w.era == Era::kBefore;
  std::int64_t low = w.number, high = w.number;
  if (w.is_decade) high += 9;
  if (w.is_century) {
    // The hundreds are the years 00 to 99; before Christ 1 to 100, which EDTF writes alike.
    const int length = std::max(w.counted, 100);
    low += is_before || w.counted > 0 || w.number == 0 ? 1 : 0;
    high += is_before || w.counted > 0 ? length : 99;
  }
  if (high > kMaxYear) {
    error_ = Error(ErrorCode::kArgument, "\"" + words(w.from, w.to) + "\" is out of range: years go to 200,000,000,000",
                   SourceSpan{tokens_[w.from].offset,
                              tokens_[w.to - 1].offset + tokens_[w.to - 1].length - tokens_[w.from].offset});
    return false;
  }
  first = is_before ? 1 - high : low;
  last = is_before ? 1 - low : high;
  return true;
}

bool Reader::check_weekday(const Written& w, const Moment& moment) {
  if (w.weekday < 0) return true;
  if (!moment.is_exact) return fail(w.from, w.to, "a day of the week needs a full date", "leave it out");
  const auto weekday = static_cast<int>((moment.first_day % 7 + 7 + 4) % 7);  // 1970-01-01 was a Thursday
  if (weekday == w.weekday) return true;
  constexpr std::array<const char*, 7> kNames = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                 "Thursday", "Friday", "Saturday"};
  // While a country might count by the Julian calendar, the day of the week of a source is no reason to refuse its
  // date.
  if (moment.first_day < days_from_civil({1923, 3, 1})) {
    is_vague_ = true;
    note_ = "this day was a " + std::string(kNames[static_cast<std::size_t>(weekday)]);
    return true;
  }
  return fail(w.from, w.to, "this day was a " + std::string(kNames[static_cast<std::size_t>(weekday)]),
              "correct the date, or leave the day of the week out");
}

bool Reader::make(const Written& w, Moment& out) {
  if (!w.has_year && !w.is_unknown_year) {
    return fail(w.from, w.to, "it lacks its year", "write it with its year, such as 14 February 1950");
  }
  if (w.day > 0 && w.month == 0) return fail(w.from, w.to, "it lacks its month", "write it as 14 February 1950");
  if (!check_year(w)) return false;
  if (w.has_two_meanings_of_winter && w.part.kind == PartKind::kNone) {
    const std::string year = std::to_string(w.number), before = std::to_string(w.number - 1),
                      after = std::to_string(w.number + 1);
    return has_two_meanings(w.from, w.to,
                            "write \"winter " + before + "–" + year + "\" or \"winter " + year + "–" + after + "\"");
  }
  if (w.part.kind != PartKind::kNone) return make_part(w, out);
  std::int64_t first = 0, last = 9999;
  if (w.has_year && !find_years(w, first, last)) return false;
  const std::string mask = masked_year(w);
  const bool is_one_year = first == last && mask.empty();
  if (mask.empty() && !is_one_year) {
    // A decade or century that no mask says, without anything else.
    const edtf::Qualifiers doubt = w.qualifiers | w.notes[0];
    if (w.month > 0 || w.season > 0 || (doubt != 0 && w.counted == 0)) {
      return fail(w.from, w.to, "EDTF has no word for these years", "write a year, or \"between 449 BC and 440 BC\"");
    }
    // As EDTF's qualifiers widen: by one of the unit, by two where it is both uncertain and approximate.
    const std::int64_t wider = w.counted * (doubt == 0 ? 0 : doubt == (edtf::kUncertain | edtf::kApproximate) ? 2 : 1);
    out.first_day = days_from_date({first, 1, 1}, calendar_);
    out.last_day = days_from_date({last, 12, 31}, calendar_);
    out.reading =
        somewhere(days_from_date({first - wider, 1, 1}, calendar_), days_from_date({last + wider, 12, 31}, calendar_));
    out.is_vague = true;
    out.is_qualified = doubt != 0;
    return true;
  }
  std::string text = sign_of(w.notes[0]) + (is_one_year ? edtf_year(first) : mask);
  if (w.month > 0) text += "-" + sign_of(w.notes[1]) + padded(w.month, 2);
  if (w.season > 0) text += "-" + sign_of(w.notes[1]) + padded(w.season, 2);
  if (w.day > 0) text += "-" + sign_of(w.notes[2]) + padded(w.day, 2);
  if (w.time) {
    text += "T" + padded(*w.time / 3600, 2) + ":" + padded(*w.time / 60 % 60, 2) + ":" + padded(*w.time % 60, 2) + "Z";
  }
  text += sign_of(w.qualifiers);
  const Result<edtf::Expression> parsed = edtf::parse(text, calendar_);
  if (!parsed.ok()) {
    const bool is_long = text[0] == 'Y';
    return fail(w.from, w.to, is_long ? "a year of more than four digits stands alone" : "there is no such day",
                is_long ? "write the year without month and \"about\"" : "check the day of the month");
  }
  out.edtf = text;
  out.reading = edtf::read(*parsed, Extent::kWithin);
  out.first_day = parsed->start.date.first_day;
  out.last_day = parsed->start.date.last_day;
  out.is_vague = w.is_century || w.is_double_year;
  out.is_qualified = (w.qualifiers | w.notes[0] | w.notes[1] | w.notes[2]) != 0;
  out.is_exact = w.day > 0 && is_one_year && !out.is_qualified;
  return check_weekday(w, out);
}

// Quarters, thirds and halves of a year have codes in EDTF, like seasons.
bool Reader::make_part_of_year(const Written& w, Moment& out) {
  Written coded = w;
  coded.part = {};
  coded.season = (w.part.count == 4 ? 33 : w.part.count == 3 ? 37 : 40) + w.part.first;
  return make(coded, out);
}

bool Reader::make_part(const Written& w, Moment& out) {
  if (w.day > 0) return fail(w.from, w.to, "a day has no parts", "leave the part out");
  const bool is_year = w.month == 0 && w.season == 0 && ((!w.is_decade && !w.is_century) || w.is_some_year);
  if (w.part.kind == PartKind::kFraction && is_year) return make_part_of_year(w, out);
  if (w.is_some_year) return fail(w.from, w.to, "it is a part of many years", "name the year");
  if ((w.qualifiers | w.notes[0] | w.notes[1] | w.notes[2]) != 0) {
    return fail(w.from, w.to, "a part of a date can't be approximate or uncertain as well", "leave one of the two out");
  }
  Written whole = w;
  whole.part = {};
  Moment all;
  whole.has_two_meanings_of_winter = w.season > 0 && w.has_two_meanings_of_winter;
  if (!make(whole, all)) return false;
  const bool is_masked = (w.is_decade || w.is_century) && (w.month > 0 || w.season > 0);
  if (is_masked) return fail(w.from, w.to, "it is a part of many months", "write the year");
  const CivilDate start = date_from_days(all.first_day, calendar_);
  int first = 0, last = 0;
  const auto in_months = [&](int count, int edge) {
    if (!pieces_of(w.part, count, edge, first, last)) return false;
    out.first_day = days_from_date(add_months(start, first, calendar_), calendar_);
    out.last_day = days_from_date(add_months(start, last + 1, calendar_), calendar_) - 1;
    return true;
  };
  bool ok = true;
  if (w.month > 0) {
    const auto length = static_cast<int>(all.last_day - all.first_day + 1);
    ok = pieces_of(w.part, length, 5, first, last);
    out.first_day = all.first_day + first;
    out.last_day = all.first_day + last;
  } else if (w.season > 0) {
    ok = in_months(3, 1);
  } else if (w.is_decade || w.is_century) {
    const int years = w.is_decade ? 10 : std::max(w.counted, 100);
    ok = pieces_of(w.part, years, w.is_decade ? 2 : years / 10, first, last);
    out.first_day = days_from_date({start.year + first, 1, 1}, calendar_);
    out.last_day = days_from_date({start.year + last, 12, 31}, calendar_);
  } else {
    ok = in_months(12, 2);
  }
  if (!ok) return fail(w.from, w.to, "it can't be divided so", "write the years or months");
  out.is_vague = w.part.kind != PartKind::kFraction;
  out.part = w.part.kind;
  out.is_beginning = w.part.first == 0;
  out.whole = all.edtf;
  out.whole_first_day = all.first_day;
  out.whole_last_day = all.last_day;
  if (w.is_decade && last - first == 2) {
    const CivilDate middle = date_from_days(out.first_day, calendar_);
    out.edtf = edtf_year(middle.year + 1) + "~";  // exactly the three years
  }
  const bool in_days = w.month > 0, in_years = w.is_decade || w.is_century;
  out.first_unit = unit_text(date_from_days(out.first_day, calendar_), in_years, in_days);
  out.last_unit = unit_text(date_from_days(out.last_day, calendar_), in_years, in_days);
  out.reading = somewhere(out.first_day, out.last_day);
  return true;
}

// What the first of two dates leaves out stands with the second: "2–15 March 1969", "44–31 BC"; the other way round in
// "March 2–15, 1969", "AD 14–37" and "1914–18".
bool Reader::complete(Written& first, Written& second) {
  if (first.is_bare && (second.day > 0 || second.month > 0) && first.digits <= 2 && first.number <= 31 &&
      second.day > 0) {
    first.day = static_cast<int>(first.number);
    first.has_year = first.is_bare = false;
  }
  if (first.day > 0 && first.month == 0 && !first.has_year && second.is_century && second.day == 0 &&
      second.month == 0) {
    // "the late 18th and early 19th century"
    first.number = (first.day - 1) * (second.counted > 0 ? second.counted : 100);
    first.day = 0;
    first.has_year = first.is_century = true;
    first.counted = second.counted;
    first.era = second.era;
    return true;
  }
  if (first.day > 0 && first.month == 0 && !first.has_year) first.month = second.month;
  if (second.is_bare && first.month > 0 && !first.has_year) second.is_bare = false;
  if (second.day > 0 && second.month == 0 && second.has_year) second.month = first.month;
  const bool takes_year = !first.has_year && !first.is_unknown_year &&
                          (first.day > 0 || first.month > 0 || first.season > 0 || first.part.kind != PartKind::kNone);
  if (takes_year && (second.has_year || second.is_unknown_year)) {
    first.has_year = second.has_year;
    first.number = second.number;
    first.digits = second.digits;
    first.era = second.era;
    first.is_grouped = second.is_grouped;
    first.is_decade = second.is_decade;
    first.is_century = second.is_century;
    first.counted = second.counted;
    first.is_unknown_year = second.is_unknown_year;
    first.runs_over = first.runs_over || second.runs_over;
    return true;
  }
  if (!first.has_year || !second.has_year) return true;
  // "1814-15", "1731/2": the last digits of a later year; one digit alone behind a slash only.
  const bool is_behind_slash = second.from > 0 && tokens_[second.from - 1].is("/");
  const bool goes_on = second.is_bare && (second.digits == 2 || (second.digits == 1 && is_behind_slash)) &&
                       second.era == Era::kNone && first.era == Era::kNone && first.digits >= 3 &&
                       first.is_year_alone() && !first.is_decade && !first.is_century;
  const std::int64_t unit = second.digits == 1 ? 10 : 100;
  if (goes_on && second.number > first.number % unit) {
    second.number += first.number / unit * unit;
    second.digits = first.digits;
  }
  if (first.era == Era::kNone && second.era == Era::kAfter && first.number <= second.number) first.era = second.era;
  if (first.is_bare && first.era == Era::kNone && second.era == Era::kBefore && first.number >= second.number)
    first.era = second.era;
  if (second.era == Era::kNone && first.era == Era::kAfter) second.era = first.era;
  return true;
}

}  // namespace entente::english
