// When a fact held, as data states it: an EDTF string, possibly with what EDTF cannot say around it.
#pragma once

#include <cstdint>
#include <string>

#include "entente/error.hpp"
#include "entente/time/period.hpp"

namespace entente {

// How a date is meant. kWithin: it happened once within the date. kThroughout: it held for the whole of it, certain.
// kObserved: it held at some time in the date; nothing is said of its start or end.
enum class Extent : std::uint8_t { kWithin, kThroughout, kObserved };

// Stated validity with its reading. `bounds` is what the engine computes with; the rest is kept so that it can be shown
// and written back without loss. Empty strings mean "not stated".
struct Validity {
  Period bounds;
  std::string edtf;    // as the data has it
  std::string phrase;  // the source's own words ("mid-1950s"); shown to people in place of the computed reading
  Extent extent = Extent::kWithin;
  bool end_exclusive = false;  // the end date is the first day on which it no longer held
  bool direct_bounds = false;  // the four bounds were given directly and win over `edtf`

  friend bool operator==(const Validity&, const Validity&) = default;
};

// Reads `edtf` under the given extent. Errors: as read_edtf; kArgument where the combination says nothing
// (end_exclusive on an open end, or an exclusive end at or before the start).
Result<Validity> read_validity(std::string_view edtf, Extent extent = Extent::kWithin, bool end_exclusive = false);

// Validity with these bounds and canonical text where EDTF can say them.
Validity validity_of(const Period& bounds);

// EDTF of the validity: the stated string, or the printed bounds where they were given directly; empty where EDTF
std::string edtf_of(const Validity& validity);

// Plain English: the source's phrase, or the reading in words: "on 16 December 1949", "in July 1958",
// "from 1967 until about 1985", "since 2001", "between January and April 1949".
std::string text_of(const Validity& validity);

}  // namespace entente
