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

// Gives the snapshot of a commit. Throws what loading it fails with.
using GraphAt = std::function<std::shared_ptr<const TemporalGraph>(TransactionId)>;

// `newest` with the plan of `text` for it becomes what the statement asks under these parameters. An explanation is
// that of the newest. Throws what `prepare` throws, kNotFound and kArgument for a system time that is none.
Asked asked(Asked newest, std::string_view text, const Map& parameters, const QueryOptions& options,
            const GraphAt& graph_at);

// What `options.system_time` asks, where no statement does.
std::shared_ptr<const TemporalGraph> asked_graph(std::shared_ptr<const TemporalGraph> newest,
                                                 const std::string& system_time, Instant now, const GraphAt& graph_at);

}  // namespace entente
