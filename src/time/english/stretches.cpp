// Stretches and bounds in English: from, to, between, before, after.
#include <algorithm>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "time/english/reader.hpp"

namespace entente::english {
namespace {

// First and last day that a date can stand for, qualifiers included.
std::int64_t widest_first_day(const Moment& m) {
  return day_of(m.reading.earliest_start);
}
std::int64_t widest_last_day(const Moment& m) {
  return day_of(Instant{m.reading.latest_end.seconds - 1});
}

}  // namespace

bool Reader::interval(Validity& out, const Moment& first, const Moment& last) {
  if (last.last_day < first.first_day) return fail(0, at_, "it ends before it starts", "put the earlier date first");
  is_vague_ |= first.is_vague || last.is_vague;
  const std::string edtf = first.edtf.empty() || last.edtf.empty() ? "" : first.edtf + "/" + last.edtf;
  if (extent_ == Extent::kThroughout) {
    return set_edtf(out, edtf, Period::certain(start_of_day(first.first_day), start_of_day(last.last_day + 1)), 0, at_);
  }
  const Period &from = first.reading, &to = last.reading;
  return set_edtf(out, edtf,
                  {from.earliest_start, std::min(from.latest_start, plus_day(to.latest_end, -1)),
                   std::max(to.earliest_end, plus_day(from.earliest_start, 1)), to.latest_end},
                  0, at_);
}

// From the date on: still so, or with an end that nobody states.
bool Reader::from_on(Validity& out, const Moment& first, bool is_open) {
  is_vague_ |= first.is_vague;
  const Period& p = first.reading;
  return set_edtf(out, first.edtf.empty() ? "" : first.edtf + (is_open ? "/.." : "/"),
                  {p.earliest_start, p.latest_start, is_open ? kFuture : plus_day(p.earliest_start, 1), kFuture}, 0,
                  at_);
}

// Until the date, since nobody states when.
bool Reader::until(Validity& out, const Moment& last) {
  is_vague_ |= last.is_vague;
  const Period& p = last.reading;
  return set_edtf(out, last.edtf.empty() ? "" : "/" + last.edtf,
                  {kPast, plus_day(p.latest_end, -1), p.earliest_end, p.latest_end}, 0, at_);
}

// "present", "the present day", "now", …; "date" behind "to".
bool Reader::present() {
  const std::size_t from = at_;
  accept("the");
  for (const std::string_view words : kNowWords) {
    const std::size_t blank = words.find(' ');
    if (blank == std::string_view::npos ? accept(words) : accept_all({words.substr(0, blank), words.substr(blank + 1)}))
      return true;
  }
  if (accept("date")) return true;
  at_ = from;
  return false;
}

// "March/April 1815": in one of them.
bool Reader::two_months(Validity& out, Written first) {
  Written second;
  Moment a, b;
  ++at_;
  if (!written(second) || !complete(first, second) || !make(first, a) || !make(second, b)) return false;
  if (b.last_day < a.first_day) return fail(first.from, at_, "it ends before it starts", "put the earlier date first");
  return set_edtf(out, a.edtf.empty() || b.edtf.empty() ? "" : "[" + a.edtf + ".." + b.edtf + "]",
                  {a.reading.earliest_start, b.reading.latest_start, a.reading.earliest_end, b.reading.latest_end},
                  first.from, at_);
}

// "the start of" or "the end of" with nothing before it.
bool Reader::edge(bool is_start) {
  const std::size_t from = at_;
  accept("the");
  if (is_start ? accept_all({"start", "of"}) || accept_all({"beginning", "of"}) : accept_all({"end", "of"}))
    return true;
  at_ = from;
  return false;
}

// "… until just before 3 October 1990", "… just before the start of 1990". `start` is EDTF, or a sign of an open or
// unknown one.
bool Reader::exclusive_end(Validity& out, const std::string& start) {
  const std::size_t from = at_;
  if (edge(true)) extent_ = Extent::kThroughout;
  Moment end;
  if (!moment(end)) return false;
  Result<Validity> read = read_validity(start + "/" + end.edtf, extent_, true, calendar_);
  if (!read.ok() || end.edtf.empty()) {
    return fail(from, at_, "this end can't be read", "the end must be a plain date after the start");
  }
  is_vague_ |= end.is_vague;
  out = std::move(*read);
  return true;
}

bool Reader::between_bare(Moment& first, Moment& last, const char* joint) {
  Written a, b;
  if (!written(a)) return false;
  if (!accept(joint) && !accept("-")) return expected("\"" + std::string(joint) + "\"");
  return written(b) && complete(a, b) && make(a, first) && make(b, last);
}

// Somewhere between: once, and no stretch from one to the other.
bool Reader::between(Validity& out) {
  Moment first, last;
  const std::size_t from = at_;
  if (!between_bare(first, last, "and")) return false;
  is_vague_ |= first.is_vague || last.is_vague;
  const std::string edtf = first.edtf.empty() || last.edtf.empty() ? "" : "[" + first.edtf + ".." + last.edtf + "]";
  if (!edtf.empty() && for_the_whole()) extent_ = Extent::kThroughout;
  return set_edtf(
      out, edtf,
      {first.reading.earliest_start, last.reading.latest_start, first.reading.earliest_end, last.reading.latest_end},
      from, at_);
}

// Behind "from": "the start of 1949 to the end of 1956", "7 October 1949 to the end of 1956", "the start of 1949 until
// just before 3 October 1990": the whole of the dates, sharp. False, with nothing read, where it is none of these.
bool Reader::from_edge_to_edge(Validity& out) {
  const std::size_t begin = at_;
  const auto give_up = [&] {
    at_ = begin;
    error_.reset();
    return false;
  };
  const auto is_day = [](const Written& w) { return w.day > 0 && !w.is_decade && !w.is_century && !w.is_unknown_year; };
  Written a, b;
  Moment first, last;
  const bool from_start = edge(true);
  if (!written(a) || !accept_any({"until", "till", "to", "through", "thru", "-"})) return give_up();
  if (accept_all({"just", "before"})) {
    if (!from_start || !make(a, first)) return give_up();
    extent_ = Extent::kThroughout;
    return exclusive_end(out, first.edtf);
  }
  const bool to_end = edge(false);
  if (!written(b) || !((from_start && (to_end || is_day(b))) || (is_day(a) && to_end))) return give_up();
  if (!complete(a, b) || !make(a, first) || !make(b, last)) return give_up();
  extent_ = Extent::kThroughout;
  return interval(out, first, last);
}

// Behind "from": "1950 to 1959", "October 1949 on", "16 December 1949 until just before 3 October 1990".
bool Reader::from(Validity& out) {
  if (from_edge_to_edge(out)) return true;
  if (error_) return false;
  Written a, b;
  if (!written(a)) return false;
  Moment first, last;
  if (!accept_any({"until", "till", "to", "through", "thru", "-"})) {
    if (!make(a, first)) return false;
    accept_any({"on", "onward", "onwards"});
    return from_on(out, first, false);
  }
  const bool is_open = present();
  if (is_open) return make(a, first) && from_on(out, first, true);
  if (accept_all({"just", "before"})) {
    if (!make(a, first)) return false;
    is_vague_ |= first.is_vague;
    return exclusive_end(out, first.edtf);
  }
  return written(b) && complete(a, b) && make(a, first) && make(b, last) && interval(out, first, last);
}

// A date as the bound of a time that lies before or behind it.
bool Reader::bounded(Validity& out, std::string_view word) {
  const std::size_t start = at_;
  const bool is_until = word == "until" || word == "till";
  // "since the start of 1949", "until the end of 1988": sharp.
  const bool is_sharp = (is_until && edge(false)) || (word == "since" && edge(true));
  Moment m;
  if (!moment(m)) return false;
  is_vague_ |= m.is_vague;
  if (is_sharp) {
    extent_ = Extent::kThroughout;
    m.reading = Period::certain(start_of_day(m.first_day), start_of_day(m.last_day + 1));
  }
  const Period& p = m.reading;
  const bool is_loose = m.is_qualified || m.part == Part::Kind::kVague || m.part == Part::Kind::kEdge;
  if (word == "since") {
    const bool is_unknown = accept_all({",", "end", "unknown"});
    return set_edtf(out, m.edtf.empty() ? "" : m.edtf + (is_unknown ? "/" : "/.."),
                    {p.earliest_start, p.latest_start, is_unknown ? plus_day(p.earliest_start, 1) : kFuture, kFuture},
                    start, at_);
  }
  if (is_until) {
    accept_all({",", "start", "unknown"});
    return set_edtf(out, m.edtf.empty() ? "" : "/" + m.edtf,
                    {kPast, plus_day(p.latest_end, -1), p.earliest_end, p.latest_end}, start, at_);
  }
  if (word == "after" || word == "no earlier than") {
    const std::int64_t first = is_loose || word != "after" ? widest_first_day(m) : m.last_day + 1;
    return set_edtf(out, "", {start_of_day(first), kFuture, start_of_day(first + 1), kFuture}, start, at_);
  }
  const std::int64_t last = word == "before" && !is_loose ? m.first_day - 1 : widest_last_day(m);
  return set_edtf(out, "", {kPast, start_of_day(last), kPast, start_of_day(last + 1)}, start, at_);
}

}  // namespace entente::english
