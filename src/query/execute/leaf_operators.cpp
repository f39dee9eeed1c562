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

// The value is computed before the first row. The graph names candidates; each is looked at.
class Seek final : public RowSource {
 public:
  Seek(const plan::NodeSeek& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), argument_(argument), slice_(slice_at(context, node.slice)) {}

  bool next(Batch& out) override {
    out.clear();
    if (!started_) start();
    while (place_ < candidates_.size() && !out.full()) {
      const Vertex v = candidates_[place_++];
      if (fits(v)) add_row(out, argument_)[node_.node] = NodeRef{v};
    }
    return out.size() > 0;
  }
  void restart() override { started_ = false; }

 private:
  void start() {
    started_ = true;
    place_ = 0;
    value_ = evaluate_free(*node_.value, context_, argument_);
    candidates_ = value_.is_null() ? std::span<const Vertex>{}  // null equals nothing
                                   : context_.graph.vertices_with_value(node_.key, value_);
  }

  bool fits(Vertex v) const {
    const TemporalGraph& graph = context_.graph;
    return (!node_.label || graph.has_label(v, *node_.label)) && graph.admits_vertex(slice_, v) &&
           certainly(equal(graph.property(v, node_.key, slice_), value_));
  }

  const plan::NodeSeek& node_;
  ExecutionContext& context_;
  const Value* argument_;
  Timeslice slice_;
  Value value_;
  std::span<const Vertex> candidates_;
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
