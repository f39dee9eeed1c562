// For diagrams: a plan whose last rows still hold everything that was matched on the way to them.
#pragma once

#include "query/plan/plan.hpp"

namespace entente::plan {

// Sets Plan::element_slots. Where rows are grouped or merged, the elements of all rows of the group are collected
// beside it.
void keep_elements(Plan& plan);

}  // namespace entente::plan
