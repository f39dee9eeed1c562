// Who stood between the others? Betweenness centrality by Boost.Graph, on the relations of one type in a part of time.
//
//   slice STORE FROM TO TYPE
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <boost/graph/betweenness_centrality.hpp>
#include <entente/database.hpp>
#include <entente/graph/bgl.hpp>
#include <entente/time/date.hpp>

int main(int argc, char** argv) {
  using namespace entente;
  if (argc != 5) {
    std::puts("usage: slice STORE FROM TO TYPE");
    return 2;
  }
  const auto database = Database::open(argv[1], {.read_only = true});
  if (!database) {
    std::printf("%s\n", describe(database.error()).c_str());
    return 1;
  }

  // A snapshot stays as it is, whatever is committed meanwhile.
  const auto snapshot = (*database)->read();
  if (!snapshot) {
    std::printf("%s\n", describe(snapshot.error()).c_str());
    return 1;
  }
  const TemporalGraph& graph = snapshot->graph();

  // What certainly held at some time from the first day of FROM to the last of TO.
  const auto from = read_date_span(argv[2]), to = read_date_span(argv[3]);
  if (!from || !to) {
    std::printf("%s\n", describe(from ? to.error() : from.error()).c_str());
    return 1;
  }
  const View in_time(graph, {Timeslice::Kind::kOverlapping, from->earliest_start, to->latest_end});

  // Of these, the relations of the type, taken both ways, and several between the same two as one.
  const auto net = simple(undirected(of_types(in_time, {argv[4]})));

  // Boost's algorithms run on it as on graphs of its own. Properties of vertices stand in vectors, by vertex_index.
  std::vector<double> between(num_vertices(net));
  const auto index = get(boost::vertex_index, net);
  boost::brandes_betweenness_centrality(net, boost::make_iterator_property_map(between.begin(), index));

  std::vector<Vertex> order(vertices(net).first, vertices(net).second);
  const auto score = [&](Vertex v) { return between[get(index, v)]; };
  std::stable_sort(order.begin(), order.end(), [&](Vertex a, Vertex b) { return score(a) > score(b); });
  order.resize(std::min<std::size_t>(order.size(), 10));

  const auto name = graph.symbol("name");
  for (const Vertex v : order) {
    if (score(v) == 0) break;
    const auto text = name ? in_time.property(v, *name).as_string() : Result<std::string>(std::string(graph.key(v)));
    std::printf("%8.2f  %s\n", score(v), text ? text->c_str() : std::string(graph.key(v)).c_str());
  }
  return 0;
}
