#include <array>
#include <vector>

#include "query/functions/families.hpp"

namespace entente {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

template <class Row>
const Row* find(std::span<const Row> table, std::string_view name) {
  for (const Row& row : table) {
    if (same_name(row.name, name)) return &row;
  }
  return nullptr;
}

std::vector<Function> joined(std::initializer_list<std::span<const Function>> families) {
  std::vector<Function> all;
  for (const std::span<const Function> family : families) all.insert(all.end(), family.begin(), family.end());
  return all;
}

}  // namespace

void FunctionContext::warn(std::string message, std::string hint) const {
  if (warnings == nullptr) return;
  for (const Warning& known : *warnings) {
    if (known.span == place && known.message == message) return;
  }
  warnings->push_back({std::move(message), place, std::move(hint)});
}

std::span<const Function> functions() {
  static const std::vector<Function> all =
      joined({math_functions(), string_functions(), list_functions(), conversion_functions(), entity_functions(),
              name_functions(), temporal_functions(), calendar_functions(), system_functions(), period_functions(),
              source_functions(), claim_functions(), path_functions()});
  return all;
}

std::span<const Function> operators() {
  static const std::vector<Function> all = joined(
      {comparison_operators(), arithmetic_operators(), string_operators(), list_operators(), temporal_operators()});
  return all;
}

std::span<const Aggregate> aggregates() {
  return aggregate_functions();
}

const Function* find_function(std::string_view name) {
  return find(functions(), name);
}
const Function* find_operator(std::string_view symbol) {
  return find(operators(), symbol);
}
const Aggregate* find_aggregate(std::string_view name) {
  return find(aggregates(), name);
}

}  // namespace entente
