// Faults of the binder, of a rule or of the lowering, found before they are run.
#pragma once

#include <string_view>

#include "query/plan/plan.hpp"

namespace entente::plan {

// Throws std::logic_error, which names `step`, the operator and the slot, where an operator or an expression reads a
// slot that nothing before it fills, or where a column of the result is not there. Cost: a walk over the plan.
void verify(const Plan& plan, std::string_view step);

// Whether this build verifies plans after each step: one without NDEBUG does.
#ifdef NDEBUG
inline constexpr bool kVerifies = false;
#else
inline constexpr bool kVerifies = true;
#endif

}  // namespace entente::plan
