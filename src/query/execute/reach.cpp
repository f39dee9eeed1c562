// Where paths from a node end, each end once; and how many ends there are.
#include <algorithm>

#include "algorithms/closed_trail.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

// The search itself, from one node after the other.
class EndSearch {
 public:
  EndSearch(const plan::Reach& node, ExecutionContext& context)
      : node_(node),
        view_(view_at(context, node.slice)),
        choice_(steps_of(node)),
        hops_(static_cast<std::uint32_t>(std::min<std::uint64_t>(node.max.value_or(kUnbounded), kUnbounded))) {
    choice_.through_apparatus = !node.without_apparatus;
  }

  const View& view() const { return view_; }
  std::vector<Vertex> ends_besides(Vertex from) const {
    return neighbourhood(view_, from, hops_, choice_, thread_scratch());
  }
  bool is_end(Vertex from, Vertex goal) const {
    return from == goal ? returns(from) : shortest_distance(view_, from, goal, {choice_, hops_}).has_value();
  }
  bool returns(Vertex from) const { return node_.min == 0 || has_closed_trail(view_, from, hops_, choice_); }

 private:
  const plan::Reach& node_;
  const View& view_;
  StepChoice choice_;
  std::uint32_t hops_;
};

class Reaching final : public RowSource {
 public:
  Reaching(const plan::Reach& node, ExecutionContext& context, const Value* argument)
      : node_(node), input_(build(node.input, context, argument), context), search_(node, context) {}

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
      const View& view = search_.view();
      if (!node_in(row_[node_.from], from) || !view.admits_vertex(from)) continue;
      if (node_.into) {
        if (node_in(row_[node_.to], goal) && view.admits_vertex(goal) && search_.is_end(from, goal))
          ends_.push_back(goal);
      } else {
        if (search_.returns(from)) ends_.push_back(from);
        const std::vector<Vertex> others = search_.ends_besides(from);
        ends_.insert(ends_.end(), others.begin(), others.end());
      }
      if (!ends_.empty()) return true;
    }
    return false;
  }

  const plan::Reach& node_;
  InputRows input_;
  EndSearch search_;
  std::vector<Vertex> ends_;
  std::size_t place_ = 0;
  Value* row_ = nullptr;
};

class EndCount final : public RowSource {
 public:
  EndCount(const plan::CountEnds& node, ExecutionContext& context, const Value* argument)
      : node_(node), input_(build(node.search.input, context, argument), context), search_(node.search, context) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      Value* const row = input_.next();
      if (row == nullptr) break;
      const std::int64_t count = count_new_ends(row);
      if (count > 0) out.add(row)[node_.count] = count;
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    seen_.clear();
  }

 private:
  std::int64_t count_new_ends(const Value* row) {
    Vertex from = 0;
    if (!node_in(row[node_.search.from], from) || !search_.view().admits_vertex(from)) return 0;
    if (seen_.empty()) seen_.resize(search_.view().graph().vertex_count());
    std::int64_t count = 0;
    const auto add = [&](Vertex v) {
      count += seen_[v] ? 0 : 1;
      seen_[v] = true;
    };
    for (const Vertex v : search_.ends_besides(from)) add(v);
    if (!node_.besides_start && !seen_[from] && search_.returns(from)) add(from);
    return count;
  }

  const plan::CountEnds& node_;
  InputRows input_;
  EndSearch search_;
  std::vector<bool> seen_;  // ends of the rows so far
};

}  // namespace

RowSourcePtr make_source(const plan::CountEnds& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<EndCount>(node, context, argument);
}
RowSourcePtr make_source(const plan::Reach& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Reaching>(node, context, argument);
}

}  // namespace entente
