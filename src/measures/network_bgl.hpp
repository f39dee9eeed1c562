// Boost.Graph over networks: Network is a model of VertexListGraph, EdgeListGraph, BidirectionalGraph, AdjacencyGraph
// and AdjacencyMatrix, with directions and bidirectional_tag. UndirectedNetwork is the same without directions.
//
// Parallel ties and ties from a member to itself are allowed; without directions such a tie stands twice among the
// edges of its member, as in Boost's own undirected graphs. Where directions count, a tie that leads both ways is one
// of edges(g), from the end that is named first, and an out-edge of either end; `simple()` makes two ties of it.
//
// All expressions cost a constant time, but edge(u, v, g), which looks through the row of u. out_edges polls the run,
// so that Boost's loops end where it does.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include "measures/network.hpp"

namespace entente {

// A tie as seen from one of its ends. The tie alone tells two apart.
struct TieDescriptor {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t tie = 0;
  friend bool operator==(const TieDescriptor& a, const TieDescriptor& b) { return a.tie == b.tie; }
  friend bool operator!=(const TieDescriptor& a, const TieDescriptor& b) { return a.tie != b.tie; }
  friend bool operator<(const TieDescriptor& a, const TieDescriptor& b) { return a.tie < b.tie; }
};

// A network without directions, to which it refers.
class UndirectedNetwork {
 public:
  explicit UndirectedNetwork(const Network& network) : network_(&network) { assert(!network.directed()); }
  const Network& network() const { return *network_; }

 private:
  const Network* network_;
};

namespace network_bgl {

inline const Network& network_behind(const Network& g) {
  return g;
}
inline const Network& network_behind(const UndirectedNetwork& g) {
  return g.network();
}

template <class G>
concept Model = requires(const G& g) {
  {network_behind(g)};
};

using MemberIterator = boost::counting_iterator<std::uint32_t, boost::random_access_traversal_tag, std::ptrdiff_t>;

// The row of a member: ties that lead away from it, or to it.
template <bool kInward>
class RowIterator : public boost::iterator_facade<RowIterator<kInward>, TieDescriptor,
                                                  boost::random_access_traversal_tag, TieDescriptor, std::ptrdiff_t> {
 public:
  RowIterator() = default;
  RowIterator(const Arc* at, std::uint32_t member) : at_(at), member_(member) {}

 private:
  friend class boost::iterator_core_access;
  TieDescriptor dereference() const {
    return kInward ? TieDescriptor{at_->to, member_, at_->tie} : TieDescriptor{member_, at_->to, at_->tie};
  }
  bool equal(const RowIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  std::ptrdiff_t distance_to(const RowIterator& other) const { return other.at_ - at_; }

  const Arc* at_ = nullptr;
  std::uint32_t member_ = 0;
};

class TieIterator : public boost::iterator_facade<TieIterator, TieDescriptor, boost::random_access_traversal_tag,
                                                  TieDescriptor, std::ptrdiff_t> {
 public:
  TieIterator() = default;
  TieIterator(const Tie* first, std::size_t place) : first_(first), place_(place) {}

 private:
  friend class boost::iterator_core_access;
  TieDescriptor dereference() const {
    return {first_[place_].from, first_[place_].to, static_cast<std::uint32_t>(place_)};
  }
  bool equal(const TieIterator& other) const { return place_ == other.place_; }
  void increment() { ++place_; }
  void decrement() { --place_; }
  void advance(std::ptrdiff_t n) { place_ += static_cast<std::size_t>(n); }
  std::ptrdiff_t distance_to(const TieIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.place_) - static_cast<std::ptrdiff_t>(place_);
  }

  const Tie* first_ = nullptr;
  std::size_t place_ = 0;
};

struct Traits {
  struct traversal_category : boost::bidirectional_graph_tag,
                              boost::adjacency_graph_tag,
                              boost::vertex_list_graph_tag,
                              boost::edge_list_graph_tag,
                              boost::adjacency_matrix_tag {};
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = TieDescriptor;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using vertices_size_type = std::uint32_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = MemberIterator;
  using edge_iterator = TieIterator;
  using out_edge_iterator = RowIterator<false>;
  using in_edge_iterator = RowIterator<true>;
  static vertex_descriptor null_vertex() { return static_cast<std::uint32_t>(-1); }
};

template <class G>
using AdjacencyIterator =
    typename boost::adjacency_iterator_generator<G, std::uint32_t, Traits::out_edge_iterator>::type;

// The number of a tie.
struct TieIndexMap {
  using key_type = TieDescriptor;
  using value_type = std::uint32_t;
  using reference = std::uint32_t;
  using category = boost::readable_property_map_tag;
  std::uint32_t operator[](const TieDescriptor& e) const { return e.tie; }
  friend std::uint32_t get(const TieIndexMap&, const TieDescriptor& e) { return e.tie; }
};

}  // namespace network_bgl

template <network_bgl::Model G>
std::uint32_t num_vertices(const G& g) {
  return network_bgl::network_behind(g).size();
}
template <network_bgl::Model G>
std::pair<network_bgl::MemberIterator, network_bgl::MemberIterator> vertices(const G& g) {
  return {network_bgl::MemberIterator(0), network_bgl::MemberIterator(num_vertices(g))};
}
template <network_bgl::Model G>
std::size_t num_edges(const G& g) {
  return network_bgl::network_behind(g).ties().size();
}
template <network_bgl::Model G>
std::pair<network_bgl::TieIterator, network_bgl::TieIterator> edges(const G& g) {
  const std::span<const Tie> ties = network_bgl::network_behind(g).ties();
  return {{ties.data(), 0}, {ties.data(), ties.size()}};
}
template <network_bgl::Model G>
std::pair<network_bgl::RowIterator<false>, network_bgl::RowIterator<false>> out_edges(std::uint32_t v, const G& g) {
  const Network& network = network_bgl::network_behind(g);
  network.poll();
  const std::span<const Arc> row = network.out(v);
  return {{row.data(), v}, {row.data() + row.size(), v}};
}
template <network_bgl::Model G>
std::pair<network_bgl::RowIterator<true>, network_bgl::RowIterator<true>> in_edges(std::uint32_t v, const G& g) {
  const Network& network = network_bgl::network_behind(g);
  network.poll();
  const std::span<const Arc> row = network.in(v);
  return {{row.data(), v}, {row.data() + row.size(), v}};
}
template <network_bgl::Model G>
std::size_t out_degree(std::uint32_t v, const G& g) {
  return network_bgl::network_behind(g).out(v).size();
}
template <network_bgl::Model G>
std::size_t in_degree(std::uint32_t v, const G& g) {
  return network_bgl::network_behind(g).in(v).size();
}
inline std::size_t degree(std::uint32_t v, const Network& g) {
  return out_degree(v, g) + in_degree(v, g);
}
inline std::size_t degree(std::uint32_t v, const UndirectedNetwork& g) {
  return out_degree(v, g);
}
template <network_bgl::Model G>
std::uint32_t source(const TieDescriptor& e, const G&) {
  return e.from;
}
template <network_bgl::Model G>
std::uint32_t target(const TieDescriptor& e, const G&) {
  return e.to;
}
template <network_bgl::Model G>
std::pair<network_bgl::AdjacencyIterator<G>, network_bgl::AdjacencyIterator<G>> adjacent_vertices(std::uint32_t v,
                                                                                                  const G& g) {
  const auto [first, last] = out_edges(v, g);
  return {network_bgl::AdjacencyIterator<G>(first, &g), network_bgl::AdjacencyIterator<G>(last, &g)};
}
template <network_bgl::Model G>
std::pair<TieDescriptor, bool> edge(std::uint32_t u, std::uint32_t v, const G& g) {
  const auto [first, last] = out_edges(u, g);
  const auto found = std::find_if(first, last, [&](const TieDescriptor& e) { return e.to == v; });
  return found == last ? std::pair(TieDescriptor(), false) : std::pair(*found, true);
}
template <network_bgl::Model G>
boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const G&) {
  return {};
}
template <network_bgl::Model G>
std::uint32_t get(boost::vertex_index_t, const G&, std::uint32_t v) {
  return v;
}
template <network_bgl::Model G>
network_bgl::TieIndexMap get(boost::edge_index_t, const G&) {
  return {};
}
template <network_bgl::Model G>
std::uint32_t get(boost::edge_index_t, const G&, const TieDescriptor& e) {
  return e.tie;
}

}  // namespace entente

namespace boost {

template <>
struct graph_traits<entente::Network> : entente::network_bgl::Traits {
  using directed_category = bidirectional_tag;
  using adjacency_iterator = entente::network_bgl::AdjacencyIterator<entente::Network>;
};
template <>
struct graph_traits<entente::UndirectedNetwork> : entente::network_bgl::Traits {
  using directed_category = undirected_tag;
  using adjacency_iterator = entente::network_bgl::AdjacencyIterator<entente::UndirectedNetwork>;
};
// Some algorithms ask for the traits of a graph that is const.
template <entente::network_bgl::Model G>
struct graph_traits<const G> : graph_traits<G> {};

template <entente::network_bgl::Model G>
struct property_map<G, vertex_index_t> {
  using type = typed_identity_property_map<std::uint32_t>;
  using const_type = type;
};
template <entente::network_bgl::Model G>
struct property_map<G, edge_index_t> {
  using type = entente::network_bgl::TieIndexMap;
  using const_type = type;
};

}  // namespace boost
