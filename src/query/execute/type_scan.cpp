// All relations of some types in order of start.
#include <optional>
#include <utility>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"

namespace entente {
namespace {

struct Relation {
  Edge edge;
  Vertex source, target;
};

// The runs of the types, each sorted by (start, edge), merged. Reads the runs from front to back, and of one type
// nothing else.
class MergedRuns {
 public:
  MergedRuns(const TemporalGraph& graph, const std::vector<SymbolId>& types) : graph_(graph) {
    parts_.reserve(types.size());
    for (const SymbolId type : types) parts_.push_back({graph.run_of_type(type), 0, 0});
  }

  // From the front, leaving out what starts at `stop` or later by latest start.
  void start(const std::optional<Instant>& stop) {
    for (Part& part : parts_) {
      part.place = 0;
      part.end = stop ? graph_.starting_before(part.run, *stop) : part.run.size();
    }
  }

  // False at the end.
  bool next(Relation& relation) {
    Part* least = nullptr;
    for (Part& part : parts_) {
      if (part.place < part.end && (least == nullptr || comes_before(part, *least))) least = &part;
    }
    if (least == nullptr) return false;
    const std::size_t i = least->place++;
    relation = {least->run.edge[i], least->run.source[i], least->run.target[i]};
    return true;
  }

 private:
  struct Part {
    TypeRun run;
    std::size_t place, end;
  };

  bool comes_before(const Part& a, const Part& b) const {
    const Edge x = a.run.edge[a.place], y = b.run.edge[b.place];
    return graph_.start(x) != graph_.start(y) ? graph_.start(x) < graph_.start(y) : x < y;
  }

  const TemporalGraph& graph_;
  std::vector<Part> parts_;
};

// With `starts_before` q, relations that cannot have started before q starts, in no choice of bounds, are left out; so
// what a filter `… BEFORE q` above gives is unchanged, whether it asks for what is certain or for what is possible.
class Scan final : public RowSource {
 public:
  Scan(const plan::TypeScan& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        argument_(argument),
        view_(view_at(context, node.slice)),
        slice_(view_.slice()),
        runs_(context.graph, node.types) {}

  bool produce(Batch& out) override {
    out.clear();
    if (!started_) start();
    Relation r{};
    while (!out.full() && runs_.next(r)) {
      // The bounds of an edge are far away from the run: not to be read without need.
      if (!is_too_late(r.edge) && (view_.is_whole() || view_.admits(r.edge))) add_directions(out, r);
    }
    return out.size() > 0;
  }

  void restart() override { started_ = false; }

 private:
  const TemporalGraph& graph() const { return context_.graph; }

  void start() {
    started_ = true;
    bound_ = latest_start_wanted();
    std::optional<Instant> stop;
    if (view_.rereads()) {
      bound_.reset();  // runs are in order of the start by anybody's word
    } else if (slice_.is_all() || slice_.is_possible()) {
      if (!slice_.is_all() && (!bound_ || slice_.to < *bound_)) bound_ = slice_.to;
      if (!graph().has_uncertain_edges()) std::swap(stop, bound_);  // the latest start is the start
    } else {
      stop = slice_.kind == Timeslice::Kind::kThroughout ? Instant{slice_.from.seconds + 1} : slice_.to;
    }
    runs_.start(stop);
  }

  std::optional<Instant> latest_start_wanted() {
    if (!node_.starts_before) return std::nullopt;
    const Value value = evaluate_free(*node_.starts_before, context_, argument_);
    if (value.is_null()) return std::nullopt;
    return with_place(node_.starts_before->span, [&] { return date_in(value, context_); }).latest_start;
  }

  // Later than the bound by latest start may still be earlier in some choice of bounds.
  bool is_too_late(Edge e) const {
    if (!bound_ || graph().start(e) < *bound_) return false;
    return !graph().is_uncertain(e) || graph().period(e).earliest_start >= *bound_;
  }

  void add_directions(Batch& out, const Relation& r) {
    if (node_.direction != Direction::kIn) add(out, r.source, r.edge, r.target);
    const bool turned =
        node_.direction == Direction::kIn || (node_.direction == Direction::kBoth && r.source != r.target);
    if (turned) add(out, r.target, r.edge, r.source);
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
  const View& view_;
  const Timeslice& slice_;
  MergedRuns runs_;
  std::optional<Instant> bound_;  // those whose earliest start is not before it are left out
  bool started_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::TypeScan& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Scan>(node, context, argument);
}

}  // namespace entente
