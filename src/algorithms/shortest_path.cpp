#include "algorithms/shortest_path.hpp"

#include <algorithm>

namespace entente {
namespace {

constexpr Edge kNoEdge = std::numeric_limits<Edge>::max();

// Where the two searches met: the edge between a vertex that the one and a vertex that the other had reached.
struct Meeting {
  Vertex near_from, near_to;
  Edge edge;
  std::uint32_t length;
};

// The choice as seen from the other end.
StepChoice turned(StepChoice steps) {
  steps.direction = reversed(steps.direction);
  return steps;
}

bool may_take(const PathChoice& choice, const StepCursor& step) {
  return !choice.allowed || choice.allowed(step.edge());
}

// Grows one search by one hop. Returns the first edge that joins it to the other search.
std::optional<Meeting> grow(const View& view, const PathChoice& choice, const Steps& steps, bool forward,
                            VertexMarks& own, const VertexMarks& other, std::vector<Vertex>& frontier,
                            std::vector<Vertex>& next) {
  next.clear();
  Meeting meeting{0, 0, kNoEdge, 0};
  const bool met = steps.from_each(frontier, [&](Vertex u, const StepCursor& step) {
    const Vertex w = step.neighbor();
    if (own.has(w) || !may_take(choice, step)) return false;
    if (other.has(w)) {
      meeting = forward ? Meeting{u, w, step.edge(), 0} : Meeting{w, u, step.edge(), 0};
      return true;
    }
    if (!choice.steps.through_apparatus && is_apparatus(view.graph(), w)) return false;
    own.set(w, step.edge());
    next.push_back(w);
    return false;
  });
  if (met) return meeting;
  frontier.swap(next);
  return std::nullopt;
}

// Both searches hold whole levels when they meet, so the first meeting is on a shortest path. Requires from != to.
std::optional<Meeting> meet(const View& view, Vertex from, Vertex to, const PathChoice& choice, TraversalScratch& s) {
  const StepChoice back = turned(choice.steps);
  const Steps forward(view, choice.steps);
  const Steps backward(view, back);
  s.forward.reset(view.graph().vertex_count());
  s.backward.reset(view.graph().vertex_count());
  s.forward.set(from, kNoEdge);
  s.backward.set(to, kNoEdge);
  s.frontier.assign(1, from);
  s.back_frontier.assign(1, to);
  for (std::uint32_t length = 1; length <= choice.max_length && !s.frontier.empty() && !s.back_frontier.empty();
       ++length) {
    std::optional<Meeting> meeting =
        s.frontier.size() <= s.back_frontier.size()
            ? grow(view, choice, forward, true, s.forward, s.backward, s.frontier, s.next)
            : grow(view, choice, backward, false, s.backward, s.forward, s.back_frontier, s.next);
    if (meeting) {
      meeting->length = length;
      return meeting;
    }
    if (length == kUnbounded) break;
  }
  return std::nullopt;
}

bool both_admitted(const View& view, Vertex from, Vertex to) {
  return view.admits_vertex(from) && view.admits_vertex(to);
}

Vertex other_end(const TemporalGraph& graph, Edge e, Vertex v) {
  return graph.source(e) == v ? graph.target(e) : graph.source(e);
}

Path path_through(const TemporalGraph& graph, const Meeting& meeting, const TraversalScratch& s) {
  Path path;
  Vertex v = meeting.near_from;
  path.nodes.push_back(NodeRef{v});
  for (Edge e = s.forward.at(v); e != kNoEdge; e = s.forward.at(v)) {
    v = other_end(graph, e, v);
    path.nodes.push_back(NodeRef{v});
    path.relationships.push_back(RelationshipRef{e});
  }
  std::reverse(path.nodes.begin(), path.nodes.end());
  std::reverse(path.relationships.begin(), path.relationships.end());
  path.relationships.push_back(RelationshipRef{meeting.edge});
  v = meeting.near_to;
  path.nodes.push_back(NodeRef{v});
  for (Edge e = s.backward.at(v); e != kNoEdge; e = s.backward.at(v)) {
    v = other_end(graph, e, v);
    path.nodes.push_back(NodeRef{v});
    path.relationships.push_back(RelationshipRef{e});
  }
  return path;
}

}  // namespace

std::optional<std::uint32_t> shortest_distance(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                               TraversalScratch& scratch) {
  if (!both_admitted(view, from, to)) return std::nullopt;
  if (from == to) return 0;
  const std::optional<Meeting> meeting = meet(view, from, to, choice, scratch);
  if (!meeting) return std::nullopt;
  return meeting->length;
}

std::optional<Path> shortest_path(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                  TraversalScratch& scratch) {
  if (!both_admitted(view, from, to)) return std::nullopt;
  if (from == to) return Path{{NodeRef{from}}, {}};
  const std::optional<Meeting> meeting = meet(view, from, to, choice, scratch);
  if (!meeting) return std::nullopt;
  return path_through(view.graph(), *meeting, scratch);
}

std::optional<Path> shortest_cycle(const View& view, Vertex v, const PathChoice& choice, TraversalScratch& scratch) {
  std::optional<Path> best;
  PathChoice back = choice;
  const Steps steps(view, choice.steps);
  steps.from(v, [&](const StepCursor& step) {
    const Vertex next = step.neighbor();
    const Edge first = step.edge();
    if (choice.max_length == 0 || !may_take(choice, step)) return false;
    const bool is_loop = next == v;
    if (!is_loop && !choice.steps.through_apparatus && is_apparatus(view.graph(), next)) return false;
    back.max_length = static_cast<std::uint32_t>(best ? best->relationships.size() - 1 : choice.max_length) - 1;
    back.allowed = [&](Edge e) { return e != first && (!choice.allowed || choice.allowed(e)); };
    std::optional<Path> rest = is_loop ? Path{{NodeRef{v}}, {}} : shortest_path(view, next, v, back, scratch);
    if (!rest) return false;
    rest->nodes.insert(rest->nodes.begin(), NodeRef{v});
    rest->relationships.insert(rest->relationships.begin(), RelationshipRef{first});
    best = std::move(rest);
    return best->relationships.size() <= 1;
  });
  return best;
}

namespace {

// Marks each vertex with its distance to `to`, hop by hop, until `from` is reached. Returns that distance.
std::optional<std::uint32_t> measure_back(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                          TraversalScratch& s) {
  const StepChoice back = turned(choice.steps);
  const Steps backward(view, back);
  s.backward.reset(view.graph().vertex_count());
  s.backward.set(to, 0);
  s.frontier.assign(1, to);
  for (std::uint32_t hop = 1; hop <= choice.max_length && !s.frontier.empty(); ++hop) {
    s.next.clear();
    backward.from_each(s.frontier, [&](Vertex, const StepCursor& step) {
      const Vertex w = step.neighbor();
      if (s.backward.has(w) || !may_take(choice, step)) return false;
      if (w != from && !choice.steps.through_apparatus && is_apparatus(view.graph(), w)) return false;
      s.backward.set(w, hop);
      s.next.push_back(w);
      return false;
    });
    if (s.backward.has(from)) return s.backward.at(from);
    s.frontier.swap(s.next);
    if (hop == kUnbounded) break;
  }
  return std::nullopt;
}

struct Hop {
  Vertex to;
  Edge edge;
};

// The hops from `v` that come one nearer to the end.
std::vector<Hop> nearer(const PathChoice& choice, const Steps& steps, const VertexMarks& distance, Vertex v,
                        std::uint32_t left) {
  std::vector<Hop> hops;
  steps.from(v, [&](const StepCursor& step) {
    const Vertex w = step.neighbor();
    if (distance.has(w) && distance.at(w) == left - 1 && may_take(choice, step)) hops.push_back({w, step.edge()});
    return false;
  });
  return hops;
}

}  // namespace

std::vector<Path> all_shortest_paths(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                     std::size_t limit, TraversalScratch& scratch) {
  if (limit == 0 || !both_admitted(view, from, to)) return {};
  if (from == to) return {Path{{NodeRef{from}}, {}}};
  const std::optional<std::uint32_t> length = measure_back(view, from, to, choice, scratch);
  if (!length) return {};

  // Depth first, by hand: a level for each hop of the path so far, with the hops not yet tried.
  struct Level {
    std::vector<Hop> hops;
    std::size_t next = 0;
  };
  const Steps steps(view, choice.steps);
  std::vector<Path> paths;
  MemoryCharge kept(view.watch());
  std::vector<Level> levels{{nearer(choice, steps, scratch.backward, from, *length), 0}};
  Path path{{NodeRef{from}}, {}};
  while (!levels.empty()) {
    Level& level = levels.back();
    path.nodes.resize(levels.size());
    path.relationships.resize(levels.size() - 1);
    if (level.next == level.hops.size()) {
      levels.pop_back();
      continue;
    }
    const Hop hop = level.hops[level.next++];
    path.nodes.push_back(NodeRef{hop.to});
    path.relationships.push_back(RelationshipRef{hop.edge});
    if (path.relationships.size() < *length) {
      const auto left = static_cast<std::uint32_t>(*length - path.relationships.size());
      levels.push_back({nearer(choice, steps, scratch.backward, hop.to, left), 0});
      continue;
    }
    kept.add(sizeof(Path) + path.nodes.size() * (sizeof(NodeRef) + sizeof(RelationshipRef)));
    paths.push_back(path);
    if (paths.size() == limit) break;
  }
  return paths;
}

}  // namespace entente
