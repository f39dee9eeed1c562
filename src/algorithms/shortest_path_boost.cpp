// The shortest path as Boost.Graph finds it, over the snapshot's models of its concepts.
#include <algorithm>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>

#include "algorithms/shortest_path.hpp"
#include "entente/graph/bgl.hpp"

namespace entente {
namespace {

// A choice as a predicate of boost::filtered_graph.
struct IsChosen {
  const TemporalGraph* graph = nullptr;
  const PathChoice* choice = nullptr;
  Vertex from = 0, to = 0;
  bool operator()(const EdgeDescriptor& e) const {
    const StepChoice& steps = choice->steps;
    const bool typed =
        steps.any_type || std::find(steps.types.begin(), steps.types.end(), graph->type(e.index)) != steps.types.end();
    return typed && may_touch(e.source) && may_touch(e.target) && (!choice->allowed || choice->allowed(e.index));
  }
  bool may_touch(Vertex v) const {
    return choice->steps.through_apparatus || v == from || v == to || !is_apparatus(*graph, v);
  }
};

// Whether an edge of the undirected view may be taken from the end at which it stands.
struct FitsDirection {
  const TemporalGraph* graph = nullptr;
  const StepChoice* steps = nullptr;
  bool operator()(const EdgeDescriptor& e) const {
    const SymbolId type = graph->type(e.index);
    const Direction direction = direction_of(type);
    if (direction == Direction::kBoth) return true;
    if (steps->symmetric_both_ways && graph->traits().relation(type).symmetric) return true;
    return (graph->source(e.index) == e.source) == (direction == Direction::kOut);
  }
  Direction direction_of(SymbolId type) const {
    if (steps->any_type) return steps->direction;
    const auto at = std::find(steps->types.begin(), steps->types.end(), type);
    if (at == steps->types.end()) return steps->direction;
    return steps->direction_at(static_cast<std::size_t>(at - steps->types.begin()));
  }
};

struct Reached {};

// Notes the edge by which each vertex was first reached, and ends the search at `goal`.
class EdgeRecorder : public boost::default_bfs_visitor {
 public:
  EdgeRecorder(const View& view, Vertex goal, std::vector<EdgeDescriptor>& by) : view_(&view), goal_(goal), by_(&by) {}
  template <class Graph>
  void tree_edge(const EdgeDescriptor& e, const Graph&) {
    (*by_)[view_->index_of(e.target)] = e;
    if (e.target == goal_) throw Reached();
  }

 private:
  const View* view_;
  Vertex goal_;
  std::vector<EdgeDescriptor>* by_;
};

// The edges of a shortest path from `from` to `to` along the direction of `graph`, last one first; empty where there is
// none.
template <class Graph>
std::vector<EdgeDescriptor> search(const Graph& graph, const View& view, Vertex from, Vertex to) {
  std::vector<EdgeDescriptor> by(view.vertex_count());
  std::vector<boost::default_color_type> color(view.vertex_count());
  const auto color_map = boost::make_iterator_property_map(color.begin(), get(boost::vertex_index, view));
  std::vector<EdgeDescriptor> edges;
  try {
    boost::breadth_first_search(graph, from, boost::visitor(EdgeRecorder(view, to, by)).color_map(color_map));
  } catch (const Reached&) {
    for (Vertex v = to; v != from; v = edges.back().source) edges.push_back(by[view.index_of(v)]);
  }
  return edges;
}

}  // namespace

std::optional<Path> shortest_path_boost(const View& view, Vertex from, Vertex to, const PathChoice& choice) {
  if (!view.admits_vertex(from) || !view.admits_vertex(to)) return std::nullopt;
  if (from == to) return Path{{NodeRef{from}}, {}};
  const TemporalGraph& base = view.graph();
  const auto may_take = [&view, directed = FitsDirection{&base, &choice.steps},
                         chosen = IsChosen{&base, &choice, from, to}](const EdgeDescriptor& e) {
    view.poll();
    return directed(e) && chosen(e);
  };
  const std::function<bool(const EdgeDescriptor&)> filter(may_take);
  const Undirected<View> either = undirected(view);
  std::vector<EdgeDescriptor> edges =
      search(boost::filtered_graph<Undirected<View>, std::function<bool(const EdgeDescriptor&)>>(either, filter), view,
             from, to);
  if (edges.empty() || edges.size() > choice.max_length) return std::nullopt;
  std::reverse(edges.begin(), edges.end());
  Path path{{NodeRef{from}}, {}};
  for (const EdgeDescriptor& e : edges) {
    path.nodes.push_back(NodeRef{e.target});
    path.relationships.push_back(RelationshipRef{e.index});
  }
  return path;
}

}  // namespace entente
