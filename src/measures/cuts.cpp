#include "measures/cuts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/graph/biconnected_components.hpp>

#include "measures/network_bgl.hpp"

namespace entente {
namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

Ends ends_of(const Tie& tie) {
  return std::minmax(tie.from, tie.to);
}

// Which ties of a simple network are bridges: those that are all that there is of a biconnected component.
std::vector<bool> simple_bridges(const Network& simple) {
  const UndirectedNetwork graph(simple);
  const std::size_t ties = simple.ties().size();
  std::vector<std::uint32_t> component(ties);
  const std::size_t count = boost::biconnected_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::edge_index, graph)));
  std::vector<std::uint32_t> size(count);
  for (const std::uint32_t c : component) ++size[c];
  std::vector<bool> result(ties);
  for (std::size_t i = 0; i < ties; ++i) result[i] = size[component[i]] == 1;
  return result;
}

}  // namespace

std::vector<std::uint32_t> articulation_points(const Network& network) {
  const Network simple = network.undirected().simple();
  std::vector<std::uint32_t> result;
  boost::articulation_points(UndirectedNetwork(simple), std::back_inserter(result));
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<std::uint32_t> bridges(const Network& network) {
  const Network simple = network.undirected().simple();
  const std::span<const Tie> pairs = simple.ties();  // in order of their ends
  const std::vector<bool> is_bridge = simple_bridges(simple);
  const std::size_t none = pairs.size();
  const auto pair_of = [&](const Tie& tie) {
    if (tie.from == tie.to) return none;
    const auto at = std::lower_bound(pairs.begin(), pairs.end(), ends_of(tie),
                                     [](const Tie& a, const Ends& ends) { return ends_of(a) < ends; });
    return static_cast<std::size_t>(at - pairs.begin());
  };
  std::vector<std::uint32_t> parallels(none + 1);
  for (const Tie& tie : network.ties()) ++parallels[pair_of(tie)];
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < network.ties().size(); ++i) {
    const std::size_t pair = pair_of(network.ties()[i]);
    if (pair != none && is_bridge[pair] && parallels[pair] == 1) result.push_back(i);
  }
  return result;
}

}  // namespace entente
