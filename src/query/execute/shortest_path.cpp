// Fewest relations between two nodes of a row.
#include "algorithms/shortest_path.hpp"

#include <absl/container/flat_hash_map.h>

#include <limits>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/step_cursor.hpp"

namespace entente {
namespace {

Direction direction_of(plan::Direction direction) {
  switch (direction) {
    case plan::Direction::kOut:
      return Direction::kOut;
    case plan::Direction::kIn:
      return Direction::kIn;
    case plan::Direction::kBoth:
      return Direction::kBoth;
  }
  return Direction::kBoth;
}

// The search where each relation must fulfil a condition on itself or stand on the word of certain sources: level by
// level from one end, the condition evaluated once for each relation that is met.
class ConditionalSearch {
 public:
  using Allowed = std::function<bool(Edge)>;

  ConditionalSearch(const StepChoice& choice, Vertex from, Vertex to, std::uint64_t max_length, bool all,
                    Allowed allowed)
      : choice_(choice), from_(from), to_(to), max_length_(max_length), all_(all), allowed_(std::move(allowed)) {}

  std::vector<Path> paths() {
    if (!choice_.admits_vertex(from_) || !choice_.admits_vertex(to_)) return {};
    reached_[from_].length = 0;
    std::vector<Vertex> level{from_}, next;
    for (std::uint64_t length = 1; length <= max_length_ && !level.empty() && !reached_.contains(to_); ++length) {
      next.clear();
      for (const Vertex v : level) visit(v, length, next);
      level.swap(next);
    }
    if (reached_.contains(to_)) trace();
    return std::move(paths_);
  }

 private:
  struct Reached {
    std::uint64_t length;
    std::vector<std::pair<Vertex, Edge>>
        by;  // the last steps of the shortest paths to it; one of them unless all are wanted
  };

  void visit(Vertex v, std::uint64_t length, std::vector<Vertex>& next) {
    StepCursor cursor;
    cursor.start(choice_, v);
    Vertex w = 0;
    Edge edge = 0;
    while (cursor.next(choice_, w, edge)) {
      const auto found = reached_.find(w);
      if (found != reached_.end() && (!all_ || found->second.length != length)) continue;
      if (!allowed_(edge)) continue;
      if (found == reached_.end()) next.push_back(w);
      Reached& reached = reached_[w];
      reached.length = length;
      reached.by.emplace_back(v, edge);
    }
  }

  // Backwards from the goal along every choice of last steps.
  void trace() {
    struct Frame {
      Vertex at;
      std::size_t choice = 0;
    };
    std::vector<Frame> frames{{to_}};
    std::vector<Edge> edges;
    while (!frames.empty()) {
      Frame& frame = frames.back();
      const auto& by = reached_.at(frame.at).by;
      if (frame.at == from_) add_path(frames.size(), edges, [&](std::size_t i) { return frames[i].at; });
      if (frame.at == from_ || frame.choice == by.size()) {
        frames.pop_back();
        if (!edges.empty()) edges.pop_back();
        continue;
      }
      const auto [before, edge] = by[frame.choice++];
      edges.push_back(edge);
      frames.push_back({before});
    }
  }

  template <class VertexAt>
  void add_path(std::size_t nodes, const std::vector<Edge>& edges, const VertexAt& vertex_at) {
    Path path;
    for (std::size_t i = nodes; i > 0; --i) path.nodes.push_back(NodeRef{vertex_at(i - 1)});
    for (std::size_t i = edges.size(); i > 0; --i) path.relationships.push_back(RelationshipRef{edges[i - 1]});
    paths_.push_back(std::move(path));
  }

  const StepChoice& choice_;
  Vertex from_, to_;
  std::uint64_t max_length_;
  bool all_;
  Allowed allowed_;
  absl::flat_hash_map<Vertex, Reached> reached_;
  std::vector<Path> paths_;
};

// No path leads from a node to itself, but for the one of length 0 where `min` allows it.
class ShortestPaths final : public RowSource {
 public:
  ShortestPaths(const plan::ShortestPath& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        input_(build(node.input, context, argument), context),
        choice_(context, node.slice, node.direction, node.types, node.any_type) {
    path_choice_.edges = {choice_.slice, node.types, direction_of(node.direction)};
    const std::uint64_t max = node.max.value_or(kUnbounded);
    path_choice_.max_length = max < kUnbounded ? static_cast<std::uint32_t>(max) : kUnbounded;
  }

  bool next(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == paths_.size() && !find_paths()) break;
      while (place_ < paths_.size() && !out.full()) emit(out, paths_[place_++]);
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    paths_.clear();
    place_ = 0;
  }

 private:
  // Paths of the next row that has some. False at the end.
  bool find_paths() {
    place_ = 0;
    paths_.clear();
    while (paths_.empty()) {
      row_ = input_.next();
      if (row_ == nullptr) return false;
      Vertex from = 0, to = 0;
      if (node_in(row_[node_.from], from) && node_in(row_[node_.to], to)) search(from, to);
    }
    return true;
  }

  std::optional<Path> one_path(Vertex from, Vertex to) const {
    return context_.boost_paths ? shortest_path_boost(context_.graph, from, to, path_choice_)
                                : shortest_path(context_.graph, from, to, path_choice_);
  }

  void search(Vertex from, Vertex to) {
    if (from == to) {
      if (node_.min == 0 && choice_.admits_vertex(from) && choice_.supports_vertex(from))
        paths_.push_back(Path{{NodeRef{from}}, {}});
      return;
    }
    if (path_choice_.max_length == 0 || (!node_.any_type && node_.types.empty())) return;
    if (node_.each || choice_.sources != nullptr) {
      const auto allowed = [&](Edge edge) {
        if (!node_.each) return true;
        row_[node_.item] = RelationshipRef{edge};
        return certainly(evaluate_truth(*node_.each, row_, context_));
      };
      paths_ = ConditionalSearch(choice_, from, to, path_choice_.max_length, node_.all, allowed).paths();
    } else if (node_.all) {
      paths_ = all_shortest_paths(context_.graph, from, to, path_choice_);
    } else if (std::optional<Path> path = one_path(from, to)) {
      paths_.push_back(std::move(*path));
    }
  }

  void emit(Batch& out, const Path& path) {
    Value* row = out.add(row_);
    if (node_.relationships >= 0) row[node_.relationships] = List(path.relationships.begin(), path.relationships.end());
    if (node_.path >= 0) row[node_.path] = path;
  }

  const plan::ShortestPath& node_;
  ExecutionContext& context_;
  InputRows input_;
  StepChoice choice_;
  PathChoice path_choice_;
  Value* row_ = nullptr;
  std::vector<Path> paths_;  // of the row
  std::size_t place_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::ShortestPath& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<ShortestPaths>(node, context, argument);
}

}  // namespace entente
