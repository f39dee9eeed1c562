// Networks as models of Boost.Graph's concepts.
#include "measures/network_bgl.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <utility>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/graph_concepts.hpp>

#include "entente/error.hpp"
#include "measures/clustering.hpp"
#include "unit/measures/networks.hpp"

namespace entente {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

// Fails to compile where G is no model.
template <class G>
constexpr bool is_model() {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<G>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, std::uint32_t, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, TieDescriptor, boost::edge_index_t>));
  return true;
}
static_assert(is_model<Network>() && is_model<UndirectedNetwork>());

// Of edges: from, to and the number of the tie.
template <class Range>
std::vector<std::array<std::uint32_t, 3>> listed(const Range& range) {
  std::vector<std::array<std::uint32_t, 3>> result;
  for (auto at = range.first; at != range.second; ++at) {
    const TieDescriptor e = *at;
    result.push_back({e.from, e.to, e.tie});
  }
  return result;
}

using Edge = std::array<std::uint32_t, 3>;

TEST(NetworkBgl, EdgesFollowDirections) {
  const Network g = directed_of(3, {{0, 1}, {1, 2, true}, {2, 2}});
  EXPECT_EQ(num_vertices(g), 3U);
  EXPECT_EQ(num_edges(g), 3U);
  EXPECT_THAT(listed(edges(g)), ElementsAre(Edge{0, 1, 0}, Edge{1, 2, 1}, Edge{2, 2, 2}));
  EXPECT_THAT(listed(out_edges(1, g)), ElementsAre(Edge{1, 2, 1}));
  EXPECT_THAT(listed(in_edges(1, g)), ElementsAre(Edge{0, 1, 0}, Edge{2, 1, 1}));
  EXPECT_THAT(listed(out_edges(2, g)), ElementsAre(Edge{2, 1, 1}, Edge{2, 2, 2}));
  EXPECT_EQ(out_degree(2, g), 2U);
  EXPECT_EQ(in_degree(2, g), 2U);
  EXPECT_EQ(degree(2, g), 4U);
  EXPECT_TRUE(edge(0, 1, g).second);
  EXPECT_FALSE(edge(1, 0, g).second);
  EXPECT_EQ(get(get(boost::edge_index, g), edge(2, 1, g).first), 1U);
}

TEST(NetworkBgl, EdgesLeadEitherWayWithoutDirections) {
  const Network network = undirected_of(3, {{0, 1}, {2, 1}, {2, 2}});
  const UndirectedNetwork g(network);
  EXPECT_THAT(listed(out_edges(1, g)), ElementsAre(Edge{1, 0, 0}, Edge{1, 2, 1}));
  EXPECT_THAT(listed(in_edges(1, g)), ElementsAre(Edge{0, 1, 0}, Edge{2, 1, 1}));
  EXPECT_THAT(listed(out_edges(2, g)), ElementsAre(Edge{2, 1, 1}, Edge{2, 2, 2}, Edge{2, 2, 2}));
  EXPECT_EQ(degree(1, g), 2U);
  const auto [first, last] = adjacent_vertices(1, g);
  EXPECT_THAT(std::vector<std::uint32_t>(first, last), ElementsAre(0, 2));
}

TEST(NetworkBgl, CopiesIntoBoostsOwnGraphs) {
  const Network network = undirected_of(30, random_ties(30, 60, 7));
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> copy(30);
  for (auto [at, last] = edges(UndirectedNetwork(network)); at != last; ++at) add_edge((*at).from, (*at).to, copy);
  ASSERT_EQ(num_edges(copy), 60U);
  for (std::uint32_t v = 0; v < 30; ++v) EXPECT_EQ(degree(v, copy), degree(v, UndirectedNetwork(network)));
}

TEST(NetworkBgl, BoostEndsWhereTheRunDoes) {
  StopSource stop;
  const RunWatch watch(RunControl{.stop = stop.token()});
  const Network g = undirected_of(3, chain_ties(3), &watch);
  EXPECT_EQ(listed(out_edges(1, UndirectedNetwork(g))).size(), 2U);
  stop.request_stop();
  EXPECT_THROW(out_edges(1, UndirectedNetwork(g)), Error);
  EXPECT_THROW(in_edges(1, g), Error);
}

TEST(NetworkBgl, BoostClustersAlike) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Network network = undirected_of(25, random_ties(25, 20 + 5 * seed, seed));
    const Network simple = network.simple();
    std::vector<double> theirs(simple.size());
    boost::all_clustering_coefficients(
        UndirectedNetwork(simple),
        boost::make_iterator_property_map(theirs.begin(), get(boost::vertex_index, UndirectedNetwork(simple))));
    EXPECT_THAT(clustering(network), Pointwise(DoubleNear(1e-12), theirs)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace entente
