// Time values of Wikidata as EDTF.
#pragma once

#include <optional>
#include <string>

#include "entente/time/validity.hpp"
#include "formats/json.hpp"

namespace entente::wikidata {

// A date with its precision. Day, month and year are the date itself; a decade is "195X", a century "19XX" (the 20th:
// 1901 and 1950 both lie in it), a millennium "1XXX"; before the common era these are the years that they span, "one
// of" them; beyond, significant digits of the year. Years before the common era are counted without a year 0 there, and
// with one here: -0044 is EDTF -0043.
struct Date {
  std::string edtf;
  Calendar calendar = Calendar::kGregorian;
};

// From the `value` of a time (`{"time": "+1949-12-16T00:00:00Z", "precision": 11, "calendarmodel": …}`). Throws
// kInvalidData.
Date read_date(const json::Json& value);

// The validity of a date, and of a stretch from one to another. Absent ends are not known; `no_end`: it holds still.
// Throws what reading EDTF throws, and kArgument for an end before the start.
Validity validity_of(const Date& date);
Validity validity_of(const std::optional<Date>& start, const std::optional<Date>& end, bool no_end);

}  // namespace entente::wikidata
