// Leaves: one row, or rows of nodes. Nodes that are not in the slice are left out.
#include <span>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"

namespace entente {
namespace {

class OneRow final : public RowSource {
 public:
  explicit OneRow(const Value* argument) : argument_(argument) {}

  bool next(Batch& out) override {
    out.clear();
    if (given_) return false;
    given_ = true;
    if (argument_ != nullptr) {
      out.add(argument_);
    } else {
      out.add_null();
    }
    return true;
  }
  void restart() override { given_ = false; }

 private:
  const Value* argument_;
  bool given_ = false;
};

// Vertices in ascending order: those listed, or all.
class NodeScan final : public RowSource {
 public:
  NodeScan(plan::Slot slot, std::span<const Vertex> vertices, bool all, plan::SliceIndex slice,
           const ExecutionContext& context, const Value* argument)
      : graph_(context.graph),
        argument_(argument),
        slot_(slot),
        vertices_(vertices),
        all_(all),
        slice_(slice_at(context, slice)) {}

  bool next(Batch& out) override {
    out.clear();
    const std::size_t count = all_ ? graph_.vertex_count() : vertices_.size();
    while (place_ < count && !out.full()) {
      const Vertex v = all_ ? static_cast<Vertex>(place_) : vertices_[place_];
      ++place_;
      if (graph_.admits_vertex(slice_, v)) add_row(out, argument_)[slot_] = NodeRef{v};
    }
    return out.size() > 0;
  }
  void restart() override { place_ = 0; }

 private:
  const TemporalGraph& graph_;
  const Value* argument_;
  plan::Slot slot_;
  std::span<const Vertex> vertices_;
  bool all_;
  Timeslice slice_;
  std::size_t place_ = 0;
};

// The value is computed before the first row.
class Seek final : public RowSource {
 public:
  Seek(const plan::NodeSeek& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), argument_(argument), slice_(slice_at(context, node.slice)) {}

  bool next(Batch& out) override {
    out.clear();
    if (!started_) start();
    while (place_ < candidates_.size() && !out.full()) {
      const Vertex v = candidates_[place_++];
      if (node_.label && !context_.graph.has_label(v, *node_.label)) continue;
      if (!context_.graph.admits_vertex(slice_, v)) continue;
      if (!certainly(equal(context_.graph.property(v, node_.key, slice_), value_))) continue;
      add_row(out, argument_)[node_.node] = NodeRef{v};
    }
    return out.size() > 0;
  }
  void restart() override { started_ = false; }

 private:
  void start() {
    const auto slots = static_cast<std::size_t>(context_.plan.slot_count);
    std::vector<Value> row(slots);
    if (argument_ != nullptr) std::copy(argument_, argument_ + slots, row.begin());
    value_ = evaluate(*node_.value, row.data(), context_);
    // Null equals nothing.
    candidates_ = value_.is_null() ? std::span<const Vertex>{} : context_.graph.vertices_with_value(node_.key, value_);
    place_ = 0;
    started_ = true;
  }

  const plan::NodeSeek& node_;
  ExecutionContext& context_;
  const Value* argument_;
  Timeslice slice_;
  std::span<const Vertex> candidates_;
  Value value_;
  std::size_t place_ = 0;
  bool started_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::Unit&, ExecutionContext&, const Value* argument) {
  return std::make_unique<OneRow>(argument);
}

RowSourcePtr make_source(const plan::Argument&, ExecutionContext&, const Value* argument) {
  return std::make_unique<OneRow>(argument);
}

RowSourcePtr make_source(const plan::AllNodesScan& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<NodeScan>(node.node, std::span<const Vertex>{}, true, node.slice, context, argument);
}

RowSourcePtr make_source(const plan::LabelScan& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<NodeScan>(node.node, context.graph.vertices_with_label(node.label), false, node.slice,
                                    context, argument);
}

RowSourcePtr make_source(const plan::NodeSeek& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Seek>(node, context, argument);
}

}  // namespace entente
