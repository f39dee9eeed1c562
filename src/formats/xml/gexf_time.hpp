// Time as GEXF states it, on an element, a value or a spell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/time/validity.hpp"
#include "formats/xml/xml.hpp"

namespace entente::gexf {

// The attributes of one element that say when, as they stand there.
struct Stretch {
  std::string start, end;    // empty: open
  bool after_start = false;  // `startopen`: it begins behind that day or second
  bool before_end = false;   // `endopen`: it ends before; else that day or second is its last
  bool is_stated = false;    // one of the attributes is there
  bool is_point = false;     // `timestamp`
};
Stretch stretch_of(const xml::Attributes& attributes);
// The stretches of `intervals="<[2001, 2003); [2005, 2006]>"` and `timestamps="<[2001, 2003]>"` (GEXF 1.3).
std::vector<Stretch> stretches_of(const xml::Attributes& attributes);

// What a number is: a year, of four digits and whole, or always a point of a scale that is no calendar, as a file with
// `timeformat="double"` or `"integer"` says.
enum class Numbers : std::uint8_t { kYears, kScale };
Numbers numbers_of(const std::optional<std::string>& timeformat);

// Are both ends dates, or open? What no date is read from is none.
bool is_dated(const Stretch& stretch, Numbers numbers = Numbers::kYears);
// When it held. Absent: always, both ends are open. Throws kInvalidData and what reading a date throws.
std::optional<Validity> validity_of(const Stretch& stretch, Numbers numbers = Numbers::kYears);
// What was seen then: it held at some time of it, and nothing is said of its start or end. Absent: no such time is
// stated.
std::optional<Validity> observed_in(const Stretch& stretch, Numbers numbers = Numbers::kYears);
// What was there all the while; before and after nothing is said of it. Absent: no such time is stated.
std::optional<Validity> throughout(const Stretch& stretch, Numbers numbers = Numbers::kYears);

}  // namespace entente::gexf
