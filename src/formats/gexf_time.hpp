// Time as GEXF states it, on an element, a value or a spell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/time/validity.hpp"
#include "formats/xml.hpp"

namespace entente::gexf {

// The attributes of one element that say when, as they stand there.
struct Stretch {
  std::string start, end;    // empty: open
  bool after_start = false;  // `startopen`: it begins behind that day or second
  bool before_end = false;   // `endopen`: it ends before; else that day or second is its last
  bool is_stated = false;    // one of the attributes is there
};
Stretch stretch_of(const xml::Attributes& attributes);
// The stretches of `intervals="<[2001, 2003); [2005, 2006]>"` and `timestamps="<[2001, 2003]>"` (GEXF 1.3).
std::vector<Stretch> stretches_of(const xml::Attributes& attributes);

// Are both ends dates, or open? A whole number of up to four digits is a year; other numbers are points of a scale that
// is no calendar.
bool is_dated(const Stretch& stretch);
// When it held. Absent: always, both ends are open. Throws kInvalidData and what reading a date throws.
std::optional<Validity> validity_of(const Stretch& stretch);
// From the first beginning to the last end. Requires one or more.
Validity hull_of(const std::vector<Validity>& periods);

}  // namespace entente::gexf
