// Fewest relations between two nodes of a row.
#include "algorithms/shortest_path.hpp"

#include <utility>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

// No path leads from a node to itself, but for the one of length 0 where `min` allows it.
class ShortestPaths final : public RowSource {
 public:
  ShortestPaths(const plan::ShortestPath& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)) {
    path_choice_.steps = steps_of(node);
    path_choice_.steps.through_apparatus = !node.without_apparatus;
    if (node.each) path_choice_.allowed = [this](Edge edge) { return fulfils(edge); };
    const std::uint64_t max = node.max.value_or(kUnbounded);
    path_choice_.max_length = max < kUnbounded ? static_cast<std::uint32_t>(max) : kUnbounded;
  }

  bool produce(Batch& out) override {
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
    return context_.boost_paths ? shortest_path_boost(view_, from, to, path_choice_)
                                : shortest_path(view_, from, to, path_choice_);
  }

  void search(Vertex from, Vertex to) {
    if (from == to) {
      if (node_.min == 0 && view_.admits_vertex(from)) paths_.push_back(Path{{NodeRef{from}}, {}});
      return;
    }
    if (path_choice_.max_length == 0 || (!node_.any_type && node_.types.empty())) return;
    if (node_.all) {
      paths_ = all_shortest_paths(view_, from, to, path_choice_);
    } else if (std::optional<Path> path = one_path(from, to)) {
      paths_.push_back(std::move(*path));
    }
  }

  // The condition on each relation of the path.
  bool fulfils(Edge edge) {
    row_[node_.item] = RelationshipRef{edge};
    return certainly(evaluate_truth(*node_.each, row_, context_));
  }

  void emit(Batch& out, const Path& path) {
    Value* row = out.add(row_);
    if (node_.relationships >= 0) row[node_.relationships] = List(path.relationships.begin(), path.relationships.end());
    if (node_.path >= 0) row[node_.path] = path;
  }

  const plan::ShortestPath& node_;
  ExecutionContext& context_;
  InputRows input_;
  const View& view_;
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
