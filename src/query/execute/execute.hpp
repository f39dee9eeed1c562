// From plan to rows: operators that pull batches.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// Rows of `slot_count` values, one after the other. Never longer than kBatchRows.
inline constexpr std::size_t kBatchRows = 1024;
class Batch {
 public:
  explicit Batch(int slot_count) : slot_count_(slot_count) {}
  std::size_t size() const { return size_; }
  bool full() const { return size_ >= kBatchRows; }
  Value* row(std::size_t i) { return &values_[i * slot_count_]; }
  const Value* row(std::size_t i) const { return &values_[i * slot_count_]; }
  Value* add() {  // an empty row
    if (values_.size() < (size_ + 1) * slot_count_) values_.resize((size_ + 1) * slot_count_);
    return row(size_++);
  }
  Value* add(const Value* from) {  // a copy
    Value* to = add();
    for (std::size_t i = 0; i < slot_count_; ++i) to[i] = from[i];
    return to;
  }
  void drop_last() { --size_; }
  void clear() { size_ = 0; }

 private:
  std::size_t slot_count_;
  std::size_t size_ = 0;
  std::vector<Value> values_;
};

// What operators and expressions share during one run.
struct ExecutionContext {
  const TemporalGraph& graph;
  const plan::Plan& plan;
  const Map& parameters;
  std::vector<Timeslice> slices;  // of Plan::slices, computed once
  Instant now;
};

// The second of the two virtual interfaces: a running operator.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // Clears `out` and fills it. False: no more rows (and `out` is empty).
  virtual bool next(Batch& out) = 0;
};

// `argument` is the row that Argument leaves give (null at the top). It must outlive the source.
std::unique_ptr<RowSource> build(const plan::OperatorPtr& root, ExecutionContext& context, const Value* argument = nullptr);

// One expression over one row. Throws Error at_runtime. `row` is not const: list comprehensions use slots of their own in it.
Value evaluate(const plan::Expression& expression, Value* row, ExecutionContext& context);

// A literal or period value as a reference point of a query: strings by read_literal, periods as they are. Throws kType, kSyntax.
Period period_of(const Value& value);

// The slice that a SliceSpec stands for under the run's parameters.
Timeslice resolve_slice(const plan::SliceSpec& spec, ExecutionContext& context);

}  // namespace entente
