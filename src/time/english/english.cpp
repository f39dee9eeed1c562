// Expressions in English: one date, stretches, bounds, alternatives.
#include "entente/time/english.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "time/english/reader.hpp"

namespace entente::english {
namespace {

constexpr std::size_t kLongestText = 1'000;
constexpr int kLongestQuoted = 60;

std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return truncate_to_width(out, kLongestQuoted);
}

}  // namespace

bool Reader::accept_all(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words) {
    if (!now(ahead++).is(word)) return false;
  }
  at_ += words.size();
  return true;
}

std::string Reader::words(std::size_t from, std::size_t to) const {
  if (from >= to || to > tokens_.size()) return {};
  const std::size_t begin = tokens_[from].offset;
  return printable(text_.substr(begin, tokens_[to - 1].offset + tokens_[to - 1].length - begin));
}

bool Reader::fail(std::size_t from, std::size_t to, const std::string& what, std::string hint) {
  if (error_) return false;
  const Token& first = tokens_[std::min(from, tokens_.size() - 1)];
  const Token& last = from < to ? tokens_[std::min(to, tokens_.size()) - 1] : first;
  const std::size_t end = std::max(first.offset + first.length, last.offset + last.length);
  const std::string where = from < to ? ": \"" + words(from, to) + "\"" : "";
  error_ =
      Error(ErrorCode::kSyntax, "the words \"" + printable(text_) + "\" can't be read as a date" + where + ": " + what,
            SourceSpan{first.offset, end - first.offset}, std::move(hint));
  return false;
}

bool Reader::expected(const std::string& what, std::string hint) {
  if (at_end()) return fail(at_, at_, "expected " + what + ", but the text ends", std::move(hint));
  return fail(at_, at_ + 1, "expected " + what, std::move(hint));
}

bool Reader::has_two_meanings(std::size_t from, std::size_t to, std::string hint) {
  return fail(from, to, "it has two meanings", std::move(hint));
}

// Once, some day from the first to the last.
Period Reader::somewhere(std::int64_t first_day, std::int64_t last_day) const {
  return {start_of_day(first_day), start_of_day(last_day), start_of_day(first_day + 1), start_of_day(last_day + 1)};
}

// The reading of the EDTF, or of the bounds where the text is empty or EDTF refuses it.
bool Reader::set_edtf(Validity& out, const std::string& edtf, const Period& otherwise, std::size_t from,
                      std::size_t to) {
  if (!edtf.empty()) {
    Result<Validity> read = read_validity(edtf, extent_, false, calendar_);
    if (read.ok()) {
      out = std::move(*read);
      return true;
    }
  }
  Period bounds = otherwise;
  if (!bounds.is_valid()) return fail(from, to, "it ends before it starts", "put the earlier date first");
  if (extent_ == Extent::kObserved) {
    bounds = {kPast, plus_day(bounds.latest_end, -1), plus_day(bounds.earliest_start, 1), kFuture};
  }
  out = validity_of(bounds);
  return true;
}

bool Reader::once(Validity& out, const Moment& moment) {
  is_vague_ |= moment.is_vague;
  return set_edtf(out, moment.edtf, moment.reading, 0, at_);
}

// Held for the whole of it. Where a part of a date has no sharp beginning or end, the bound is about there.
bool Reader::throughout(Validity& out, const Moment& moment) {
  is_vague_ |= moment.is_vague;
  const bool is_part = moment.part == Part::Kind::kVague || moment.part == Part::Kind::kEdge;
  if (is_part) {
    const bool is_sharp_start = moment.first_day == moment.whole_first_day;
    const bool is_sharp_end = moment.last_day == moment.whole_last_day;
    const bool is_middle = is_sharp_start == is_sharp_end;
    const std::string edtf = moment.first_unit + (is_sharp_start || is_middle ? "" : "~") + "/" + moment.last_unit +
                             (is_sharp_end || is_middle ? "" : "~");
    return set_edtf(out, edtf, moment.reading, 0, at_);
  }
  extent_ = Extent::kThroughout;
  return set_edtf(out, moment.edtf, Period::certain(start_of_day(moment.first_day), start_of_day(moment.last_day + 1)),
                  0, at_);
}

// One date; two with a dash or "to" between them; several with "or" or "and" between them.
bool Reader::one_or_more(Validity& out) {
  Written first;
  if (!written(first)) return false;
  if (now().is("/") && first.month > 0 && first.day == 0 && !first.has_year) return two_months(out, first);
  const bool is_slash = now().is("/") && first.is_year_alone();  // 1814/15, as EDTF's 1814/1815
  const bool is_joined = is_slash || now().is_any({"to", "until", "till", "through", "thru", "-"});
  if (!is_joined && now().is_any({",", "or", "and"})) return list(out, first);
  Moment start;
  if (!is_joined) {
    if (now().is(",") && now(1).is("for")) return list(out, first);
    if (!make(first, start)) return false;
    return extent_ == Extent::kThroughout ? throughout(out, start) : once(out, start);
  }
  const bool is_dash = now().is("-");
  ++at_;
  const bool is_open = present();
  if (is_open || (is_dash && at_end())) return make(first, start) && from_on(out, start, is_open);
  Written second;
  if (!written(second)) return false;
  if (now().is_any({",", "or", "and"})) {
    at_ = first.from;
    Written again;
    return written(again) && list(out, again);
  }
  Moment end;
  // "c. 1914–1918": both are meant.
  if (second.qualifiers == 0) second.qualifiers = first.qualifiers_before;
  return complete(first, second) && make(first, start) && make(second, end) && interval(out, start, end);
}

// "since", "until", "before", "after", "by", "from", "between" and what follows.
bool Reader::after_preposition(Validity& out) {
  const std::string word = now().text;
  ++at_;
  if (word == "between") return between(out);
  if (word == "from") return from(out);
  if (word == "until" || word == "till") {
    if (accept_all({"an", "unknown", "date"})) return set_edtf(out, "../", {}, 0, at_);
    if (accept_all({"just", "before"})) {
      if (!exclusive_end(out, "")) return false;
      accept_all({",", "start", "unknown"});
      return true;
    }
  }
  if (word == "since" && accept_all({"an", "unknown", "date"})) return set_edtf(out, "/..", {}, 0, at_);
  return bounded(out, word);
}

// "unknown", "n.d.", "?": nothing is said of the time.
bool Reader::no_date(Validity& out) {
  const std::size_t from = at_;
  accept("date");
  const bool says_so = accept_any({"unknown", "undated", "nd", "sd", "?", "unk", "undetermined"}) ||
                       accept_all({"not", "known"}) || accept_all({"n", ".", "d"});
  if (says_so && at_end()) return set_edtf(out, "/", {}, 0, at_);
  at_ = from;
  return false;
}

// "b. 1814", "d. 1852", "b. 1814, d. 1852".
bool Reader::life(Validity& out) {
  Moment first, last;
  if (accept_any({"d", "died"})) return moment(last) && until(out, last);
  ++at_;
  if (!moment(first)) return false;
  accept_any({",", ";", "-"});
  if (!accept_any({"d", "died"})) return from_on(out, first, false);
  return moment(last) && interval(out, first, last);
}

// "fl.", "attested", "last mentioned in", "alive in": somebody or something was there then.
bool Reader::seen() {
  const bool is_edge = now().is_any({"first", "last"});
  if (!now(is_edge ? 1 : 0)
           .is_any({"fl", "flourished", "floruit", "attested", "active", "alive", "living", "mentioned", "documented",
                    "recorded", "seen"}))
    return false;
  at_ += is_edge ? 2 : 1;
  accept_any({"in", "at", "on"});
  return true;
}

bool Reader::expression(Validity& out) {
  if (no_date(out)) return true;
  if (at_end()) return expected("a date", "dates are written like 14 February 1950, Feb 1950, the mid-1950s, c. 1904");
  if (accept("observed")) {
    extent_ = Extent::kObserved;
    if (accept_all({"at", "some", "time"}) && at_end()) return set_edtf(out, "/", {}, 0, at_);
  } else if (accept("throughout") || accept_all({"all", "through"}) || accept_all({"the", "whole", "of"}) ||
             accept_all({"all", "of"})) {
    extent_ = Extent::kThroughout;
    return one_or_more(out);
  }
  if (accept("always")) {
    if (!accept_any({"until", "till"})) return set_edtf(out, "../..", {}, 0, at_);
    if (accept_all({"just", "before"})) return exclusive_end(out, "..");
    if (edge(false)) extent_ = Extent::kThroughout;
    Moment end;
    if (!moment(end)) return false;
    is_vague_ |= end.is_vague;
    return set_edtf(out, end.edtf.empty() ? "" : "../" + end.edtf,
                    {kPast, kPast, end.reading.earliest_end, end.reading.latest_end}, 0, at_);
  }
  if (accept_all({"began", "and", "ended"})) {
    Moment both;
    return moment(both) && interval(out, both, both);
  }
  if (seen()) {
    extent_ = Extent::kObserved;
    return one_or_more(out);
  }
  if (now().is_any({"b", "born", "d", "died"})) return life(out);
  if (present()) {
    return fail(0, at_, "it means another day each time it is read",
                "of a fact, write since when it holds: 1949-present; a question may be AS OF 'present'");
  }
  accept_any({"r", "reigned", "ruled"});
  const std::size_t start = at_;
  accept_any({"at", "in", "on"});
  if (accept_all({"an", "unknown", "time"}) || accept_all({"an", "unknown", "date"}))
    return set_edtf(out, "/", {}, 0, at_);
  if (accept("every")) return every(out);
  if (accept_any({"a", "one", "some"}) && accept_any({"day", "month", "year", "season"}) && accept("between")) {
    return between(out);
  }
  at_ = start;
  accept_all({"some", "time"}) || accept("sometime");
  if (accept_all({"no", "later", "than"}) || accept_all({"not", "later", "than"}) || accept_all({"not", "after"})) {
    return bounded(out, "by");
  }
  if (accept_all({"no", "earlier", "than"}) || accept_all({"not", "earlier", "than"}) ||
      accept_all({"not", "before"})) {
    return bounded(out, "no earlier than");
  }
  if (accept_all({"prior", "to"}) || accept_all({"earlier", "than"}) || accept_any({"pre", "ante"})) {
    accept("-");
    return bounded(out, "before");
  }
  if (accept_all({"later", "than"}) || accept_all({"subsequent", "to"}) || accept("post")) {
    accept("-");
    return bounded(out, "after");
  }
  if (now().is_any({"since", "until", "till", "before", "after", "by", "from", "between"}))
    return after_preposition(out);
  return one_or_more(out);
}

// "(Julian)", "(O.S.)", "Old Style", "(Gregorian)", "(N.S.)" at the end say which calendar the dates are in.
void Reader::strip_calendar() {
  constexpr std::array<std::string_view, 2> kJulianWords[] = {
      {"julian", "calendar"}, {"julian", ""}, {"os", ""}, {"old", "style"}};
  constexpr std::array<std::string_view, 2> kGregorianWords[] = {
      {"gregorian", "calendar"}, {"gregorian", ""}, {"ns", ""}, {"new", "style"}};
  std::size_t end = tokens_.size() - 1;  // of what stands before the end token
  const bool is_closed = end > 0 && tokens_[end - 1].is(")");
  if (is_closed) --end;
  const auto stands_at_end = [&](const std::array<std::string_view, 2>& words) {
    const std::size_t count = words[1].empty() ? 1 : 2;
    if (end < count + (is_closed ? 1 : 0)) return std::size_t{0};
    for (std::size_t i = 0; i < count; ++i) {
      if (!tokens_[end - count + i].is(words[i])) return std::size_t{0};
    }
    if (is_closed && !tokens_[end - count - 1].is("(")) return std::size_t{0};
    return count + (is_closed ? 1 : 0);
  };
  const auto strip = [&](const auto& marks, Calendar calendar) {
    for (const auto& words : marks) {
      const std::size_t count = stands_at_end(words);
      if (count == 0) continue;
      calendar_ = calendar;
      std::size_t first = end - count;
      if (first > 0 && !is_closed && tokens_[first - 1].is(",")) --first;
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(first), tokens_.end() - 1);
      return true;
    }
    return false;
  };
  if (!strip(kJulianWords, Calendar::kJulian)) strip(kGregorianWords, Calendar::kGregorian);
}

Result<EnglishReading> Reader::run() {
  if (text_.size() > kLongestText) {
    return Error(ErrorCode::kLimit, "a date of " + std::to_string(text_.size()) + " bytes: at most " +
                                        std::to_string(kLongestText) + " are read");
  }
  strip_calendar();
  EnglishReading reading;
  Validity& validity = reading.validity;
  if (!expression(validity) || (!at_end() && !expected("the end", "give one date or one stretch of time"))) {
    return std::move(*error_);
  }
  const bool has_edtf = !validity.edtf.empty() && !validity.direct_bounds;
  reading.understood = text_of(validity) + (has_edtf ? " (EDTF " + validity.edtf +
                                                           (validity.calendar == Calendar::kJulian ? ", Julian)" : ")")
                                                     : " (EDTF has no text for it)");
  if (!note_.empty()) reading.understood += "; " + note_;
  if (is_vague_ || !has_edtf) {
    const std::size_t begin = tokens_[0].offset;
    validity.phrase = std::string(text_.substr(begin, tokens_.back().offset - begin));
  }
  return reading;
}

}  // namespace entente::english

namespace entente {

Result<EnglishReading> read_english(std::string_view text, Calendar calendar) {
  return english::Reader(text, calendar).run();
}

}  // namespace entente
