// Rewriting of plans: an ordered table of rules, each of which gives a plan with the same rows.
#pragma once

#include <span>
#include <string_view>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"

namespace entente {

struct Rule {
  std::string_view name;  // "order-patterns"
  std::string_view summary;
  void (*apply)(plan::Plan& plan, const TemporalGraph& graph);
};

// In the order in which they are applied.
std::span<const Rule> optimizer_rules();

// Applies all rules.
void optimize(plan::Plan& plan, const TemporalGraph& graph);

}  // namespace entente
