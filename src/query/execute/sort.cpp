// ORDER BY: all rows, or the first few of them. Rows with equal keys stay in the order in which they came.
#include <numeric>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"

namespace entente {
namespace {

// Negative, zero, positive. Null is the greatest of all: last when ascending, first when descending.
int compare(const std::vector<plan::SortKey>& keys, const Value* a, const Value* b) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const int c = order(a[i], b[i]);
    if (c != 0) return keys[i].descending ? -c : c;
  }
  return 0;
}

void evaluate_keys(const std::vector<plan::SortKey>& keys, Value* row, ExecutionContext& context, Value* to) {
  for (std::size_t i = 0; i < keys.size(); ++i) to[i] = evaluate(*keys[i].expression, row, context);
}

class SortedRows final : public RowSource {
 public:
  SortedRows(const plan::Sort& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument)), kept_(context.watch) {}

  bool produce(Batch& out) override {
    out.clear();
    if (!sorted_) sort();
    while (place_ < order_.size() && !out.full()) out.take(rows_[order_[place_++]]);
    return out.size() > 0;
  }

  void restart() override {
    input_->restart();
    batches_.clear();
    rows_.clear();
    keys_.clear();
    order_.clear();
    kept_.release();
    place_ = 0;
    sorted_ = false;
  }

 private:
  void sort() {
    sorted_ = true;
    for (;;) {
      auto batch = std::make_unique<Batch>(context_.plan.slot_count);
      if (!input_->next(*batch)) break;
      for (std::size_t i = 0; i < batch->size(); ++i) {
        rows_.push_back(batch->row(i));
        keys_.resize(rows_.size() * node_.keys.size());
        evaluate_keys(node_.keys, batch->row(i), context_, key(rows_.size() - 1));
      }
      kept_.add(batch->own_bytes() + batch->size() * (node_.keys.size() * sizeof(Value) + 2 * sizeof(void*)));
      batches_.push_back(std::move(batch));
    }
    order_.resize(rows_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&, compared = 0u](std::size_t a, std::size_t b) mutable {
      if (++compared % kBatchRows == 0) context_.poll();
      return compare(node_.keys, key(a), key(b)) < 0;
    });
  }

  Value* key(std::size_t row) { return keys_.data() + row * node_.keys.size(); }

  const plan::Sort& node_;
  ExecutionContext& context_;
  RowSourcePtr input_;
  std::vector<std::unique_ptr<Batch>> batches_;
  std::vector<Value*> rows_;        // in the batches
  std::vector<Value> keys_;         // of each row
  std::vector<std::size_t> order_;  // of the rows
  MemoryCharge kept_;
  std::size_t place_ = 0;
  bool sorted_ = false;
};

// Keeps the best `limit` rows in a heap whose top is the last of them.
class TopRows final : public RowSource {
 public:
  TopRows(const plan::Top& node, ExecutionContext& context, const Value* argument)
      : node_(node),
        context_(context),
        argument_(argument),
        input_(build(node.input, context, argument)),
        kept_(context.plan.slot_count),
        key_(node.keys.size()),
        charge_(context.watch) {}

  bool produce(Batch& out) override {
    out.clear();
    if (!gathered_) gather();
    while (place_ < heap_.size() && !out.full()) out.take(kept_.row(heap_[place_++]));
    return out.size() > 0;
  }

  void restart() override {
    input_->restart();
    kept_.clear();
    charge_.release();
    keys_.clear();
    arrival_.clear();
    heap_.clear();
    place_ = 0;
    gathered_ = false;
  }

 private:
  void gather() {
    gathered_ = true;
    const std::uint64_t limit = evaluate_count(*node_.limit, context_, argument_, "LIMIT");
    if (limit == 0) return;
    const auto comes_first = [&](std::size_t a, std::size_t b) { return comes_before(a, b); };
    const bool is_sorted = node_.is_sorted && !view_at(context_, node_.slice).rereads();
    Batch batch(context_.plan.slot_count);
    if (is_sorted) batch.request(static_cast<std::size_t>(std::min<std::uint64_t>(batch.requested(), limit + 1)));
    std::uint64_t arrived = 0;
    while (input_->next(batch)) {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        Value* row = batch.row(i);
        evaluate_keys(node_.keys, row, context_, key_.data());
        if (heap_.size() < limit) {
          keep(row, arrived++);
        } else if (is_sorted && !key_[0].is_null() && order(key_[0], key(heap_.front())[0]) > 0) {
          return finish();
        } else if (compare(node_.keys, key_.data(), key(heap_.front())) < 0) {
          std::pop_heap(heap_.begin(), heap_.end(), comes_first);
          replace(heap_.back(), row, arrived++);
        } else {
          continue;
        }
        std::push_heap(heap_.begin(), heap_.end(), comes_first);
      }
    }
    finish();
  }

  void finish() {
    std::sort_heap(heap_.begin(), heap_.end(), [&](std::size_t a, std::size_t b) { return comes_before(a, b); });
  }

  void keep(Value* row, std::uint64_t arrival) {
    std::size_t bytes = (key_.size() + 1) * sizeof(Value);
    for (int i = 0; i < context_.plan.slot_count; ++i) bytes += row[i].own_bytes();
    charge_.add(bytes);
    heap_.push_back(heap_.size());
    kept_.take(row);
    for (Value& value : key_) keys_.push_back(std::move(value));
    arrival_.push_back(arrival);
  }

  void replace(std::size_t place, Value* row, std::uint64_t arrival) {
    std::swap_ranges(row, row + context_.plan.slot_count, kept_.row(place));
    std::swap_ranges(key_.begin(), key_.end(), key(place));
    arrival_[place] = arrival;
  }

  bool comes_before(std::size_t a, std::size_t b) {
    const int c = compare(node_.keys, key(a), key(b));
    return c != 0 ? c < 0 : arrival_[a] < arrival_[b];
  }

  Value* key(std::size_t place) { return keys_.data() + place * node_.keys.size(); }

  const plan::Top& node_;
  ExecutionContext& context_;
  const Value* argument_;
  RowSourcePtr input_;
  Batch kept_;
  std::vector<Value> keys_, key_;
  std::vector<std::uint64_t> arrival_;
  std::vector<std::size_t> heap_;  // places in the above
  MemoryCharge charge_;
  std::size_t place_ = 0;
  bool gathered_ = false;
};

}  // namespace

RowSourcePtr make_source(const plan::Sort& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<SortedRows>(node, context, argument);
}
RowSourcePtr make_source(const plan::Top& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<TopRows>(node, context, argument);
}

}  // namespace entente
