#include "algorithms/neighbourhood.hpp"

namespace entente {
namespace {

// Calls level(vertices) for each further hop with the vertices first reached by it.
template <class Level>
void each_level(const View& view, Vertex seed, std::uint32_t hops, const StepChoice& choice, TraversalScratch& s,
                const Level& level) {
  if (!view.admits_vertex(seed)) return;
  const TemporalGraph& graph = view.graph();
  const Steps steps(view, choice);
  s.forward.reset(graph.vertex_count());
  s.forward.set(seed, 0);
  s.frontier.assign(1, seed);
  for (std::uint32_t hop = 0; hop < hops && !s.frontier.empty(); ++hop) {
    s.next.clear();
    steps.neighbors_of(s.frontier, [&](Vertex next) {
      if (s.forward.set(next, 0)) s.next.push_back(next);
    });
    level(s.next);
    if (!choice.through_apparatus) std::erase_if(s.next, [&](Vertex v) { return is_apparatus(graph, v); });
    s.frontier.swap(s.next);
  }
}

}  // namespace

std::vector<Vertex> neighbourhood(const View& view, Vertex seed, std::uint32_t hops, const StepChoice& choice,
                                  TraversalScratch& scratch) {
  std::vector<Vertex> found;
  each_level(view, seed, hops, choice, scratch,
             [&](const std::vector<Vertex>& level) { found.insert(found.end(), level.begin(), level.end()); });
  return found;
}

std::size_t count_neighbourhood(const View& view, Vertex seed, std::uint32_t hops, const StepChoice& choice,
                                TraversalScratch& scratch) {
  std::size_t count = 0;
  each_level(view, seed, hops, choice, scratch, [&](const std::vector<Vertex>& level) { count += level.size(); });
  return count;
}

}  // namespace entente
