#include "algorithms/network_of.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace entente {
namespace {

// Which vertices are apparatus, each looked up once.
class Apparatus {
 public:
  explicit Apparatus(const TemporalGraph& graph) : graph_(graph), known_(graph.vertex_count(), kUnknown) {}
  bool has(Vertex v) {
    if (known_[v] == kUnknown) known_[v] = is_apparatus(graph_, v) ? kYes : kNo;
    return known_[v] == kYes;
  }

 private:
  enum : std::uint8_t { kUnknown, kYes, kNo };
  const TemporalGraph& graph_;
  std::vector<std::uint8_t> known_;
};

// Calls visit(edge, direction) for each chosen relation of the view, in order of type.
template <class Visit>
void each_relation(const View& view, const StepChoice& choice, const Visit& visit) {
  constexpr std::size_t kBetweenPolls = 1024;
  const TemporalGraph& graph = view.graph();
  if (choice.any_type) {
    for (Edge e = 0; e < graph.edge_count(); ++e) {
      if (e % kBetweenPolls == 0) view.poll();
      if (view.admits(e)) visit(e, choice.direction);
    }
    return;
  }
  for (std::size_t i = 0; i < choice.types.size(); ++i) {
    std::size_t seen = 0;
    for (const Edge e : graph.edges_of_type(choice.types[i])) {
      if (seen++ % kBetweenPolls == 0) view.poll();
      if (view.admits(e)) visit(e, choice.direction_at(i));
    }
  }
}

}  // namespace

NetworkOf network_of(const View& view, const StepChoice& choice) {
  struct Found {
    Edge edge;
    Direction direction;
  };
  const TemporalGraph& graph = view.graph();
  Apparatus apparatus(graph);
  std::vector<Found> found;
  each_relation(view, choice, [&](Edge e, Direction direction) {
    if (choice.through_apparatus || (!apparatus.has(graph.source(e)) && !apparatus.has(graph.target(e))))
      found.push_back({e, direction});
  });
  if (!choice.any_type)
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.edge < b.edge; });

  constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> member(graph.vertex_count(), kNone);
  for (const Found& f : found) member[graph.source(f.edge)] = member[graph.target(f.edge)] = 0;
  std::vector<Vertex> vertices;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (member[v] == kNone) continue;
    member[v] = static_cast<std::uint32_t>(vertices.size());
    vertices.push_back(v);
  }
  std::vector<Edge> edges;
  std::vector<Tie> ties;
  edges.reserve(found.size());
  ties.reserve(found.size());
  for (const Found& f : found) {
    Tie tie{member[graph.source(f.edge)], member[graph.target(f.edge)],
            f.direction == Direction::kBoth || graph.traits().relation(graph.type(f.edge)).symmetric};
    if (f.direction == Direction::kIn) std::swap(tie.from, tie.to);
    edges.push_back(f.edge);
    ties.push_back(tie);
  }
  const auto members = static_cast<std::uint32_t>(vertices.size());
  return {std::move(vertices), std::move(edges),
          Network(members, std::move(ties), choice.direction != Direction::kBoth, view.watch())};
}

}  // namespace entente
