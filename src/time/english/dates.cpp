// What is written of one date in English.
#include <string>

#include "base/text.hpp"
#include "time/english/reader.hpp"

namespace entente::english {
namespace {

using edtf::kApproximate;
using edtf::kUncertain;

bool can_be_day(const Token& token) {
  return (token.is_number() || token.kind == TokenKind::kOrdinal) && token.digits <= 2 && token.value >= 1 &&
         token.value <= 31;
}
bool is_month(const Token& token) {
  return token.kind == TokenKind::kWord && month_named(token.text) > 0;
}

}  // namespace

bool Reader::moment(Moment& out) {
  Written date;
  return written(date) && make(date, out);
}

bool Reader::written(Written& out) {
  out.from = at_;
  if (!hedges(out)) return false;
  out.qualifiers_before = out.qualifiers;
  if (!part(out) || !core(out)) return false;
  out.to = at_;
  return behind(out);
}

// "in", "about", "perhaps" and a day of the week before a date, in any order.
bool Reader::hedges(Written& out) {
  for (;;) {
    if (accept_any({"about", "around", "approximately", "approx", "roughly", "circa", "c", "ca", "cca", "~"})) {
      out.qualifiers |= kApproximate;
    } else if (accept_any({"perhaps", "probably", "possibly", "maybe", "?"})) {
      out.qualifiers |= kUncertain;
    } else if (now().kind == TokenKind::kWord && weekday_named(now().text) >= 0) {
      out.weekday = weekday_named(now().text);
      ++at_;
      accept(",");
    } else if (accept_all({"some", "time"}) || accept_any({"on", "in", "at", "during", "the", "sometime"})) {
      continue;
    } else {
      return true;
    }
  }
}

// What follows a date and belongs to it: "?", "(uncertain)", "(year uncertain, day approximate)".
bool Reader::behind(Written& out) {
  for (;;) {
    if (accept("?") || accept_all({"(", "?", ")"})) {
      out.qualifiers |= kUncertain;
    } else if (unknown_parts()) {
      continue;
    } else if (accept("~")) {
      out.qualifiers |= kApproximate;
    } else if (now().is("(") &&
               now(1).is_any({"uncertain", "approximate", "year", "month", "season", "day", "approximately"})) {
      if (!notes(out)) return false;
    } else {
      return true;
    }
  }
}

// ", day unknown", "(month and day unknown)": what the date leaves out anyway.
bool Reader::unknown_parts() {
  const bool is_open = now().is("(");
  if (!is_open && !now().is(",")) return false;
  std::size_t ahead = 1;
  if (now(ahead).is("month")) ++ahead;
  if (ahead == 2 && now(ahead).is("and")) ++ahead;
  if (now(ahead).is("day")) ++ahead;
  if (ahead == 1 || !now(ahead).is("unknown") || (is_open && !now(ahead + 1).is(")"))) return false;
  at_ += ahead + (is_open ? 2 : 1);
  return true;
}

bool Reader::notes(Written& out) {
  ++at_;
  do {
    std::array<bool, 3> components{};
    bool has_component = false;
    do {
      const int component = accept("year") ? 0 : accept_any({"month", "season"}) ? 1 : accept("day") ? 2 : -1;
      if (component >= 0) has_component = components[static_cast<std::size_t>(component)] = true;
    } while (accept("and"));
    edtf::Qualifiers found = 0;
    do {
      if (accept("uncertain")) {
        found |= kUncertain;
      } else if (accept_any({"approximate", "approximately"})) {
        found |= kApproximate;
      } else {
        return expected("\"uncertain\" or \"approximate\"");
      }
    } while (accept("and"));
    if (!has_component) out.qualifiers |= found;
    for (std::size_t i = 0; i < 3; ++i) out.notes[i] |= components[i] ? found : edtf::Qualifiers{0};
  } while (accept(","));
  return accept(")") || expected("\")\"");
}

bool Reader::part_word(Part& out) {
  using Kind = Part::Kind;
  const auto is_of = [this](std::size_t ahead) { return now(ahead).is("of"); };
  if (accept("early")) {
    out = {Kind::kVague, 0, 0, 3};
  } else if (accept("mid") || accept_all({"middle", "of"}) || accept_all({"middle", "part", "of"})) {
    out = {Kind::kVague, 1, 1, 3};
  } else if (accept("late")) {
    out = {Kind::kVague, 2, 2, 3};
  } else if (accept_all({"very", "early"}) || accept_all({"beginning", "of"}) || accept_all({"start", "of"})) {
    out = {Kind::kEdge, 0, 0, 2};
  } else if (accept_all({"very", "late"}) || accept_all({"end", "of"})) {
    out = {Kind::kEdge, 1, 1, 2};
  } else if ((now().kind == TokenKind::kOrdinal || now().is("last")) && is_of(2) &&
             (now(1).is_any({"half", "quarter"}) || now(1).text == "third")) {
    const int count = now(1).is("half") ? 2 : now(1).text == "third" ? 3 : 4;
    const std::int64_t piece = now().is("last") ? count : now().value;
    if (piece > count) return fail(at_, at_ + 2, "there is no such part", "write \"first half of\" or the like");
    out = {Kind::kFraction, static_cast<int>(piece - 1), static_cast<int>(piece - 1), count};
    at_ += 3;
  } else {
    return false;
  }
  return true;
}

// "early", "mid-", "early to mid-", "beginning of the", "first half of"; nothing is a part too.
bool Reader::part(Written& out) {
  if (!part_word(out.part)) return !error_;
  if (out.part.kind == Part::Kind::kVague) {
    const std::size_t behind_first = at_;
    Part second;
    accept("-");
    const bool is_joined = accept_any({"to", "and", "or"});
    accept("-");
    if (is_joined && part_word(second) && second.kind == Part::Kind::kVague && second.first > out.part.last) {
      out.part.last = second.last;
    } else {
      at_ = behind_first;
    }
    accept_all({"part", "of"});
  }
  accept("-");
  accept("the");
  return true;
}

// A word that is nearly the name of a month.
bool Reader::misspelt_month(std::size_t at) {
  const Token& token = tokens_[std::min(at, tokens_.size() - 1)];
  if (token.kind != TokenKind::kWord || token.text.size() < 4 || is_month(token)) return false;
  std::vector<std::string> months;
  for (int month = 1; month <= 12; ++month) months.push_back(month_name(month));
  const std::string meant = nearest(token.text, months);
  if (meant.empty()) return false;
  fail(at, at + 1, "there is no such month", "did you mean " + meant + "?");
  return true;
}

bool Reader::core(Written& out) {
  if (misspelt_month(at_) || ((now().is_number() || now().kind == TokenKind::kOrdinal) && misspelt_month(at_ + 1))) {
    return false;
  }
  if (now().is_number()) {
    if (now(1).is_number() == false && now(1).is_any({"/", ".", "-"}) && now(2).is_number()) {
      if (now(3).text == now(1).text && now(4).is_number()) return numeric_date(out);
      if (now(1).is("/")) return numeric_date(out);
      if (now().digits == 4 && now(2).digits == 2 && now(1).length == 1 && !now(2).after_blank && now(2).value <= 12 &&
          now(2).value >= 1) {
        return iso_date(out);
      }
    }
  }
  if (can_be_day(now()) || is_month(now())) {
    const std::size_t from = at_;
    if (day_and_month(out)) return true;
    if (error_) return false;
    at_ = from;
  }
  if (now().is_any({"southern", "northern"}) || season_named(now().text) > 0) return season(out);
  if (now().is_any({"q", "h"}) && now(1).is_number()) return quarter(out);
  if (out.part.kind == Part::Kind::kFraction && accept_all({"an", "unknown", "year"})) {
    return out.is_unknown_year = out.is_some_year = true;
  }
  out.is_some_year = accept_all({"some", "year", "of"});
  if (!year(out)) return false;
  out.is_bare = tokens_[at_ - 1].is_number() && out.era == Era::kNone && !out.is_decade && !out.is_century;
  return true;
}

// 25/12/1950, 12/25/1950, 1950/12/25, 03/1950. Which is the day must follow from the numbers.
bool Reader::numeric_date(Written& out) {
  const std::size_t from = at_;
  const Token &a = now(), &b = now(2), &c = now(4);
  if (now(1).is("/") && !(now(3).is("/") && c.is_number())) {
    if (a.digits <= 2 && a.value >= 1 && a.value <= 12 && b.digits == 4) {
      out.month = static_cast<int>(a.value);
      at_ += 2;
      return number_of_year(out);
    }
    if (a.digits >= 3) return number_of_year(out) && (out.is_bare = true);
    return fail(from, from + 3, "it lacks its year", "write it as 14 February 1950, or 1949–1950 for a stretch");
  }
  const std::size_t to = from + 5;
  const auto set = [&](const Token& y, const Token& m, const Token& d) {
    out.has_year = true;
    out.number = y.value;
    out.digits = y.digits;
    out.month = static_cast<int>(m.value);
    out.day = static_cast<int>(d.value);
    at_ = to;
    return true;
  };
  const auto is_month_number = [](const Token& t) { return t.digits <= 2 && t.value >= 1 && t.value <= 12; };
  const std::string advice = "write the month as a word, such as 14 February 1950";
  if (a.digits >= 3) {
    if (is_month_number(b) && can_be_day(c)) return set(a, b, c);
    return fail(from, to, "these numbers make no date", advice);
  }
  if (c.digits < 3) return fail(from, to, "the year lacks its century, and day and month can't be told apart", advice);
  const bool day_first = can_be_day(a) && is_month_number(b), month_first = is_month_number(a) && can_be_day(b);
  if (day_first && month_first && a.value != b.value) {
    const auto shown = [&](const Token& day, const Token& month) {
      return std::to_string(day.value) + " " + month_name(static_cast<int>(month.value)) + " " +
             std::to_string(c.value);
    };
    const std::string sign = now(1).text;
    return fail(from, to, "it has two meanings, day and month can't be told apart",
                "write \"" + shown(a, b) + "\" or \"" + shown(b, a) + "\"; for a column of such dates say which: \"%d" +
                    sign + "%m" + sign + "%Y\" or \"%m" + sign + "%d" + sign + "%Y\"");
  }
  if (day_first) return set(c, b, a);
  if (month_first) return set(c, a, b);
  return fail(from, to, "these numbers make no date", advice);
}

// 1950-02. Where the two digits go on from the year (1903-04), it can be a stretch of years as well.
bool Reader::iso_date(Written& out) {
  const int month = static_cast<int>(now(2).value);
  const std::string year = std::to_string(now().value);
  if (month > now().value % 100) {
    const std::string last = std::to_string(now().value / 100 * 100 + month);
    return has_two_meanings(at_, at_ + 3,
                            "write \"" + month_name(month) + " " + year + "\" or \"" + year + "–" + last + "\"");
  }
  number_of_year(out);
  out.month = month;
  at_ += 2;
  return true;
}

// "14 February 1950", "February 14, 1950", "the 14th of February, 1950", "February 1950", "25 December".
bool Reader::day_and_month(Written& out) {
  if (can_be_day(now())) {
    const std::size_t ahead = now(1).is_any({"of", "-", "/"}) ? 2 : 1;
    if (is_month(now(ahead))) {
      out.day = static_cast<int>(now().value);
      at_ += ahead;
    } else if (now(1).is(",") && now(2).is_number() && now(2).digits >= 3) {
      out.day = static_cast<int>(now().value);  // "March 2–15, 1969": the month stands before
      at_ += 2;
      return number_of_year(out) && (era(out) || true);
    } else if (now().kind == TokenKind::kOrdinal &&
               !now(1).is_any({"century", "centuries", "cent", "c", "millennium", "millennia"}) &&
               !now(2).is_any({"century", "millennium"})) {
      out.day = static_cast<int>(now().value);
      ++at_;
      return true;
    } else {
      return false;
    }
  }
  out.month = month_named(now().text);
  ++at_;
  // "9-Jun-1815", "Jun-1815"
  if (now().is_any({"-", "/"}) && !now().after_blank && now(1).is_number() && now(1).digits == 4 &&
      !now(1).after_blank) {
    ++at_;
    return number_of_year(out);
  }
  const bool is_year = now(1).is_any({"bc", "bce", "ad", "ce"}) && !now(2).is_number();
  if (out.day == 0 && can_be_day(now()) && !is_year) {
    out.day = static_cast<int>(now().value);
    ++at_;
  }
  return year_of_date(out) && time_of_day(out);
}

// The year behind a day or month, where there is one.
bool Reader::year_of_date(Written& out) {
  if (accept_all({",", "year", "unknown"}) || accept_all({"(", "year", "unknown", ")"})) {
    return out.is_unknown_year = true;
  }
  const std::size_t from = at_;
  const bool has_comma = accept(",");
  if (accept_any({"of", "in"})) accept_all({"the", "year"});
  if (accept_all({"some", "year", "of"})) return year(out);
  const bool has_era = now().is_any({"bc", "bce", "ad", "ce"}) || now(1).is_any({"bc", "bce", "ad", "ce"});
  if (!now().is_number() || (has_comma && now().digits < 3 && !has_era)) {
    if (!has_era || !now(1).is_number()) {
      at_ = from;
      return true;
    }
  }
  return year(out) && double_year(out);
}

// ", 04:00:00 UTC"
bool Reader::time_of_day(Written& out) {
  if (out.day == 0 || !out.has_year || !now().is(",") || !now(2).is(":")) return true;
  const std::size_t from = at_ + 1;
  const bool is_time =
      now(1).is_number() && now(3).is_number() && now(4).is(":") && now(5).is_number() && now(6).is("utc");
  if (!is_time || now(1).value > 23 || now(3).value > 59 || now(5).value > 59) {
    return fail(from, at_ + 3, "the time of day can't be read", "write it like 04:00:00 UTC");
  }
  out.time = now(1).value * 3600 + now(3).value * 60 + now(5).value;
  at_ += 7;
  return true;
}

// "summer 1949", "spring of 1969", "winter 1949–1950", "southern summer 2001–2002", "spring of some year of the 1950s".
bool Reader::season(Written& out) {
  const int shift = accept("southern") ? 8 : accept("northern") ? 4 : 0;
  const int named = season_named(now().text);
  if (named == 0) return expected("a season");
  out.season = named + shift;
  ++at_;
  if (accept_all({",", "year", "unknown"}) || accept_all({"(", "year", "unknown", ")"})) {
    return out.is_unknown_year = true;
  }
  if (accept("of")) accept("the");
  if (accept_all({"some", "year", "of"})) return year(out);
  if (!now().is_number() && !now().is_any({"ad", "ce"})) return true;
  if (!year(out)) return false;
  const bool is_long = out.season == 24 || out.season == 28 || out.season == 30;
  if (!is_long) return true;
  if (out.era == Era::kBefore && out.number == 1 && now().is("-") && now(1).is_any({"ad", "ce"}) && now(2).value == 1) {
    at_ += 3;
    return out.runs_over = true;
  }
  const std::size_t ahead = now(1).is_any({"ad", "ce"}) ? 2 : 1;
  if (now().is_any({"-", "/"}) && now(ahead).is_number()) {
    const std::int64_t next = out.era == Era::kBefore ? out.number - 1 : out.number + 1, second = now(ahead).value;
    if (second == next || (now(ahead).digits == 2 && second == next % 100)) {
      at_ += ahead + 1;
      era(out);
      return out.runs_over = true;
    }
  }
  out.has_two_meanings_of_winter = true;
  return true;
}

// "Q2 1950", "H1 1950".
bool Reader::quarter(Written& out) {
  const int count = now().is("q") ? 4 : 2;
  const std::int64_t piece = now(1).value;
  if (piece < 1 || piece > count) return fail(at_, at_ + 2, "there is no such part of a year", "write Q1 to Q4");
  out.part = {Part::Kind::kFraction, static_cast<int>(piece - 1), static_cast<int>(piece - 1), count};
  at_ += 2;
  accept("of");
  return year(out);
}

}  // namespace entente::english
