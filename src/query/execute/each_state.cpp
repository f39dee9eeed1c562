// The rows of a pattern in each of the states of a range of system time.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "graph/states.hpp"
#include "query/execute/key_table.hpp"
#include "query/execute/operators.hpp"

namespace entente {
namespace {

// A value of a row of one state, in the graph of all.
Value renumbered(const Value& value, const GraphStates& states, const TemporalGraph& state) {
  const auto node = [&](NodeRef n) { return NodeRef{states.number_of(state, n.index)}; };
  const auto relationship = [&](RelationshipRef r) { return RelationshipRef{states.number_of_edge(state, r.index)}; };
  switch (value.type()) {
    case ValueType::kNode:
      return Value(node(value.node()));
    case ValueType::kRelationship:
      return Value(relationship(value.relationship()));
    case ValueType::kPath: {
      Path path = value.path();
      for (NodeRef& n : path.nodes) n = node(n);
      for (RelationshipRef& r : path.relationships) r = relationship(r);
      return Value(std::move(path));
    }
    case ValueType::kList: {
      List list;
      for (const Value& item : value.list()) list.push_back(renumbered(item, states, state));
      return Value(std::move(list));
    }
    case ValueType::kMap: {
      Map map;
      for (const auto& [key, item] : value.map()) map[key] = renumbered(item, states, state);
      return Value(std::move(map));
    }
    default:
      return value;
  }
}

// Of rows that are alike in several states the n-th of one is the n-th of all.
class RowsOfStates {
 public:
  RowsOfStates(std::size_t width, const RunWatch* watch) : keys_(width, watch), key_(width) {}

  void start_state() { ++state_; }
  bool is_new(const Value* row, const std::vector<plan::Slot>& slots) {
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = row[slots[i]];
    const auto [number, first] = keys_.insert(key_.data());
    if (first) counts_.emplace_back();
    Count& count = counts_[number];
    if (count.state != state_) count = {state_, 0, count.given};
    if (++count.here <= count.given) return false;
    count.given = count.here;
    return true;
  }
  void clear() {
    keys_.clear();
    counts_.clear();
  }

 private:
  struct Count {
    std::size_t state = 0, here = 0, given = 0;
  };
  KeyTable keys_;
  std::vector<Value> key_;
  std::vector<Count> counts_;
  std::size_t state_ = 0;
};

class StateRows final : public RowSource {
 public:
  StateRows(const plan::EachState& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        argument_(argument),
        found_(context.plan.slot_count),
        seen_(node.slots.size(), context.watch) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ < found_.size()) {
        take(out, found_.row(place_++));
        continue;
      }
      place_ = 0;
      found_.clear();
      if (!source_ && !start_state()) break;
      if (!source_->next(found_)) end_state();
    }
    return out.size() > 0;
  }

  void restart() override {
    source_.reset();
    state_.reset();
    next_ = 0;
    found_.clear();
    place_ = 0;
    seen_.clear();
  }

 private:
  const GraphStates* states() const { return context_.graph.states(); }
  std::size_t count() const { return states() == nullptr ? 1 : states()->graphs().size(); }

  bool start_state() {
    if (next_ == count()) {
      warn(std::exchange(of_all_, {}));
      return false;
    }
    const TemporalGraph& graph = states() == nullptr ? context_.graph : *states()->graphs()[next_];
    ++next_;
    seen_.start_state();
    state_.emplace(ExecutionContext{graph, context_.plan, context_.parameters});
    state_->now = context_.now;
    state_->watch = context_.watch;
    state_->whole = View(graph, Timeslice::all(), nullptr, context_.now).watched(context_.watch);
    state_->boost_paths = context_.boost_paths;
    for (const plan::SliceSpec& spec : context_.plan.slices) state_->views.push_back(resolve_view(spec, *state_));
    source_ = build(node_.input, *state_, argument_);
    return true;
  }

  static bool contains(const std::vector<Warning>& all, const Warning& one) {
    return std::any_of(all.begin(), all.end(), [&](const Warning& w) { return w.message == one.message; });
  }

  // That something is not there is worth a word where it is in no state.
  void note(const std::vector<Warning>& warnings) {
    if (next_ == 1)
      of_all_ = warnings;
    else
      std::erase_if(of_all_, [&](const Warning& earlier) { return !contains(warnings, earlier); });
  }

  void warn(std::vector<Warning> warnings) {
    for (Warning& warning : warnings)
      if (!contains(context_.warnings, warning)) context_.warnings.push_back(std::move(warning));
  }

  void end_state() {
    note(state_->warnings);
    source_.reset();
    state_.reset();
    found_.clear();
  }

  void take(Batch& out, Value* row) {
    if (states() != nullptr)
      for (const plan::Slot slot : node_.slots) row[slot] = renumbered(row[slot], *states(), state_->graph);
    if (seen_.is_new(row, node_.slots)) out.take(row);
  }

  const plan::EachState& node_;
  ExecutionContext& context_;
  const Value* argument_;
  std::size_t next_ = 0;  // state
  std::optional<ExecutionContext> state_;
  std::vector<Warning> of_all_;  // of each of the states so far
  RowSourcePtr source_;          // null: between two states
  Batch found_;
  std::size_t place_ = 0;
  RowsOfStates seen_;
};

}  // namespace

RowSourcePtr make_source(const plan::EachState& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<StateRows>(node, context, argument);
}

}  // namespace entente
