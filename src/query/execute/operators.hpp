// The running operators: one maker for each operator of a plan. They keep references into the plan and the context.
#pragma once

#include "query/execute/execute.hpp"

namespace entente {

using RowSourcePtr = std::unique_ptr<RowSource>;

// leaf_operators.cpp
// Throws std::logic_error: a plan is lowered before it is run.
RowSourcePtr make_source(const plan::Match& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Unit& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Argument& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::KeptRows& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::AllNodesScan& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::LabelScan& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::NodeSeek& node, ExecutionContext& context, const Value* argument);
// type_scan.cpp
RowSourcePtr make_source(const plan::TypeScan& node, ExecutionContext& context, const Value* argument);
// expand.cpp, count_steps.cpp, variable_expand.cpp, reach.cpp, path_search.cpp
RowSourcePtr make_source(const plan::CountSteps& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::CountEnds& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Reach& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Expand& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::VariableExpand& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::PathSearch& node, ExecutionContext& context, const Value* argument);
// valid_time_filter.cpp. Of a filter with a test of valid time; null where a parameter makes it another one.
RowSourcePtr make_valid_time_filter(const plan::Filter& node, ExecutionContext& context, const Value* argument);
// row_operators.cpp
RowSourcePtr make_source(const plan::Filter& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Project& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Distinct& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Skip& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Limit& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Unwind& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::LoadCsv& node, ExecutionContext& context, const Value* argument);
// each_state.cpp
RowSourcePtr make_source(const plan::EachState& node, ExecutionContext& context, const Value* argument);
// procedure_call.cpp
RowSourcePtr make_source(const plan::ProcedureCall& node, ExecutionContext& context, const Value* argument);
// aggregation.cpp, sort.cpp
RowSourcePtr make_source(const plan::Aggregation& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Sort& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Top& node, ExecutionContext& context, const Value* argument);
// combining_operators.cpp
RowSourcePtr make_source(const plan::Apply& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::Union& node, ExecutionContext& context, const Value* argument);
// product.cpp, hash_join.cpp, interval_join.cpp
RowSourcePtr make_source(const plan::CartesianProduct& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::HashJoin& node, ExecutionContext& context, const Value* argument);
RowSourcePtr make_source(const plan::IntervalJoin& node, ExecutionContext& context, const Value* argument);

// A row to fill: the argument where there is one.
inline Value* add_row(Batch& out, const Value* argument) {
  return argument != nullptr ? out.add(argument) : out.add();
}

// Rows of an input, one at a time, for operators that make several rows of one.
class InputRows {
 public:
  InputRows(RowSourcePtr source, const ExecutionContext& context)
      : source_(std::move(source)), batch_(context.plan.slot_count) {}

  // The next row; null at the end. The row may be written to until the next call.
  Value* next() {
    if (place_ == batch_.size() && !refill()) return nullptr;
    return batch_.row(place_++);
  }
  void restart() {
    source_->restart();
    batch_.clear();
    place_ = 0;
    ended_ = false;
  }

 private:
  bool refill() {
    place_ = 0;
    if (!ended_ && source_->next(batch_)) return true;
    ended_ = true;
    batch_.clear();
    return false;
  }

  RowSourcePtr source_;
  Batch batch_;
  std::size_t place_ = 0;
  bool ended_ = false;
};

}  // namespace entente
