#include "db/asked.hpp"

#include <utility>

#include "db/plan_cache.hpp"
#include "query/execute/system_time.hpp"

namespace entente {

Asked asked(Asked newest, std::string_view text, const Map& parameters, const QueryOptions& options,
            const StatesOfStore& states) {
  if (!newest.plan->system || !ast::is_run(newest.plan->explain)) return newest;
  const bool is_range = newest.plan->system->range != ast::TimeRange::kAsOf;
  CommitRange range;
  with_query_stack([&] { range = resolve_system(*newest.plan, *newest.graph, parameters, run_options(options).now); });
  if (!is_range && range.last == newest.graph->transaction()) return newest;
  std::shared_ptr<const TemporalGraph> graph =
      is_range && range.last.value > 0 ? states.between(range.first, range.last) : states.at(range.last);
  std::shared_ptr<const plan::Plan> plan = prepare(text, *graph, prepare_options(options));
  return {std::move(graph), std::move(plan)};
}

std::shared_ptr<const TemporalGraph> asked_graph(std::shared_ptr<const TemporalGraph> newest,
                                                 const std::string& system_time, Instant now, const GraphAt& graph_at) {
  if (system_time.empty()) return newest;
  const TransactionId commit = commit_of_text(commit_times(*newest), system_time, now);
  return commit == newest->transaction() ? newest : graph_at(commit);
}

}  // namespace entente
