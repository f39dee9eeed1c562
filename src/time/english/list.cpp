// Several dates in English: one of them, all of them.
#include <algorithm>

#include "entente/time/edtf.hpp"
#include "time/english/reader.hpp"

namespace entente::english {

bool Reader::for_the_whole() {
  return accept_all({",", "for", "the", "whole", "of", "it"});
}

// "every year from 1960 to 1965": in each of them.
bool Reader::every(Validity& out) {
  if (!accept_any({"year", "month", "day", "season"})) return expected("\"year\", \"month\" or \"day\"");
  Moment first, last;
  std::string edtf;
  if (accept("from")) {
    if (!between_bare(first, last, "to")) return false;
    edtf = first.edtf + ".." + last.edtf;
  } else if (accept("since")) {
    if (!moment(first)) return false;
    edtf = first.edtf + "..";
  } else if (accept("until")) {
    if (!moment(first)) return false;
    edtf = ".." + first.edtf;
  } else {
    return expected("\"from\", \"since\" or \"until\"");
  }
  if (for_the_whole()) extent_ = Extent::kThroughout;
  Result<Validity> read = read_validity("{" + edtf + "}", extent_, false, calendar_);
  if (!read.ok()) return fail(0, at_, "this range can't be read", "put plain dates, the earlier one first");
  out = std::move(*read);
  return true;
}

// The bounds of a list whose members EDTF can't name.
bool Reader::list_without_edtf(Validity& out, const std::vector<Moment>& moments, bool has_and, bool is_simple) {
  if (!is_simple || extent_ == Extent::kThroughout) {
    return fail(0, at_, "EDTF can't say this", "read the dates one by one");
  }
  Period all = moments[0].reading;
  for (const Moment& m : moments) {
    const Period& p = m.reading;
    all.earliest_start = std::min(all.earliest_start, p.earliest_start);
    all.latest_start =
        has_and ? std::min(all.latest_start, p.latest_start) : std::max(all.latest_start, p.latest_start);
    all.earliest_end =
        has_and ? std::max(all.earliest_end, p.earliest_end) : std::min(all.earliest_end, p.earliest_end);
    all.latest_end = std::max(all.latest_end, p.latest_end);
  }
  return set_edtf(out, "", all, 0, at_);
}

// Reads what follows the first date of a list. `joints`, one behind each date: '-' range, ',' next one, '>' or later,
// '<' or earlier, '.' nothing.
bool Reader::list_dates(std::vector<Written>& dates, std::string& joints, bool& has_or, bool& has_and) {
  const auto connect = [&] {
    bool found = false;
    while (now().is_any({",", "or", "and"}) && !now(1).is("for")) {
      has_or |= now().is("or");
      has_and |= now().is("and");
      found = true;
      ++at_;
    }
    return found;
  };
  for (;;) {
    if (accept_all({"or", "later"}) || accept_all({"or", "after"})) {
      joints.push_back('>');
      if (!connect()) return true;
    } else if (accept_all({"or", "earlier"}) || accept_all({"or", "before"})) {
      joints.push_back('<');
      if (!connect()) return true;
    } else if (accept_any({"to", "-", "through"})) {
      joints.push_back('-');
    } else {
      const bool goes_on = connect();
      joints.push_back(goes_on ? ',' : '.');
      if (!goes_on) return true;
    }
    dates.emplace_back();
    if (!written(dates.back())) return false;
  }
}

// One of several dates ("or") or all of them ("and").
bool Reader::list(Validity& out, Written first) {
  std::vector<Written> dates{first};
  std::string joints;
  bool has_or = false, has_and = false;
  if (!list_dates(dates, joints, has_or, has_and)) return false;
  if (dates.size() > 1 && has_or == has_and) {
    return has_two_meanings(first.from, at_, "write \"or\" between the dates for one of them, \"and\" for all of them");
  }
  if (for_the_whole()) extent_ = Extent::kThroughout;
  std::vector<Moment> moments(dates.size());
  for (std::size_t i = dates.size(); i-- > 0;) {
    if (i + 1 < dates.size()) {
      const Written &a = dates[i], &b = dates[i + 1];
      if (joints[i] != '-' && a.is_bare && a.digits > 3 && b.era == Era::kBefore && a.number >= b.number) {
        const std::string number = std::to_string(a.number);
        return has_two_meanings(a.from, a.to, "write \"AD " + number + "\" or \"" + number + " BC\"");
      }
      if (!complete(dates[i], dates[i + 1])) return false;
    }
  }
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (!make(dates[i], moments[i])) return false;
    is_vague_ |= moments[i].is_vague;
  }
  std::string edtf;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    if (moments[i].edtf.empty()) {
      return list_without_edtf(out, moments, has_and, joints.find_first_of("-<>") == std::string::npos);
    }
    edtf += (joints[i] == '<' ? ".." : "") + moments[i].edtf + (joints[i] == '-' || joints[i] == '>' ? ".." : "");
    if (joints[i] != '-' && i + 1 < moments.size()) edtf += ",";
  }
  Result<Validity> read = read_validity(has_and ? "{" + edtf + "}" : "[" + edtf + "]", extent_, false, calendar_);
  if (!read.ok()) return fail(first.from, at_, "these dates make no list", "put the earlier dates first");
  out = std::move(*read);
  return true;
}

}  // namespace entente::english
