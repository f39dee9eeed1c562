// One relation further from a node.
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {

bool is_used(Edge edge, const std::vector<plan::Slot>& slots, const Value* row) {
  const auto is_it = [edge](const Value& v) { return v.is_relationship() && v.relationship().index == edge; };
  for (const plan::Slot slot : slots) {
    const Value& value = row[slot];
    if (is_it(value)) return true;
    if (value.is_list() && std::any_of(value.list().begin(), value.list().end(), is_it)) return true;
  }
  return false;
}

namespace {

class Expansion final : public RowSource {
 public:
  Expansion(const plan::Expand& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)),
        choice_(steps_of(node)) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (row_ == nullptr && !start_row()) break;
      fill(out);
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    row_ = nullptr;
  }

 private:
  // Goes to the next row of the input whose ends are in the slice. False at the end.
  bool start_row() {
    while ((row_ = input_.next()) != nullptr) {
      Vertex from = 0;
      if (!node_in(row_[node_.from], from) || !view_.admits_vertex(from)) continue;
      if (!node_.into) {
        cursor_.start(view_, choice_, from);
        return true;
      }
      if (!node_in(row_[node_.to], goal_) || !view_.admits_vertex(goal_)) continue;
      // From the end with fewer relations.
      const bool turned = degree(goal_, true) < degree(from, false);
      cursor_.start(view_, choice_, turned ? goal_ : from, turned);
      if (turned) goal_ = from;
      return true;
    }
    return false;
  }

  // Relations at `v`, those out of time included: what looking at them costs.
  std::size_t degree(Vertex v, bool turned) const {
    const Direction along = choice_.ways.empty() ? choice_.direction : Direction::kBoth;
    const Direction direction = turned ? reversed(along) : along;
    return (direction != Direction::kIn ? view_.graph().out(v).size() : 0) +
           (direction != Direction::kOut ? view_.graph().in(v).size() : 0);
  }

  void fill(Batch& out) {
    while (!out.full()) {
      if (!cursor_.next()) {
        row_ = nullptr;
        return;
      }
      const Vertex neighbor = cursor_.neighbor();
      const Edge edge = cursor_.edge();
      if (node_.into && neighbor != goal_) continue;
      if (!node_.unique_from.empty() && is_used(edge, node_.unique_from, row_)) continue;
      Value* to = out.add(row_);
      if (node_.relationship >= 0) to[node_.relationship] = RelationshipRef{edge};
      if (!node_.into && node_.to >= 0) to[node_.to] = NodeRef{neighbor};
    }
  }

  const plan::Expand& node_;
  InputRows input_;
  const View& view_;
  StepChoice choice_;
  StepCursor cursor_;
  Value* row_ = nullptr;
  Vertex goal_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::Expand& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Expansion>(node, context, argument);
}

}  // namespace entente
