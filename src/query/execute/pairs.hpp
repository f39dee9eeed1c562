// What joins have in common.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "query/execute/operators.hpp"
#include "query/execute/steps.hpp"

namespace entente {

// The rows of the right side: run once, when they are first asked for, and kept.
class KeptSide {
 public:
  KeptSide(const plan::OperatorPtr& root, const std::vector<plan::Slot>& slots, ExecutionContext& context,
           const Value* argument)
      : slots_(slots), source_(build(root, context, argument)), batch_(context.plan.slot_count), kept_(context.watch) {}

  // The next rows, more at a time from call to call; false at the end. `visit` sees each of them before it is kept.
  template <class Visit>
  bool fetch(const Visit& visit) {
    if (ended_ || !source_->next(batch_)) {
      ended_ = true;
      return false;
    }
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      visit(batch_.row(i));
      std::size_t bytes = kOverhead;
      for (const plan::Slot slot : slots_) bytes += batch_.row(i)[slot].own_bytes();
      kept_.add(bytes);
      for (const plan::Slot slot : slots_) values_.push_back(std::move(batch_.row(i)[slot]));
    }
    size_ += batch_.size();
    return true;
  }
  bool fetch() {
    return fetch([](Value*) {});
  }
  void request(std::size_t rows) { batch_.request(rows); }

  std::size_t size() const { return size_; }

  void put(std::size_t row, Value* to) const {
    const Value* from = values_.data() + row * slots_.size();
    for (const plan::Slot slot : slots_) to[slot] = *from++;
  }

  void restart() {
    source_->restart();
    values_.clear();
    kept_.release();
    size_ = 0;
    ended_ = false;
  }

 private:
  static constexpr std::size_t kOverhead = 48;  // what an index over a row takes

  const std::vector<plan::Slot>& slots_;
  RowSourcePtr source_;
  Batch batch_;
  std::vector<Value> values_;
  MemoryCharge kept_;
  std::size_t size_ = 0;
  bool ended_ = false;
};

// A row of the left side, and the rows of the right one that are put beside it.
class Pairs {
 public:
  template <class Join>
  Pairs(const Join& node, ExecutionContext& context, const Value* argument)
      : unlike_(node.unlike),
        context_(context),
        left_(build(node.left, context, argument), context),
        right_(node.right, node.right_slots, context, argument) {}

  // The next row of the left side, null at the end; it may be written to until the next call.
  Value* next_left() {
    context_.poll();
    return row_ = left_.next();
  }
  // That row; null before the first and behind the last.
  Value* left() { return row_; }
  KeptSide& right() { return right_; }

  // Puts it beside a row of the right side, unless they have a relationship in common that they may not.
  void add(std::size_t right, Batch& out) {
    Value* row = out.add(row_);
    right_.put(right, row);
    if (!std::all_of(unlike_.begin(), unlike_.end(), [&](const auto& pair) { return are_unlike(pair, row); }))
      out.drop_last();
  }

  void restart() {
    left_.restart();
    right_.restart();
    row_ = nullptr;
  }

 private:
  bool are_unlike(const std::pair<plan::Slot, plan::Slot>& pair, const Value* row) {
    slot_.assign(1, pair.first);
    const Value& right = row[pair.second];
    const auto is_common = [&](const Value& v) {
      return v.is_relationship() && is_used(v.relationship().index, slot_, row);
    };
    if (!right.is_list()) return !is_common(right);
    return std::none_of(right.list().begin(), right.list().end(), is_common);
  }

  const plan::Unlike& unlike_;
  const ExecutionContext& context_;
  InputRows left_;
  KeptSide right_;
  std::vector<plan::Slot> slot_;
  Value* row_ = nullptr;
};

}  // namespace entente
