#include "entente/graph/bgl.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include <boost/concept_check.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/visitors.hpp>
#include <boost/property_map/function_property_map.hpp>

#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;

template <class Graph>
struct Models {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Vertex, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, EdgeDescriptor, boost::edge_index_t>));
};
template struct Models<TemporalGraph>;
template struct Models<View>;
template struct Models<EdgeView>;
template struct Models<Undirected<View>>;
template struct Models<Undirected<EdgeView>>;
static_assert(std::is_same_v<boost::graph_traits<const View>::vertex_descriptor, Vertex>);
static_assert(
    std::is_same_v<boost::graph_traits<const Undirected<EdgeView>>::directed_category, boost::undirected_tag>);

// a ─▶ b ─▶ c ─▶ d, and a ─▶ d from day 50 on; c exists from day 10 to 40 only.
std::shared_ptr<const TemporalGraph> chain() {
  GraphOf g;
  g.entity("a").entity("b").entity("c", 10, 40).entity("d");
  g.relation("a", "R", "b", 0, 100).relation("b", "R", "c", 0, 100).relation("c", "R", "d", 0, 100);
  g.relation("a", "S", "d", 50, 100).relation("a", "R", "b", 20, 30);
  return g.build();
}

template <class Graph>
std::map<std::string, int> hops_from(const TemporalGraph& base, const Graph& g, std::string_view from) {
  std::vector<int> hops(num_vertices(g), -1);
  const auto index = get(boost::vertex_index, g);
  const auto map = boost::make_iterator_property_map(hops.begin(), index);
  put(map, *base.find(from), 0);
  boost::breadth_first_search(
      g, *base.find(from),
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
  std::map<std::string, int> result;
  for (auto [v, last] = vertices(g); v != last; ++v) result[std::string(base.key(*v))] = hops[get(index, *v)];
  return result;
}

using Hops = std::map<std::string, int>;

TEST(Bgl, BreadthFirstSearchRunsOnTheWholeGraph) {
  const auto g = chain();
  EXPECT_EQ(hops_from(*g, *g, "a"), (Hops{{"a", 0}, {"b", 1}, {"c", 2}, {"d", 1}}));
}

TEST(Bgl, BreadthFirstSearchRunsOnAViewWithoutTheVerticesThatAreNotValid) {
  const auto g = chain();
  EXPECT_EQ(hops_from(*g, View(*g, day_slice(20)), "a"), (Hops{{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}}));
  EXPECT_EQ(hops_from(*g, View(*g, day_slice(45)), "a"), (Hops{{"a", 0}, {"b", 1}, {"d", -1}}));
  EXPECT_EQ(hops_from(*g, View(*g, day_slice(60)), "a"), (Hops{{"a", 0}, {"b", 1}, {"d", 1}}));
}

TEST(Bgl, CountsAgreeWithWhatIsIterated) {
  const auto g = chain();
  const View view(*g, day_slice(45));
  EXPECT_EQ(num_vertices(view), 3U);
  EXPECT_EQ(num_edges(view), 1U);
  EXPECT_EQ(num_edges(*g), 5U);
  const Vertex a = *g->find("a"), b = *g->find("b"), d = *g->find("d");
  EXPECT_EQ(out_degree(a, *g), 3U);
  EXPECT_EQ(out_degree(a, view), 1U);
  EXPECT_EQ(in_degree(d, *g), 2U);
  EXPECT_EQ(in_degree(d, view), 0U);
  EXPECT_EQ(degree(b, *g), 3U);
  EXPECT_EQ(degree(b, view), 1U);
  std::vector<Vertex> sources;
  for (auto [e, last] = in_edges(b, *g); e != last; ++e) {
    EXPECT_EQ(target(*e, *g), b);
    sources.push_back(source(*e, *g));
  }
  EXPECT_THAT(sources, ElementsAre(a, a));
}

TEST(Bgl, AdjacencyIsAskedOfTheSlice) {
  const auto g = chain();
  const Vertex a = *g->find("a"), d = *g->find("d");
  const auto [found, exists] = edge(a, d, *g);
  ASSERT_TRUE(exists);
  EXPECT_EQ(g->symbol_name(g->type(found.index)), "S");
  EXPECT_TRUE(edge(a, d, View(*g, day_slice(60))).second);
  EXPECT_FALSE(edge(a, d, View(*g, day_slice(20))).second);
  EXPECT_FALSE(edge(d, a, *g).second);
}

template <class Graph>
std::vector<std::string> neighbours(const TemporalGraph& base, const Graph& g, std::string_view of) {
  std::vector<std::string> names;
  for (auto [v, last] = adjacent_vertices(*base.find(of), g); v != last; ++v) names.emplace_back(base.key(*v));
  return names;
}

TEST(Bgl, NeighboursAreThoseOfTheSlice) {
  const auto g = chain();
  EXPECT_THAT(neighbours(*g, *g, "a"), ElementsAre("b", "b", "d"));
  EXPECT_THAT(neighbours(*g, View(*g, day_slice(45)), "a"), ElementsAre("b"));
}

TEST(Bgl, AnUndirectedViewHasEachEdgeAtBothEnds) {
  const auto g = chain();
  const View view(*g, day_slice(25));
  const auto both = undirected(view);
  EXPECT_EQ(num_vertices(both), num_vertices(view));
  EXPECT_EQ(num_edges(both), num_edges(view));
  EXPECT_THAT(neighbours(*g, both, "b"), testing::UnorderedElementsAre("a", "a", "c"));
  EXPECT_EQ(degree(*g->find("b"), both), 3U);
  std::size_t ends = 0;
  for (auto [v, last] = vertices(both); v != last; ++v) {
    for (auto [e, end] = out_edges(*v, both); e != end; ++e, ++ends) EXPECT_EQ(source(*e, both), *v);
    for (auto [e, end] = in_edges(*v, both); e != end; ++e) EXPECT_EQ(target(*e, both), *v);
  }
  EXPECT_EQ(ends, 2 * num_edges(both));
  EXPECT_TRUE(edge(*g->find("c"), *g->find("b"), both).second);
  EXPECT_EQ(edge(*g->find("c"), *g->find("b"), both).first.source, *g->find("c"));
  EXPECT_FALSE(edge(*g->find("c"), *g->find("a"), both).second);
  EXPECT_EQ(hops_from(*g, undirected(*g), "d"), (Hops{{"a", 1}, {"b", 2}, {"c", 1}, {"d", 0}}));
}

TEST(Bgl, ALoopStandsTwiceAmongTheEdgesOfAnUndirectedView) {
  GraphOf of;
  of.entity("a").relation("a", "R", "a", 0, 100);
  const auto g = of.build();
  EXPECT_EQ(degree(0, undirected(*g)), 2U);
  EXPECT_EQ(num_edges(undirected(*g)), 1U);
}

TEST(Bgl, TypesAreChosenWithThoseBelowAndByTheirInverse) {
  Ontology ontology;
  RelationType above, below;
  above.name = "R";
  above.inverse = "BACK";
  below.name = "S";
  below.sub_relation_of = "R";
  ontology.relation_types = {above, below};
  GraphOf of(ontology);
  of.entity("a").entity("b");
  of.relation("a", "R", "b", 0, 100).relation("a", "S", "b", 0, 50).relation("b", "T", "a", 0, 100);
  const auto g = of.build();
  const View view(*g, day_slice(60));
  EXPECT_EQ(num_edges(of_types(*g, {"R"})), 2U);
  EXPECT_EQ(num_edges(of_types(view, {"R"})), 1U);
  EXPECT_EQ(num_edges(of_types(*g, {"BACK"})), 2U);
  EXPECT_EQ(num_edges(of_types(*g, {"S", "T"})), 2U);
  EXPECT_EQ(num_edges(of_types(of_types(*g, {"S", "T"}), {"R"})), 1U);
  EXPECT_EQ(num_edges(of_types(*g, {"NEVER_SAID"})), 0U);
  EXPECT_EQ(num_vertices(of_types(*g, {"NEVER_SAID"})), 2U);
}

TEST(Bgl, ASimpleViewHasOneOfParallelEdges) {
  GraphOf of;
  of.entity("a").entity("b");
  of.relation("a", "R", "b", 0, 50).relation("a", "R", "b", 0, 100).relation("b", "R", "a", 0, 100);
  const auto g = of.build();
  EXPECT_EQ(num_edges(simple(*g)), 2U);
  EXPECT_EQ(num_edges(simple(undirected(*g))), 1U);
  // The one that is left is of the slice.
  EXPECT_EQ(num_edges(simple(View(*g, day_slice(60)))), 2U);
}

TEST(Bgl, OtherAlgorithmsRunUnchanged) {
  const auto g = chain();
  const View view(*g, day_slice(45));
  std::vector<int> component(num_vertices(view));
  EXPECT_EQ(boost::strong_components(
                view, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, view))),
            3);

  std::vector<double> rank(num_vertices(view));
  boost::graph::page_rank(view, boost::make_iterator_property_map(rank.begin(), get(boost::vertex_index, view)));
  EXPECT_GT(rank[view.index_of(*g->find("b"))], rank[view.index_of(*g->find("a"))]);

  std::vector<int> distance(num_vertices(*g));
  const auto weight = boost::make_function_property_map<EdgeDescriptor, int>(
      [&](const EdgeDescriptor& e) { return g->symbol_name(g->type(e.index)) == "S" ? 10 : 1; });
  boost::dijkstra_shortest_paths(*g, *g->find("a"),
                                 boost::weight_map(weight).distance_map(boost::make_iterator_property_map(
                                     distance.begin(), get(boost::vertex_index, *g))));
  EXPECT_EQ(distance[*g->find("d")], 3);
}

}  // namespace
}  // namespace entente
