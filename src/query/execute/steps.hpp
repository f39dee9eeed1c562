// What a pattern says of the relations that may be followed.
#pragma once

#include <vector>

#include "entente/graph/traversal.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// An arrow means the direction in which a relation is stored, of symmetric types too.
template <class Node>
StepChoice steps_of(const Node& node) {
  const auto along = [](Direction direction) {
    return direction == Direction::kOut  ? Direction::kOut
           : direction == Direction::kIn ? Direction::kIn
                                         : Direction::kBoth;
  };
  StepChoice steps;
  steps.types = node.types;
  steps.any_type = node.any_type;
  steps.direction = along(node.direction);
  for (const Direction way : node.ways) steps.ways.push_back(along(way));
  steps.symmetric_both_ways = false;
  return steps;
}

// Is the relation among those that `slots` of the row hold, alone or in lists?
bool is_used(Edge edge, const std::vector<plan::Slot>& slots, const Value* row);

}  // namespace entente
