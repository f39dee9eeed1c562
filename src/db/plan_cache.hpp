// Plans of texts that were asked before, for one snapshot. The least recently used ones are forgotten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/hash_map.hpp"
#include "entente/options.hpp"
#include "query/pipeline.hpp"

namespace entente {

class PlanCache {
 public:
  // `shape`: of a draft (Draft::shape). Throws what `prepare` throws.
  std::shared_ptr<const plan::Plan> get(std::string_view text, const TemporalGraph& graph,
                                        const PrepareOptions& options, std::uint64_t shape = 0);

 private:
  static constexpr std::size_t kPlans = 256;
  using Entry = std::pair<std::string, std::shared_ptr<const plan::Plan>>;

  std::mutex mutex_;
  // Of the snapshot that the plans are for; the number alone may come again in a store that was made anew.
  std::tuple<TransactionId, SystemTime, std::uint64_t> state_;
  std::list<Entry> recent_;  // newest first
  HashMap<std::string, std::list<Entry>::iterator> index_;
};

PrepareOptions prepare_options(const QueryOptions& options);
RunOptions run_options(const QueryOptions& options);

}  // namespace entente
