// Shortest paths and neighbourhoods against the plainest possible search: relax all edges until nothing changes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "algorithms/closed_trail.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "laws/random_graphs.hpp"

namespace entente {
namespace {

constexpr std::uint32_t kFar = 1'000'000;

StepChoice random_choice() {
  StepChoice choice;
  for (std::uint32_t t = 0; t < 3; ++t) {
    if (*rc::gen::inRange(0, 3) == 0) choice.types.push_back(SymbolId{t});
  }
  choice.any_type = choice.types.empty();
  choice.direction = static_cast<Direction>(*rc::gen::inRange(0, 3));
  return choice;
}

struct Arc {
  Vertex from, to;
  Edge edge;
};

// Every step that the choice allows, by its definition.
std::vector<Arc> allowed_arcs(const View& view, const StepChoice& choice) {
  const TemporalGraph& g = view.graph();
  std::vector<Arc> arcs;
  for (Edge e = 0; e < g.edge_count(); ++e) {
    const auto& types = choice.types;
    if (!types.empty() && std::find(types.begin(), types.end(), g.type(e)) == types.end()) continue;
    if (!view.admits(e)) continue;
    if (choice.direction != Direction::kIn) arcs.push_back({g.source(e), g.target(e), e});
    if (choice.direction != Direction::kOut) arcs.push_back({g.target(e), g.source(e), e});
  }
  return arcs;
}

std::vector<std::uint32_t> distances(const View& view, Vertex from, const StepChoice& choice) {
  const TemporalGraph& g = view.graph();
  std::vector<std::uint32_t> d(g.vertex_count(), kFar);
  if (!view.admits_vertex(from)) return d;
  d[from] = 0;
  const std::vector<Arc> arcs = allowed_arcs(view, choice);
  for (Vertex round = 0; round < g.vertex_count(); ++round) {
    for (const Arc& a : arcs) d[a.to] = std::min(d[a.to], d[a.from] + 1);
  }
  return d;
}

// The path starts and ends where it should and takes only allowed steps.
bool is_walk(const Path& path, Vertex from, Vertex to, const std::vector<Arc>& arcs) {
  if (path.nodes.size() != path.relationships.size() + 1) return false;
  if (path.nodes.front().index != from || path.nodes.back().index != to) return false;
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    const bool allowed = std::any_of(arcs.begin(), arcs.end(), [&](const Arc& a) {
      return a.from == path.nodes[i].index && a.to == path.nodes[i + 1].index && a.edge == path.relationships[i].index;
    });
    if (!allowed) return false;
  }
  return true;
}

// All shortest walks as lists of edges, by trying every arc at every step.
void extend(const std::vector<Arc>& arcs, Vertex at, Vertex to, std::uint32_t left, std::vector<Edge>& edges,
            std::set<std::vector<Edge>>& found) {
  if (left == 0) {
    if (at == to) found.insert(edges);
    return;
  }
  for (const Arc& a : arcs) {
    if (a.from != at) continue;
    edges.push_back(a.edge);
    extend(arcs, a.to, to, left - 1, edges, found);
    edges.pop_back();
  }
}

RC_GTEST_PROP(PathsLaw, ShortestPathsHaveTheLeastLength, ()) {
  const RandomGraph world = *random_graph();
  const auto g = world.build();
  const View view(*g, *random_slice());
  PathChoice choice;
  choice.steps = random_choice();
  choice.max_length = *rc::gen::element(kUnbounded, 0U, 1U, 2U, 3U);
  const std::vector<Arc> arcs = allowed_arcs(view, choice.steps);
  for (Vertex from = 0; from < g->vertex_count(); ++from) {
    const std::vector<std::uint32_t> expected = distances(view, from, choice.steps);
    for (Vertex to = 0; to < g->vertex_count(); ++to) {
      const bool exists = expected[to] < kFar && expected[to] <= choice.max_length;
      const auto length = shortest_distance(view, from, to, choice);
      RC_ASSERT(length.has_value() == exists);
      const std::optional<Path> by_hand = shortest_path(view, from, to, choice);
      const std::optional<Path> by_boost = shortest_path_boost(view, from, to, choice);
      RC_ASSERT(by_hand.has_value() == exists && by_boost.has_value() == exists);
      if (!exists) continue;
      RC_ASSERT(*length == expected[to]);
      for (const Path& path : {*by_hand, *by_boost}) {
        RC_ASSERT(path.relationships.size() == expected[to]);
        RC_ASSERT(is_walk(path, from, to, arcs));
      }
    }
  }
}

RC_GTEST_PROP(PathsLaw, AllShortestPathsAreFoundOnceEach, ()) {
  const RandomGraph world = *random_graph(14);
  const auto g = world.build();
  const View view(*g, *random_slice());
  PathChoice choice;
  choice.steps = random_choice();
  const std::vector<Arc> arcs = allowed_arcs(view, choice.steps);
  const Vertex from = *rc::gen::inRange<Vertex>(0, g->vertex_count());
  const std::vector<std::uint32_t> distance = distances(view, from, choice.steps);
  for (Vertex to = 0; to < g->vertex_count(); ++to) {
    std::set<std::vector<Edge>> expected, found;
    std::vector<Edge> edges;
    if (distance[to] < kFar) extend(arcs, from, to, distance[to], edges, expected);
    const std::vector<Path> paths = all_shortest_paths(view, from, to, choice);
    for (const Path& path : paths) {
      RC_ASSERT(is_walk(path, from, to, arcs));
      std::vector<Edge> list;
      for (const RelationshipRef r : path.relationships) list.push_back(r.index);
      found.insert(list);
    }
    RC_ASSERT(paths.size() == found.size());
    RC_ASSERT(found == expected);
  }
}

RC_GTEST_PROP(PathsLaw, ANeighbourhoodIsWhatIsNearEnough, ()) {
  const RandomGraph world = *random_graph();
  const auto g = world.build();
  const View view(*g, *random_slice());
  const StepChoice choice = random_choice();
  const std::uint32_t hops = *rc::gen::inRange(0U, 5U);
  for (Vertex seed = 0; seed < g->vertex_count(); ++seed) {
    const std::vector<std::uint32_t> distance = distances(view, seed, choice);
    std::vector<Vertex> found = neighbourhood(view, seed, hops, choice);
    RC_ASSERT(count_neighbourhood(view, seed, hops, choice) == found.size());
    RC_ASSERT(
        std::is_sorted(found.begin(), found.end(), [&](Vertex a, Vertex b) { return distance[a] < distance[b]; }));
    std::sort(found.begin(), found.end());
    std::vector<Vertex> expected;
    for (Vertex v = 0; v < g->vertex_count(); ++v) {
      if (v != seed && distance[v] <= hops) expected.push_back(v);
    }
    RC_ASSERT(found == expected);
  }
}

// Some types one way, some either way.
StepChoice choice_of_ways() {
  StepChoice choice;
  choice.any_type = false;
  choice.direction = Direction::kOut;
  choice.symmetric_both_ways = false;
  for (std::uint32_t t = 0; t < 3; ++t) {
    choice.types.push_back(SymbolId{t});
    choice.ways.push_back(static_cast<Direction>(*rc::gen::inRange(0, 3)));
  }
  return choice;
}

// Whether a trail of at most `left` relations leads on to `goal`, by trying them all.
bool comes_to(const std::vector<Arc>& arcs, Vertex at, Vertex goal, std::uint32_t left, std::vector<Edge>& used) {
  if (left == 0) return false;
  for (const Arc& a : arcs) {
    if (a.from != at || std::find(used.begin(), used.end(), a.edge) != used.end()) continue;
    if (a.to == goal) return true;
    used.push_back(a.edge);
    const bool found = comes_to(arcs, a.to, goal, left - 1, used);
    used.pop_back();
    if (found) return true;
  }
  return false;
}

RC_GTEST_PROP(PathsLaw, ClosedTrailsAreFoundWhereOneCanBeWalked, ()) {
  const RandomGraph world = *random_graph();
  const auto g = world.build();
  const View view(*g);
  const StepChoice choice = choice_of_ways();
  std::vector<Arc> arcs;
  for (Edge e = 0; e < g->edge_count(); ++e) {
    const Direction way = choice.ways[g->type(e).value];
    if (way != Direction::kIn) arcs.push_back({g->source(e), g->target(e), e});
    if (way != Direction::kOut) arcs.push_back({g->target(e), g->source(e), e});
  }
  for (Vertex v = 0; v < g->vertex_count(); ++v) {
    for (std::uint32_t hops = 0; hops <= 5; ++hops) {
      std::vector<Edge> used;
      RC_ASSERT(has_closed_trail(view, v, hops, choice) == comes_to(arcs, v, v, hops, used));
    }
  }
}

}  // namespace
}  // namespace entente
