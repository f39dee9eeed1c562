// The words that compare periods, as operators: a function for each row of kPeriodPredicates.
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/find_part.hpp"
#include "entente/time/period_predicates.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

template <std::size_t row>
Value compare_periods(Arguments a, const FunctionContext&) {
  constexpr const PeriodPredicate& kPredicate = kPeriodPredicates[row];
  if constexpr (kPredicate.is_of_texts) {
    if (!a[0].is_period() && !a[1].is_period()) {
      if (!a[0].is_string() || !a[1].is_string()) return {};
      return find_part(a[0].string(), a[1].string()) != std::string::npos;
    }
  }
  if (!is_set_of_stretches(a[0]) && !is_set_of_stretches(a[1]))
    return Value::of_predicate(kPredicate(period_of(a[0]), period_of(a[1])));
  const std::vector<Period> p = stretches_of(a[0]), q = stretches_of(a[1]);
  return Value::of_predicate(kPredicate(Stretches(p), Stretches(q)));
}

template <std::size_t... rows>
std::vector<Function> functions_of_rows(std::index_sequence<rows...>) {
  static std::deque<std::string> signatures;
  const auto function = [](const PeriodPredicate& p, auto evaluate) {
    const std::string& signature = signatures.emplace_back("p " + std::string(p.word) + " q");
    return Function{p.word, signature, p.summary, p.example, "true", 2, 2, true, evaluate, kUntyped, nullptr, &p};
  };
  return {function(kPeriodPredicates[rows], compare_periods<rows>)...};
}

}  // namespace

std::span<const Function> temporal_operators() {
  static const std::vector<Function> operators =
      functions_of_rows(std::make_index_sequence<kPeriodPredicates.size()>());
  return operators;
}

}  // namespace entente
