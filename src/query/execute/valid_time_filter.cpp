// ValidTimeFilter: conditions such as valid(r) BEFORE '1989'. The bounds of a batch of facts are fetched together,
// before any is looked at: they lie far apart in memory, and to wait for them one after the other is nearly all that
// such a filter costs otherwise.
#include "query/execute/evaluation.hpp"
#include "query/execute/kept_rows.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/run_cache.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/period_sets.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/valid_time_test.hpp"

namespace entente {
namespace {

class ValidTimeSelection final : public RowSource {
 public:
  ValidTimeSelection(const plan::Filter& node, const plan::ValidTimeTest& test, std::vector<plan::ExpressionPtr> rest,
                     ExecutionContext& context, const Value* argument)
      : test_(test),
        rest_(std::move(rest)),
        context_(context),
        argument_(argument),
        input_(build(node.input, context, argument)) {}

  bool produce(Batch& out) override {
    RequestGrowth requested(out);
    while (input_->next(out)) {
      if (!started_) start();
      fetch(out);
      out.shorten(keep(out));
      if (out.size() > 0) return true;
      requested.grow();
    }
    return false;
  }

  void restart() override {
    input_->restart();
    started_ = false;
  }

 private:
  void start() {
    started_ = true;
    other_.reset();
    const Value value = evaluate_free(*test_.other, context_, argument_);
    if (!value.is_null()) other_ = with_place(test_.other->span, [&] { return date_in(value, context_); });
  }

  void fetch(const Batch& rows) {
    const View& view = view_at(context_, test_.slice);
    periods_.resize(rows.size());
    known_.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Value& fact = rows.row(i)[test_.fact];
      if (!fact.is_null() && !fact.is_relationship() && !has_valid_time(fact)) {
        throw_at(test_.place,
                 Error(ErrorCode::kType,
                       "valid() takes a node, relationship, path or list of relationships, not " + describe_value(fact))
                     .with_detail("InvalidArgumentType"));
      }
      known_[i] = !fact.is_null() && valid_time(fact, view, periods_[i]);
      if (fact.is_node()) tighten(fact.node().index, view, periods_[i]);
    }
  }

  void tighten(Vertex v, const View& view, Period& period) {
    const LifeOrder& order = order_in(view, context_);
    if (order.concerns(v)) period = order.tightened(v);
  }

  // Moves the rows that are kept to the front. Nothing is true of null.
  std::size_t keep(Batch& rows) {
    if (!other_) return 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!known_[i]) continue;
      const Truth t =
          test_.fact_is_left ? (*test_.predicate)(periods_[i], *other_) : (*test_.predicate)(*other_, periods_[i]);
      if (t == Truth::kFalse) warn_if_undated(rows.row(i)[test_.fact], periods_[i], test_.place, context_);
      if (certainly(t) && fulfils_rest(rows.row(i))) rows.swap_rows(kept++, i);
    }
    return kept;
  }

  bool fulfils_rest(Value* row) {
    return std::all_of(rest_.begin(), rest_.end(), [&](const plan::ExpressionPtr& condition) {
      return certainly(evaluate_truth(*condition, row, context_));
    });
  }

  plan::ValidTimeTest test_;
  std::vector<plan::ExpressionPtr> rest_;  // further conditions
  ExecutionContext& context_;
  const Value* argument_;
  RowSourcePtr input_;
  std::optional<Period> other_;
  std::vector<Period> periods_;  // of the facts of a batch
  std::vector<char> known_;
  bool started_ = false;
};

}  // namespace

RowSourcePtr make_valid_time_filter(const plan::Filter& node, ExecutionContext& context, const Value* argument) {
  std::vector<plan::ExpressionPtr> conjuncts;
  plan::split_conjunction(node.predicate, conjuncts);
  const auto at = conjuncts.begin() + static_cast<std::ptrdiff_t>(*node.valid_time);
  const std::optional<plan::ValidTimeTest> test = plan::valid_time_test(**at);
  if (!test || is_set_of_stretches(evaluate_free(*test->other, context, argument))) return nullptr;
  conjuncts.erase(at);
  return std::make_unique<ValidTimeSelection>(node, *test, std::move(conjuncts), context, argument);
}

}  // namespace entente
