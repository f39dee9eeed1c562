// From a bound plan to one that can be run: logical rules, the lowering of each MATCH, rules of the physical plan. Each
// rule gives a plan with the same rows, and each can be left out.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// Whether a rule rewrites what is asked for, or the way to it.
enum class Floor : std::uint8_t { kLogical, kPhysical };

struct Rule {
  std::string_view name;  // "order-patterns"
  Floor floor;
  std::string_view summary;
  void (*apply)(plan::Plan& plan, const TemporalGraph& graph);
};

// In the order in which they are applied.
std::span<const Rule> optimizer_rules();

// Which of them: bit i stands for optimizer_rules()[i].
using RuleSet = std::bitset<32>;
inline const RuleSet kAllRules = RuleSet().set();
inline const RuleSet kNoRules = {};

// Sees the plan as bound ("bind"), after each rule (its name), and as lowered ("lower").
using StepObserver = std::function<void(std::string_view step, const plan::Plan& plan)>;

// Applies the rules, and lowers the patterns in any case. Builds that are to find our faults verify each step
// (verify.hpp).
void optimize(plan::Plan& plan, const TemporalGraph& graph, const RuleSet& rules = kAllRules,
              const StepObserver& observe = nullptr);

// The same of an expression that no operator evaluates: the patterns in it are lowered.
plan::ExpressionPtr lowered(const plan::ExpressionPtr& expression);

}  // namespace entente
