// A check: a row of the table in src/db/checker.cpp, defined beside its code, a file each (docs/extending.md).
#pragma once

#include <string_view>

#include "db/checks/context.hpp"

namespace entente::checks {

struct Check {
  std::string_view name;     // the rule of its findings: "two_holders"
  std::string_view summary;  // what it looks for
  std::string_view example;  // of what it finds
  // Appends what it finds, in any order.
  void (*run)(const CheckContext& context, Findings& findings);
};

}  // namespace entente::checks
