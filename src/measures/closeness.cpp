#include "measures/closeness.hpp"

#include <cstdint>

#include <boost/graph/breadth_first_search.hpp>

#include "measures/network_bgl.hpp"

namespace entente {
namespace {

// Which members a search has reached, each with its distance and colour; forgotten at the cost of what was reached.
struct Distances {
  explicit Distances(std::uint32_t members) : color(members, boost::white_color), distance(members) {}
  void forget() {
    for (const std::uint32_t v : reached) color[v] = boost::white_color;
    reached.clear();
    sum = 0;
  }

  std::vector<boost::default_color_type> color;
  std::vector<std::uint32_t> distance;
  std::vector<std::uint32_t> reached;
  std::uint64_t sum = 0;
};

class DistanceRecorder : public boost::default_bfs_visitor {
 public:
  explicit DistanceRecorder(Distances& found) : found_(&found) {}
  void discover_vertex(std::uint32_t v, const Network&) {
    found_->reached.push_back(v);
    found_->sum += found_->distance[v];
  }
  void tree_edge(const TieDescriptor& e, const Network&) { found_->distance[e.to] = found_->distance[e.from] + 1; }

 private:
  Distances* found_;
};

}  // namespace

std::vector<double> closeness(const Network& network) {
  // Paths towards a member lead from it in the network turned round.
  const Network simple = network.directed() ? network.reversed().simple() : network.simple();
  std::vector<double> result(simple.size());
  Distances found(simple.size());
  boost::queue<std::uint32_t> waiting;
  for (std::uint32_t v = 0; v < simple.size(); ++v) {
    found.distance[v] = 0;
    boost::breadth_first_visit(
        simple, v, waiting, DistanceRecorder(found),
        boost::make_iterator_property_map(found.color.begin(), get(boost::vertex_index, simple)));
    const auto others = static_cast<double>(found.reached.size() - 1);
    if (found.sum > 0) result[v] = others / static_cast<double>(found.sum) * others / (simple.size() - 1);
    found.forget();
  }
  return result;
}

}  // namespace entente
