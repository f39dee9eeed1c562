#include "algorithms/neighbourhood.hpp"

namespace entente {
namespace {

// Calls level(vertices) for each further hop with the vertices first reached by it.
template <class Level>
void each_level(const TemporalGraph& graph, Vertex seed, std::uint32_t hops, const EdgeChoice& choice,
                TraversalScratch& s, const Level& level) {
  if (!graph.admits_vertex(choice.slice, seed)) return;
  const Steps steps(graph, choice, choice.direction);
  s.forward.reset(graph.vertex_count());
  s.forward.set(seed, 0);
  s.frontier.assign(1, seed);
  for (std::uint32_t hop = 0; hop < hops && !s.frontier.empty(); ++hop) {
    s.next.clear();
    steps.from_each(s.frontier, [&](Vertex, Vertex w, const auto&) {
      if (s.forward.set(w, 0)) s.next.push_back(w);
      return false;
    });
    level(s.next);
    s.frontier.swap(s.next);
  }
}

}  // namespace

std::vector<Vertex> neighbourhood(const TemporalGraph& graph, Vertex seed, std::uint32_t hops, const EdgeChoice& choice,
                                  TraversalScratch& scratch) {
  std::vector<Vertex> found;
  each_level(graph, seed, hops, choice, scratch,
             [&](const std::vector<Vertex>& level) { found.insert(found.end(), level.begin(), level.end()); });
  return found;
}

std::size_t count_neighbourhood(const TemporalGraph& graph, Vertex seed, std::uint32_t hops, const EdgeChoice& choice,
                                TraversalScratch& scratch) {
  std::size_t count = 0;
  each_level(graph, seed, hops, choice, scratch, [&](const std::vector<Vertex>& level) { count += level.size(); });
  return count;
}

}  // namespace entente
