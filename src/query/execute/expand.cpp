// One relation further from a node.
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/step_cursor.hpp"

namespace entente {

bool is_used(Edge edge, const std::vector<plan::Slot>& slots, const Value* row) {
  const auto is_it = [edge](const Value& v) { return v.is_relationship() && v.as_relationship().index == edge; };
  for (const plan::Slot slot : slots) {
    const Value& value = row[slot];
    if (is_it(value)) return true;
    if (value.is_list() && std::any_of(value.as_list().begin(), value.as_list().end(), is_it)) return true;
  }
  return false;
}

namespace {

class Expansion final : public RowSource {
 public:
  Expansion(const plan::Expand& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument), context),
        choice_(context, node.slice, node.direction, node.types, node.any_type) {}

  bool next(Batch& out) override {
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
      if (!node_in(row_[node_.from], from) || !choice_.admits_vertex(from)) continue;
      if (!node_.into) {
        cursor_.start(choice_, from);
        return true;
      }
      if (!node_in(row_[node_.to], goal_) || !choice_.admits_vertex(goal_)) continue;
      // From the end with fewer relations.
      const bool turned = choice_.degree(goal_, true) < choice_.degree(from, false);
      cursor_.start(choice_, turned ? goal_ : from, turned);
      if (turned) goal_ = from;
      return true;
    }
    return false;
  }

  void fill(Batch& out) {
    Vertex neighbor = 0;
    Edge edge = 0;
    while (!out.full()) {
      if (!cursor_.next(choice_, neighbor, edge)) {
        row_ = nullptr;
        return;
      }
      if (node_.into && neighbor != goal_) continue;
      if (!node_.unique_from.empty() && is_used(edge, node_.unique_from, row_)) continue;
      Value* to = out.add(row_);
      if (node_.relationship >= 0) to[node_.relationship] = RelationshipRef{edge};
      if (!node_.into && node_.to >= 0) to[node_.to] = NodeRef{neighbor};
    }
  }

  const plan::Expand& node_;
  InputRows input_;
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
