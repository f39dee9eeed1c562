// For diagrams: a plan whose last rows still hold everything that was matched on the way to them.
#pragma once

#include <utility>

#include "query/plan/plan.hpp"

namespace entente::plan {

// Sets Plan::element_slots. Where rows are grouped or merged, the elements of all rows of the group are collected
// beside it.
void keep_elements(Plan& plan);

// The same for a part of the plan: it with what was matched in a list, and the slot of the list.
std::pair<OperatorPtr, Slot> with_elements(Plan& plan, const OperatorPtr& root);

}  // namespace entente::plan
