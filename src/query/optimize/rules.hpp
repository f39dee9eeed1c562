// What rules are written with. A rule is a row of the table in optimize.cpp, defined beside its code, a file each
// (docs/extending.md).
#pragma once

#include <functional>

#include "query/optimize/optimize.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// `change` for each operator of the plan, those of subqueries inside expressions included, inputs before what reads
// them.
void rewrite(plan::Plan& plan, const std::function<plan::OperatorPtr(const plan::OperatorPtr&)>& change);

// The same under `root` alone, subqueries inside its expressions included.
plan::OperatorPtr rewrite(const plan::OperatorPtr& root,
                          const std::function<plan::OperatorPtr(const plan::OperatorPtr&)>& change);

// Whether it is the condition a <> b on the values of two slots, whichever way round.
bool tells_apart(const plan::ExpressionPtr& condition, plan::Slot a, plan::Slot b);

}  // namespace entente
