// What expressions of one run compute once: sub-plans made ready, and dates read.
#pragma once

#include <memory>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/life_order.hpp"
#include "query/execute/execute.hpp"

namespace entente {

// A sub-plan made ready to run for one row after another.
struct SubplanRun {
  SubplanRun(const plan::Subplan& subplan, ExecutionContext& context)
      : argument(static_cast<std::size_t>(context.plan.slot_count)),
        rows(context.plan.slot_count),
        source(build(subplan.root, context, argument.data())) {}
  std::vector<Value> argument;
  Batch rows;
  std::unique_ptr<RowSource> source;
};

struct RunCache {
  // Runs keep a pointer to their own argument, so they stay where they are.
  HashMap<const plan::Subplan*, std::unique_ptr<SubplanRun>> subplans;
  // The periods that constants and parameters stand for.
  HashMap<const plan::Expression*, Period> dates;
  // What order says of lives, through each view that was asked.
  HashMap<const View*, std::unique_ptr<const LifeOrder>> orders;
};

inline RunCache& cache_of(ExecutionContext& context) {
  if (context.cache == nullptr) context.cache = std::make_shared<RunCache>();
  return *context.cache;
}

// The view must be one of the context.
inline const LifeOrder& order_in(const View& view, ExecutionContext& context) {
  std::unique_ptr<const LifeOrder>& order = cache_of(context).orders[&view];
  if (order == nullptr) order = std::make_unique<const LifeOrder>(view);
  return *order;
}

}  // namespace entente
