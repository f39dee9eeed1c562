#include "algorithms/network_of.hpp"

#include <utility>

namespace entente {

TieChoice::TieChoice(const View& view, const StepChoice& choice) : view_(view), choice_(choice) {
  if (choice.through_apparatus) return;
  const TemporalGraph& graph = view.graph();
  apparatus_.resize(graph.vertex_count());
  for (const std::string& name : graph.label_names()) {
    const std::optional<SymbolId> label = graph.symbol(name);
    if (!label || !graph.traits().entity(*label).is_apparatus) continue;
    for (const Vertex v : graph.vertices_with_label(*label)) has_apparatus_ = apparatus_[v] = true;
  }
}

NetworkOf network_of(const View& view, const StepChoice& choice) {
  struct Found {
    Edge edge;
    Tie tie;
  };
  constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  std::vector<Found> found;
  std::vector<std::uint32_t> member(view.graph().vertex_count(), kNone);
  TieChoice(view, choice).each([&](Edge e, const Tie& tie) {
    if (!view.admits(e)) return;
    found.push_back({e, tie});
    member[tie.from] = member[tie.to] = 0;
  });
  if (!choice.any_type)
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.edge < b.edge; });

  std::vector<Vertex> vertices;
  for (Vertex v = 0; v < member.size(); ++v) {
    if (member[v] == kNone) continue;
    member[v] = static_cast<std::uint32_t>(vertices.size());
    vertices.push_back(v);
  }
  std::vector<Edge> edges;
  std::vector<Tie> ties;
  edges.reserve(found.size());
  ties.reserve(found.size());
  for (const Found& f : found) {
    edges.push_back(f.edge);
    ties.push_back({member[f.tie.from], member[f.tie.to], f.tie.both_ways});
  }
  const auto members = static_cast<std::uint32_t>(vertices.size());
  return {std::move(vertices), std::move(edges),
          Network(members, std::move(ties), choice.direction != Direction::kBoth, view.watch())};
}

}  // namespace entente
