// Operators of several inputs.
#include "query/execute/operators.hpp"

namespace entente {
namespace {

class Application final : public RowSource {
 public:
  Application(const plan::Apply& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument), context),
        argument_(static_cast<std::size_t>(context.plan.slot_count)),
        found_(context.plan.slot_count),
        inner_(build(node.inner, context, argument_.data())) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ < found_.size()) {
        out.take(found_.row(place_++));
      } else if (!running_) {
        if (!start_row()) break;
      } else {
        find_more(out);
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    found_.clear();
    place_ = 0;
    running_ = false;
  }

 private:
  bool start_row() {
    const Value* row = input_.next();
    if (row == nullptr) return false;
    std::copy(row, row + argument_.size(), argument_.begin());
    inner_->restart();
    running_ = true;
    has_row_ = false;
    return true;
  }

  void find_more(Batch& out) {
    place_ = 0;
    found_.request(out.requested());
    running_ = inner_->next(found_);
    has_row_ = has_row_ || running_;
    if (running_ || has_row_ || node_.kind != plan::ApplyKind::kOptional) return;
    Value* row = out.add(argument_.data());
    for (const plan::Slot slot : node_.nulled) row[slot] = Value();
  }

  const plan::Apply& node_;
  InputRows input_;
  std::vector<Value> argument_;
  Batch found_;
  RowSourcePtr inner_;
  std::size_t place_ = 0;
  bool running_ = false, has_row_ = false;
};

class Concatenation final : public RowSource {
 public:
  Concatenation(const plan::Union& node, ExecutionContext& context, const Value* argument)
      : node_(node), moved_(node.columns.size()) {
    for (const plan::UnionBranch& branch : node.branches) branches_.push_back(build(branch.input, context, argument));
  }

  bool produce(Batch& out) override {
    out.clear();
    for (; at_ < branches_.size(); ++at_) {
      if (!branches_[at_]->next(out)) continue;
      for (std::size_t i = 0; i < out.size(); ++i) move_columns(out.row(i), node_.branches[at_].columns);
      return true;
    }
    return false;
  }

  void restart() override {
    for (const RowSourcePtr& branch : branches_) branch->restart();
    at_ = 0;
  }

 private:
  // By way of a copy: the places of a branch and of the result may overlap.
  void move_columns(Value* row, const std::vector<plan::Slot>& from) {
    for (std::size_t i = 0; i < moved_.size(); ++i) moved_[i] = row[from[i]];
    for (std::size_t i = 0; i < moved_.size(); ++i) row[node_.columns[i]] = std::move(moved_[i]);
  }

  const plan::Union& node_;
  std::vector<RowSourcePtr> branches_;
  std::vector<Value> moved_;
  std::size_t at_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::Apply& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Application>(node, context, argument);
}
RowSourcePtr make_source(const plan::Union& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Concatenation>(node, context, argument);
}

}  // namespace entente
