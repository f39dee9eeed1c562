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

struct Changes {
  Validity from, to;                // as they were given, and as certain stretches
  std::vector<FactChange> changes;  // entities first, each in order of start
};

// Of all elements of `table` that state their validity; those that certainly held before `from` alone or after `to`
// alone are left out. `from` and `to` are EDTF, each its whole calendar span. Errors: as read_literal; kArgument where
// `from` does not end before `to` begins.
Result<Changes> changes_between(const Table& table, std::string_view from, std::string_view to);

}  // namespace entente
