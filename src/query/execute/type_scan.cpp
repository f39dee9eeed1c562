// All relations of some types in order of start.
#include <optional>
#include <span>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"

namespace entente {
namespace {

// The lists of the types, each sorted by (start, edge), merged.
class MergedEdges {
 public:
  MergedEdges(const TemporalGraph& graph, const std::vector<SymbolId>& types) : graph_(graph) {
    lists_.reserve(types.size());
    for (const SymbolId type : types) lists_.push_back(graph.edges_of_type(type));
    restart();
  }

  void restart() { rest_ = lists_; }

  // False at the end.
  bool next(Edge& edge) {
    std::span<const Edge>* least = nullptr;
    for (std::span<const Edge>& list : rest_) {
      if (!list.empty() && (least == nullptr || comes_before(list.front(), least->front()))) least = &list;
    }
    if (least == nullptr) return false;
    edge = least->front();
    *least = least->subspan(1);
    return true;
  }

 private:
  bool comes_before(Edge a, Edge b) const {
    return graph_.start(a) != graph_.start(b) ? graph_.start(a) < graph_.start(b) : a < b;
  }

  const TemporalGraph& graph_;
  std::vector<std::span<const Edge>> lists_, rest_;
};

// With `starts_before` q, relations that cannot have started before q starts, in no choice of bounds, are left out; so
// what a filter `… BEFORE q` above gives is unchanged, whether it asks for what is certain or for what is possible.
class Scan final : public RowSource {
 public:
  Scan(const plan::TypeScan& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        argument_(argument),
        slice_(slice_at(context, node.slice)),
        edges_(context.graph, node.types) {}

  bool next(Batch& out) override {
    out.clear();
    if (!started_) start();
    Edge e = 0;
    while (!out.full() && !ended_ && edges_.next(e)) {
      if (stop_ && graph().start(e) >= *stop_) {
        ended_ = true;
      } else if (!is_too_late(e) && graph().admits(slice_, e)) {
        add_directions(out, e);
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    edges_.restart();
    started_ = ended_ = false;
  }

 private:
  const TemporalGraph& graph() const { return context_.graph; }

  void start() {
    started_ = true;
    stop_ = std::nullopt;
    bound_ = latest_start_wanted();
    if (slice_.is_all() || slice_.possible) {
      if (!slice_.is_all() && (!bound_ || slice_.to < *bound_)) bound_ = slice_.to;
      if (!graph().has_uncertain_edges()) stop_ = bound_;
    } else {
      stop_ = slice_.kind == Timeslice::Kind::kThroughout ? Instant{slice_.from.seconds + 1} : slice_.to;
    }
  }

  std::optional<Instant> latest_start_wanted() {
    if (!node_.starts_before) return std::nullopt;
    const Value value = evaluate_free(*node_.starts_before, context_, argument_);
    if (value.is_null()) return std::nullopt;
    return with_place(node_.starts_before->span, [&] { return period_of(value); }).latest_start;
  }

  // Later than the bound by latest start may still be earlier in some choice of bounds.
  bool is_too_late(Edge e) const {
    if (!bound_ || graph().start(e) < *bound_) return false;
    return !graph().is_uncertain(e) || graph().period(e).earliest_start >= *bound_;
  }

  void add_directions(Batch& out, Edge e) {
    const Vertex source = graph().source(e), target = graph().target(e);
    if (!graph().admits_vertex(slice_, source) || !graph().admits_vertex(slice_, target)) return;
    if (node_.direction != plan::Direction::kIn) add(out, source, e, target);
    const bool turned =
        node_.direction == plan::Direction::kIn || (node_.direction == plan::Direction::kBoth && source != target);
    if (turned) add(out, target, e, source);
  }

  void add(Batch& out, Vertex from, Edge e, Vertex to) {
    Value* row = add_row(out, argument_);
    if (node_.from >= 0) row[node_.from] = NodeRef{from};
    if (node_.relationship >= 0) row[node_.relationship] = RelationshipRef{e};
    if (node_.to >= 0) row[node_.to] = NodeRef{to};
  }

  const plan::TypeScan& node_;
  ExecutionContext& context_;
  const Value* argument_;
  Timeslice slice_;
  MergedEdges edges_;
  std::optional<Instant> bound_;  // those whose earliest start is not before it are left out
  std::optional<Instant> stop_;   // from this latest start on nothing is wanted
  bool started_ = false, ended_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::TypeScan& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Scan>(node, context, argument);
}

}  // namespace entente
