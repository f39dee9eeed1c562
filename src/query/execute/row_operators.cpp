// Operators that look at one row at a time. They work on the rows where they stand, in the batch of their reader.
#include <fmt/format.h>

#include "query/execute/evaluation.hpp"
#include "query/execute/kept_rows.hpp"
#include "query/execute/key_table.hpp"
#include "query/execute/operators.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

class Selection final : public RowSource {
 public:
  Selection(const plan::Filter& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument)) {}

  bool produce(Batch& out) override {
    return next_kept(*input_, out,
                     [&](Value* row) { return certainly(evaluate_truth(*node_.predicate, row, context_)); });
  }
  void restart() override { input_->restart(); }

 private:
  const plan::Filter& node_;
  ExecutionContext& context_;
  RowSourcePtr input_;
};

class Projection final : public RowSource {
 public:
  Projection(const plan::Project& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument)), made_(context.watch) {}

  bool produce(Batch& out) override {
    made_.release();
    if (!input_->next(out)) return false;
    // One expression over all rows before the next: what it reads is then near what it read just before.
    for (const auto& [slot, expression] : node_.items) {
      for (std::size_t i = 0; i < out.size(); ++i) {
        Value& value = out.row(i)[slot];
        value = evaluate(*expression, out.row(i), context_);
        if (value.is_list() || value.is_string() || value.is_map()) made_.add(value.own_bytes());
      }
    }
    return true;
  }
  void restart() override { input_->restart(); }

 private:
  const plan::Project& node_;
  ExecutionContext& context_;
  RowSourcePtr input_;
  MemoryCharge made_;  // for the rows given last
};

class DistinctRows final : public RowSource {
 public:
  DistinctRows(const plan::Distinct& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        input_(build(node.input, context, argument)),
        seen_(node.slots.size(), context.watch),
        key_(node.slots.size()) {}

  bool produce(Batch& out) override {
    return next_kept(*input_, out, [&](const Value* row) {
      for (std::size_t i = 0; i < key_.size(); ++i) key_[i] = row[node_.slots[i]];
      return seen_.insert(key_.data()).is_new;
    });
  }
  void restart() override {
    input_->restart();
    seen_.clear();
  }

 private:
  const plan::Distinct& node_;
  RowSourcePtr input_;
  KeyTable seen_;
  std::vector<Value> key_;
};

class SkippedRows final : public RowSource {
 public:
  SkippedRows(const plan::Skip& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), argument_(argument), input_(build(node.input, context, argument)) {}

  bool produce(Batch& out) override {
    if (!left_) left_ = evaluate_count(*node_.count, context_, argument_, "SKIP");
    return next_kept(*input_, out, [&](const Value*) {
      if (*left_ == 0) return true;
      --*left_;
      return false;
    });
  }
  void restart() override {
    input_->restart();
    left_.reset();
  }

 private:
  const plan::Skip& node_;
  ExecutionContext& context_;
  const Value* argument_;
  RowSourcePtr input_;
  std::optional<std::uint64_t> left_;
};

class LimitedRows final : public RowSource {
 public:
  LimitedRows(const plan::Limit& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), argument_(argument), input_(build(node.input, context, argument)) {}

  bool produce(Batch& out) override {
    out.clear();
    if (!left_) left_ = evaluate_count(*node_.count, context_, argument_, "LIMIT");
    if (*left_ == 0) return false;
    const std::size_t requested = out.requested();
    out.request(static_cast<std::size_t>(std::min<std::uint64_t>(requested, *left_)));
    const bool has_rows = input_->next(out);
    out.request(requested);
    out.shorten(static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), *left_)));
    *left_ = has_rows ? *left_ - out.size() : 0;
    return has_rows;
  }
  void restart() override {
    input_->restart();
    left_.reset();
  }

 private:
  const plan::Limit& node_;
  ExecutionContext& context_;
  const Value* argument_;
  RowSourcePtr input_;
  std::optional<std::uint64_t> left_;
};

class UnwoundRows final : public RowSource {
 public:
  UnwoundRows(const plan::Unwind& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument), context) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (row_ == nullptr && !start_row()) break;
      const List& list = list_.list();
      while (place_ < list.size() && !out.full()) out.add(row_)[node_.item] = list[place_++];
      if (place_ == list.size()) row_ = nullptr;
    }
    return out.size() > 0;
  }
  void restart() override {
    input_.restart();
    row_ = nullptr;
  }

 private:
  // Null has no rows, as an empty list.
  bool start_row() {
    while ((row_ = input_.next()) != nullptr) {
      list_ = evaluate(*node_.list, row_, context_);
      place_ = 0;
      if (list_.is_list()) return true;
      if (!list_.is_null()) {
        throw_at(node_.list->span,
                 Error(ErrorCode::kType, fmt::format("UNWIND takes a list, not {}", describe_value(list_)))
                     .with_detail("InvalidArgumentType"));
      }
    }
    return false;
  }

  const plan::Unwind& node_;
  ExecutionContext& context_;
  InputRows input_;
  Value* row_ = nullptr;
  Value list_;
  std::size_t place_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::Filter& node, ExecutionContext& context, const Value* argument) {
  if (node.valid_time) {
    if (RowSourcePtr source = make_valid_time_filter(node, context, argument)) return source;
  }
  return std::make_unique<Selection>(node, context, argument);
}
RowSourcePtr make_source(const plan::Project& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Projection>(node, context, argument);
}
RowSourcePtr make_source(const plan::Distinct& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<DistinctRows>(node, context, argument);
}
RowSourcePtr make_source(const plan::Skip& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<SkippedRows>(node, context, argument);
}
RowSourcePtr make_source(const plan::Limit& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<LimitedRows>(node, context, argument);
}
RowSourcePtr make_source(const plan::Unwind& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<UnwoundRows>(node, context, argument);
}

}  // namespace entente
