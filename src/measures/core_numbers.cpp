#include "measures/core_numbers.hpp"

#include <boost/graph/core_numbers.hpp>

#include "measures/network_bgl.hpp"

namespace entente {

std::vector<std::uint32_t> core_numbers(const Network& network) {
  const Network simple = network.undirected().simple();
  const UndirectedNetwork graph(simple);
  std::vector<std::uint32_t> core(simple.size());
  boost::core_numbers(graph, boost::make_iterator_property_map(core.begin(), get(boost::vertex_index, graph)));
  return core;
}

}  // namespace entente
