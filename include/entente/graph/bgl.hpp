// Boost.Graph over snapshots. With this header TemporalGraph and View are models of VertexListGraph, EdgeListGraph,
// BidirectionalGraph, AdjacencyGraph and AdjacencyMatrix, and Boost's algorithms run on them:
//
//   #include <boost/graph/betweenness_centrality.hpp>
//   #include "entente/graph/bgl.hpp"
//   const entente::View in_1989(graph, entente::Timeslice::as_of(t));
//   const auto met = entente::simple(entente::undirected(entente::of_types(in_1989, {"MET"})));
//   std::vector<double> between(num_vertices(met));
//   boost::brandes_betweenness_centrality(
//       met, boost::make_iterator_property_map(between.begin(), get(boost::vertex_index, met)));
//
// Both are directed, with parallel edges and loops allowed; neither can be changed. What they lead to:
//
//   of_types(g, names)   the edges of some relation types
//   undirected(g)        each edge from either of its ends: what measures of social networks want
//   simple(g)            one of each set of parallel edges
//
// What an expression costs    TemporalGraph                          View (d: degree in the whole graph)
//   vertices(g), num_vertices constant                               constant; skipping to the next one linear at worst
//   edges(g)                  constant                               constant; skipping as above
//   num_edges(g)              constant                               linear in all edges
//   out_edges, in_edges       constant                               constant; going through them O(d)
//   adjacent_vertices         as out_edges                           as out_edges
//   out_degree, in_degree     constant                               O(d)
//   edge(u, v, g)             O(min(out-degree of u, in-degree of v)) the same
//   source, target            constant                               constant
//   get(vertex_index, g)      the vertex itself                      its place among those of the view; constant
//   get(edge_index, g)        the edge's number                      the edge's number in the whole graph
//
// vertex_index runs from 0 to num_vertices(g) - 1 in all. edge_index runs to edge_limit() of the whole graph in all.
// The graphs that are led to cost what a view does. Each holds the view that it was made of; iterators and property
// maps refer to the graph they were asked of, which must outlive them.
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/filter_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include "entente/graph/named_types.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/view.hpp"

namespace entente {

// An edge with its ends at hand.
struct EdgeDescriptor {
  Vertex source = 0;
  Vertex target = 0;
  Edge index = 0;
  // The index alone tells edges apart.
  friend bool operator==(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.index == b.index; }
  friend bool operator!=(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.index != b.index; }
  friend bool operator<(const EdgeDescriptor& a, const EdgeDescriptor& b) { return a.index < b.index; }
};

// The vertices of a view, and some of its edges. Small; copies share the choice.
class EdgeView {
 public:
  // `edges` holds a bit for each edge of the whole graph; none is set that the view does not admit.
  EdgeView(View view, std::vector<bool> edges)
      : view_(std::move(view)), edges_(std::make_shared<const std::vector<bool>>(std::move(edges))) {}

  const View& view() const { return view_; }
  const TemporalGraph& graph() const { return view_.graph(); }
  bool admits_vertex(Vertex v) const { return view_.admits_vertex(v); }
  bool admits(Edge e) const { return (*edges_)[e]; }
  Vertex vertex_count() const { return view_.vertex_count(); }
  Vertex index_of(Vertex v) const { return view_.index_of(v); }

 private:
  View view_;
  std::shared_ptr<const std::vector<bool>> edges_;
};

namespace bgl {

inline const View& view_of(const View& g) {
  return g;
}
inline const View& view_of(const EdgeView& g) {
  return g.view();
}

template <class G>
concept DirectedView = std::same_as<G, View> || std::same_as<G, EdgeView>;

}  // namespace bgl

// The same vertices and edges, each edge to be taken from either of its ends. As in Boost's own undirected graphs, an
// edge from a vertex to itself stands twice among its edges.
template <bgl::DirectedView G>
class Undirected {
 public:
  explicit Undirected(G directed) : directed_(std::move(directed)) {}
  const G& directed() const { return directed_; }
  const TemporalGraph& graph() const { return directed_.graph(); }

 private:
  G directed_;
};

namespace bgl {

template <bgl::DirectedView G>
const View& view_of(const Undirected<G>& g) {
  return view_of(g.directed());
}

// What all models say of themselves.
struct Traits {
  struct traversal_category : boost::bidirectional_graph_tag,
                              boost::adjacency_graph_tag,
                              boost::vertex_list_graph_tag,
                              boost::edge_list_graph_tag,
                              boost::adjacency_matrix_tag {};
  using vertex_descriptor = Vertex;
  using edge_descriptor = EdgeDescriptor;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertex_property_type = boost::no_property;
  using edge_property_type = boost::no_property;
  using vertices_size_type = Vertex;
  using edges_size_type = Edge;
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return static_cast<Vertex>(-1); }
};

using VertexIterator = boost::counting_iterator<Vertex, boost::random_access_traversal_tag, std::ptrdiff_t>;

// Edges one after the other, in the orders there are: out-row, in-row, either row and away or back. `Order` says
// which edge a place holds.
template <class Order>
class EdgeIterator : public boost::iterator_facade<EdgeIterator<Order>, EdgeDescriptor,
                                                   boost::random_access_traversal_tag, EdgeDescriptor, std::ptrdiff_t> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const TemporalGraph* graph, Vertex vertex, std::size_t place)
      : graph_(graph), vertex_(vertex), place_(place) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const { return Order::edge(*graph_, vertex_, place_); }
  bool equal(const EdgeIterator& other) const { return place_ == other.place_; }
  void increment() { ++place_; }
  void decrement() { --place_; }
  void advance(std::ptrdiff_t n) { place_ += static_cast<std::size_t>(n); }
  std::ptrdiff_t distance_to(const EdgeIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.place_) - static_cast<std::ptrdiff_t>(place_);
  }

  const TemporalGraph* graph_ = nullptr;
  Vertex vertex_ = 0;
  std::size_t place_ = 0;
};

struct OutOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeRun run = g.out(v);
    return {v, run.neighbor[place], run.edge(place)};
  }
};
struct InOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeRun run = g.in(v);
    return {run.neighbor[place], v, run.edge(place)};
  }
};
// Both rows, as edges that lead away from the vertex.
struct AwayOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeRun out = g.out(v);
    if (place < out.size()) return {v, out.neighbor[place], out.edge(place)};
    const EdgeRun in = g.in(v);
    return {v, in.neighbor[place - out.size()], in.edge(place - out.size())};
  }
};
// And as edges that lead to it.
struct BackOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeDescriptor away = AwayOrder::edge(g, v, place);
    return {away.target, v, away.index};
  }
};
using OutEdgeIterator = EdgeIterator<OutOrder>;
using InEdgeIterator = EdgeIterator<InOrder>;
using AwayEdgeIterator = EdgeIterator<AwayOrder>;
using BackEdgeIterator = EdgeIterator<BackOrder>;

// All edges, in order.
class AllEdgeIterator : public boost::iterator_facade<AllEdgeIterator, EdgeDescriptor, boost::forward_traversal_tag,
                                                      EdgeDescriptor, std::ptrdiff_t> {
 public:
  AllEdgeIterator() = default;
  AllEdgeIterator(const TemporalGraph* graph, EdgeRange::Iterator at) : graph_(graph), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  EdgeDescriptor dereference() const {
    const Edge e = *at_;
    return {graph_->source(e), graph_->target(e), e};
  }
  bool equal(const AllEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }

  const TemporalGraph* graph_ = nullptr;
  EdgeRange::Iterator at_;
};

// Membership in a view, as the predicate of boost::filter_iterator. Refers to the view, which must outlive it.
template <DirectedView G>
class IsIn {
 public:
  IsIn() = default;
  explicit IsIn(const G& view) : view_(&view) {}
  bool operator()(Vertex v) const { return view_->admits_vertex(v); }
  bool operator()(const EdgeDescriptor& e) const { return view_->admits(e.index); }

 private:
  const G* view_ = nullptr;
};

template <class G, class Iterator>
using Filtered = boost::filter_iterator<IsIn<G>, Iterator>;
template <class Iterator>
using Range = std::pair<Iterator, Iterator>;

template <class G, class Iterator>
Range<Filtered<G, Iterator>> filtered(const Range<Iterator>& all, const G& view) {
  const IsIn<G> in_view(view);
  return {Filtered<G, Iterator>(in_view, all.first, all.second),
          Filtered<G, Iterator>(in_view, all.second, all.second)};
}

template <class Iterator>
std::size_t length(const Range<Iterator>& range) {
  return static_cast<std::size_t>(std::distance(range.first, range.second));
}

template <class Graph>
using AdjacencyIterator =
    typename boost::adjacency_iterator_generator<Graph, Vertex,
                                                 typename boost::graph_traits<Graph>::out_edge_iterator>::type;

// The place of a vertex in a view.
class ViewIndexMap {
 public:
  using key_type = Vertex;
  using value_type = Vertex;
  using reference = Vertex;
  using category = boost::readable_property_map_tag;
  ViewIndexMap() = default;
  explicit ViewIndexMap(const View& view) : view_(&view) {}
  Vertex operator[](Vertex v) const { return view_->index_of(v); }
  friend Vertex get(const ViewIndexMap& map, Vertex v) { return map[v]; }

 private:
  const View* view_ = nullptr;
};

// The properties that vertices and edges of other graphs have within them, for copies: none.
template <class Key>
struct NoPropertyMap {
  using key_type = Key;
  using value_type = boost::no_property;
  using reference = boost::no_property;
  using category = boost::readable_property_map_tag;
  friend boost::no_property get(const NoPropertyMap&, const Key&) { return {}; }
};

// The number of an edge.
struct EdgeIndexMap {
  using key_type = EdgeDescriptor;
  using value_type = Edge;
  using reference = Edge;
  using category = boost::readable_property_map_tag;
  Edge operator[](const EdgeDescriptor& e) const { return e.index; }
  friend Edge get(const EdgeIndexMap&, const EdgeDescriptor& e) { return e.index; }
};

}  // namespace bgl

// TemporalGraph.
inline Vertex num_vertices(const TemporalGraph& g) {
  return g.vertex_count();
}
inline Edge num_edges(const TemporalGraph& g) {
  return g.edge_count();
}
inline std::pair<bgl::VertexIterator, bgl::VertexIterator> vertices(const TemporalGraph& g) {
  return {bgl::VertexIterator(0), bgl::VertexIterator(g.vertex_count())};
}
inline std::pair<bgl::AllEdgeIterator, bgl::AllEdgeIterator> edges(const TemporalGraph& g) {
  return {{&g, g.edges().begin()}, {&g, g.edges().end()}};
}
inline std::pair<bgl::OutEdgeIterator, bgl::OutEdgeIterator> out_edges(Vertex v, const TemporalGraph& g) {
  return {{&g, v, 0}, {&g, v, g.out(v).size()}};
}
inline std::pair<bgl::InEdgeIterator, bgl::InEdgeIterator> in_edges(Vertex v, const TemporalGraph& g) {
  return {{&g, v, 0}, {&g, v, g.in(v).size()}};
}
inline std::size_t out_degree(Vertex v, const TemporalGraph& g) {
  return g.out(v).size();
}
inline std::size_t in_degree(Vertex v, const TemporalGraph& g) {
  return g.in(v).size();
}
inline std::size_t degree(Vertex v, const TemporalGraph& g) {
  return out_degree(v, g) + in_degree(v, g);
}
inline Vertex source(const EdgeDescriptor& e, const TemporalGraph&) {
  return e.source;
}
inline Vertex target(const EdgeDescriptor& e, const TemporalGraph&) {
  return e.target;
}

namespace bgl {
// The first edge from u to v that `admits` lets pass, looked for at the end with the shorter row.
template <class Admits>
std::pair<EdgeDescriptor, bool> find_edge(Vertex u, Vertex v, const TemporalGraph& g, const Admits& admits) {
  const EdgeRun out = g.out(u);
  const EdgeRun in = g.in(v);
  const bool from_u = out.size() <= in.size();
  const EdgeRun& run = from_u ? out : in;
  const Vertex other = from_u ? v : u;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.neighbor[i] == other && admits(run.edge(i))) return {{u, v, run.edge(i)}, true};
  }
  return {{}, false};
}
}  // namespace bgl

inline std::pair<EdgeDescriptor, bool> edge(Vertex u, Vertex v, const TemporalGraph& g) {
  return bgl::find_edge(u, v, g, [](Edge) { return true; });
}

inline boost::typed_identity_property_map<Vertex> get(boost::vertex_index_t, const TemporalGraph&) {
  return {};
}
inline Vertex get(boost::vertex_index_t, const TemporalGraph&, Vertex v) {
  return v;
}
inline bgl::EdgeIndexMap get(boost::edge_index_t, const TemporalGraph&) {
  return {};
}
inline Edge get(boost::edge_index_t, const TemporalGraph&, const EdgeDescriptor& e) {
  return e.index;
}

// View and EdgeView.
template <bgl::DirectedView G>
Vertex num_vertices(const G& g) {
  return g.vertex_count();
}
template <bgl::DirectedView G>
auto vertices(const G& g) {
  return bgl::filtered(vertices(g.graph()), g);
}
template <bgl::DirectedView G>
auto edges(const G& g) {
  return bgl::filtered(edges(g.graph()), g);
}
template <bgl::DirectedView G>
auto out_edges(Vertex v, const G& g) {
  return bgl::filtered(out_edges(v, g.graph()), g);
}
template <bgl::DirectedView G>
auto in_edges(Vertex v, const G& g) {
  return bgl::filtered(in_edges(v, g.graph()), g);
}
template <bgl::DirectedView G>
Edge num_edges(const G& g) {
  return static_cast<Edge>(bgl::length(edges(g)));
}
template <bgl::DirectedView G>
std::size_t out_degree(Vertex v, const G& g) {
  return bgl::length(out_edges(v, g));
}
template <bgl::DirectedView G>
std::size_t in_degree(Vertex v, const G& g) {
  return bgl::length(in_edges(v, g));
}
template <bgl::DirectedView G>
std::size_t degree(Vertex v, const G& g) {
  return out_degree(v, g) + in_degree(v, g);
}
template <bgl::DirectedView G>
Vertex source(const EdgeDescriptor& e, const G&) {
  return e.source;
}
template <bgl::DirectedView G>
Vertex target(const EdgeDescriptor& e, const G&) {
  return e.target;
}
template <bgl::DirectedView G>
std::pair<EdgeDescriptor, bool> edge(Vertex u, Vertex v, const G& g) {
  return bgl::find_edge(u, v, g.graph(), [&](Edge e) { return g.admits(e); });
}

// Undirected.
template <class G>
Vertex num_vertices(const Undirected<G>& g) {
  return num_vertices(g.directed());
}
template <class G>
auto vertices(const Undirected<G>& g) {
  return vertices(g.directed());
}
template <class G>
auto edges(const Undirected<G>& g) {
  return edges(g.directed());
}
template <class G>
Edge num_edges(const Undirected<G>& g) {
  return num_edges(g.directed());
}
template <class G>
auto out_edges(Vertex v, const Undirected<G>& g) {
  const TemporalGraph* all = &g.graph();
  return bgl::filtered(bgl::Range<bgl::AwayEdgeIterator>{{all, v, 0}, {all, v, degree(v, *all)}}, g.directed());
}
template <class G>
auto in_edges(Vertex v, const Undirected<G>& g) {
  const TemporalGraph* all = &g.graph();
  return bgl::filtered(bgl::Range<bgl::BackEdgeIterator>{{all, v, 0}, {all, v, degree(v, *all)}}, g.directed());
}
template <class G>
std::size_t degree(Vertex v, const Undirected<G>& g) {
  return bgl::length(out_edges(v, g));
}
template <class G>
std::size_t out_degree(Vertex v, const Undirected<G>& g) {
  return degree(v, g);
}
template <class G>
std::size_t in_degree(Vertex v, const Undirected<G>& g) {
  return degree(v, g);
}
template <class G>
Vertex source(const EdgeDescriptor& e, const Undirected<G>&) {
  return e.source;
}
template <class G>
Vertex target(const EdgeDescriptor& e, const Undirected<G>&) {
  return e.target;
}
template <class G>
std::pair<EdgeDescriptor, bool> edge(Vertex u, Vertex v, const Undirected<G>& g) {
  const auto found = edge(u, v, g.directed());
  if (found.second) return found;
  const auto [backwards, exists] = edge(v, u, g.directed());
  return {{u, v, backwards.index}, exists};
}

namespace bgl {

template <class G>
struct IsModel : std::false_type {};
template <>
struct IsModel<TemporalGraph> : std::true_type {};
template <>
struct IsModel<View> : std::true_type {};
template <>
struct IsModel<EdgeView> : std::true_type {};
template <class G>
struct IsModel<Undirected<G>> : std::true_type {};

template <class G>
concept Model = IsModel<G>::value;
template <class G>
concept SlicedModel = Model<G> && !std::same_as<G, TemporalGraph>;

}  // namespace bgl

// All models.
template <bgl::Model G>
bgl::Range<bgl::AdjacencyIterator<G>> adjacent_vertices(Vertex v, const G& g) {
  const auto [first, last] = out_edges(v, g);
  return {bgl::AdjacencyIterator<G>(first, &g), bgl::AdjacencyIterator<G>(last, &g)};
}
template <bgl::SlicedModel G>
bgl::ViewIndexMap get(boost::vertex_index_t, const G& g) {
  return bgl::ViewIndexMap(bgl::view_of(g));
}
template <bgl::SlicedModel G>
Vertex get(boost::vertex_index_t, const G& g, Vertex v) {
  return bgl::view_of(g).index_of(v);
}
template <bgl::SlicedModel G>
bgl::EdgeIndexMap get(boost::edge_index_t, const G&) {
  return {};
}
template <bgl::SlicedModel G>
Edge get(boost::edge_index_t, const G&, const EdgeDescriptor& e) {
  return e.index;
}
template <bgl::Model G>
bgl::NoPropertyMap<Vertex> get(boost::vertex_all_t, const G&) {
  return {};
}
template <bgl::Model G>
bgl::NoPropertyMap<EdgeDescriptor> get(boost::edge_all_t, const G&) {
  return {};
}

// Those of the types, their sub-relations among them; the declared inverse of a type means that type. A name that
// nothing bears has no edges. Cost: the edges of these types, and a bit for each edge of the whole graph.
template <bgl::DirectedView G>
EdgeView of_types(const G& g, const std::vector<std::string_view>& names) {
  NamedTypes named;
  for (const std::string_view name : names) named.add(g.graph(), name);
  std::vector<bool> chosen(g.graph().edge_limit());
  for (const SymbolId type : named.types) {
    for (const Edge e : g.graph().edges_of_type(type)) chosen[e] = g.admits(e);
  }
  return {bgl::view_of(g), std::move(chosen)};
}
inline EdgeView of_types(const TemporalGraph& g, const std::vector<std::string_view>& names) {
  return of_types(View(g), names);
}

template <bgl::DirectedView G>
Undirected<G> undirected(const G& g) {
  return Undirected<G>(g);
}
inline Undirected<View> undirected(const TemporalGraph& g) {
  return Undirected<View>(View(g));
}

namespace bgl {
// The first edge of each pair of ends, in order of their numbers; `turned`: those of both directions are one set.
template <DirectedView G>
EdgeView first_of_parallels(const G& g, bool turned) {
  std::vector<bool> chosen(g.graph().edge_limit());
  std::unordered_set<std::uint64_t> seen;
  for (auto [at, last] = edges(g); at != last; ++at) {
    const EdgeDescriptor e = *at;
    const bool turn = turned && e.target < e.source;
    const std::uint64_t from = turn ? e.target : e.source, to = turn ? e.source : e.target;
    chosen[e.index] = seen.insert(from << 32 | to).second;
  }
  return {view_of(g), std::move(chosen)};
}
}  // namespace bgl

// One of each set of parallel edges: of the undirected graph, those of both directions are parallel. Cost: linear in
// the edges, with memory for each pair of ends, and a bit for each edge of the whole graph.
template <bgl::DirectedView G>
EdgeView simple(const G& g) {
  return bgl::first_of_parallels(g, false);
}
inline EdgeView simple(const TemporalGraph& g) {
  return simple(View(g));
}
template <class G>
Undirected<EdgeView> simple(const Undirected<G>& g) {
  return Undirected<EdgeView>(bgl::first_of_parallels(g.directed(), true));
}

}  // namespace entente

namespace boost {

template <>
struct graph_traits<entente::TemporalGraph> : entente::bgl::Traits {
  using vertex_iterator = entente::bgl::VertexIterator;
  using edge_iterator = entente::bgl::AllEdgeIterator;
  using out_edge_iterator = entente::bgl::OutEdgeIterator;
  using in_edge_iterator = entente::bgl::InEdgeIterator;
  using adjacency_iterator =
      typename adjacency_iterator_generator<entente::TemporalGraph, entente::Vertex, out_edge_iterator>::type;
};

template <entente::bgl::DirectedView G>
struct graph_traits<G> : entente::bgl::Traits {
  using vertex_iterator = entente::bgl::Filtered<G, entente::bgl::VertexIterator>;
  using edge_iterator = entente::bgl::Filtered<G, entente::bgl::AllEdgeIterator>;
  using out_edge_iterator = entente::bgl::Filtered<G, entente::bgl::OutEdgeIterator>;
  using in_edge_iterator = entente::bgl::Filtered<G, entente::bgl::InEdgeIterator>;
  using adjacency_iterator = typename adjacency_iterator_generator<G, entente::Vertex, out_edge_iterator>::type;
};

template <class G>
struct graph_traits<entente::Undirected<G>> : entente::bgl::Traits {
  using directed_category = undirected_tag;
  using vertex_iterator = entente::bgl::Filtered<G, entente::bgl::VertexIterator>;
  using edge_iterator = entente::bgl::Filtered<G, entente::bgl::AllEdgeIterator>;
  using out_edge_iterator = entente::bgl::Filtered<G, entente::bgl::AwayEdgeIterator>;
  using in_edge_iterator = entente::bgl::Filtered<G, entente::bgl::BackEdgeIterator>;
  using adjacency_iterator =
      typename adjacency_iterator_generator<entente::Undirected<G>, entente::Vertex, out_edge_iterator>::type;
};

// Some algorithms ask for the traits of a graph that is const.
template <class G>
requires entente::bgl::Model<G>
struct graph_traits<const G> : graph_traits<G> {
};

template <>
struct property_map<entente::TemporalGraph, vertex_index_t> {
  using type = typed_identity_property_map<entente::Vertex>;
  using const_type = type;
};
template <entente::bgl::SlicedModel G>
struct property_map<G, vertex_index_t> {
  using type = entente::bgl::ViewIndexMap;
  using const_type = type;
};
template <entente::bgl::Model G>
struct property_map<G, edge_index_t> {
  using type = entente::bgl::EdgeIndexMap;
  using const_type = type;
};
template <entente::bgl::Model G>
struct property_map<G, vertex_all_t> {
  using type = entente::bgl::NoPropertyMap<entente::Vertex>;
  using const_type = type;
};
template <entente::bgl::Model G>
struct property_map<G, edge_all_t> {
  using type = entente::bgl::NoPropertyMap<entente::EdgeDescriptor>;
  using const_type = type;
};

}  // namespace boost

template <>
struct std::hash<entente::EdgeDescriptor> {
  std::size_t operator()(const entente::EdgeDescriptor& e) const noexcept {
    return std::hash<entente::Edge>()(e.index);
  }
};
