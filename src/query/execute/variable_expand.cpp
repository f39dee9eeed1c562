// Paths of several relations from a node, depth first, no relation twice. The stack is ours: depth costs memory, not
// the stack of the thread.

#include <limits>

#include "algorithms/visited.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

class PathExpansion final : public RowSource {
 public:
  PathExpansion(const plan::VariableExpand& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)),
        choice_(steps_of(node)),
        max_(node.max.value_or(std::numeric_limits<std::uint64_t>::max())),
        lists_(context.watch) {}

  bool produce(Batch& out) override {
    out.clear();
    lists_.release();
    while (!out.full()) {
      if (row_ == nullptr && !start_row(out)) break;
      walk(out);
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    row_ = nullptr;
  }

 private:
  bool start_row(Batch& out) {
    while ((row_ = input_.next()) != nullptr) {
      Vertex from = 0;
      if (!node_in(row_[node_.from], from) || !view_.admits_vertex(from)) continue;
      if (node_.into && (!node_in(row_[node_.to], goal_) || !view_.admits_vertex(goal_))) continue;
      trail_.clear();
      depth_ = 0;
      if (node_.min == 0) emit(out, from);
      if (max_ > 0) push(from);
      return true;
    }
    return false;
  }

  // Goes on until the batch is full or the row is done.
  void walk(Batch& out) {
    while (!out.full()) {
      if (depth_ == 0) {
        row_ = nullptr;
        return;
      }
      StepCursor& cursor = cursors_[depth_ - 1];
      if (!cursor.next()) {
        if (--depth_ > 0) trail_.pop();
        continue;
      }
      const Vertex neighbor = cursor.neighbor();
      const Edge edge = cursor.edge();
      if (!may_follow(edge)) continue;
      trail_.push(edge);
      if (trail_.size() >= node_.min) emit(out, neighbor);
      if (trail_.size() < max_ && may_lead_on(neighbor)) {
        push(neighbor);
      } else {
        trail_.pop();
      }
    }
  }

  // Cursors are kept from path to path: only deeper ones than ever need room.
  void push(Vertex at) {
    if (depth_ == cursors_.size()) cursors_.emplace_back();
    cursors_[depth_++].start(view_, choice_, at);
  }

  bool may_follow(Edge edge) {
    if (trail_.contains(edge)) return false;
    if (!node_.unique_from.empty() && is_used(edge, node_.unique_from, row_)) return false;
    if (!node_.each) return true;
    row_[node_.item] = RelationshipRef{edge};
    return certainly(evaluate_truth(*node_.each, row_, context_));
  }

  bool may_lead_on(Vertex v) const { return !node_.without_apparatus || !is_apparatus(view_.graph(), v); }

  void emit(Batch& out, Vertex to) {
    if (node_.into && to != goal_) return;
    Value* row = out.add(row_);
    if (node_.relationships >= 0) {
      lists_.add(trail_.size() * sizeof(Value));
      List list;
      list.reserve(trail_.size());
      for (const Edge edge : trail_.items()) list.emplace_back(RelationshipRef{edge});
      row[node_.relationships] = std::move(list);
    }
    if (!node_.into && node_.to >= 0) row[node_.to] = NodeRef{to};
  }

  const plan::VariableExpand& node_;
  ExecutionContext& context_;
  InputRows input_;
  const View& view_;
  StepChoice choice_;
  std::uint64_t max_;
  MemoryCharge lists_;  // of the rows given last
  Value* row_ = nullptr;
  Vertex goal_ = 0;
  Visited<Edge> trail_;              // the relations of the path so far
  std::vector<StepCursor> cursors_;  // the first `depth_` of them are in use; one more than the trail has relations
  std::size_t depth_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::VariableExpand& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<PathExpansion>(node, context, argument);
}

}  // namespace entente
