#include "query/semantics/projection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "query/functions/function.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::make_operator;
using plan::Slot;

bool is_variable(const ast::Expression& e) {
  return std::holds_alternative<ast::Variable>(e.node);
}
bool is_value(const ast::Expression& e) {
  return std::holds_alternative<ast::Literal>(e.node) || std::holds_alternative<ast::Parameter>(e.node);
}
bool is_property_of_variable(const ast::Expression& e) {
  const auto* property = std::get_if<ast::Property>(&e.node);
  return property && is_variable(*property->object);
}

struct Item {
  const ast::Expression* expression;
  std::string name;
  SourceSpan span;
  bool unnamed = false;  // an expression without an alias
  bool aggregated = false;
  Slot slot = -1;
  Type type = {};
};

class ProjectionBinder {
 public:
  ProjectionBinder(Statement& statement, const ast::Projection& projection, ProjectionClause clause, SourceSpan span,
                   const Scope& before)
      : statement_(statement),
        projection_(projection),
        clause_(clause),
        span_(span),
        before_(before),
        aggregates_{&before, {}} {}

  Projected run(const ast::ExpressionPtr& where, plan::OperatorPtr input) {
    list_items();
    grouped_ = std::any_of(items_.begin(), items_.end(), [](const Item& item) { return item.aggregated; });
    grouped_ ? bind_grouped() : bind_plain();
    for (const Item& item : items_) scope_.add({item.name, item.slot, item.type});

    const Scope after = scope_after_items();
    std::vector<plan::SortKey> sort = bind_order(after);
    const ExpressionPtr skip = bind_count(projection_.skip, "SKIP");
    const ExpressionPtr limit = bind_count(projection_.limit, "LIMIT");
    ExpressionPtr predicate;
    if (where) {
      const std::vector<Replacement> replacements = replaced_by_items();
      predicate = bind_predicate(statement_, *where,
                                 {.scope = &after,
                                  .slice = statement_.default_slice,
                                  .place = "WHERE",
                                  .ordering = narrowed(),
                                  .replacements = &replacements});
    }
    check_names();

    plan::OperatorPtr op = std::move(input);
    if (grouped_) op = make_operator(plan::Aggregation{op, keys_, aggregates_.calls});
    if (!computed_.empty()) op = make_operator(plan::Project{op, computed_});
    if (projection_.distinct) op = make_operator(plan::Distinct{op, distinct_slots()});
    if (!sort.empty()) op = make_operator(plan::Sort{op, std::move(sort)});
    if (skip) op = make_operator(plan::Skip{op, skip});
    if (limit) op = make_operator(plan::Limit{op, limit});
    if (predicate) op = make_operator(plan::Filter{op, predicate});

    Projected result{std::move(op), scope_, {}, {}};
    for (const Item& item : items_) {
      result.columns.push_back(item.name);
      result.slots.push_back(item.slot);
    }
    return result;
  }

 private:
  // Rows are grouped or dropped, so that what stood in them before can't be asked for any more.
  bool narrowed() const { return grouped_ || projection_.distinct; }

  Environment environment(const Scope& scope) const {
    return {.scope = &scope,
            .slice = statement_.default_slice,
            .place = clause_ == ProjectionClause::kWith ? "WITH" : "RETURN"};
  }

  void list_items() {
    if (projection_.star) {
      if (before_.empty() && clause_ == ProjectionClause::kReturn) {
        fail("NoVariablesInScope", "RETURN * has no variables to return", span_,
             "name the nodes and relationships of the pattern");
      }
      std::set<std::string> names;  // in order of name
      for (const Binding& binding : before_.bindings()) names.insert(binding.name);
      for (const std::string& name : names) {
        made_.push_back({ast::Variable{name}, span_});
        items_.push_back({&made_.back(), name, span_});
      }
    }
    for (const ast::ProjectionItem& item : projection_.items) {
      const auto* variable = std::get_if<ast::Variable>(&item.expression->node);
      Item result{item.expression.get(), {}, item.alias ? item.alias->span : item.expression->span};
      result.name = item.alias ? item.alias->text : variable ? variable->name : item.text;
      result.unnamed = !item.alias && !variable;
      result.aggregated = has_aggregate(*item.expression);
      items_.push_back(std::move(result));
    }
  }

  void check_names() const {
    std::set<std::string> names;
    for (const Item& item : items_) {
      if (item.unnamed && clause_ == ProjectionClause::kWith) {
        fail("NoExpressionAlias", "an expression in WITH needs a name", item.span, "add AS name");
      }
      if (!names.insert(item.name).second) {
        fail("ColumnNameConflict", fmt::format("two columns are named `{}`", item.name), item.span,
             "give one of them another name by AS");
      }
    }
  }

  // A plain variable keeps its slot; anything else is computed into a new one.
  void place(Item& item, const Bound& bound, std::vector<std::pair<Slot, ExpressionPtr>>& computed) {
    item.type = bound.type;
    if (const auto* read = plan::as<plan::SlotRead>(bound.expression)) {
      item.slot = read->slot;
      std::string& name = statement_.plan.slot_names[read->slot];
      if (name.starts_with('_')) name = item.name;  // of an aggregate: it is known by its column from here on
      return;
    }
    item.slot = statement_.new_slot(item.name, item.type.kind);
    const auto* call = plan::as<plan::Call>(bound.expression);
    if (call != nullptr && call->function == find_function("valid") && may_be_node(call->arguments[0]))
      statement_.times_of_nodes.push_back(item.slot);
    computed.emplace_back(item.slot, bound.expression);
  }

  bool may_be_node(const ExpressionPtr& e) const {
    const auto* read = plan::as<plan::SlotRead>(e);
    const auto& known = before_.bindings();
    return read == nullptr || std::none_of(known.begin(), known.end(), [&](const Binding& binding) {
             return binding.slot == read->slot && binding.type.kind != Kind::kNode && binding.type.kind != Kind::kAny;
           });
  }

  void bind_plain() {
    for (Item& item : items_)
      place(item, bind_expression(statement_, *item.expression, environment(before_)), computed_);
  }

  void bind_grouped() {
    Scope keys;
    std::vector<Replacement> replacements;
    for (Item& item : items_) {
      if (item.aggregated) continue;
      const Bound bound = bind_expression(statement_, *item.expression, environment(before_));
      place(item, bound, keys_);
      const bool listed =
          std::any_of(keys_.begin(), keys_.end(), [&](const auto& key) { return key.first == item.slot; });
      if (!listed) keys_.emplace_back(item.slot, bound.expression);
      if (const auto* variable = std::get_if<ast::Variable>(&item.expression->node)) {
        keys.add({variable->name, item.slot, item.type});
      } else if (!is_value(*item.expression)) {
        replacements.push_back({item.expression, item.slot, item.type, is_property_of_variable(*item.expression)});
      }
    }
    for (Item& item : items_) {
      if (!item.aggregated) continue;
      Environment inner = environment(keys);
      inner.aggregates = &aggregates_;
      inner.replacements = &replacements;
      place(item, bind_expression(statement_, *item.expression, inner), computed_);
    }
  }

  // What ORDER BY and WHERE see. Later names hide earlier ones.
  Scope scope_after_items() const {
    Scope scope;
    if (!narrowed()) scope = before_;
    for (const Item& item : items_) {
      if (const auto* variable = std::get_if<ast::Variable>(&item.expression->node)) {
        scope.add({variable->name, item.slot, item.type});
      }
    }
    for (const Item& item : items_) scope.add({item.name, item.slot, item.type});
    return scope;
  }

  // What ORDER BY and WHERE may write as it stands among the items.
  std::vector<Replacement> replaced_by_items() const {
    std::vector<Replacement> replacements;
    for (const Item& item : items_) {
      if (is_variable(*item.expression) || is_value(*item.expression)) continue;
      const bool simple = item.aggregated || is_property_of_variable(*item.expression);
      replacements.push_back({item.expression, item.slot, item.type, simple});
    }
    return replacements;
  }

  std::vector<plan::SortKey> bind_order(const Scope& after) {
    const std::vector<Replacement> replacements = replaced_by_items();
    std::vector<plan::SortKey> keys;
    for (const ast::SortItem& sort : projection_.order_by) {
      Environment inner = environment(after);
      inner.place = "ORDER BY";
      inner.ordering = narrowed();
      inner.replacements = &replacements;
      keys.push_back({bind_expression(statement_, *sort.expression, inner).expression, sort.descending});
    }
    return keys;
  }

  ExpressionPtr bind_count(const ast::ExpressionPtr& count, std::string_view word) {
    if (!count) return nullptr;
    const Scope nothing;
    Environment inner = environment(nothing);
    inner.place = word;
    inner.variables_forbidden = "the number is read once, before the first row";
    const Bound bound = bind_expression(statement_, *count, inner);
    const Kind kind = bound.type.kind;
    if (kind != Kind::kAny && kind != Kind::kInteger) {
      fail("InvalidArgumentType", fmt::format("{} takes an integer, and this is {}", word, name(kind)), count->span);
    }
    const auto* literal = std::get_if<ast::Literal>(&count->node);
    const auto* unary = std::get_if<ast::Unary>(&count->node);
    const bool negative = (literal && literal->value.is_integer() && literal->value.integer() < 0) ||
                          (unary && unary->op == ast::UnaryOperator::kMinus && is_value(*unary->operand));
    if (negative) fail("NegativeIntegerArgument", fmt::format("{} takes a number of rows from 0", word), count->span);
    return bound.expression;
  }

  std::vector<Slot> distinct_slots() const {
    std::vector<Slot> slots;
    for (const Item& item : items_) {
      if (std::find(slots.begin(), slots.end(), item.slot) == slots.end()) slots.push_back(item.slot);
    }
    return slots;
  }

  Statement& statement_;
  const ast::Projection& projection_;
  ProjectionClause clause_;
  SourceSpan span_;
  const Scope& before_;
  std::deque<ast::Expression> made_;  // the variables of a star
  std::vector<Item> items_;
  bool grouped_ = false;
  Aggregates aggregates_;
  std::vector<std::pair<Slot, ExpressionPtr>> keys_, computed_;
  Scope scope_;
};

}  // namespace

Projected bind_projection(Statement& statement, const ast::Projection& projection, const ast::ExpressionPtr& where,
                          ProjectionClause clause, SourceSpan span, const Scope& before, plan::OperatorPtr input) {
  return ProjectionBinder(statement, projection, clause, span, before).run(where, std::move(input));
}

}  // namespace entente
