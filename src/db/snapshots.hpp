// The graph snapshot of the newest commit, loaded when somebody first asks for it.
#pragma once

#include <memory>
#include <mutex>

#include "entente/graph/temporal_graph.hpp"
#include "storage/fact_store.hpp"

namespace entente {

class Snapshots {
 public:
  explicit Snapshots(const FactStore& store) : store_(store) {}

  // Readers that come while one loads wait for it, so that a graph is loaded once. Throws kCorruption, kIo.
  std::shared_ptr<const TemporalGraph> newest();

 private:
  const FactStore& store_;
  std::mutex mutex_;
  std::shared_ptr<const TemporalGraph> graph_;
};

}  // namespace entente
