#include "measures/cuts.hpp"

#include <algorithm>
#include <iterator>
#include <span>

#include <boost/graph/biconnected_components.hpp>

#include "measures/network_bgl.hpp"

namespace entente {
namespace {

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
  const Network all = network.undirected();
  const Network simple = all.simple();
  const std::span<const Tie> pairs = simple.ties();  // in order of their ends
  const std::vector<bool> is_bridge = simple_bridges(simple);
  std::vector<std::uint32_t> result;
  std::vector<std::uint32_t> parallels(pairs.size());
  std::vector<std::size_t> pair_with(simple.size());  // where the pair of the member at hand and another stands
  std::size_t next = 0;
  for (std::uint32_t v = 0; v < simple.size(); ++v) {
    all.poll();
    for (; next < pairs.size() && pairs[next].from == v; ++next) pair_with[pairs[next].to] = next;
    for (const Arc& arc : all.out(v))
      if (arc.to > v) ++parallels[pair_with[arc.to]];
    for (const Arc& arc : all.out(v))
      if (arc.to > v && is_bridge[pair_with[arc.to]] && parallels[pair_with[arc.to]] == 1) result.push_back(arc.tie);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace entente
