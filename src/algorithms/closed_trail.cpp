#include "algorithms/closed_trail.hpp"

#include <array>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"

namespace entente {
namespace {

// The first relations of the walks by which a vertex was reached: the first two, which suffice. Whatever the relation
// that leads back is, one of two is another.
struct FirstSteps {
  std::array<Edge, 2> edges{};
  int count = 0;

  // False, and nothing changes, where it is there already or there are two.
  bool add(Edge e) {
    if (count == 2 || (count == 1 && edges[0] == e)) return false;
    edges[static_cast<std::size_t>(count++)] = e;
    return true;
  }
};

}  // namespace

// Breadth-first, walks told apart by their first relation. A trail that comes back can be shortened until it passes no
// vertex twice; its first and its last relation are then two, or it is a loop; and whoever reaches a neighbour of `v`
// without passing `v` can do so without passing a vertex twice.
bool has_closed_trail(const View& view, Vertex v, std::uint32_t hops, const StepChoice& choice) {
  if (hops == 0 || !view.admits_vertex(v)) return false;
  const Steps steps(view, choice);
  HashMap<Vertex, FirstSteps> reached;
  std::vector<std::pair<Vertex, Edge>> frontier, next;  // a vertex, and the first relation on the way to it
  const auto reach = [&](Vertex at, Edge first) {
    if (reached[at].add(first)) next.emplace_back(at, first);
  };
  const bool has_loop = steps.from(v, [&](const StepCursor& step) {
    if (step.neighbor() == v) return true;
    reach(step.neighbor(), step.edge());
    return false;
  });
  if (has_loop) return true;
  for (std::uint32_t length = 2; length <= hops && !next.empty(); ++length) {
    frontier.swap(next);
    next.clear();
    for (const auto& [at, first] : frontier) {
      if (!choice.through_apparatus && is_apparatus(view.graph(), at)) continue;
      const bool is_back = steps.from(at, [&, first = first](const StepCursor& step) {
        if (step.neighbor() == v) return step.edge() != first;
        reach(step.neighbor(), first);
        return false;
      });
      if (is_back) return true;
    }
    if (length == kUnbounded) break;
  }
  return false;
}

}  // namespace entente
