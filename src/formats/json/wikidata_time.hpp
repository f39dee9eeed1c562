// Time values of Wikidata as EDTF.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/time/validity.hpp"
#include "formats/json/json.hpp"

namespace entente::wikidata {

// A date with its precision. Day, month and year are the date itself; a decade is "195X", a century or millennium
// one of the years that it spans, as it is counted there: the 20th century is "[1901..2000]"; a decade before the
// common era likewise; beyond, significant digits of the year. Years before the common era are counted without a year 0
// there, and with one here: -0044 is EDTF -0043.
struct Date {
  std::string edtf;
  Calendar calendar = Calendar::kGregorian;
};

// What is said to doubt a date, as EDTF marks it: `?`, `~`, both `%`. A span of years is widened by its length, or
// twice.
enum class Doubt : std::uint8_t { kNone, kUncertain, kApproximate, kBoth };

// From the `value` of a time (`{"time": "+1949-12-16T00:00:00Z", "precision": 11, "calendarmodel": …}`). Throws
// kInvalidData.
Date read_date(const json::Json& value, Doubt doubt = Doubt::kNone);

// The validity of a date. Throws what reading EDTF throws.
Validity validity_of(const Date& date);

// What is said of the beginning or the end of a fact, or of its only moment.
struct Moments {
  std::vector<Validity> dates;  // several: nobody says which, or a stretch for each
  bool is_unknown = false;      // there was one, and nobody knows when
  bool is_none = false;         // there was none: it always held, it holds still
  bool is_stated() const { return !dates.empty() || is_unknown || is_none; }
};

// Bounds of a moment beside its date: no earlier than one of `earliest`, no later than one of `latest`.
struct Limits {
  std::vector<Validity> earliest, latest;
  bool is_stated() const { return !earliest.empty() || !latest.empty(); }
};
// Within those limits. Without a date some time of them; without limits the date. Requires one or the other. Limits
// that contradict the date are choices beside it.
Validity limited(const std::optional<Validity>& date, const Limits& limits);

// The time from a start to an end. Starts and ends that take turns are stretches of one fact where `may_return` is set;
// else it is one of the starts and one of the ends. Throws kArgument for an end before the start.
Validity time_from_to(Moments start, Moments end, bool may_return);

}  // namespace entente::wikidata
