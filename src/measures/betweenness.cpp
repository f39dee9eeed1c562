#include "measures/betweenness.hpp"

#include <cmath>
#include <cstdint>

#include <boost/graph/betweenness_centrality.hpp>

#include "entente/error.hpp"
#include "measures/network_bgl.hpp"

namespace entente {
namespace {

// Numbers of shortest paths, by member. In Boost's default type, an integer, they would overflow in silence.
class PathCounts {
 public:
  using key_type = std::uint32_t;
  using value_type = double;
  using reference = double;
  using category = boost::read_write_property_map_tag;
  explicit PathCounts(std::vector<double>& count) : count_(&count) {}
  friend double get(const PathCounts& map, std::uint32_t v) { return (*map.count_)[v]; }
  friend void put(const PathCounts& map, std::uint32_t v, double count) {
    if (std::isinf(count))
      throw Error(ErrorCode::kLimit, "betweenness: two members have more shortest paths than can be counted");
    (*map.count_)[v] = count;
  }

 private:
  std::vector<double>* count_;
};

template <class Graph>
void brandes(const Graph& graph, std::vector<double>& between) {
  const std::uint32_t members = num_vertices(graph);
  std::vector<std::vector<TieDescriptor>> incoming(members);
  std::vector<std::uint32_t> distance(members);
  std::vector<double> dependency(members), paths(members);
  const auto index = get(boost::vertex_index, graph);
  boost::brandes_betweenness_centrality(
      graph, boost::make_iterator_property_map(between.begin(), index), boost::dummy_property_map(),
      boost::make_iterator_property_map(incoming.begin(), index),
      boost::make_iterator_property_map(distance.begin(), index),
      boost::make_iterator_property_map(dependency.begin(), index), PathCounts(paths), index);
}

}  // namespace

std::vector<double> betweenness(const Network& network) {
  const Network simple = network.simple();
  std::vector<double> result(simple.size());
  if (simple.size() <= 2) return result;
  if (simple.directed())
    brandes(simple, result);
  else
    brandes(UndirectedNetwork(simple), result);
  const double others = simple.size() - 1;
  const double pairs = others * (others - 1) / (simple.directed() ? 1 : 2);
  for (double& score : result) score /= pairs;
  return result;
}

}  // namespace entente
