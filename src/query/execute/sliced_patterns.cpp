#include "query/execute/sliced_patterns.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <limits>
#include <utility>

#include "query/execute/evaluation.hpp"
#include "query/optimize/optimize.hpp"
#include "query/plan/keep_elements.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

using Clock = std::chrono::steady_clock;

bool looks_for_patterns(const ExpressionPtr& e) {
  if (as<Subplan>(e)) return true;
  bool any = false;
  for_each_child(*e, [&](const ExpressionPtr& child) { any = any || looks_for_patterns(child); });
  return any;
}

template <class Visit>
void for_each_operator(const OperatorPtr& op, const Visit& visit) {
  visit(op);
  for_each_input(*op, [&](const OperatorPtr& input) { for_each_operator(input, visit); });
}

// Those of which the rows still hold the slots: not what lies below a grouping or a union.
template <class Visit>
void for_each_seen(const OperatorPtr& op, const Visit& visit) {
  visit(op);
  if (as<Aggregation>(op) || as<Union>(op)) return;
  for_each_input(*op, [&](const OperatorPtr& input) { for_each_seen(input, visit); });
}

SlotSet slots_seen(const OperatorPtr& root) {
  SlotSet slots;
  for_each_seen(root, [&](const OperatorPtr& op) { slots.merge(slots_filled(*op)); });
  return slots;
}

// The expression as it is where its patterns find nothing.
ExpressionPtr without_findings(const ExpressionPtr& e) {
  if (const auto* subplan = as<Subplan>(e)) {
    return make_expression(Constant{subplan->result == SubplanResult::kExists    ? Value(false)
                                    : subplan->result == SubplanResult::kCollect ? Value(List{})
                                                                                 : Value()},
                           e->span);
  }
  return map_children(e, without_findings);
}

// The conditions of the operator that look for further patterns.
void add_looking_conditions(const OperatorPtr& op, std::vector<ExpressionPtr>& found) {
  const auto* filter = as<Filter>(op);
  if (filter == nullptr) return;
  std::vector<ExpressionPtr> conditions;
  split_conjunction(filter->predicate, conditions);
  std::copy_if(conditions.begin(), conditions.end(), std::back_inserter(found), looks_for_patterns);
}

OperatorPtr with_condition(const OperatorPtr& op, const ExpressionPtr& condition, const ExpressionPtr& instead) {
  OperatorPtr changed =
      map_inputs(op, [&](const OperatorPtr& input) { return with_condition(input, condition, instead); });
  const auto* filter = as<Filter>(changed);
  if (filter == nullptr) return changed;
  std::vector<ExpressionPtr> conditions;
  split_conjunction(filter->predicate, conditions);
  const auto place = std::find(conditions.begin(), conditions.end(), condition);
  if (place == conditions.end()) return changed;
  *place = instead;
  return make_operator(Filter{filter->input, conjunction(std::move(conditions))});
}

// Optimized, by those rules that leave its rows as wide as they are.
plan::Plan optimized(const plan::Plan& plan, const TemporalGraph& graph) {
  for (RuleSet rules = kAllRules;;) {
    plan::Plan changed = plan;
    std::string_view widened;
    optimize(changed, graph, rules, [&](std::string_view step, const plan::Plan& after) {
      if (widened.empty() && after.slot_count > plan.slot_count) widened = step;
    });
    if (widened.empty()) return changed;
    for (std::size_t i = 0; i < optimizer_rules().size(); ++i)
      if (optimizer_rules()[i].name == widened) rules.reset(i);
  }
}

}  // namespace

std::optional<Slot> number_of(const OperatorPtr& op) {
  const plan::ProcedureCall* call = call_at(op);
  if (call == nullptr || call->procedure->outputs.size() != 1 || call->columns.size() != 1) return std::nullopt;
  const ProcedureField& output = call->procedure->outputs.front();
  return output.name == "count" && output.type == "INTEGER" ? std::optional(call->columns.front().second)
                                                            : std::nullopt;
}

SlicedPatterns::SlicedPatterns(const plan::Plan& plan, ExecutionContext& context) : context_(context) {
  for (const OperatorPtr& root : plan.sliced) {
    plan::Plan pattern = plan;
    pattern.root = root;
    pattern.columns.clear();
    pattern.column_slots.clear();
    plan::Plan written = pattern;
    optimize(written, context.graph, kNoRules);
    std::vector<Looking> looking = looking_at(plan.root, written.root);
    const SlotSet filled = slots_seen(written.root);
    for (const Looking& each : looking)
      for (const Slot slot : slots_of(each.expression))
        if (filled.contains(slot)) pattern.column_slots.push_back(slot);
    plan::Plan with_elements = pattern;
    keep_elements(with_elements);
    // Its rows are of the statement's width, as those of subqueries: what makes them wider is left out.
    const auto take = [&](plan::Plan&& changed) {
      if (changed.slot_count == plan.slot_count) pattern = std::move(changed);
    };
    take(std::move(with_elements));
    pattern = optimized(pattern, context.graph);
    patterns_.push_back({std::move(pattern), std::move(looking), number_of(root)});
  }
}

// Those of the statement that rows of the pattern suffice for.
std::vector<SlicedPatterns::Looking> SlicedPatterns::looking_at(const OperatorPtr& statement,
                                                                const OperatorPtr& pattern) {
  SlotSet filled_by_all;
  for_each_operator(statement, [&](const OperatorPtr& op) { filled_by_all.merge(slots_filled(*op)); });
  const SlotSet filled = slots_seen(pattern);
  std::vector<Looking> looking;
  const auto add = [&](const ExpressionPtr& e, bool is_condition, bool in_pattern) {
    for (const Slot slot : slots_of(e))  // besides these it has slots of its own
      if (filled_by_all.contains(slot) && !filled.contains(slot)) return;
    const auto is_it = [&](const Looking& other) { return other.expression->span == e->span; };
    if (std::none_of(looking.begin(), looking.end(), is_it)) looking.push_back({e, is_condition, in_pattern});
  };
  std::vector<ExpressionPtr> conditions;
  for_each_seen(pattern, [&](const OperatorPtr& op) { add_looking_conditions(op, conditions); });
  for (const ExpressionPtr& condition : conditions) add(condition, true, true);
  for_each_operator(statement, [&](const OperatorPtr& op) {
    std::vector<ExpressionPtr> further;
    add_looking_conditions(op, further);
    for (const ExpressionPtr& condition : further) add(condition, true, false);
    if (as<Filter>(op)) return;
    for_each_expression(*op, [&](const ExpressionPtr& e) {
      if (looks_for_patterns(e)) add(e, false, false);
    });
  });
  return looking;
}

std::size_t SlicedPatterns::base(bool& at_least) {
  if (!base_) base_ = count_as_they_stand(std::numeric_limits<std::size_t>::max(), at_least, nullptr);
  return *base_;
}

bool SlicedPatterns::match_any() {
  if (base_) return *base_ > 0;
  bool at_least = false;
  return count_as_they_stand(1, at_least, nullptr) > 0;
}

template <class Work>
auto SlicedPatterns::under(const Change& change, const Work& work) {
  const std::vector<View> own = context_.views;
  for (View& view : context_.views) view = change(view);
  context_.cache = nullptr;
  const auto restore = [&] {
    context_.views = own;
    context_.cache = nullptr;
  };
  try {
    const auto result = work();
    restore();
    return result;
  } catch (...) {
    restore();
    throw;
  }
}

std::size_t SlicedPatterns::count(const Change& change, std::size_t most, bool& at_least, const Visit& visit) {
  return under(change, [&] { return count_as_they_stand(most, at_least, visit); });
}

std::size_t SlicedPatterns::count_as_they_stand(std::size_t most, bool& at_least, const Visit& visit) {
  std::size_t sum = 0;
  for (const Sliced& sliced : patterns_) sum += count_in(sliced, most, at_least, visit);
  return sum;
}

std::size_t SlicedPatterns::count_in(const Sliced& sliced, std::size_t most, bool& at_least, const Visit& visit) {
  const Clock::time_point deadline = Clock::now() + kCountingTime;
  std::vector<Value> elements;
  std::size_t found = 0;
  // What does not fit into the memory of the run is broken off as what takes too long is.
  try {
    const std::unique_ptr<RowSource> source = build(sliced.plan.root, context_);
    Batch batch(sliced.plan.slot_count);
    while (source->next(batch)) {
      std::size_t size = batch.size();
      for (std::size_t i = 0; sliced.number && i < batch.size(); ++i)
        size += static_cast<std::size_t>(batch.row(i)[*sliced.number].integer()) - 1;
      found += size;
      for (std::size_t i = 0; visit != nullptr && i < batch.size(); ++i) {
        elements.clear();
        for (const Slot slot : sliced.plan.element_slots) elements.push_back(batch.row(i)[slot]);
        visit(elements);
      }
      if (found >= most || Clock::now() > deadline) {
        at_least = true;
        break;
      }
    }
  } catch (const Error& error) {
    if (error.code != ErrorCode::kLimit) throw;
    at_least = true;
  }
  return found;
}

// What the expressions give for each of the rows, as far as time allows.
void SlicedPatterns::look(const Sliced& sliced, std::vector<std::vector<Value>>& rows,
                          std::vector<std::vector<Value>>& results) {
  const Clock::time_point deadline = Clock::now() + kCountingTime;
  for (std::vector<Value>& row : rows) {
    if (Clock::now() > deadline) break;
    std::vector<Value>& result = results.emplace_back();
    for (const Looking& each : sliced.looking) result.push_back(evaluate(*each.expression, row.data(), context_));
  }
}

SlicedPatterns::Resting SlicedPatterns::resting(const Change& change) {
  Resting resting;
  for (const Sliced& sliced : patterns_) {
    if (sliced.looking.empty()) continue;
    std::vector<std::vector<Value>> rows;
    {
      const Clock::time_point deadline = Clock::now() + kCountingTime;
      const std::unique_ptr<RowSource> source = build(sliced.plan.root, context_);
      Batch batch(sliced.plan.slot_count);
      while (rows.size() < kMostCounted && Clock::now() < deadline && source->next(batch))
        for (std::size_t i = 0; i < batch.size() && rows.size() < kMostCounted; ++i)
          rows.emplace_back(batch.row(i), batch.row(i) + sliced.plan.slot_count);
    }
    std::vector<std::vector<Value>> own, other;
    look(sliced, rows, own);
    under(change, [&] {
      look(sliced, rows, other);
      return true;
    });
    for (std::size_t i = 0; i < std::min(own.size(), other.size()); ++i) {
      bool rests = false, is_lost = false;
      for (std::size_t k = 0; k < sliced.looking.size(); ++k) {
        const Looking& each = sliced.looking[k];
        const auto holds = [](const Value& v) { return v.is_boolean() && v.boolean(); };
        const bool differs =
            each.is_condition ? holds(own[i][k]) && !holds(other[i][k]) : !equivalent(own[i][k], other[i][k]);
        if (!differs) continue;
        if (resting.matches == 0 && !rests) resting.place = each.expression->span;
        rests = true;
        is_lost = is_lost || each.in_pattern;
      }
      if (rests) ++resting.matches;
      if (is_lost) ++resting.lost;
    }
  }
  return resting;
}

std::optional<SlicedPatterns::Excluded> SlicedPatterns::excluded(std::size_t most, bool& at_least) {
  for (const Sliced& sliced : patterns_) {
    std::vector<ExpressionPtr> conditions;
    for_each_operator(sliced.plan.root, [&](const OperatorPtr& op) { add_looking_conditions(op, conditions); });
    for (const ExpressionPtr& condition : conditions) {
      Sliced other{sliced.plan, {}, sliced.number};
      other.plan.root = with_condition(sliced.plan.root, condition, without_findings(condition));
      // What is kept of a run is found by the places of its expressions, and these go with the plan.
      context_.cache = nullptr;
      const std::size_t matches = count_in(other, most, at_least, nullptr);
      context_.cache = nullptr;
      if (matches > 0) return Excluded{matches, condition->span};
    }
  }
  return std::nullopt;
}

}  // namespace entente
