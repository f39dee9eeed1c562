// Which snapshot a statement asks: the newest, or by FOR SYSTEM_TIME what the store knew before.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "entente/graph/temporal_graph.hpp"
#include "entente/options.hpp"
#include "query/pipeline.hpp"

namespace entente {

// A snapshot, and a plan for it.
struct Asked {
  std::shared_ptr<const TemporalGraph> graph;
  std::shared_ptr<const plan::Plan> plan;
};

// Gives the snapshot of a commit, and that of all states of a range of commits (GraphStates), of which the first may be
// 0: from the oldest that is known on. Throw what loading them fails with.
using GraphAt = std::function<std::shared_ptr<const TemporalGraph>(TransactionId)>;
struct StatesOfStore {
  GraphAt at;
  std::function<std::shared_ptr<const TemporalGraph>(TransactionId first, TransactionId last)> between;
};

// `newest` with the plan of `text` for it becomes what the statement asks under these parameters. An explanation is
// that of the newest. Throws what `prepare` throws, kNotFound and kArgument for a system time that is none.
Asked asked(Asked newest, std::string_view text, const Map& parameters, const QueryOptions& options,
            const StatesOfStore& states);

// What `options.system_time` asks, where no statement does.
std::shared_ptr<const TemporalGraph> asked_graph(std::shared_ptr<const TemporalGraph> newest,
                                                 const std::string& system_time, Instant now, const GraphAt& graph_at);

}  // namespace entente
