// Dates as historians write them: the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2; Library of Congress
// EDTF).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"

namespace entente {

// What an EDTF string says, without any reading of its qualifiers: is it well formed, at which level, and which moments
// it spans. `earliest` is the first and `latest_exclusive` the first moment after the last one that the expression can
// stand for, ignoring ? ~ %. Open ends (`..`) are infinite; an unknown end (empty) is infinite too and flagged.
struct EdtfSummary {
  int level = 0;
  Instant earliest, latest_exclusive;
  bool unknown_start = false, unknown_end = false;
  bool to_the_second = false;  // a date-time: its last moment is given to the second, not to the day
  bool latest_to_the_second = false;
};
Result<EdtfSummary> summarize_edtf(std::string_view text);

// First and last moment of a summary, both inclusive: a day (`-0044-03-15`, with more digits where the year needs
// them), a date-time in UTC, `-inf` or `inf` for an open end, `unknown` for an unknown one.
std::string print_earliest(const EdtfSummary& summary);
std::string print_latest(const EdtfSummary& summary);

// A year as EDTF writes it: "1949", "-0043", "Y-12000".
std::string edtf_year(std::int64_t year);

// The reading for data, after the table in src/time/README.md: a coarse date happened once within it, `A/B` starts in A
// and ends in B. Errors: kSyntax with the position and what was expected there; kArgument for a year beyond the range
// of Instant.
Result<Period> read_edtf(std::string_view text);

// The reading of a date in a query, a point of reference: its whole calendar span, certain. '1989' is [1989-01-01,
// 1990-01-01). `A/B` runs from the first moment of A to the last of B. Errors as read_edtf.
Result<Period> read_literal(std::string_view text);

// The first moment of a date or date-time, for bounds that data gives directly; `open` for the text "..".
// Errors: as read_edtf; kArgument for an interval or a set.
Result<Instant> read_instant(std::string_view text, Instant open);

// Canonical EDTF of the string: qualifiers and members kept, order and padding normal. Errors as read_edtf.
Result<std::string> canonical_edtf(std::string_view text);

// EDTF that reads back (`read_edtf`) to exactly these bounds, or nullopt where EDTF can't say them.
// A certain period in whole days prints as a day or an interval of days; infinite ends as `..`.
std::optional<std::string> print_edtf(const Period& period);

// One instant as EDTF: the day where it is midnight, else the date-time with Z; `..` when infinite.
// Years of more than four digits are printed with all of them, which EDTF has no full date for.
std::string print_instant(Instant instant);

// A system time as ISO 8601 to the microsecond: 2026-11-24T06:21:59.000001Z.
std::string print_system_time(SystemTime time);

}  // namespace entente
