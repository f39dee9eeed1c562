// Groups by keys, and the aggregates of each. Groups come out in the order in which their first rows came in.
#include "query/execute/evaluation.hpp"
#include "query/execute/key_table.hpp"
#include "query/execute/operators.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

// One aggregate over all groups.
class Column {
 public:
  Column(const plan::AggregateCall& call, const RunWatch* watch) : call_(call), seen_(2, watch), kept_(watch) {}

  void add_group() {
    if (call_.aggregate != nullptr) {
      states_.push_back(call_.aggregate->make());
    } else {
      rows_.push_back(0);
    }
  }

  void add(std::size_t group, Value* row, ExecutionContext& context) {
    if (call_.aggregate == nullptr) {
      ++rows_[group];
      return;
    }
    Value scratch;
    const Value& value = evaluate_in(*call_.argument, row, context, scratch);
    if (value.is_null()) return;
    if (call_.distinct && is_repeated(group, value)) return;
    if (call_.aggregate->keeps_values) kept_.add(value.own_bytes());
    Value parameter;
    if (call_.parameter) parameter = evaluate(*call_.parameter, row, context);
    with_place(call_.argument->span, [&] {
      if (call_.parameter) states_[group]->take_parameter(parameter);
      states_[group]->add(value);
    });
  }

  void put(std::size_t group, Value* row) const {
    row[call_.slot] = call_.aggregate == nullptr
                          ? Value(rows_[group])
                          : with_place(call_.argument->span, [&] { return states_[group]->result(); });
  }

  void clear() {
    states_.clear();
    rows_.clear();
    seen_.clear();
    kept_.release();
  }

 private:
  bool is_repeated(std::size_t group, const Value& value) {
    Value key[2] = {static_cast<std::int64_t>(group), value};
    return !seen_.insert(key).is_new;
  }

  const plan::AggregateCall& call_;
  std::vector<std::unique_ptr<Accumulator>> states_;  // of each group
  std::vector<std::int64_t> rows_;                    // of each group, for count(*)
  KeyTable seen_;                                     // (group, value), for DISTINCT
  MemoryCharge kept_;
};

// A row of it can't be there unless the patterns in it match something.
bool rests_on_matches(const plan::OperatorPtr& op) {
  const auto* apply = plan::as<plan::Apply>(op);
  const auto* aggregation = plan::as<plan::Aggregation>(op);
  if ((apply && apply->kind == plan::ApplyKind::kOptional) || (aggregation && aggregation->keys.empty()) ||
      plan::as<plan::Union>(op) || plan::as<plan::CountSteps>(op))
    return false;
  bool all = true;
  plan::for_each_input(*op, [&](const plan::OperatorPtr& input) { all = all && rests_on_matches(input); });
  return all;
}

class Groups final : public RowSource {
 public:
  Groups(const plan::Aggregation& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        argument_(argument),
        input_(build(node.input, context, argument)),
        keys_(node.keys.size(), context.watch),
        key_(node.keys.size()) {
    columns_.reserve(node.calls.size());
    for (const plan::AggregateCall& call : node.calls)
      columns_.push_back(std::make_unique<Column>(call, context.watch));
  }

  bool produce(Batch& out) override {
    out.clear();
    if (!gathered_) gather();
    while (place_ < groups_ && !out.full()) {
      Value* row = add_row(out, argument_);
      for (std::size_t i = 0; i < node_.keys.size(); ++i) row[node_.keys[i].first] = keys_.key(place_)[i];
      for (const auto& column : columns_) column->put(place_, row);
      ++place_;
    }
    return out.size() > 0;
  }

  void restart() override {
    input_->restart();
    keys_.clear();
    for (const auto& column : columns_) column->clear();
    groups_ = place_ = 0;
    gathered_ = false;
  }

 private:
  void gather() {
    gathered_ = true;
    if (node_.keys.empty()) add_group();  // one row even for no input
    Batch batch(context_.plan.slot_count);
    bool any = false;
    while (input_->next(batch)) {
      any = true;
      for (std::size_t i = 0; i < batch.size(); ++i) {
        Value* row = batch.row(i);
        const std::size_t group = group_of(row);
        for (const auto& column : columns_) column->add(group, row, context_);
      }
    }
    if (argument_ == nullptr) context_.aggregates_matches = any && node_.keys.empty() && rests_on_matches(node_.input);
  }

  std::size_t group_of(Value* row) {
    if (node_.keys.empty()) return 0;
    for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = evaluate(*node_.keys[i].second, row, context_);
    const KeyTable::Entry entry = keys_.insert(key_.data());
    if (entry.is_new) add_group();
    return entry.number;
  }

  void add_group() {
    ++groups_;
    for (const auto& column : columns_) column->add_group();
  }

  const plan::Aggregation& node_;
  ExecutionContext& context_;
  const Value* argument_;
  RowSourcePtr input_;
  KeyTable keys_;
  std::vector<Value> key_;
  std::vector<std::unique_ptr<Column>> columns_;
  std::size_t groups_ = 0, place_ = 0;
  bool gathered_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::Aggregation& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Groups>(node, context, argument);
}

}  // namespace entente
