// Faults of the binder, of a rule or of the lowering, found before they are run.
#pragma once

#include <string_view>

#include "query/plan/plan.hpp"

namespace entente::plan {

// Throws std::logic_error, which names `step`, the operator and the slot, where an operator or an expression reads a
// slot that nothing before it fills, where an operator takes or fills a slot of another type, or where a column of the
// result is not there. Cost: a walk over the plan.
void verify(const Plan& plan, std::string_view step);

// Throws std::logic_error where a value of the row is not of its slot's type.
void verify_row(const Plan& plan, const Value* row);

// Whether this build verifies plans after each step: one without NDEBUG does.
#ifdef NDEBUG
inline constexpr bool kVerifies = false;
#else
inline constexpr bool kVerifies = true;
#endif

}  // namespace entente::plan
