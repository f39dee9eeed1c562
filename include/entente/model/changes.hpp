// What changed between two times: which facts of a table began, ended, stayed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/table.hpp"
#include "entente/time/change.hpp"

namespace entente {

struct FactChange {
  bool is_relation = true;
  std::uint32_t index = 0;  // among the elements of the table
  ChangeSet possible;       // more than one: the dates of the fact don't decide it
};

// What is known of a change, in groups that people ask for.
enum class ChangeKind : std::uint8_t {
  kBegan,      // certainly
  kEnded,      // certainly
  kStayed,     // certainly
  kPassed,     // certainly: it began and ended in between
  kCame,       // it came into being in between or later, for certain; whether it lasted is open
  kWent,       // it was over for certain; whether it still held at the first time is open
  kUndecided,  // anything else
};
ChangeKind kind_of(const ChangeSet& possible);
std::string_view name(ChangeKind kind);  // "began", …

struct Changes {
  Validity from, to;                // as they were given, and as certain stretches
  std::vector<FactChange> changes;  // entities first, each in order of start
};

// The part of QueryOptions::cuts that a comparison takes. `from` and `to` are dates, each its whole calendar span.
// Errors: as read_date_span; kArgument where `from` does not end before `to` begins.
Result<TimeCut> cut_between(std::string_view from, std::string_view to);

// Of all elements of `table` that state their time, by what it knows of the cut between the two dates; those that
// certainly held before `from` alone or after `to` alone are left out. Errors: of cut_between; kArgument where the
// table was not asked for that cut.
Result<Changes> changes_between(const Table& table, std::string_view from, std::string_view to);

}  // namespace entente
