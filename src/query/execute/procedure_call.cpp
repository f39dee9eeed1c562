// CALL: the rows of a procedure beside each row.
#include <fmt/format.h>

#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

class Calls final : public RowSource {
 public:
  Calls(const plan::ProcedureCall& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument), context) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == rows_.size() && !call()) break;
      while (place_ < rows_.size() && !out.full()) {
        Value* row = out.add(row_);
        std::vector<Value>& values = rows_[place_++];
        for (const auto& [column, slot] : node_.columns) row[slot] = values[column];
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    rows_.clear();
    place_ = 0;
  }

 private:
  // For the next row of the input that has some. False at the end.
  bool call() {
    place_ = 0;
    rows_.clear();
    while (rows_.empty()) {
      row_ = input_.next();
      if (row_ == nullptr) return false;
      const std::vector<Value> arguments = evaluate_arguments();
      const SourceSpan place = node_.place;
      rows_ = with_place(place, [&] { return node_.procedure->run({view_at(context_, node_.slice), arguments}); });
      if (node_.procedure->outputs.empty()) rows_.assign(1, {});
    }
    return true;
  }

  std::vector<Value> evaluate_arguments() {
    std::vector<Value> values;
    for (std::size_t i = 0; i < node_.arguments.size(); ++i) {
      values.push_back(evaluate(*node_.arguments[i], row_, context_));
      const ProcedureField& input = node_.procedure->inputs[i];
      if (fits(values.back(), input.type)) continue;
      throw_at(node_.arguments[i]->span,
               Error(ErrorCode::kType, fmt::format("the argument `{}` of {}() is {}, and takes {}", input.name,
                                                   node_.procedure->name, describe_value(values.back()), input.type))
                   .with_detail("InvalidArgumentType"));
    }
    return values;
  }

  const plan::ProcedureCall& node_;
  ExecutionContext& context_;
  InputRows input_;
  Value* row_ = nullptr;
  ProcedureRows rows_;  // of the row
  std::size_t place_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::ProcedureCall& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Calls>(node, context, argument);
}

}  // namespace entente
