// A condition on the valid time of what a slot holds, against a period that is the same for all rows:
// valid(r) BEFORE '1989'.
#pragma once

#include <optional>

#include "query/plan/plan.hpp"

namespace entente::plan {

struct ValidTimeTest {
  const PeriodPredicate* predicate;
  Slot fact;
  SliceIndex slice;         // of valid(…)
  SourceSpan place;         // of valid(…)
  const Expression* other;  // what it is compared with: a constant or a parameter
  bool fact_is_left;
};

// Null: the condition is none. What it gives points into `condition`.
std::optional<ValidTimeTest> valid_time_test(const Expression& condition);

}  // namespace entente::plan
