// How many relations lead on from a node.
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {
namespace {

class StepCount final : public RowSource {
 public:
  StepCount(const plan::CountSteps& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument), context),
        view_(view_at(context, node.slice)),
        choice_(steps_of(node)) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      Value* const row = input_.next();
      if (row == nullptr) break;
      const std::int64_t steps = count(row);
      if (steps > 0) out.add(row)[node_.count] = steps;
    }
    return out.size() > 0;
  }

  void restart() override { input_.restart(); }

 private:
  std::int64_t count(const Value* row) {
    Vertex from = 0;
    if (!node_in(row[node_.from], from) || !view_.admits_vertex(from)) return 0;
    if (view_.is_whole() && node_.unique_from.empty() && node_.ways.empty()) return degree(from);
    std::int64_t steps = 0;
    for (cursor_.start(view_, choice_, from); cursor_.next();)
      if (node_.unique_from.empty() || !is_used(cursor_.edge(), node_.unique_from, row)) ++steps;
    return steps;
  }

  // Of a view that holds everything: the lengths of the rows.
  std::int64_t degree(Vertex v) const {
    const TemporalGraph& graph = view_.graph();
    if (node_.any_type) return of_runs(v, graph.out(v), graph.in(v));
    std::int64_t sum = 0;
    for (const SymbolId type : node_.types) sum += of_runs(v, graph.out(v, type), graph.in(v, type));
    return sum;
  }

  // A relation from a node to itself stands in both, and is one.
  std::int64_t of_runs(Vertex v, const EdgeRun& out, const EdgeRun& in) const {
    if (node_.direction == Direction::kOut) return static_cast<std::int64_t>(out.size());
    if (node_.direction == Direction::kIn) return static_cast<std::int64_t>(in.size());
    const auto& shorter = out.size() < in.size() ? out.neighbor : in.neighbor;
    return static_cast<std::int64_t>(out.size() + in.size()) - std::count(shorter.begin(), shorter.end(), v);
  }

  const plan::CountSteps& node_;
  InputRows input_;
  const View& view_;
  StepChoice choice_;
  StepCursor cursor_;
};

}  // namespace

RowSourcePtr make_source(const plan::CountSteps& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<StepCount>(node, context, argument);
}

}  // namespace entente
