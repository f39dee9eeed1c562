// Graph snapshots of commits, each loaded when somebody first asks for it.
#pragma once

#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "storage/fact_store.hpp"

namespace entente {

class Snapshots {
 public:
  explicit Snapshots(const FactStore& store) : store_(store) {}

  // Readers that come while one loads wait for it, so that a graph is loaded once; behind small commits of this program
  // the next follows from it (with_changes). Throws kCorruption, kIo.
  std::shared_ptr<const TemporalGraph> newest();
  // What the store knew at a commit, under the ontology of that commit; commit 0: nothing. The newest is as `newest`,
  // of older ones the last two are kept. Throws kNotFound for a commit that is not there, and one
  // that was forgotten, kCorruption, kIo.
  std::shared_ptr<const TemporalGraph> at(TransactionId commit);

  // All states from one commit to another (GraphStates), under the ontology of the last; `first` 0: from the oldest
  // that is known on. The last one asked for is kept. Throws kNotFound for a commit that is not there, or was
  // forgotten, kCorruption, kIo. Cost: loading the first, and every version since.
  std::shared_ptr<const TemporalGraph> between(TransactionId first, TransactionId last);

 private:
  static constexpr std::size_t kOlder = 2;
  std::shared_ptr<const TemporalGraph> followed() const;
  template <class Load>
  std::shared_ptr<const TemporalGraph> until_whole(const Load& load) const;
  std::shared_ptr<const TemporalGraph> load(TransactionId commit) const;
  std::shared_ptr<const TemporalGraph> load_states(TransactionId first, TransactionId last, bool lacks_forgotten) const;
  std::shared_ptr<const TemporalGraph> load_once(TransactionId commit) const;

  const FactStore& store_;
  std::mutex mutex_;
  std::shared_ptr<const TemporalGraph> graph_;
  std::mutex older_mutex_;
  std::vector<std::shared_ptr<const TemporalGraph>> older_;  // that was asked for last comes first
  std::uint64_t older_as_of_ = 0;                            // FactStore::erasures
  std::mutex states_mutex_;
  std::shared_ptr<const TemporalGraph> states_;
  std::tuple<TransactionId, TransactionId, bool> range_;  // of these
  Head head_of_states_;                                   // when they were loaded: it tells what was superseded since
  std::uint64_t states_as_of_ = 0;                        // FactStore::erasures
};

}  // namespace entente
