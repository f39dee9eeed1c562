// What Boost.Graph's algorithms say of what may have held on a day, as JSON by keys of entities, for
// boost_graph_test.py:
//
//   boost_graph_numbers STORE DAY FROM
//
// FROM is the key of the entity that paths begin at. Lists of nodes are in the order of the graph.
#include <cstdio>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/copy.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/floyd_warshall_shortest.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/sequential_vertex_coloring.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/property_map/function_property_map.hpp>

#include "entente/database.hpp"
#include "entente/graph/bgl.hpp"
#include "entente/time/date.hpp"

namespace {

using namespace entente;

constexpr int kFar = 1'000'000;

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

class Numbers {
 public:
  Numbers(const TemporalGraph& graph, const View& slice, Vertex from) : graph_(graph), slice_(slice), from_(from) {}

  void print() {
    say("order", list(slice_, [&](Vertex v) { return in_quotes(graph_.key(v)); }));
    of_the_slice();
    of_both_ways();
    of_simple();
    of_types_without_circles();
    std::puts("\"end\": 0}");
  }

 private:
  static void say(const char* what, const std::string& json) {
    static bool first = true;
    std::printf("%s%s: %s,\n", first ? "{" : "", in_quotes(what).c_str(), json.c_str());
    first = false;
  }
  template <class Graph, class Number>
  std::string list(const Graph& g, const Number& number) const {
    std::ostringstream out;
    out.precision(17);
    const char* separator = "[";
    for (auto [v, last] = vertices(g); v != last; ++v, separator = ", ") out << separator << number(*v);
    out << "]";
    return out.str();
  }
  template <class Graph, class Number>
  void say(const char* what, const Graph& g, const std::vector<Number>& numbers) const {
    const auto index = get(boost::vertex_index, g);
    say(what, list(g, [&](Vertex v) { return numbers[get(index, v)]; }));
  }
  template <class Graph, class Number>
  static auto by_vertex(const Graph& g, std::vector<Number>& numbers) {
    return boost::make_iterator_property_map(numbers.begin(), get(boost::vertex_index, g));
  }
  // The length of the name of its type.
  auto weights() const {
    return boost::make_function_property_map<EdgeDescriptor, int>([graph = &graph_](const EdgeDescriptor& e) {
      return static_cast<int>(graph->symbol_name(graph->type(e.index)).size());
    });
  }

  void of_the_slice() {
    std::vector<int> distance(num_vertices(slice_));
    boost::dijkstra_shortest_paths(
        slice_, from_, boost::weight_map(weights()).distance_map(by_vertex(slice_, distance)).distance_inf(kFar));
    say("dijkstra", slice_, distance);

    std::vector<int> again(num_vertices(slice_), kFar);
    again[slice_.index_of(from_)] = 0;
    const bool ended = boost::bellman_ford_shortest_paths(
        slice_, static_cast<int>(num_vertices(slice_)),
        boost::weight_map(weights()).distance_map(by_vertex(slice_, again)).distance_combine([](int a, int b) {
          return a >= kFar ? kFar : a + b;
        }));
    say("bellman_ford", slice_, again);
    say("bellman_ford_ended", ended ? "true" : "false");

    const auto reversed = boost::make_reverse_graph(slice_);
    const auto reversed_weights =
        boost::make_function_property_map<boost::detail::reverse_graph_edge_descriptor<EdgeDescriptor>, int>(
            [this](const auto& e) { return get(weights(), e.underlying_descx); });
    std::vector<int> back(num_vertices(slice_));
    boost::dijkstra_shortest_paths(
        reversed, from_, boost::weight_map(reversed_weights).distance_map(by_vertex(slice_, back)).distance_inf(kFar));
    say("reverse_graph", slice_, back);

    std::vector<int> component(num_vertices(slice_));
    say("strong_components", std::to_string(boost::strong_components(slice_, by_vertex(slice_, component))));

    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS> copy;
    boost::copy_graph(slice_, copy);
    std::map<std::size_t, int> in_degrees;
    for (auto [v, last] = vertices(copy); v != last; ++v) ++in_degrees[in_degree(*v, copy)];
    say("copy_graph", "[" + std::to_string(num_vertices(copy)) + ", " + std::to_string(num_edges(copy)) + "]");
    std::string counts;
    for (const auto& [degree, count] : in_degrees)
      counts += (counts.empty() ? "" : ", ") + in_quotes(std::to_string(degree)) + ": " + std::to_string(count);
    say("copy_graph_in_degrees", "{" + counts + "}");

    const std::function<bool(const EdgeDescriptor&)> about = [this](const EdgeDescriptor& e) {
      return graph_.symbol_name(graph_.type(e.index)) == "ABOUT";
    };
    const boost::filtered_graph<View, std::function<bool(const EdgeDescriptor&)>> filtered(slice_, about);
    say("filtered_graph", list(filtered, [&](Vertex v) { return out_degree(v, filtered); }));

    std::ostringstream dot;
    boost::write_graphviz(dot, slice_, boost::default_writer(), boost::default_writer(), boost::default_writer(),
                          get(boost::vertex_index, slice_));
    std::size_t arrows = 0;
    for (std::size_t at = dot.str().find("->"); at != std::string::npos; at = dot.str().find("->", at + 1)) ++arrows;
    say("write_graphviz", std::to_string(arrows));
  }

  void of_both_ways() {
    const auto both = undirected(slice_);
    say("degree", list(both, [&](Vertex v) { return degree(v, both); }));
    std::vector<int> component(num_vertices(both));
    say("connected_components", std::to_string(boost::connected_components(both, by_vertex(both, component))));
    say("component_of", both, component);
    std::vector<double> rank(num_vertices(both));
    boost::graph::page_rank(both, by_vertex(both, rank), boost::graph::n_iterations(300), 0.85);
    say("page_rank", both, rank);
  }

  void of_simple() {
    const auto net = simple(undirected(slice_));
    std::vector<double> between(num_vertices(net));
    boost::brandes_betweenness_centrality(net, by_vertex(net, between));
    say("betweenness", net, between);

    std::vector<double> clustering(num_vertices(net));
    boost::all_clustering_coefficients(net, by_vertex(net, clustering));
    say("clustering", net, clustering);

    std::vector<int> core(num_vertices(net));
    boost::core_numbers(net, by_vertex(net, core));
    say("core_numbers", net, core);

    std::vector<std::size_t> colour(num_vertices(net));
    boost::sequential_vertex_coloring(net, by_vertex(net, colour));
    say("coloring", net, colour);

    // Boost finds distances by descriptor, which are numbers of the whole graph.
    std::vector<std::vector<int>> matrix(graph_.vertex_count(), std::vector<int>(graph_.vertex_count()));
    boost::floyd_warshall_all_pairs_shortest_paths(
        net, matrix,
        boost::weight_map(boost::static_property_map<int>(1)).distance_inf(kFar).distance_combine([](int a, int b) {
          return a >= kFar || b >= kFar ? kFar : a + b;
        }));
    say("floyd_warshall", list(net, [&](Vertex u) {
          long sum = 0;
          for (auto [v, last] = vertices(net); v != last; ++v) sum += matrix[u][*v] < kFar ? matrix[u][*v] : 0;
          return sum;
        }));
  }

  // By relation type: entities in topological order, or null where there is a circle.
  void of_types_without_circles() {
    std::string all;
    for (const std::string& type : graph_.relation_type_names()) {
      const EdgeView typed = of_types(slice_, {type});
      std::vector<Vertex> order;
      std::string text;
      try {
        boost::topological_sort(typed, std::back_inserter(order));
        for (auto v = order.rbegin(); v != order.rend(); ++v)
          text += (text.empty() ? "" : ", ") + in_quotes(graph_.key(*v));
        text = "[" + text + "]";
      } catch (const boost::not_a_dag&) {
        text = "null";
      }
      all += (all.empty() ? "" : ", ") + in_quotes(type) + ": " + text;
    }
    say("topological_sort", "{" + all + "}");
  }

  const TemporalGraph& graph_;
  View slice_;
  Vertex from_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto database = Database::open(argv[1], {.read_only = true});
  if (!database) {
    std::fprintf(stderr, "%s\n", describe(database.error()).c_str());
    return 1;
  }
  const ReadTransaction snapshot = (*database)->read().value();
  const TemporalGraph& graph = snapshot.graph();
  const Period day = read_date_span(argv[2]).value();
  const View slice(graph, {Timeslice::Kind::kThroughout, day.earliest_start, day.latest_end, Reading::kPossible});
  Numbers(graph, slice, graph.find(argv[3]).value()).print();
  return 0;
}
