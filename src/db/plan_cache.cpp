#include "db/plan_cache.hpp"

#include <chrono>

#include "db/csv_files.hpp"

namespace entente {
namespace {

// Everything that shapes a plan. The parts can't run into each other: each but the last says how long it is.
std::string cache_key(std::string_view text, const PrepareOptions& options) {
  std::string key;
  const auto add = [&key](std::string_view part) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
  };
  add(options.as_of);
  add(options.system_time);
  for (const std::string& source : options.according_to) add(source);
  key += '/';
  key += static_cast<char>('0' + (options.optimize ? 1 : 0) + (options.all_elements ? 2 : 0) +
                           4 * static_cast<int>(options.reading));
  key += text;
  return key;
}

Instant clock_now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::floor<std::chrono::seconds>(since_epoch).count()};
}

}  // namespace

std::shared_ptr<const plan::Plan> PlanCache::get(std::string_view text, const TemporalGraph& graph,
                                                 const PrepareOptions& options, std::uint64_t shape) {
  if (!options.procedures.empty()) return prepare(text, graph, options);  // what they do may change
  const std::string key = cache_key(text, options);
  const std::tuple state(graph.transaction(), graph.system_time(), shape);
  {
    const std::lock_guard lock(mutex_);
    if (state_ != state) {
      index_.clear();
      recent_.clear();
      state_ = state;
    }
    if (const auto found = index_.find(key); found != index_.end()) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return found->second->second;
    }
  }
  auto plan = prepare(text, graph, options);
  const std::lock_guard lock(mutex_);
  if (state_ == state && !index_.contains(key)) {
    recent_.emplace_front(key, plan);
    index_[key] = recent_.begin();
    if (recent_.size() > kPlans) {
      index_.erase(recent_.back().first);
      recent_.pop_back();
    }
  }
  return plan;
}

PrepareOptions prepare_options(const QueryOptions& options) {
  PrepareOptions result{options.optimize, options.as_of, options.reading};
  result.system_time = options.system_time;
  result.according_to = options.according_to;
  result.procedures = options.procedures;
  result.all_elements = options.all_elements;
  return result;
}

RunOptions run_options(const QueryOptions& options) {
  return {options.now ? *options.now : clock_now(),
          options.max_rows,
          options.boost_paths,
          options.cuts,
          options.control,
          nullptr,
          csv_below(options.load_from)};
}

}  // namespace entente
