// Expressions: a walk over the tree. Conditions are walked as truth values, without making a value of each step.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "entente/time/claims.hpp"
#include "entente/time/date.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/run_cache.hpp"
#include "query/functions/allen_values.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/entity_property.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

using plan::Expression;
using plan::ExpressionPtr;

// Calls with more arguments take room from the heap.
constexpr std::size_t kUsualArguments = 4;

class Evaluation {
 public:
  Evaluation(Value* row, ExecutionContext& context) : row_(row), context_(context) {}

  Value value(const Expression& e) {
    return std::visit([&](const auto& node) { return this->value_of(node, e); }, e.node);
  }

  const Value& in(const Expression& e, Value& scratch) {
    if (const auto* slot = std::get_if<plan::SlotRead>(&e.node)) return row_[slot->slot];
    if (const auto* constant = std::get_if<plan::Constant>(&e.node)) return constant->value;
    if (const auto* parameter = std::get_if<plan::Parameter>(&e.node)) return parameter_value(*parameter, e.span);
    scratch = value(e);
    return scratch;
  }

  Truth truth_of(const Expression& e) {
    if (const auto* logical = std::get_if<plan::Logical>(&e.node)) return logic(*logical);
    if (const auto* call = std::get_if<plan::Call>(&e.node)) {
      if (is_test(*call)) return test(*call, e.span);
    } else if (const auto* is_null = std::get_if<plan::IsNull>(&e.node)) {
      return null_test(*is_null);
    } else if (const auto* label = std::get_if<plan::LabelTest>(&e.node)) {
      return label_test(*label, e.span);
    } else if (const auto* quantifier = std::get_if<plan::Quantifier>(&e.node)) {
      return quantified(*quantifier);
    }
    Value scratch;
    const Value& v = in(e, scratch);
    if (v.is_null()) return Truth::kUnknown;
    if (v.is_boolean()) return truth(v.boolean());
    throw_at(e.span, Error(ErrorCode::kType,
                           fmt::format("expected a condition (true, false or null), found {}", describe_value(v)))
                         .with_detail("InvalidArgumentType"));
  }

 private:
  // ---- values

  Value value_of(const plan::Constant& node, const Expression&) { return node.value; }
  Value value_of(const plan::Parameter& node, const Expression& e) { return parameter_value(node, e.span); }
  Value value_of(const plan::SlotRead& node, const Expression&) { return row_[node.slot]; }

  Value value_of(const plan::PropertyRead& node, const Expression& e) {
    Value scratch;
    const Value& object = in(*node.object, scratch);
    return with_place(e.span,
                      [&] { return property_of(object, node.key, node.symbol, view_at(context_, node.slice)); });
  }

  // A list or map of values may be nested too deep.
  template <class Items>
  static Value nested(Items items, const Expression& e) {
    return with_place(e.span, [&] { return Value(std::move(items)); });
  }

  Value value_of(const plan::ListMake& node, const Expression& e) {
    List list;
    list.reserve(node.items.size());
    for (const ExpressionPtr& item : node.items) list.push_back(value(*item));
    return nested(std::move(list), e);
  }

  Value value_of(const plan::MapMake& node, const Expression& e) {
    Map map;
    if (node.rest) {
      Value scratch;
      if (const Value& rest = in(*node.rest, scratch); rest.is_map()) map = rest.map();
    }
    for (const auto& [key, item] : node.entries) map.insert_or_assign(key, value(*item));
    return nested(std::move(map), e);
  }

  Value value_of(const plan::Call& node, const Expression& e) {
    if (is_test(node)) {
      const Truth answer = test(node, e.span);
      return node.function->periods != nullptr ? answer_of(node, answer) : Value::of(answer);
    }
    if (const std::optional<Value> by_order = allen_by_order(node)) return *by_order;
    const std::size_t count = node.arguments.size();
    if (count <= kUsualArguments) {
      std::array<Value, kUsualArguments> arguments;
      return call(node, std::span<Value>(arguments.data(), count), e.span);
    }
    std::vector<Value> arguments(count);
    return call(node, arguments, e.span);
  }

  Value call(const plan::Call& node, std::span<Value> arguments, SourceSpan span) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      arguments[i] = value(*node.arguments[i]);
      if (arguments[i].is_null() && node.function->null_in_null_out) return {};
    }
    return with_place(span, [&] { return node.function->evaluate(arguments, context_of(node, span)); });
  }

  // Unknown where an operand is: a null among truth values that comes from elsewhere stays a plain one.
  Value value_of(const plan::Logical& node, const Expression&) {
    const Truth answer = logic(node);
    if (answer != Truth::kUnknown) return Value::of(answer);
    const bool is_unknown = std::any_of(node.operands.begin(), node.operands.end(),
                                        [&](const ExpressionPtr& operand) { return value(*operand).is_unknown(); });
    return is_unknown ? Value::unknown() : Value();
  }
  Value value_of(const plan::IsNull& node, const Expression&) { return Value::of(null_test(node)); }
  Value value_of(const plan::LabelTest& node, const Expression& e) { return Value::of(label_test(node, e.span)); }
  // Unknown where the condition is of some item, as of operands of a Logical.
  Value value_of(const plan::Quantifier& node, const Expression&) {
    const Truth answer = quantified(node);
    if (answer != Truth::kUnknown) return Value::of(answer);
    Value scratch;
    const List* list = list_in(*node.list, scratch);
    const bool is_unknown = list != nullptr && std::any_of(list->begin(), list->end(), [&](const Value& item) {
                              row_[node.item] = item;
                              return value(*node.where).is_unknown();
                            });
    return is_unknown ? Value::unknown() : Value();
  }

  Value value_of(const plan::Case& node, const Expression&) {
    if (node.subject) {
      Value scratch;
      const Value& subject = in(*node.subject, scratch);
      for (const auto& [when, then] : node.branches) {
        Value other;
        const Value& candidate = in(*when, other);
        if (certainly(equal(subject, candidate))) return value(*then);
        warn_if_vain("=", subject, candidate, when->span, context_);
      }
    } else {
      for (const auto& [when, then] : node.branches) {
        if (certainly(truth_of(*when))) return value(*then);
      }
    }
    return node.otherwise ? value(*node.otherwise) : Value();
  }

  Value value_of(const plan::ListComprehension& node, const Expression& e) {
    Value scratch;
    const List* list = list_in(*node.list, scratch);
    if (list == nullptr) return {};
    List result;
    MemoryCharge made(context_.watch);
    for (const Value& item : *list) {
      context_.poll();
      row_[node.item] = item;
      if (node.where && !certainly(truth_of(*node.where))) continue;
      result.push_back(node.result ? value(*node.result) : item);
      // What makes it may hold a text still.
      const Value& last = result.back();
      made.add(last.is_string() && node.result ? sizeof(Value) + last.string().size() : last.own_bytes());
    }
    return nested(std::move(result), e);
  }

  Value value_of(const plan::Reduce& node, const Expression&) {
    Value scratch;
    const List* list = list_in(*node.list, scratch);
    if (list == nullptr) return {};
    row_[node.accumulator] = value(*node.initial);
    for (const Value& item : *list) {
      context_.poll();
      row_[node.item] = item;
      row_[node.accumulator] = value(*node.step);
    }
    return row_[node.accumulator];
  }

  Value value_of(const plan::Subplan& node, const Expression& e) {
    std::unique_ptr<SubplanRun>& known = cache_of(context_).subplans[&node];
    if (known == nullptr) known = std::make_unique<SubplanRun>(node, context_);
    SubplanRun& run = *known;  // `known` itself may move while the sub-plan runs others
    std::copy(row_, row_ + run.argument.size(), run.argument.begin());
    run.source->restart();
    if (node.result != plan::SubplanResult::kCollect) {
      run.rows.request(1);
      const bool has_row = run.source->next(run.rows);
      if (node.result == plan::SubplanResult::kExists) return has_row;
      return has_row ? run.rows.row(0)[node.slot] : Value();
    }
    List list;
    MemoryCharge made(context_.watch);
    while (run.source->next(run.rows)) {
      for (std::size_t i = 0; i < run.rows.size(); ++i) {
        made.add(run.rows.row(i)[node.slot].own_bytes());
        list.push_back(run.rows.row(i)[node.slot]);
      }
    }
    return nested(std::move(list), e);
  }

  Value value_of(const plan::PathMake& node, const Expression&) { return make_path(node, row_, context_.graph); }

  // The answer of a temporal predicate. It leaves open what the data do; of a null it says nothing, and as a test of
  // texts (CONTAINS) nothing of what is neither text nor period.
  Value answer_of(const plan::Call& node, Truth answer) {
    if (answer != Truth::kUnknown) return Value::of(answer);
    Value scratch;
    bool has_null = false, has_period = !node.function->periods->is_of_texts;
    for (const ExpressionPtr& argument : node.arguments) {
      const Value& operand = in(*argument, scratch);
      has_null = has_null || operand.is_null();
      has_period = has_period || operand.is_period();
    }
    return has_null || !has_period ? Value() : Value::unknown();
  }

  // ---- conditions

  static bool is_test(const plan::Call& node) {
    return node.arguments.size() == 2 && (node.function->test != nullptr || node.function->periods != nullptr);
  }

  Truth test(const plan::Call& node, SourceSpan span) {
    const Function& function = *node.function;
    const Expression &left = *node.arguments[0], &right = *node.arguments[1];
    if (function.test != nullptr) {
      Value left_scratch, right_scratch;
      const Value& a = in(left, left_scratch);
      const Value& b = in(right, right_scratch);
      if (function.null_in_null_out && (a.is_null() || b.is_null())) {
        if (a.is_null()) warn_if_vague_bound(left, row_, span, context_);
        if (b.is_null()) warn_if_vague_bound(right, row_, span, context_);
        return Truth::kUnknown;
      }
      const Truth answer = with_place(span, [&] { return function.test(a, b); });
      if (answer != Truth::kTrue || function.name == "<>") warn_if_vain(function.name, a, b, span, context_);
      return answer;
    }
    const PeriodPredicate& predicate = *function.periods;
    // Of texts, too: only its operands tell.
    if (predicate.is_of_texts && !is_valid_time(left) && !is_valid_time(right)) {
      const std::array<Value, 2> arguments{value(left), value(right)};
      if (arguments[0].is_null() || arguments[1].is_null()) return Truth::kUnknown;
      const Value answer = with_place(span, [&] { return function.evaluate(arguments, context_of(node, span)); });
      if (!arguments[0].is_period() && !arguments[1].is_period())
        warn_if_vain(function.name, arguments[0], arguments[1], span, context_);
      return answer.is_null() ? Truth::kUnknown : truth(answer.boolean());
    }
    if (const std::optional<Truth> by_order = test_by_order(predicate, left, right)) return *by_order;
    if (const std::optional<Truth> by_rivals = test_rivals(predicate, left, right)) return *by_rivals;
    Period p, q;
    bool is_set = false;
    if (!period_in(left, p, is_set) || !period_in(right, q, is_set)) return Truth::kUnknown;
    if (!is_set) {
      const Truth answer = predicate(p, q);
      if (answer == Truth::kFalse) {
        warn_if_undated(left, p, span);
        warn_if_undated(right, q, span);
      }
      return answer;
    }
    const auto value_with_now = [&](const Expression& side) {
      Value v = value(side);
      return v.is_string() && says_now(v.string()) ? Value(validity_of(date_in(v, context_))) : v;
    };
    const std::array<Value, 2> arguments{value_with_now(left), value_with_now(right)};
    const Value answer = with_place(span, [&] { return function.evaluate(arguments, context_of(node, span)); });
    return answer.is_null() ? Truth::kUnknown : truth(answer.boolean());
  }

  static bool is_valid_time(const Expression& e) {
    static const Function* const valid = find_function("valid");
    const auto* call = std::get_if<plan::Call>(&e.node);
    return call != nullptr && call->function == valid;
  }

  void warn_if_undated(const Expression& side, const Period& period, SourceSpan span) {
    if (period != Period::always() || !is_valid_time(side)) return;
    Value scratch;
    entente::warn_if_undated(in(*std::get<plan::Call>(side.node).arguments[0], scratch), period, span, context_);
  }

  // ---- rival datings

  // The datings of a fact in valid(…) that are read, where they contradict one another; none where some is a set.
  std::vector<Period> rivals(const Expression& e) {
    if (!is_valid_time(e)) return {};
    const auto& call = std::get<plan::Call>(e.node);
    Value scratch;
    const Value& fact = in(*call.arguments[0], scratch);
    if (!fact.is_node() && !fact.is_relationship()) return {};
    const TemporalGraph& graph = context_.graph;
    const std::uint32_t index = fact.is_node() ? fact.node().index : fact.relationship().index;
    const SourceFilter* sources = view_at(context_, call.slice).sources();
    const Attribution& own = fact.is_node() ? graph.attribution_of_vertex(index) : graph.attribution(index);
    std::vector<Validity> read;
    for (const Dating& dating : fact.is_node() ? graph.datings_of_vertex(index) : graph.datings(index))
      if (sources == nullptr || sources->reads(dating.sources, own)) read.push_back(dating.validity);
    const auto is_set = [](const Validity& v) { return v.is_set(); };
    if (read.size() < 2 || agree(read) || std::any_of(read.begin(), read.end(), is_set)) return {};
    std::vector<Period> bounds;
    for (const Validity& each : read) bounds.push_back(each.bounds);
    return bounds;
  }

  // Known where it is the same by every rival: what lies between them nobody says. Absent: there are none.
  std::optional<Truth> test_rivals(const PeriodPredicate& predicate, const Expression& left, const Expression& right) {
    if (!context_.graph.has_claims()) return std::nullopt;
    std::vector<Period> p = rivals(left), q = rivals(right);
    if (p.empty() && q.empty()) return std::nullopt;
    for (const auto& [side, periods] : {std::pair(&left, &p), std::pair(&right, &q)}) {
      bool is_set = false;
      if (periods->empty() && (!period_in(*side, periods->emplace_back(), is_set) || is_set)) return std::nullopt;
    }
    const Truth first = predicate(p.front(), q.front());
    for (const Period& one : p)
      for (const Period& other : q)
        if (predicate(one, other) != first) return Truth::kUnknown;
    return first;
  }

  // ---- stated order

  // A node in valid(…) of whose time relations of order say something.
  struct Ordered {
    const View* view;
    Vertex vertex;
  };
  std::optional<Ordered> ordered(const Expression& e) {
    if (!is_valid_time(e)) return std::nullopt;
    const auto& call = std::get<plan::Call>(e.node);
    Value scratch;
    const Value& fact = in(*call.arguments[0], scratch);
    if (!fact.is_node() || context_.graph.is_set_of_vertex(fact.node().index)) return std::nullopt;
    const View& view = view_at(context_, call.slice);
    if (!order_in(view, context_).concerns(fact.node().index)) return std::nullopt;
    return Ordered{&view, fact.node().index};
  }

  // What order leaves between two operands: relations between two nodes that the same sources are read of, or the
  // periods of both. Absent: it says nothing of either, or one is a set of periods or null.
  struct ByOrder {
    std::optional<AllenSet> relations;
    Period left, right;
  };
  std::optional<ByOrder> by_order(const Expression& left, const Expression& right) {
    const std::optional<Ordered> a = ordered(left), b = ordered(right);
    if (!a && !b) return std::nullopt;
    ByOrder result;
    if (a && b && a->vertex != b->vertex && a->view->sources() == b->view->sources()) {
      result.relations = order_in(*a->view, context_).possible(a->vertex, b->vertex);
      return result;
    }
    bool is_set = false;
    const auto read = [&](const std::optional<Ordered>& node, const Expression& e, Period& period) {
      if (!node) return period_in(e, period, is_set);
      period = order_in(*node->view, context_).tightened(node->vertex);
      return true;
    };
    if (!read(a, left, result.left) || !read(b, right, result.right) || is_set) return std::nullopt;
    return result;
  }

  std::optional<Truth> test_by_order(const PeriodPredicate& predicate, const Expression& left,
                                     const Expression& right) {
    const std::optional<ByOrder> found = by_order(left, right);
    if (!found) return std::nullopt;
    return found->relations ? one_of(predicate.relations, *found->relations) : predicate(found->left, found->right);
  }

  std::optional<Value> allen_by_order(const plan::Call& node) {
    static const Function* const one = find_function("allen");
    static const Function* const all = find_function("allen_possible");
    if (node.function != one && node.function != all) return std::nullopt;
    const std::optional<ByOrder> found = by_order(*node.arguments[0], *node.arguments[1]);
    if (!found) return std::nullopt;
    const AllenSet set = found->relations ? *found->relations : allen_possible(found->left, found->right);
    return node.function == one ? name_of_only(set) : Value(names_of(set));
  }

  // The period that an operand stands for; false for null. Spares making a value of valid(…), and reading a date twice.
  // Where it may be a set, `is_set` says so, and `period` does not stand for it.
  bool period_in(const Expression& e, Period& period, bool& is_set) {
    Value scratch;
    if (is_valid_time(e)) {
      const Value& fact = in(*std::get<plan::Call>(e.node).arguments[0], scratch);
      if (fact.is_null()) return false;
      if (has_valid_time(fact) && (has_any_sets(context_.graph) || context_.graph.has_claims())) {
        const Value stated = value(e);
        if (stated.is_null()) return false;
        is_set = is_set || is_set_of_stretches(stated);
        if (!is_set) period = period_of(stated);
        return true;
      }
      if (has_valid_time(fact)) return valid_time(fact, view_at(context_, std::get<plan::Call>(e.node).slice), period);
    }
    const Value& v = in(e, scratch);
    if (v.is_null()) return false;
    is_set = is_set || is_set_of_stretches(v);
    const bool same_for_all_rows =
        std::holds_alternative<plan::Constant>(e.node) || std::holds_alternative<plan::Parameter>(e.node);
    if (!v.is_string() || !same_for_all_rows) {
      period = with_place(e.span, [&] { return date_in(v, context_); });
      return true;
    }
    auto& dates = cache_of(context_).dates;
    auto found = dates.find(&e);
    if (found == dates.end()) found = dates.emplace(&e, with_place(e.span, [&] { return date_in(v, context_); })).first;
    period = found->second;
    return true;
  }

  // From left to right; AND ends at the first false, OR at the first true.
  Truth logic(const plan::Logical& node) {
    Truth result = truth_of(*node.operands[0]);
    if (node.op == plan::Logic::kNot) return !result;
    for (std::size_t i = 1; i < node.operands.size(); ++i) {
      if (node.op == plan::Logic::kXor) {
        const Truth other = truth_of(*node.operands[i]);
        result = (result & (!other)) | ((!result) & other);
      } else if (node.op == plan::Logic::kAnd) {
        if (result == Truth::kFalse) return result;
        result = result & truth_of(*node.operands[i]);
      } else {
        if (result == Truth::kTrue) return result;
        result = result | truth_of(*node.operands[i]);
      }
    }
    return result;
  }

  Truth null_test(const plan::IsNull& node) {
    Value scratch;
    return truth(in(*node.operand, scratch).is_null() != node.negated);
  }

  Truth label_test(const plan::LabelTest& node, SourceSpan span) {
    Value scratch;
    const Value& v = in(*node.operand, scratch);
    if (v.is_null()) return Truth::kUnknown;
    if (!v.is_node() && !v.is_relationship()) {
      throw_at(span,
               Error(ErrorCode::kType, fmt::format("expected a node or relationship, found {}", describe_value(v)))
                   .with_detail("InvalidArgumentType"));
    }
    for (const std::optional<SymbolId>& label : node.labels) {
      if (!label) return Truth::kFalse;
      const bool has = v.is_node() ? context_.graph.has_label(v.node().index, *label)
                                   : is_of_type(context_.graph.type(v.relationship().index), *label);
      if (!has) return Truth::kFalse;
    }
    return Truth::kTrue;
  }

  // Of the type itself or one of its sub-relations.
  bool is_of_type(SymbolId type, SymbolId wanted) const {
    if (type == wanted) return true;
    const TemporalGraph& graph = context_.graph;
    std::string_view at = graph.symbol_name(type);
    const std::string_view goal = graph.symbol_name(wanted);
    while (const RelationType* known = graph.ontology().relation_type(at)) {
      at = known->sub_relation_of;
      if (at.empty()) return false;
      if (at == goal) return true;
    }
    return false;
  }

  Truth quantified(const plan::Quantifier& node) {
    Value scratch;
    const List* list = list_in(*node.list, scratch);
    if (list == nullptr) return Truth::kUnknown;
    std::size_t holds = 0, open = 0;
    for (const Value& item : *list) {
      context_.poll();
      row_[node.item] = item;
      const Truth t = truth_of(*node.where);
      if (t == Truth::kTrue) ++holds;
      if (t == Truth::kUnknown) ++open;
      const bool decided = node.kind == plan::QuantifierKind::kAll      ? t == Truth::kFalse
                           : node.kind == plan::QuantifierKind::kSingle ? holds > 1
                                                                        : t == Truth::kTrue;
      if (decided) return truth(node.kind == plan::QuantifierKind::kAny);
    }
    if (open > 0) return Truth::kUnknown;
    return truth(node.kind == plan::QuantifierKind::kSingle ? holds == 1 : node.kind != plan::QuantifierKind::kAny);
  }

  // ---- parts

  FunctionContext context_of(const plan::Call& node, SourceSpan place) const {
    return {view_at(context_, node.slice), context_.now, &context_.warnings, place};
  }

  const Value& parameter_value(const plan::Parameter& node, SourceSpan span) {
    const auto found = context_.parameters.find(node.name);
    if (found != context_.parameters.end()) return found->second;
    throw_at(span, Error(ErrorCode::kParameterMissing, fmt::format("the parameter ${} has no value", node.name))
                       .with_hint(fmt::format("give one with the query: {} = …", node.name))
                       .with_detail("MissingParameter"));
  }

  // Null for null. The list lives in `scratch` or where it stands; an item that is written to the row does not touch
  // it.
  const List* list_in(const Expression& e, Value& scratch) {
    scratch = value(e);  // a copy shares the list, and keeps it should its slot be written
    if (scratch.is_null()) return nullptr;
    if (scratch.is_list()) return &scratch.list();
    throw_at(e.span, Error(ErrorCode::kType, fmt::format("expected a list, found {}", describe_value(scratch)))
                         .with_detail("InvalidArgumentType"));
  }

  Value* row_;
  ExecutionContext& context_;
};

}  // namespace

Value evaluate(const Expression& expression, Value* row, ExecutionContext& context) {
  return Evaluation(row, context).value(expression);
}

const Value& evaluate_in(const Expression& expression, Value* row, ExecutionContext& context, Value& scratch) {
  return Evaluation(row, context).in(expression, scratch);
}

Truth evaluate_truth(const Expression& expression, Value* row, ExecutionContext& context) {
  return Evaluation(row, context).truth_of(expression);
}

}  // namespace entente
