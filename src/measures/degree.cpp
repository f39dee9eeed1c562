#include "measures/degree.hpp"

namespace entente {

std::vector<double> degrees(const Network& network) {
  std::vector<double> result(network.size());
  for (const Tie& tie : network.ties()) {
    ++result[tie.from];
    ++result[tie.to];
  }
  return result;
}

std::vector<std::uint32_t> neighbor_counts(const Network& network) {
  std::vector<std::uint32_t> result(network.size());
  std::vector<std::uint32_t> seen_from(network.size(), network.size());
  for (std::uint32_t v = 0; v < network.size(); ++v) {
    network.poll();
    const auto count = [&](std::span<const Arc> row) {
      for (const Arc& arc : row) {
        if (arc.to == v || seen_from[arc.to] == v) continue;
        seen_from[arc.to] = v;
        ++result[v];
      }
    };
    count(network.out(v));
    if (network.directed()) count(network.in(v));
  }
  return result;
}

}  // namespace entente
