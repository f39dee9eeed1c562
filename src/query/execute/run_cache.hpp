// What expressions of one run compute once: sub-plans made ready, and dates read.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <memory>
#include <vector>

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
  absl::flat_hash_map<const plan::Subplan*, std::unique_ptr<SubplanRun>> subplans;
  // The periods that constants and parameters stand for.
  absl::flat_hash_map<const plan::Expression*, Period> dates;
};

inline RunCache& cache_of(ExecutionContext& context) {
  if (context.cache == nullptr) context.cache = std::make_shared<RunCache>();
  return *context.cache;
}

}  // namespace entente
