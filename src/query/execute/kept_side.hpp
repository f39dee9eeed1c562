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
  void set_wish(std::size_t rows) { batch_.set_wish(rows); }

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

// Has the row no relationship twice among those that must differ?
inline bool are_unlike(const plan::Unlike& pairs, const Value* row, std::vector<plan::Slot>& scratch) {
  return std::none_of(pairs.begin(), pairs.end(), [&](const std::pair<plan::Slot, plan::Slot>& pair) {
    scratch.assign(1, pair.first);
    const Value& right = row[pair.second];
    if (right.is_relationship()) return is_used(right.relationship().index, scratch, row);
    if (!right.is_list()) return false;
    return std::any_of(right.list().begin(), right.list().end(), [&](const Value& item) {
      return item.is_relationship() && is_used(item.relationship().index, scratch, row);
    });
  });
}

}  // namespace entente
