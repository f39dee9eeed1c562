#include "measures/clustering.hpp"

#include <utility>

namespace entente {
namespace {

// The ties of a simple network, each from the end of the lower degree to the other.
Network upwards(const Network& simple) {
  std::vector<Tie> ties(simple.ties().begin(), simple.ties().end());
  const auto rank = [&](std::uint32_t v) { return std::pair(simple.out(v).size(), v); };
  for (Tie& tie : ties)
    if (rank(tie.to) < rank(tie.from)) std::swap(tie.from, tie.to);
  return {simple.size(), std::move(ties), true, simple.watch()};
}

std::vector<std::uint64_t> triangles_of(const Network& simple) {
  const Network up = upwards(simple);
  std::vector<std::uint64_t> result(up.size());
  std::vector<std::uint32_t> above(up.size(), up.size());  // the member that each was last found to stand above
  for (std::uint32_t a = 0; a < up.size(); ++a) {
    for (const Arc& arc : up.out(a)) above[arc.to] = a;
    for (const Arc& first : up.out(a)) {
      up.poll();
      for (const Arc& second : up.out(first.to)) {
        if (above[second.to] != a) continue;
        ++result[a];
        ++result[first.to];
        ++result[second.to];
      }
    }
  }
  return result;
}

}  // namespace

std::vector<std::uint64_t> triangles(const Network& network) {
  return triangles_of(network.undirected().simple());
}

std::vector<double> clustering(const Network& network) {
  const Network simple = network.undirected().simple();
  const std::vector<std::uint64_t> closed = triangles_of(simple);
  std::vector<double> result(simple.size());
  for (std::uint32_t v = 0; v < simple.size(); ++v) {
    const auto degree = static_cast<double>(simple.out(v).size());
    if (degree > 1) result[v] = 2 * static_cast<double>(closed[v]) / (degree * (degree - 1));
  }
  return result;
}

}  // namespace entente
