// Boost.Graph over snapshots. With this header TemporalGraph and TimesliceView are models of VertexListGraph,
// EdgeListGraph, BidirectionalGraph and AdjacencyMatrix, and Boost's algorithms run on them unchanged:
//
//   #include <boost/graph/breadth_first_search.hpp>
//   #include "entente/graph/bgl.hpp"
//   const entente::TimesliceView in_1989(graph, entente::Timeslice::as_of(t));
//   std::vector<int> hops(num_vertices(in_1989));
//   boost::breadth_first_search(in_1989, v, boost::visitor(boost::make_bfs_visitor(boost::record_distances(
//       boost::make_iterator_property_map(hops.begin(), get(boost::vertex_index, in_1989)), boost::on_tree_edge()))));
//
// Both are directed, with parallel edges and loops allowed; neither can be changed.
//
// What an expression costs    TemporalGraph                          TimesliceView (d: degree in the whole graph)
//   vertices(g), num_vertices constant                               constant; skipping to the next one linear at worst
//   edges(g)                  constant                               constant; skipping as above
//   num_edges(g)              constant                               linear in all edges
//   out_edges, in_edges       constant                               constant; going through them O(d)
//   out_degree, in_degree     constant                               O(d)
//   edge(u, v, g)             O(min(out-degree of u, in-degree of v)) the same
//   source, target            constant                               constant
//   get(vertex_index, g)      the vertex itself                      its place among those of the view; constant
//   get(edge_index, g)        the edge's number                      the edge's number in the whole graph
//
// vertex_index runs from 0 to num_vertices(g) - 1 in both. edge_index runs to edge_count() of the whole graph in both.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/filter_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

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

namespace bgl {

// What both models say of themselves.
struct Traits {
  struct traversal_category : boost::bidirectional_graph_tag,
                              boost::vertex_list_graph_tag,
                              boost::edge_list_graph_tag,
                              boost::adjacency_matrix_tag {};
  using vertex_descriptor = Vertex;
  using edge_descriptor = EdgeDescriptor;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertices_size_type = Vertex;
  using edges_size_type = Edge;
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return static_cast<Vertex>(-1); }
};

using VertexIterator = boost::counting_iterator<Vertex, boost::random_access_traversal_tag, std::ptrdiff_t>;

// Edges one after the other, in the three orders there are: out-row, in-row, all. `Order` says which edge a place
// holds.
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
    const auto e = static_cast<Edge>(place);
    return {v, g.target(e), e};
  }
};
struct InOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex v, std::size_t place) {
    const EdgeRun run = g.in(v);
    return {run.neighbor[place], v, run.edge(place)};
  }
};
struct AllOrder {
  static EdgeDescriptor edge(const TemporalGraph& g, Vertex, std::size_t place) {
    const auto e = static_cast<Edge>(place);
    return {g.source(e), g.target(e), e};
  }
};
using OutEdgeIterator = EdgeIterator<OutOrder>;
using InEdgeIterator = EdgeIterator<InOrder>;
using AllEdgeIterator = EdgeIterator<AllOrder>;

// Membership in a view, as the predicate of boost::filter_iterator. Refers to the view, which must outlive it.
class IsInView {
 public:
  IsInView() = default;
  explicit IsInView(const TimesliceView& view) : view_(&view) {}
  bool operator()(Vertex v) const { return view_->has_vertex(v); }
  bool operator()(const EdgeDescriptor& e) const { return view_->has_edge(e.index, e.source, e.target); }

 private:
  const TimesliceView* view_ = nullptr;
};

template <class Iterator>
using Filtered = boost::filter_iterator<IsInView, Iterator>;

template <class Iterator>
std::pair<Filtered<Iterator>, Filtered<Iterator>> filtered(const std::pair<Iterator, Iterator>& all,
                                                           const TimesliceView& view) {
  const IsInView in_view(view);
  return {Filtered<Iterator>(in_view, all.first, all.second), Filtered<Iterator>(in_view, all.second, all.second)};
}

// The place of a vertex in a view.
class ViewIndexMap {
 public:
  using key_type = Vertex;
  using value_type = Vertex;
  using reference = Vertex;
  using category = boost::readable_property_map_tag;
  ViewIndexMap() = default;
  explicit ViewIndexMap(const TimesliceView& view) : view_(&view) {}
  Vertex operator[](Vertex v) const { return view_->index_of(v); }
  friend Vertex get(const ViewIndexMap& map, Vertex v) { return map[v]; }

 private:
  const TimesliceView* view_ = nullptr;
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
  return {{&g, 0, 0}, {&g, 0, g.edge_count()}};
}
inline std::pair<bgl::OutEdgeIterator, bgl::OutEdgeIterator> out_edges(Vertex v, const TemporalGraph& g) {
  const EdgeRun run = g.out(v);
  return {{&g, v, run.first}, {&g, v, run.first + run.size()}};
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

// TimesliceView.
inline Vertex num_vertices(const TimesliceView& g) {
  return g.vertex_count();
}
inline auto vertices(const TimesliceView& g) {
  return bgl::filtered(vertices(g.graph()), g);
}
inline auto edges(const TimesliceView& g) {
  return bgl::filtered(edges(g.graph()), g);
}
inline auto out_edges(Vertex v, const TimesliceView& g) {
  return bgl::filtered(out_edges(v, g.graph()), g);
}
inline auto in_edges(Vertex v, const TimesliceView& g) {
  return bgl::filtered(in_edges(v, g.graph()), g);
}
inline Edge num_edges(const TimesliceView& g) {
  const auto [first, last] = edges(g);
  return static_cast<Edge>(std::distance(first, last));
}
inline std::size_t out_degree(Vertex v, const TimesliceView& g) {
  const auto [first, last] = out_edges(v, g);
  return static_cast<std::size_t>(std::distance(first, last));
}
inline std::size_t in_degree(Vertex v, const TimesliceView& g) {
  const auto [first, last] = in_edges(v, g);
  return static_cast<std::size_t>(std::distance(first, last));
}
inline std::size_t degree(Vertex v, const TimesliceView& g) {
  return out_degree(v, g) + in_degree(v, g);
}
inline Vertex source(const EdgeDescriptor& e, const TimesliceView&) {
  return e.source;
}
inline Vertex target(const EdgeDescriptor& e, const TimesliceView&) {
  return e.target;
}
inline std::pair<EdgeDescriptor, bool> edge(Vertex u, Vertex v, const TimesliceView& g) {
  return bgl::find_edge(u, v, g.graph(), [&](Edge e) { return g.has_edge(e); });
}

inline bgl::ViewIndexMap get(boost::vertex_index_t, const TimesliceView& g) {
  return bgl::ViewIndexMap(g);
}
inline Vertex get(boost::vertex_index_t, const TimesliceView& g, Vertex v) {
  return g.index_of(v);
}
inline bgl::EdgeIndexMap get(boost::edge_index_t, const TimesliceView&) {
  return {};
}
inline Edge get(boost::edge_index_t, const TimesliceView&, const EdgeDescriptor& e) {
  return e.index;
}

}  // namespace entente

namespace boost {

template <>
struct graph_traits<entente::TemporalGraph> : entente::bgl::Traits {
  using vertex_iterator = entente::bgl::VertexIterator;
  using edge_iterator = entente::bgl::AllEdgeIterator;
  using out_edge_iterator = entente::bgl::OutEdgeIterator;
  using in_edge_iterator = entente::bgl::InEdgeIterator;
  using adjacency_iterator = void;
};

template <>
struct graph_traits<entente::TimesliceView> : entente::bgl::Traits {
  using vertex_iterator = entente::bgl::Filtered<entente::bgl::VertexIterator>;
  using edge_iterator = entente::bgl::Filtered<entente::bgl::AllEdgeIterator>;
  using out_edge_iterator = entente::bgl::Filtered<entente::bgl::OutEdgeIterator>;
  using in_edge_iterator = entente::bgl::Filtered<entente::bgl::InEdgeIterator>;
  using adjacency_iterator = void;
};

template <>
struct property_map<entente::TemporalGraph, vertex_index_t> {
  using type = typed_identity_property_map<entente::Vertex>;
  using const_type = type;
};
template <>
struct property_map<entente::TemporalGraph, edge_index_t> {
  using type = entente::bgl::EdgeIndexMap;
  using const_type = type;
};
template <>
struct property_map<entente::TimesliceView, vertex_index_t> {
  using type = entente::bgl::ViewIndexMap;
  using const_type = type;
};
template <>
struct property_map<entente::TimesliceView, edge_index_t> {
  using type = entente::bgl::EdgeIndexMap;
  using const_type = type;
};

}  // namespace boost

template <>
struct std::hash<entente::EdgeDescriptor> {
  std::size_t operator()(const entente::EdgeDescriptor& e) const noexcept {
    return std::hash<entente::Edge>()(e.index);
  }
};
