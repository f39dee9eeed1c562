// Limit 10 over Sort   ⇒   Top 10; Limit 10 over Skip 5 over Sort   ⇒   Skip 5 over Top 15
#include <limits>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

bool is_row_count(const ExpressionPtr& expression) {
  const auto* constant = as<Constant>(expression);
  return constant && constant->value.is_integer() && constant->value.integer() >= 0 &&
         constant->value.integer() < std::numeric_limits<std::int32_t>::max();
}

OperatorPtr top_of(const Limit& limit) {
  if (const auto* sort = as<Sort>(limit.input)) return make_operator(Top{sort->input, sort->keys, limit.count});
  const auto* skip = as<Skip>(limit.input);
  const auto* sort = skip ? as<Sort>(skip->input) : nullptr;
  if (!sort || !is_row_count(skip->count) || !is_row_count(limit.count)) return nullptr;
  const std::int64_t rows = as<Constant>(skip->count)->value.integer() + as<Constant>(limit.count)->value.integer();
  const ExpressionPtr both = make_expression(Constant{rows}, limit.count->span);
  return make_operator(Skip{make_operator(Top{sort->input, sort->keys, both}), skip->count});
}

void keep_top_rows(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* limit = as<Limit>(op);
    OperatorPtr top = limit ? top_of(*limit) : nullptr;
    return top ? top : op;
  });
}

}  // namespace

extern constexpr Rule kKeepTopRows = {
    .name = "keep-top-rows",
    .floor = Floor::kPhysical,
    .summary = "keeps only the first rows while sorting where LIMIT follows",
    .apply = keep_top_rows,
};

}  // namespace entente
