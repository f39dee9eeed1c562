#include "query/execute/left_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "query/execute/sliced_patterns.hpp"
#include "query/functions/function.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// True, or left open by dates: any other null is no matter of time.
Value may_hold(std::span<const Value> a, const FunctionContext&) {
  return a[0].is_unknown() || (a[0].is_boolean() && a[0].boolean());
}
constexpr Function kMayHold{"possibly", "possibly(condition)", "", "", "", 1, 1, false, may_hold};

bool compares_periods(const ExpressionPtr& e) {
  const auto* call = as<Call>(e);
  if (call != nullptr && call->function->periods != nullptr) return true;
  bool any = false;
  for_each_child(*e, [&](const ExpressionPtr& child) { any = any || compares_periods(child); });
  return any;
}

// The plan with what its conditions on periods do not rule out, and the place of the first of these.
class Weakened {
 public:
  OperatorPtr root(const OperatorPtr& op) {
    OperatorPtr changed = map_inputs(op, [&](const OperatorPtr& input) { return root(input); });
    if (const auto* filter = as<Filter>(changed)) return weakened(*filter, changed);
    // Leaves out what can't be before a date for certain.
    if (const auto* scan = as<TypeScan>(changed); scan != nullptr && scan->starts_before != nullptr) {
      TypeScan all = *scan;
      all.starts_before = nullptr;
      return make_operator(std::move(all));
    }
    return changed;
  }

  const std::optional<SourceSpan>& place() const { return place_; }

 private:
  OperatorPtr weakened(const Filter& filter, const OperatorPtr& op) {
    std::vector<ExpressionPtr> conditions;
    split_conjunction(filter.predicate, conditions);
    bool any = false;
    for (ExpressionPtr& condition : conditions) {
      if (!compares_periods(condition)) continue;
      if (!place_) place_ = condition->span;
      any = true;
      condition = make_expression(Call{&kMayHold, {condition}}, condition->span);
    }
    return any ? make_operator(Filter{filter.input, conjunction(std::move(conditions))}) : op;
  }

  std::optional<SourceSpan> place_;
};

}  // namespace

void warn_if_left_open(const Plan& plan, ExecutionContext& context) {
  Weakened weakened;
  const OperatorPtr root = weakened.root(plan.root);
  if (!weakened.place()) return;
  const auto is_told = [&](const Warning& w) { return w.span == *weakened.place(); };  // why nothing holds there
  if (std::any_of(context.warnings.begin(), context.warnings.end(), is_told)) return;
  const std::size_t warnings = context.warnings.size();
  std::size_t rows = 0;
  context.cache = nullptr;
  try {
    const auto deadline = std::chrono::steady_clock::now() + kCountingTime;
    const std::unique_ptr<RowSource> source = build(root, context);
    Batch batch(plan.slot_count);
    while (rows < kMostCounted && std::chrono::steady_clock::now() < deadline && source->next(batch))
      rows += batch.size();
  } catch (const Error& error) {
    if (error.code == ErrorCode::kCancelled || error.code == ErrorCode::kTimeout) throw;
    rows = 0;  // what the statement did not look at may not suit its expressions
  }
  context.cache = nullptr;
  context.warnings.resize(warnings);
  if (rows == 0) return;
  context.warnings.push_back(
      {fmt::format("the dates leave this open for {}{} row{}, and rule it out for all others",
                   rows < kMostCounted ? "" : "at least ", std::min(rows, kMostCounted), rows == 1 ? "" : "s"),
       *weakened.place(), "possibly(condition) keeps what is not ruled out"});
}

}  // namespace entente
