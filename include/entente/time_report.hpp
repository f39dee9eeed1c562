// How a date is read and how two of them relate, as a report for people and programs (`entente time`).
#pragma once

#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/time/allen.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// One expression and all that it is taken to mean.
struct TimeReading {
  std::string text;
  std::optional<std::string> understood;  // plain English: what the reader made of it; nullopt: it was EDTF
  Validity data;                          // the reading for data
  std::string words;                      // the same in English
  std::optional<std::string> canonical;   // canonical EDTF; nullopt where EDTF can't say it
  std::optional<int> level;               // of EDTF
  std::optional<Period> literal;          // the reading as a point of reference in a query
};

// The date as it is written; of one that says now ("present", "today") the second that has just passed, by the clock of
// the system. For what is asked from outside: nothing else here reads a clock.
std::string dated(std::string text);

// Reads EDTF, and plain English where the text is not EDTF. Errors: as read_date.
Result<TimeReading> read_time(std::string_view text);

struct PredicateTruth {
  std::string name;  // in lower case, with underscores: "immediately_precedes"
  Truth truth;
};

// How p and q relate, exact over all choices of bounds.
struct TimeRelation {
  std::vector<PredicateTruth> predicates;
  AllenSet possible;
  LengthRange gap, overlap;
};
TimeRelation relate(const Period& p, const Period& q);

// One object in one line, as src/formats/interface/time.schema.json says; the relation is that of the first two
// readings where there are two.
void write_time_json(std::span<const TimeReading> readings, std::ostream& out);

}  // namespace entente
