// Where paths from a node end, each end once.
#include <algorithm>

#include "algorithms/closed_trail.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

class Reaching final : public RowSource {
 public:
  Reaching(const plan::Reach& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)),
        choice_(steps_of(node)),
        hops_(static_cast<std::uint32_t>(std::min<std::uint64_t>(node.max.value_or(kUnbounded), kUnbounded))) {
    choice_.through_apparatus = !node.without_apparatus;
  }

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == ends_.size() && !start_row()) break;
      for (; place_ < ends_.size() && !out.full(); ++place_) {
        Value* row = out.add(row_);
        if (!node_.into && node_.to >= 0) row[node_.to] = NodeRef{ends_[place_]};
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    ends_.clear();
    place_ = 0;
  }

 private:
  // Goes to the next row of the input from which there is an end. False at the end.
  bool start_row() {
    while ((row_ = input_.next()) != nullptr) {
      Vertex from = 0, goal = 0;
      ends_.clear();
      place_ = 0;
      if (!node_in(row_[node_.from], from) || !view_.admits_vertex(from)) continue;
      if (node_.into) {
        if (node_in(row_[node_.to], goal) && view_.admits_vertex(goal) && is_end(from, goal)) ends_.push_back(goal);
      } else {
        if (returns(from)) ends_.push_back(from);
        const std::vector<Vertex> others = neighbourhood(view_, from, hops_, choice_, thread_scratch());
        ends_.insert(ends_.end(), others.begin(), others.end());
      }
      if (!ends_.empty()) return true;
    }
    return false;
  }

  bool is_end(Vertex from, Vertex goal) const {
    return from == goal ? returns(from) : shortest_distance(view_, from, goal, {choice_, hops_}).has_value();
  }
  bool returns(Vertex from) const { return node_.min == 0 || has_closed_trail(view_, from, hops_, choice_); }

  const plan::Reach& node_;
  InputRows input_;
  const View& view_;
  StepChoice choice_;
  std::uint32_t hops_;
  std::vector<Vertex> ends_;
  std::size_t place_ = 0;
  Value* row_ = nullptr;
};

}  // namespace

RowSourcePtr make_source(const plan::Reach& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Reaching>(node, context, argument);
}

}  // namespace entente
