// Searches that the reference lacks, as one writes them by hand: arrays of neighbours, a mark for each vertex.
#include <cstdio>
#include <stdexcept>

#include "bench/bench.hpp"
#include "bench/repeat.hpp"

namespace entente::bench {
namespace {

constexpr std::size_t kSearches = 10;

// Neighbours along relations and against them, side by side for each vertex.
class Neighbours {
 public:
  explicit Neighbours(const Dataset& data) : begin_(static_cast<std::size_t>(data.vertices()) + 1) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    edges.reserve(static_cast<std::size_t>(data.edges()));
    const std::string path = data.folder + "/edges.csv";
    FILE* file = std::fopen(path.c_str(), "r");
    if (file == nullptr) throw std::runtime_error(path + " can't be read");
    char line[256];
    unsigned source = 0, target = 0;
    while (std::fgets(line, sizeof line, file) != nullptr) {
      if (std::sscanf(line, "%*u,%u,%u", &source, &target) == 2) edges.emplace_back(source, target);
    }
    std::fclose(file);
    for (const auto& [a, b] : edges) {
      ++begin_[a + 1];
      ++begin_[b + 1];
    }
    for (std::size_t v = 1; v < begin_.size(); ++v) begin_[v] += begin_[v - 1];
    neighbour_.resize(2 * edges.size());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (const auto& [a, b] : edges) {
      neighbour_[next[a]++] = b;
      neighbour_[next[b]++] = a;
    }
    seen_.resize(begin_.size() - 1);
  }

  // How many others can be reached from `from`, or whether `to` can: the search ends there.
  std::size_t reach(std::uint32_t from, std::int64_t to = -1) {
    std::fill(seen_.begin(), seen_.end(), 0);
    queue_.assign(1, from);
    seen_[from] = 1;
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      const std::uint32_t v = queue_[at];
      for (std::uint32_t i = begin_[v]; i < begin_[v + 1]; ++i) {
        const std::uint32_t next = neighbour_[i];
        if (seen_[next] != 0) continue;
        if (next == to) return 1;
        seen_[next] = 1;
        queue_.push_back(next);
      }
    }
    return to < 0 ? queue_.size() - 1 : 0;
  }

 private:
  std::vector<std::uint32_t> begin_, neighbour_, queue_;
  std::vector<char> seen_;
};

}  // namespace

std::vector<Measure> run_hand_written(const Dataset& data, int runs) {
  Neighbours graph(data);
  const auto seeds = data.queries("w5.csv"), pairs = data.queries("w6.csv");
  std::vector<Measure> measures;
  measures.push_back(repeat("W10", runs, [&]() -> Answer {
    std::size_t total = 0;
    for (std::size_t i = 0; i < kSearches; ++i) total += graph.reach(static_cast<std::uint32_t>(seeds[i].first));
    return {{"reached", static_cast<std::int64_t>(total)}};
  }));
  measures.push_back(repeat("W11", runs, [&]() -> Answer {
    std::size_t reachable = 0;
    for (std::size_t i = 0; i < kSearches; ++i)
      reachable += graph.reach(static_cast<std::uint32_t>(pairs[i].first), pairs[i].second);
    return {{"reachable", static_cast<std::int64_t>(reachable)}};
  }));
  return measures;
}

}  // namespace entente::bench
