// The shortest path as Boost.Graph finds it, over the snapshot's models of its concepts.
#include <algorithm>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>

#include "algorithms/shortest_path.hpp"
#include "entente/graph/bgl.hpp"

namespace entente {
namespace {

// The types of a choice as a predicate of boost::filtered_graph.
struct HasType {
  const TemporalGraph* graph = nullptr;
  const std::vector<SymbolId>* types = nullptr;
  bool operator()(const EdgeDescriptor& e) const {
    return types->empty() || std::find(types->begin(), types->end(), graph->type(e.index)) != types->end();
  }
};

// A view in which each edge can be taken either way: its out-edges are the out-edges and the in-edges of the view.
struct EitherWay {
  const TimesliceView* view;
};

struct EitherOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeRun out = g.out(v);
    if (place < out.size()) return {v, out.neighbor[place], out.edge(place)};
    const EdgeRun in = g.in(v);
    return {v, in.neighbor[place - out.size()], in.edge(place - out.size())};
  }
};
using EitherIterator = bgl::EdgeIterator<EitherOrder>;

auto vertices(const EitherWay& g) {
  return vertices(*g.view);
}
std::pair<bgl::Filtered<EitherIterator>, bgl::Filtered<EitherIterator>> out_edges(Vertex v, const EitherWay& g) {
  const TemporalGraph& base = g.view->graph();
  const std::pair all(EitherIterator(&base, v, 0), EitherIterator(&base, v, degree(v, base)));
  return bgl::filtered(all, *g.view);
}
Vertex source(const EdgeDescriptor& e, const EitherWay&) {
  return e.source;
}
Vertex target(const EdgeDescriptor& e, const EitherWay&) {
  return e.target;
}

}  // namespace
}  // namespace entente

template <>
struct boost::graph_traits<entente::EitherWay> : boost::graph_traits<entente::TimesliceView> {
  using out_edge_iterator = entente::bgl::Filtered<entente::EitherIterator>;
};

namespace entente {
namespace {

struct Reached {};

// Notes the edge by which each vertex was first reached, and ends the search at `goal`.
class EdgeRecorder : public boost::default_bfs_visitor {
 public:
  EdgeRecorder(const TimesliceView& view, Vertex goal, std::vector<EdgeDescriptor>& by)
      : view_(&view), goal_(goal), by_(&by) {}
  template <class Graph>
  void tree_edge(const EdgeDescriptor& e, const Graph&) {
    (*by_)[view_->index_of(e.target)] = e;
    if (e.target == goal_) throw Reached();
  }

 private:
  const TimesliceView* view_;
  Vertex goal_;
  std::vector<EdgeDescriptor>* by_;
};

// The edges of a shortest path from `from` to `to` along the direction of `graph`, last one first; empty where there is
// none.
template <class Graph>
std::vector<EdgeDescriptor> search(const Graph& graph, const TimesliceView& view, Vertex from, Vertex to) {
  std::vector<EdgeDescriptor> by(view.vertex_count());
  std::vector<boost::default_color_type> color(view.vertex_count());
  const auto color_map = boost::make_iterator_property_map(color.begin(), get(boost::vertex_index, view));
  std::vector<EdgeDescriptor> edges;
  try {
    boost::breadth_first_search(graph, from, boost::visitor(EdgeRecorder(view, to, by)).color_map(color_map));
  } catch (const Reached&) {
    for (Vertex v = to; v != from; v = edges.back().source) edges.push_back(by[view.index_of(v)]);
  }
  return edges;
}

std::vector<EdgeDescriptor> search(const TimesliceView& view, Vertex from, Vertex to, const EdgeChoice& choice) {
  const HasType has_type{&view.graph(), &choice.types};
  if (choice.direction == Direction::kBoth) {
    const EitherWay either{&view};
    return search(boost::filtered_graph<EitherWay, HasType>(either, has_type), view, from, to);
  }
  const boost::filtered_graph<TimesliceView, HasType> typed(view, has_type);
  return search(typed, view, from, to);
}

}  // namespace

std::optional<Path> shortest_path_boost(const TemporalGraph& graph, Vertex from, Vertex to, const PathChoice& choice) {
  const TimesliceView view(graph, choice.edges.slice);
  if (!view.has_vertex(from) || !view.has_vertex(to)) return std::nullopt;
  if (from == to) return Path{{NodeRef{from}}, {}};
  // Against the direction of the edges, the path is the one from the other end, read backwards.
  const bool against = choice.edges.direction == Direction::kIn;
  std::vector<EdgeDescriptor> edges = search(view, against ? to : from, against ? from : to, choice.edges);
  if (edges.empty() || edges.size() > choice.max_length) return std::nullopt;
  if (!against) std::reverse(edges.begin(), edges.end());
  Path path{{NodeRef{from}}, {}};
  for (const EdgeDescriptor& e : edges) {
    path.nodes.push_back(NodeRef{against ? e.source : e.target});
    path.relationships.push_back(RelationshipRef{e.index});
  }
  return path;
}

}  // namespace entente
