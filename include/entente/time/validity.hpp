// When a fact held, as data states it: an EDTF string, possibly with what EDTF cannot say around it.
#pragma once

#include <cstdint>
#include <string>

#include "entente/error.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/period.hpp"

namespace entente {

// How a date is meant. kWithin: it happened once within the date. kThroughout: it held for the whole of it, certain.
// kObserved: it held at some time in the date; nothing is said of its start or end.
enum class Extent : std::uint8_t { kWithin, kThroughout, kObserved };

// Stated validity with its reading. `bounds` is what the engine computes with; the rest is kept so that it can be shown
// and written back without loss. Empty strings mean "not stated".
struct Validity {
  Period bounds;
  // As the data has it. Empty, without direct_bounds: what edtf_of prints from the bounds, if it prints anything.
  std::string edtf;
  std::string phrase;  // the source's own words ("mid-1950s"); shown to people in place of the computed reading
  Extent extent = Extent::kWithin;
  bool end_exclusive = false;                // the end date is the first day on which it no longer held
  bool direct_bounds = false;                // the four bounds were given directly and win over `edtf`
  Calendar calendar = Calendar::kGregorian;  // that `edtf` is written in; the bounds have none

  friend bool operator==(const Validity&, const Validity&) = default;
};

// Reads `edtf` under the given extent. Errors: as read_edtf; kArgument where the combination says nothing
// (end_exclusive on an open end, or an exclusive end at or before the start).
// Under the Julian calendar, years, months, days and seasons are those of that calendar: "1917-10-25" is 7 November.
Result<Validity> read_validity(std::string_view edtf, Extent extent = Extent::kWithin, bool end_exclusive = false,
                               Calendar calendar = Calendar::kGregorian);

// Validity with these bounds and canonical text where EDTF can say them.
Validity validity_of(const Period& bounds);

// Gregorian EDTF of the validity: the stated string, or the printed bounds where they were given directly or the string
// is Julian; empty where EDTF can't say them.
std::string edtf_of(const Validity& validity);

// Plain English: the source's phrase, or the reading in words: "on 16 December 1949", "in July 1958",
// "from 1967 until about 1985", "since 2001", "between January and April 1949". A Julian day is named in both
// calendars: "on 7 November 1917 (25 October, Julian)".
std::string text_of(const Validity& validity);

}  // namespace entente
