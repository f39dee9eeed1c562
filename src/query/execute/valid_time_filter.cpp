// Filters such as valid(r) BEFORE '1989'. The bounds of a batch of facts are fetched together, before any is looked at:
// they lie far apart in memory, and to wait for them one after the other is nearly all that such a filter costs
// otherwise.
#include "query/execute/evaluation.hpp"
#include "query/execute/kept_rows.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/run_cache.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

// A predicate between the valid time of what a slot holds and a period that is the same for all rows.
struct ValidTimeTest {
  Truth (*relate)(const Period&, const Period&);
  plan::Slot fact;
  plan::SliceIndex slice;  // of valid(…)
  SourceSpan place;        // of valid(…)
  const plan::Expression* other;
  bool fact_is_left;
  std::vector<const plan::Expression*> rest;  // further conditions
};

std::optional<plan::Slot> slot_of_valid(const plan::Expression& e) {
  static const Function* const valid = find_function("valid");
  const auto* call = std::get_if<plan::Call>(&e.node);
  if (call == nullptr || call->function != valid) return std::nullopt;
  const auto* read = std::get_if<plan::SlotRead>(&call->arguments[0]->node);
  return read == nullptr ? std::nullopt : std::optional(read->slot);
}

bool is_same_for_all_rows(const plan::Expression& e) {
  return std::holds_alternative<plan::Constant>(e.node) || std::holds_alternative<plan::Parameter>(e.node);
}

std::optional<ValidTimeTest> test_in(const plan::Expression& e) {
  const auto* call = std::get_if<plan::Call>(&e.node);
  if (call == nullptr || call->function->relate == nullptr || call->arguments.size() != 2) return std::nullopt;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const std::optional<plan::Slot> fact = slot_of_valid(*call->arguments[side]);
    const plan::Expression& other = *call->arguments[1 - side];
    if (fact && is_same_for_all_rows(other)) {
      const auto slice = std::get<plan::Call>(call->arguments[side]->node).slice;
      return ValidTimeTest{call->function->relate, *fact, slice, call->arguments[side]->span, &other, side == 0, {}};
    }
  }
  return std::nullopt;
}

// The predicate itself, or the first of its conjuncts that is such a test.
std::optional<ValidTimeTest> test_of(const plan::Expression& predicate) {
  const auto* logical = std::get_if<plan::Logical>(&predicate.node);
  if (logical == nullptr || logical->op != plan::Logic::kAnd) return test_in(predicate);
  std::optional<ValidTimeTest> found;
  std::vector<const plan::Expression*> rest;
  for (const plan::ExpressionPtr& operand : logical->operands) {
    std::optional<ValidTimeTest> test = found ? std::nullopt : test_in(*operand);
    if (test) {
      found = std::move(test);
    } else {
      rest.push_back(operand.get());
    }
  }
  if (found) found->rest = std::move(rest);
  return found;
}

class ValidTimeSelection final : public RowSource {
 public:
  ValidTimeSelection(const plan::Filter& node, ValidTimeTest test, ExecutionContext& context, const Value* argument)
      : test_(std::move(test)), context_(context), argument_(argument), input_(build(node.input, context, argument)) {}

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
      const Truth t = test_.fact_is_left ? test_.relate(periods_[i], *other_) : test_.relate(*other_, periods_[i]);
      if (t == Truth::kFalse) warn_if_undated(rows.row(i)[test_.fact], periods_[i], test_.place, context_);
      if (certainly(t) && fulfils_rest(rows.row(i))) rows.swap_rows(kept++, i);
    }
    return kept;
  }

  bool fulfils_rest(Value* row) {
    return std::all_of(test_.rest.begin(), test_.rest.end(), [&](const plan::Expression* condition) {
      return certainly(evaluate_truth(*condition, row, context_));
    });
  }

  ValidTimeTest test_;
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
  if (has_any_sets(context.graph) || context.graph.has_claims()) return nullptr;
  std::optional<ValidTimeTest> test = test_of(*node.predicate);
  if (!test || is_set_of_stretches(evaluate_free(*test->other, context, argument))) return nullptr;
  return std::make_unique<ValidTimeSelection>(node, std::move(*test), context, argument);
}

}  // namespace entente
