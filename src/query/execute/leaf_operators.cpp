// Leaves: one row, or rows of nodes. Nodes that are not in the slice, or not on the word of its sources, are left out.
#include <span>
#include <stdexcept>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/functions/entity_names.hpp"

namespace entente {
namespace {

class OneRow final : public RowSource {
 public:
  explicit OneRow(const Value* argument) : argument_(argument) {}

  bool produce(Batch& out) override {
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

class KeptRowsSource final : public RowSource {
 public:
  explicit KeptRowsSource(const KeptRows& kept) : kept_(kept) {}

  bool produce(Batch& out) override {
    out.clear();
    for (; next_ < kept_.rows.size() && !out.full(); ++next_) {
      Value* row = out.add_null();
      for (std::size_t i = 0; i < kept_.slots.size(); ++i) row[kept_.slots[i]] = kept_.rows[next_][i];
    }
    return out.size() > 0;
  }
  void restart() override { next_ = 0; }

 private:
  const KeptRows& kept_;
  std::size_t next_ = 0;
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
        view_(view_at(context, slice)) {}

  bool produce(Batch& out) override {
    out.clear();
    const std::size_t count = all_ ? graph_.vertex_count() : vertices_.size();
    while (place_ < count && !out.full()) {
      const Vertex v = all_ ? static_cast<Vertex>(place_) : vertices_[place_];
      ++place_;
      if (!view_.admits_vertex(v)) continue;
      add_row(out, argument_)[slot_] = NodeRef{v};
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
  const View& view_;
  std::size_t place_ = 0;
};

// The value is computed before the first row. The graph names candidates; each is looked at.
class Seek final : public RowSource {
 public:
  Seek(const plan::NodeSeek& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), argument_(argument), view_(view_at(context, node.slice)) {}

  bool produce(Batch& out) override {
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
    found_.clear();
    candidates_ = {};
    value_ = evaluate_free(*node_.value, context_, argument_);
    if (value_.is_null()) return;  // null equals nothing
    switch (node_.by) {
      case plan::SeekBy::kProperty:
        found_ = context_.graph.vertices_with_value(node_.property, value_);
        break;
      case plan::SeekBy::kKey:
        if (value_.is_string()) find_key(value_.string());
        break;
      case plan::SeekBy::kId:
        if (value_.is_number()) find_id(value_.number());
        break;
      case plan::SeekBy::kName:
        with_place(node_.value->span, [&] { found_ = vertices_named(view_, value_); });
        break;
    }
    candidates_ = found_;
  }

  // key() of an entity without one is null.
  void find_key(const std::string& key) {
    if (key.empty()) return;
    if (const std::optional<Vertex> v = context_.graph.find(key)) found_.push_back(*v);
  }

  // Vertices stand in order of their ids.
  void find_id(double id) {
    const TemporalGraph& graph = context_.graph;
    Vertex first = 0, end = graph.vertex_count();
    while (first < end) {
      const Vertex middle = first + (end - first) / 2;
      if (static_cast<double>(graph.entity_id(middle).value) < id) {
        first = middle + 1;
      } else {
        end = middle;
      }
    }
    // Ids beyond the integers that a double holds exactly are compared once more.
    for (; first < graph.vertex_count() && static_cast<double>(graph.entity_id(first).value) == id; ++first) {
      const Value own(static_cast<std::int64_t>(graph.entity_id(first).value));
      if (certainly(equal(own, value_))) found_.push_back(first);
    }
  }

  bool fits(Vertex v) const {
    const TemporalGraph& graph = context_.graph;
    return (!node_.label || graph.has_label(v, *node_.label)) &&
           (node_.by != plan::SeekBy::kProperty || has_value(v)) && view_.admits_vertex(v);
  }

  bool has_value(Vertex v) const {
    const Value own = view_.property(v, node_.property);
    if (certainly(equal(own, value_))) return true;
    warn_if_vain("=", own, value_, node_.value->span, context_);
    return false;
  }

  const plan::NodeSeek& node_;
  ExecutionContext& context_;
  const Value* argument_;
  const View& view_;
  Value value_;
  std::vector<Vertex> found_;
  std::span<const Vertex> candidates_;  // of an index, or `found_`
  std::size_t place_ = 0;
  bool started_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::Match&, ExecutionContext&, const Value*) {
  throw std::logic_error("a pattern was not lowered");
}
RowSourcePtr make_source(const plan::KeptRows&, ExecutionContext& context, const Value*) {
  return std::make_unique<KeptRowsSource>(*context.kept);
}
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
