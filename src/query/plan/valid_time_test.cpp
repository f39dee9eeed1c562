#include "query/plan/valid_time_test.hpp"

#include "query/functions/function.hpp"

namespace entente::plan {
namespace {

std::optional<Slot> slot_of_valid(const Expression& e) {
  static const Function* const valid = find_function("valid");
  const auto* call = std::get_if<Call>(&e.node);
  if (call == nullptr || call->function != valid) return std::nullopt;
  const auto* read = std::get_if<SlotRead>(&call->arguments[0]->node);
  return read == nullptr ? std::nullopt : std::optional(read->slot);
}

bool is_same_for_all_rows(const Expression& e) {
  return std::holds_alternative<Constant>(e.node) || std::holds_alternative<Parameter>(e.node);
}

}  // namespace

std::optional<ValidTimeTest> valid_time_test(const Expression& condition) {
  const auto* call = std::get_if<Call>(&condition.node);
  if (call == nullptr || call->function->periods == nullptr || call->arguments.size() != 2) return std::nullopt;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const Expression &time = *call->arguments[side], &other = *call->arguments[1 - side];
    const std::optional<Slot> fact = slot_of_valid(time);
    if (fact && is_same_for_all_rows(other))
      return ValidTimeTest{
          call->function->periods, *fact, std::get<Call>(time.node).slice, time.span, &other, side == 0};
  }
  return std::nullopt;
}

}  // namespace entente::plan
