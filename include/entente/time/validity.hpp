// When a fact held, as data states it: an EDTF string, possibly with what EDTF cannot say around it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/period.hpp"

namespace entente {

// How a date is meant. kWithin: it happened once within the date. kThroughout: it held for the whole of it, certain.
// kObserved: it held at some time in the date; nothing is said of its start or end.
enum class Extent : std::uint8_t { kWithin, kThroughout, kObserved };

// Stated validity with its reading. `bounds` is what the engine computes with; the rest is kept so that it can be shown
// and written back without loss. Empty strings mean "not stated".
//
// One fact may hold in a *set* of periods: its stretches, two or more in order of time, with a gap between each and the
// next; none is itself a set. `bounds` are then those of the hull, from the start of the first to the end of the last,
// and do not say that it held in between: stretches.hpp has what may be asked of sets. The text is that of the
// stretches, each for itself.
struct Validity {
  Period bounds;
  // As the data has it. Empty, without direct_bounds: what edtf_of prints from the bounds, if it prints anything.
  std::string edtf;
  std::string phrase;  // the source's own words ("mid-1950s"); shown to people in place of the computed reading
  Extent extent = Extent::kWithin;
  bool end_exclusive = false;                // the end date is the first day on which it no longer held
  bool direct_bounds = false;                // the four bounds were given directly and win over `edtf`
  Calendar calendar = Calendar::kGregorian;  // that `edtf` is written in; the bounds have none
  std::vector<Validity> stretches;           // empty: one stretch, `bounds`

  bool is_set() const { return !stretches.empty(); }
  // No doubt is left about any bound.
  bool is_certain() const;

  friend bool operator==(const Validity&, const Validity&) = default;
};

// Reads `edtf` under the given extent. Errors: as read_edtf; kArgument where the combination says nothing
// (end_exclusive on what is no interval, or an exclusive end at or before the start). On an open or unknown end
// end_exclusive says nothing more.
// Under the Julian calendar, years, months, days and seasons are those of that calendar: "1917-10-25" is 7 November.
Result<Validity> read_validity(std::string_view edtf, Extent extent = Extent::kWithin, bool end_exclusive = false,
                               Calendar calendar = Calendar::kGregorian);

// Validity with these bounds and canonical text where EDTF can say them.
Validity validity_of(const Period& bounds);

// Some time, nobody says when: possible always, certain never.
Validity unknown_validity();

// The set of these stretches, which are put in order of time; of one alone the stretch itself. kInvalidData: there is
// none, one is a set, or two leave no room for a gap between them in any choice of their bounds.
Result<Validity> set_of_stretches(std::vector<Validity> stretches);
// The same, where stretches that leave no room for a gap are joined to one, which then has no text of its own, instead
// of refused. Requires one or more.
Validity joined_stretches(std::vector<Validity> stretches);
// The validity with these bounds, valid and in order; has no text but what is printed from them.
Validity validity_of_stretches(const std::vector<Period>& stretches);

// EDTF that says the validity by itself: read back without extent, calendar or bounds beside it, it has the same
// bounds. The stated string where that is so, else what print_edtf makes of the bounds; empty where EDTF can't say
// them, as of a set or of what was observed within a year.
std::string edtf_of(const Validity& validity);

// Plain English: the source's phrase, or the reading in words: "on 16 December 1949", "in July 1958",
// "from 1967 until about 1985", "since 2001", "between January and April 1949". A Julian day is named in both
// calendars: "on 7 November 1917 (25 October, Julian)". A set: "from 1954 until 1959 and from 1964 until 1969".
std::string text_of(const Validity& validity);

}  // namespace entente
