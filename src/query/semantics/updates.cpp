#include "query/semantics/updates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "entente/graph/named_types.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"
#include "query/semantics/patterns.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::Slot;

std::vector<std::string> texts_of(const std::vector<ast::Name>& names) {
  std::vector<std::string> texts;
  for (const ast::Name& name : names) texts.push_back(name.text);
  return texts;
}

// Patterns of CREATE, and of MERGE where nothing matches.
class CreateBinder {
 public:
  // Expressions see `before`; variables that the pattern names first are added to `scope`.
  CreateBinder(Statement& statement, const Scope& before, Scope& scope, std::string_view word)
      : statement_(statement), before_(before), scope_(scope), word_(word) {}

  void add(const ast::PathPattern& path) {
    if (path.variable && before_.find(path.variable->text)) already_bound(*path.variable);
    std::vector<Slot> parts;
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
      const Slot node = node_slot(path.nodes[i], path.relationships.empty());
      if (i > 0) parts.push_back(add_relationship(path.relationships[i - 1], parts.back(), node));
      parts.push_back(node);
    }
    if (!path.variable) return;
    Slot slot = -1;
    if (const Binding* known = scope_.find(path.variable->text))
      slot = known->slot;
    else
      scope_.add({path.variable->text, slot = statement_.new_slot(path.variable->text, Kind::kPath),
                  Type{Kind::kPath, Kind::kAny, -1}});
    made_.paths.emplace_back(slot, plan::make_expression(plan::PathMake{std::move(parts)}, path.span));
  }

  plan::Create take() { return std::move(made_); }

 private:
  [[noreturn]] void already_bound(const ast::Name& variable) const {
    fail("VariableAlreadyBound", fmt::format("`{}` is bound already", variable.text), variable.span,
         word_ == "MERGE" ? "in MERGE it stands alone, as (x): test it in WHERE, change it by SET"
                          : "CREATE makes something new: give it another name");
  }

  // Sees what the clause makes before.
  ExpressionPtr value(const ast::ExpressionPtr& expression) {
    if (!expression) return nullptr;
    Scope seen = before_;
    for (const auto& [name, slot] : slots_) seen.add(*scope_.find(name));
    return bind_expression(statement_, *expression, {.scope = &seen, .place = word_}).expression;
  }
  bool reads_made(const ExpressionPtr& expression) const {
    if (!expression) return false;
    const plan::SlotSet read = plan::slots_of(expression);
    return std::any_of(slots_.begin(), slots_.end(), [&](const auto& made) { return read.contains(made.second); });
  }

  // The node of a variable that is bound, which says nothing more here, or a new one.
  Slot node_slot(const ast::NodePattern& node, bool is_alone) {
    const Binding* known = node.variable ? before_.find(node.variable->text) : nullptr;
    const auto made = node.variable ? std::find_if(slots_.begin(), slots_.end(),
                                                   [&](const auto& one) { return one.first == node.variable->text; })
                                    : slots_.end();
    if (known != nullptr || made != slots_.end()) {
      const bool says_more = !node.labels.empty() || node.properties || node.valid || node.sources || node.key;
      if (says_more || is_alone) already_bound(*node.variable);
      if (known == nullptr) return made->second;
      const Kind kind = known->type.kind;
      if (kind != Kind::kNode && kind != Kind::kAny && kind != Kind::kNull)
        fail("VariableTypeConflict",
             fmt::format("`{}` is {}, and stands here for a node", node.variable->text, name(kind)),
             node.variable->span, "give it another name");
      return known->slot;
    }
    plan::NewNode fact{-1,
                       texts_of(node.labels),
                       value(node.properties),
                       value(node.valid),
                       value(node.sources),
                       value(node.key),
                       node.span};
    fact.reads_made =
        reads_made(fact.properties) || reads_made(fact.valid) || reads_made(fact.sources) || reads_made(fact.key);
    const Slot slot = fact.slot = slot_of(node.variable, Kind::kNode);
    made_.nodes.push_back(std::move(fact));
    if (node.variable) slots_.emplace_back(node.variable->text, slot);
    return slot;
  }

  Slot add_relationship(const ast::RelationshipPattern& pattern, Slot left, Slot right) {
    if (pattern.variable) {
      const bool is_made = std::any_of(slots_.begin(), slots_.end(),
                                       [&](const auto& one) { return one.first == pattern.variable->text; });
      if (before_.find(pattern.variable->text) || is_made) already_bound(*pattern.variable);
    }
    const auto [type, is_inverse] = type_of(pattern.types.front());
    const bool turned = (pattern.direction == Direction::kIn) != is_inverse;
    plan::NewRelationship fact{-1,
                               turned ? right : left,
                               turned ? left : right,
                               type,
                               value(pattern.properties),
                               value(pattern.valid),
                               value(pattern.sources),
                               pattern.span};
    fact.reads_made = reads_made(fact.properties) || reads_made(fact.valid) || reads_made(fact.sources);
    const Slot slot = fact.slot = slot_of(pattern.variable, Kind::kRelationship);
    if (pattern.variable) slots_.emplace_back(pattern.variable->text, slot);
    made_.relationships.push_back(std::move(fact));
    return slot;
  }

  // The type that a name means, and whether it is its inverse, which turns the arrow.
  std::pair<std::string, bool> type_of(const ast::Name& name) const {
    std::vector<std::string> inverses;
    bool is_inverse = false;
    NamedTypes::each_meant(statement_.graph, name.text, [&](std::string_view type, Direction way) {
      inverses.emplace_back(type);
      is_inverse = way == Direction::kIn;
    });
    if (!is_inverse) return {name.text, false};
    if (inverses.size() == 1) return {inverses.front(), true};
    fail("NoSingleRelationshipType",
         fmt::format("`{}` is the inverse of {}", name.text, fmt::join(inverses, " and of ")), name.span,
         fmt::format("write the one that is meant, with its arrow the other way round"));
  }

  // That which MERGE has given the variable for its match, or a new one.
  Slot slot_of(const std::optional<ast::Name>& variable, Kind kind) {
    if (!variable) return statement_.new_slot({}, kind);
    if (const Binding* known = scope_.find(variable->text)) return known->slot;
    const Slot slot = statement_.new_slot(variable->text, kind);
    scope_.add({variable->text, slot, Type{kind, Kind::kAny, -1}});
    return slot;
  }

  Statement& statement_;
  const Scope& before_;
  Scope& scope_;
  std::string_view word_;
  std::vector<std::pair<std::string, Slot>> slots_;  // of what it makes, by name
  plan::Create made_;
};

// Items of SET and REMOVE.
class SetBinder {
 public:
  SetBinder(Statement& statement, const Scope& scope, std::string_view word)
      : statement_(statement), scope_(scope), word_(word) {}

  plan::SetItem operator()(const ast::SetProperty& item) {
    const auto& property = std::get<ast::Property>(item.target->node);
    return plan::SetProperty{target(*property.object), property.key.text,   value(item.value),
                             value(item.valid),        value(item.sources), item.target->span};
  }
  plan::SetItem operator()(const ast::SetAll& item) {
    return plan::SetProperties{target(item.variable), value(item.value), item.add, value(item.sources),
                               item.variable.span};
  }
  plan::SetItem operator()(const ast::SetLabels& item) {
    return plan::SetLabels{target(item.variable), texts_of(item.labels), false, item.variable.span};
  }
  plan::SetItem operator()(const ast::SetValid& item) {
    return plan::SetValidity{target(item.variable), value(item.value), value(item.sources), item.variable.span};
  }
  plan::SetItem operator()(const ast::RemoveProperty& item) {
    const auto& property = std::get<ast::Property>(item.target->node);
    return plan::SetProperty{
        target(*property.object), property.key.text, plan::make_expression(plan::Constant{}), nullptr, nullptr,
        item.target->span};
  }
  plan::SetItem operator()(const ast::RemoveLabels& item) {
    return plan::SetLabels{target(item.variable), texts_of(item.labels), true, item.variable.span};
  }

 private:
  ExpressionPtr value(const ast::ExpressionPtr& expression) {
    if (!expression) return nullptr;
    return bind_expression(statement_, *expression, {.scope = &scope_, .place = word_}).expression;
  }
  ExpressionPtr target(const ast::Expression& expression) {
    const Bound bound = bind_expression(statement_, expression, {.scope = &scope_, .place = word_});
    const Kind kind = bound.type.kind;
    if (kind != Kind::kNode && kind != Kind::kRelationship && kind != Kind::kAny && kind != Kind::kNull)
      fail("InvalidArgumentType", fmt::format("{} changes nodes and relationships, and this is {}", word_, name(kind)),
           expression.span);
    return bound.expression;
  }
  ExpressionPtr target(const ast::Name& variable) {
    return target(ast::Expression{ast::Variable{variable.text}, variable.span});
  }

  Statement& statement_;
  const Scope& scope_;
  std::string_view word_;
};

std::vector<plan::SetItem> bind_items(Statement& statement, const Scope& scope, const std::vector<ast::SetItem>& items,
                                      std::string_view word) {
  SetBinder binder(statement, scope, word);
  std::vector<plan::SetItem> bound;
  for (const ast::SetItem& item : items) bound.push_back(std::visit(binder, item));
  return bound;
}

std::optional<plan::Portion> bind_portion(Statement& statement, const Scope& scope,
                                          const std::optional<ast::PortionOfValidTime>& portion) {
  if (!portion) return std::nullopt;
  const auto date = [&](const ast::Expression& e) {
    return bind_expression(statement, e, {.scope = &scope, .place = "FOR PORTION OF VALID_TIME"}).expression;
  };
  const SourceSpan from = portion->from->span, to = portion->to->span;
  return plan::Portion{date(*portion->from), date(*portion->to), {from.offset, to.offset + to.length - from.offset}};
}

// What has no time of its own can't be changed for a time.
void require_time(const ast::SetItem& item) {
  if (const auto* labels = std::get_if<ast::SetLabels>(&item))
    fail("InvalidClauseComposition", "a label holds for as long as its node: it can't be set for a portion of time",
         labels->variable.span, "set a property for that time, or leave FOR PORTION OF out");
  if (const auto* valid = std::get_if<ast::SetValid>(&item))
    fail("InvalidClauseComposition", "SET valid(x) says the whole time of a fact", valid->variable.span,
         "leave FOR PORTION OF out; DELETE x FOR PORTION OF VALID_TIME FROM a TO b cuts a part of it off");
  const auto* property = std::get_if<ast::SetProperty>(&item);
  if (property != nullptr && property->valid)
    fail("InvalidClauseComposition", "VALID says when the value holds, and FOR PORTION OF too", property->valid->span,
         "leave one of them out");
}

}  // namespace

plan::Update bind_update(Statement& statement, const ast::Create& clause, Scope& scope, SourceSpan) {
  const Scope before = scope;
  CreateBinder binder(statement, before, scope, "CREATE");
  for (const ast::PathPattern& path : clause.patterns) binder.add(path);
  return binder.take();
}

plan::Update bind_update(Statement& statement, const ast::Merge& clause, Scope& scope, SourceSpan span) {
  const Scope before = scope;
  ast::PathPattern pattern = clause.pattern;  // matched at all times, whoever says it
  for (ast::NodePattern& node : pattern.nodes) node.valid = node.sources = nullptr;
  for (ast::RelationshipPattern& r : pattern.relationships) r.valid = r.sources = nullptr;
  plan::KeptRows row;
  for (const Binding& binding : before.bindings()) row.slots.push_back(binding.slot);
  plan::PatternGraph graph =
      bind_pattern(statement, {&pattern}, scope, -1, plan::make_operator(std::move(row)), PatternUse::kMatch);
  plan::Merge merge;
  merge.match = plan::make_match(std::move(graph));
  CreateBinder create(statement, before, scope, "MERGE");
  create.add(clause.pattern);
  merge.create = create.take();
  merge.on_create = bind_items(statement, scope, clause.on_create, "SET");
  merge.on_match = bind_items(statement, scope, clause.on_match, "SET");
  merge.span = span;
  return merge;
}

plan::Update bind_update(Statement& statement, const ast::Set& clause, Scope& scope, SourceSpan) {
  if (clause.portion)
    for (const ast::SetItem& item : clause.items) require_time(item);
  return plan::Set{bind_items(statement, scope, clause.items, "SET"), bind_portion(statement, scope, clause.portion)};
}

plan::Update bind_update(Statement& statement, const ast::Remove& clause, Scope& scope, SourceSpan) {
  SetBinder binder(statement, scope, "REMOVE");
  plan::Set set;
  for (const ast::RemoveItem& item : clause.items) set.items.push_back(std::visit(binder, item));
  return set;
}

plan::Update bind_update(Statement& statement, const ast::Delete& clause, Scope& scope, SourceSpan span) {
  plan::Delete result{clause.detach, {}, span, bind_portion(statement, scope, clause.portion)};
  for (const ast::ExpressionPtr& target : clause.targets) {
    const Bound bound = bind_expression(statement, *target, {.scope = &scope, .place = "DELETE"});
    const Kind kind = bound.type.kind;
    if (kind != Kind::kNode && kind != Kind::kRelationship && kind != Kind::kPath && kind != Kind::kAny &&
        kind != Kind::kNull)
      fail("InvalidArgumentType",
           fmt::format("DELETE takes nodes, relationships and paths, and this is {}", name(kind)), target->span);
    result.targets.push_back(bound.expression);
  }
  return result;
}

plan::Update bind_update(Statement& statement, const ast::Foreach& clause, Scope& scope, SourceSpan) {
  if (scope.find(clause.variable.text))
    fail("VariableAlreadyBound", fmt::format("`{}` is bound already", clause.variable.text), clause.variable.span,
         "give the items another name");
  const Bound list = bind_expression(statement, *clause.list, {.scope = &scope, .place = "FOREACH"});
  const Slot item = statement.new_slot(clause.variable.text, list.type.element);
  scope.add({clause.variable.text, item, Type{list.type.element, Kind::kAny, list.type.slice}});
  return plan::ForeachBegin{list.expression, item, clause.list->span};
}

}  // namespace entente
