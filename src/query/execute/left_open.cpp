#include "query/execute/left_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/execute/sliced_patterns.hpp"
#include "query/functions/function.hpp"
#include "query/functions/path_tests.hpp"
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

const Call* test_of_times(const ExpressionPtr& e) {
  const auto* call = as<Call>(e);
  return call != nullptr && is_test_of_times(*call->function) ? call : nullptr;
}

// The plan with some of its conditions made weaker, and the place of the first of these.
class Weakened {
 public:
  // `weaker` gives what is to stand for a condition: null, nothing; the condition itself, it stays.
  explicit Weakened(std::function<ExpressionPtr(const ExpressionPtr&)> weaker) : weaker_(std::move(weaker)) {}

  OperatorPtr root(const OperatorPtr& op) {
    OperatorPtr changed = map_inputs(op, [&](const OperatorPtr& input) { return root(input); });
    const auto* filter = as<Filter>(changed);
    return filter != nullptr ? weakened(*filter, changed) : changed;
  }

  const std::optional<SourceSpan>& place() const { return place_; }

 private:
  OperatorPtr weakened(const Filter& filter, const OperatorPtr& op) {
    std::vector<ExpressionPtr> conditions, kept;
    split_conjunction(filter.predicate, conditions);
    bool any = false;
    for (const ExpressionPtr& condition : conditions) {
      ExpressionPtr instead = weaker_(condition);
      if (instead != condition && !place_) place_ = condition->span;
      any = any || instead != condition;
      if (instead) kept.push_back(std::move(instead));
    }
    return any ? filtered(filter.input, std::move(kept)) : op;
  }

  std::function<ExpressionPtr(const ExpressionPtr&)> weaker_;
  std::optional<SourceSpan> place_;
};

// Leaves out what can't be before a date for certain.
OperatorPtr with_whole_scans(const OperatorPtr& op) {
  OperatorPtr changed = map_inputs(op, with_whole_scans);
  const auto* scan = as<TypeScan>(changed);
  if (scan == nullptr || scan->starts_before == nullptr) return changed;
  TypeScan all = *scan;
  all.starts_before = nullptr;
  return make_operator(std::move(all));
}

// How many rows it gives, kMostCounted at most, as far as about a tenth of a second leads.
std::size_t rows_of(const OperatorPtr& root, const Plan& plan, ExecutionContext& context) {
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
  return std::min(rows, kMostCounted);
}

std::string counted(std::size_t rows, std::string_view what) {
  return fmt::format("{}{} {}{}", rows < kMostCounted ? "" : "at least ", rows, what, rows == 1 ? "" : "s");
}

// Conditions that compare periods.
void warn_of_comparisons(const Plan& plan, ExecutionContext& context) {
  Weakened weakened([](const ExpressionPtr& condition) {
    return compares_periods(condition) ? make_expression(Call{&kMayHold, {condition}}, condition->span) : condition;
  });
  const OperatorPtr root = with_whole_scans(weakened.root(plan.root));
  if (!weakened.place()) return;
  const auto is_told = [&](const Warning& w) { return w.span == *weakened.place(); };  // why nothing holds there
  if (std::any_of(context.warnings.begin(), context.warnings.end(), is_told)) return;
  const std::size_t rows = rows_of(root, plan, context);
  if (rows == 0) return;
  context.warnings.push_back(
      {fmt::format("the dates leave this open for {}, and rule it out for all others", counted(rows, "row")),
       *weakened.place(), "possibly(condition) keeps what is not ruled out"});
}

// Words before patterns that say how their relationships follow one another.
void warn_of_paths(const Plan& plan, ExecutionContext& context) {
  Weakened possible([](const ExpressionPtr& condition) {
    const Call* test = test_of_times(condition);
    if (test == nullptr) return condition;
    Call weaker = *test;
    weaker.arguments[kReadingOfTest] =
        make_expression(Constant{static_cast<std::int64_t>(Reading::kPossible)}, condition->span);
    return make_expression(std::move(weaker), condition->span);
  });
  const OperatorPtr possibly = possible.root(plan.root);
  if (!possible.place()) return;
  if (const std::size_t rows = rows_of(possibly, plan, context); rows > 0) {
    context.warnings.push_back(
        {fmt::format("the dates leave open whether {} can follow one another so", counted(rows, "path")),
         *possible.place(), "POSSIBLY before the pattern keeps them"});
    return;
  }
  Weakened anyhow(
      [](const ExpressionPtr& condition) { return test_of_times(condition) != nullptr ? ExpressionPtr() : condition; });
  if (const std::size_t rows = rows_of(anyhow.root(plan.root), plan, context); rows > 0) {
    context.warnings.push_back(
        {fmt::format("{} regardless of time, and none whose relationships can follow one another so",
                     counted(rows, "path")),
         *anyhow.place(),
         {}});
  }
}

}  // namespace

void warn_if_left_open(const Plan& plan, ExecutionContext& context) {
  warn_of_comparisons(plan, context);
  warn_of_paths(plan, context);
}

}  // namespace entente
