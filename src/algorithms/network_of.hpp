// The network that the relations of a view make.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"
#include "measures/network.hpp"

namespace entente {

struct NetworkOf {
  std::vector<Vertex> vertices;  // by member, ascending
  std::vector<Edge> edges;       // by tie, ascending
  Network network;
};

// The chosen relations that take part in the view, and the entities at their ends: one to which none of them leads is
// no member. Without directions where the choice takes both; turned round where it takes kIn, or a type by the name of
// its inverse. Relations of symmetric types lead both ways. Relations from or to apparatus (sources, works) are left
// out unless the choice goes through it. Cost: the relations of the chosen types, and 4 bytes for each vertex of the
// whole graph.
NetworkOf network_of(const View& view, const StepChoice& choice);

// Which of the relations of a graph are chosen, and as what ties.
class TieChoice {
 public:
  TieChoice(const View& view, const StepChoice& choice);

  // Calls visit(edge, tie) for each chosen relation of the whole graph, whether or not it takes part in the view, type
  // by type in order of the edges where types are chosen. The ends of the tie are vertices.
  template <class Visit>
  void each(const Visit& visit) {
    constexpr std::size_t kBetweenPolls = 1024;
    const TemporalGraph& graph = view_.graph();
    if (choice_.any_type) {
      for (const Edge e : graph.edges()) {
        if (e % kBetweenPolls == 0) view_.poll();
        look(e, choice_.direction, visit);
      }
      return;
    }
    for (std::size_t i = 0; i < choice_.types.size(); ++i) {
      std::size_t seen = 0;
      for (const Edge e : graph.edges_of_type(choice_.types[i])) {
        if (seen++ % kBetweenPolls == 0) view_.poll();
        look(e, choice_.direction_at(i), visit);
      }
    }
  }

 private:
  template <class Visit>
  void look(Edge e, Direction direction, const Visit& visit) {
    const TemporalGraph& graph = view_.graph();
    Tie tie{graph.source(e), graph.target(e), false};
    if (!choice_.through_apparatus && has_apparatus_ && (is_left_out(tie.from) || is_left_out(tie.to))) return;
    tie.both_ways = direction == Direction::kBoth || graph.traits().relation(graph.type(e)).symmetric;
    if (direction == Direction::kIn) std::swap(tie.from, tie.to);
    visit(e, tie);
  }
  bool is_left_out(Vertex v) const { return apparatus_[v]; }

  const View& view_;
  const StepChoice& choice_;
  bool has_apparatus_ = false;
  std::vector<bool> apparatus_;  // by vertex
};

}  // namespace entente
