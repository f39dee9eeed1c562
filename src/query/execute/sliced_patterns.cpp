#include "query/execute/sliced_patterns.hpp"

#include <chrono>
#include <limits>
#include <utility>

#include "query/optimize/optimize.hpp"
#include "query/plan/keep_elements.hpp"

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPatience(100);

}  // namespace

SlicedPatterns::SlicedPatterns(const plan::Plan& plan, ExecutionContext& context) : context_(context) {
  for (const plan::OperatorPtr& root : plan.sliced) {
    plan::Plan pattern = plan;
    pattern.root = root;
    pattern.columns.clear();
    pattern.column_slots.clear();
    plan::Plan with_elements = pattern;
    plan::keep_elements(with_elements);
    // Subqueries have rows of the statement's width.
    if (with_elements.slot_count == pattern.slot_count) pattern = std::move(with_elements);
    optimize(pattern, context.graph);
    patterns_.push_back(std::move(pattern));
  }
}

std::size_t SlicedPatterns::base(bool& at_least) {
  if (!base_) base_ = count_as_they_stand(std::numeric_limits<std::size_t>::max(), at_least, nullptr);
  return *base_;
}

bool SlicedPatterns::match_any() {
  if (base_) return *base_ > 0;
  bool at_least = false;
  return count_as_they_stand(1, at_least, nullptr) > 0;
}

std::size_t SlicedPatterns::count(const Change& change, std::size_t most, bool& at_least, const Visit& visit) {
  const std::vector<View> own = context_.views;
  for (View& view : context_.views) view = change(view);
  context_.cache = nullptr;
  const auto restore = [&] {
    context_.views = own;
    context_.cache = nullptr;
  };
  try {
    const std::size_t found = count_as_they_stand(most, at_least, visit);
    restore();
    return found;
  } catch (...) {
    restore();
    throw;
  }
}

std::size_t SlicedPatterns::count_as_they_stand(std::size_t most, bool& at_least, const Visit& visit) {
  std::size_t sum = 0;
  const Clock::time_point deadline = Clock::now() + kPatience;
  std::vector<Value> elements;
  for (const plan::Plan& pattern : patterns_) {
    const std::unique_ptr<RowSource> source = build(pattern.root, context_);
    Batch batch(pattern.slot_count);
    std::size_t found = 0;
    while (source->next(batch)) {
      found += batch.size();
      for (std::size_t i = 0; visit != nullptr && i < batch.size(); ++i) {
        elements.clear();
        for (const plan::Slot slot : pattern.element_slots) elements.push_back(batch.row(i)[slot]);
        visit(elements);
      }
      if (found >= most || Clock::now() > deadline) {
        at_least = true;
        break;
      }
    }
    sum += found;
  }
  return sum;
}

}  // namespace entente
