// The one reader of dates that people write: data, queries, options and `entente time` all read through it. EDTF comes
// first, so that a text which the standard knows means what the standard says ("1814-21" is the spring of 1814,
// "1809-12" December); what it refuses is read as English ("1814-15" from 1814 until 1815, "15.5.1773").
#pragma once

#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"
#include "entente/time/validity.hpp"

namespace entente {

struct DateReading {
  Validity validity;       // the reading for data
  std::string understood;  // what was made of English, in plain words and EDTF; empty: the text was EDTF
  bool is_english() const { return !understood.empty(); }
};

// The reading for data. Errors: as read_edtf, with the position, where the text looks like EDTF, else as read_english.
Result<DateReading> read_date(std::string_view text);

// "unknown", "n.d.": EDTF's interval with two unknown ends.
bool says_nothing(const Validity& validity);

// The reading of a point of reference in a query, its whole calendar span, certain: read_literal for English, too.
// Errors: as read_date; kArgument for a text that says that the date is unknown.
Result<Period> read_date_span(std::string_view text);

// "now", "today", "present", "the present day": the moment of asking, as a whole text.
bool says_now(std::string_view text);

// As read_date_span; where the text says now, the last second before `now`, so that what is taken to go on up to now
// covers it.
Result<Period> read_date_span(std::string_view text, Instant now);

// The first instant of the span; "-inf" and "inf" are the infinities, and what print_point prints is read back, years
// of more than four digits included. Errors: as read_date_span.
Result<Instant> read_point(std::string_view text);

// As print_instant; "-inf" and "inf" for the infinities.
std::string print_point(Instant instant);

}  // namespace entente
