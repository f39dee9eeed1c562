// Plans and bound expressions as people read them.
#pragma once

#include <string>
#include <vector>

#include "query/plan/plan.hpp"
#include "query/plan/update.hpp"

namespace entente::plan {

// A constant as it would stand in a query.
std::string print_value(const Value& value);

// One expression, in the syntax of the language; slots by their names, names from `graph`.
std::string print(const ExpressionPtr& expression, const Plan& plan, const TemporalGraph& graph);

// The operators under `root` in one line, leaves first, joined by " > ".
std::string print_line(const Plan& plan, const TemporalGraph& graph, const OperatorPtr& root);

// The whole plan, an operator a line, indented below what it gives its rows to.
struct PlanLine {
  std::string text;
  const Operator* op;  // null: the result, or an update
};
std::vector<PlanLine> print_lines(const Plan& plan, const TemporalGraph& graph);

// The name by which EXPLAIN calls a slot: of the variable; with its number where two variables have that name.
std::string slot_name(const Plan& plan, Slot slot);

// What an update does, in a line.
std::string print(const Update& update, const Plan& plan, const TemporalGraph& graph);

}  // namespace entente::plan
