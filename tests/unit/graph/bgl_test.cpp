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
  BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<Graph>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, Vertex, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Graph, EdgeDescriptor, boost::edge_index_t>));
};
template struct Models<TemporalGraph>;
template struct Models<TimesliceView>;

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
  EXPECT_EQ(hops_from(*g, TimesliceView(*g, day_slice(20)), "a"), (Hops{{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}}));
  EXPECT_EQ(hops_from(*g, TimesliceView(*g, day_slice(45)), "a"), (Hops{{"a", 0}, {"b", 1}, {"d", -1}}));
  EXPECT_EQ(hops_from(*g, TimesliceView(*g, day_slice(60)), "a"), (Hops{{"a", 0}, {"b", 1}, {"d", 1}}));
}

TEST(Bgl, CountsAgreeWithWhatIsIterated) {
  const auto g = chain();
  const TimesliceView view(*g, day_slice(45));
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
  EXPECT_TRUE(edge(a, d, TimesliceView(*g, day_slice(60))).second);
  EXPECT_FALSE(edge(a, d, TimesliceView(*g, day_slice(20))).second);
  EXPECT_FALSE(edge(d, a, *g).second);
}

TEST(Bgl, OtherAlgorithmsRunUnchanged) {
  const auto g = chain();
  const TimesliceView view(*g, day_slice(45));
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
