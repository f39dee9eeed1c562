#include "query/semantics/patterns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "entente/graph/named_types.hpp"
#include "entente/graph/source_filter.hpp"
#include "query/functions/path_tests.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::make_expression;
using plan::PatternGraph;
using plan::Slot;

// Whether a node that an earlier clause bound takes part in the slice of this one.
Value takes_part(std::span<const Value> arguments, const FunctionContext& context) {
  if (!arguments[0].is_node()) return false;
  return context.view.admits_vertex(arguments[0].node().index);
}
constexpr Function kTakesPart = {"in slice", "in slice(x)", "x takes part in the slice of its MATCH", "", "", 1, 1,
                                 true,       takes_part};

class PatternBinder {
 public:
  PatternBinder(Statement& statement, Scope& scope, plan::SliceIndex slice, plan::OperatorPtr input, PatternUse use)
      : statement_(statement), scope_(scope), use_(use) {
    graph_.input = std::move(input);
    graph_.slice = slice;
  }

  PatternGraph run(const std::vector<const ast::PathPattern*>& paths) {
    outer_ = scope_;
    for (const ast::PathPattern* path : paths) add_path(*path);
    // Properties last: they may use every variable of the pattern.
    for (const auto& [properties, slot] : node_properties_) {
      const ExpressionPtr object = make_expression(plan::SlotRead{slot}, properties->span);
      add_properties(*properties, object, Kind::kNode, graph_.element_predicates);
    }
    for (const auto& [key, slot] : node_keys_) {
      const ExpressionPtr wanted =
          bind_expression(statement_, *key, {.scope = &scope_, .slice = graph_.slice, .place = "a pattern"}).expression;
      const ExpressionPtr own = make_expression(
          plan::Call{find_function("key"), {make_expression(plan::SlotRead{slot}, key->span)}, -1}, key->span);
      graph_.element_predicates.push_back(
          make_expression(plan::Call{find_operator("="), {own, wanted}, -1}, key->span));
    }
    for (const auto& [pattern, index] : described_) describe(*pattern, graph_.relationships[index]);
    for (const auto& [condition, slot] : node_conditions_) {
      Scope scope = scope_;
      scope.add({std::string(ast::kThisNode), slot, Type{Kind::kNode, Kind::kAny, graph_.slice}});
      graph_.element_predicates.push_back(predicate(*condition, scope));
    }
    for (const ast::ExpressionPtr& condition : conditions_)
      plan::split_conjunction(predicate(*condition, scope_), graph_.where);
    return std::move(graph_);
  }

 private:
  ExpressionPtr predicate(const ast::Expression& condition, const Scope& scope) {
    return bind_predicate(statement_, condition, {.scope = &scope, .slice = graph_.slice, .place = "a pattern"});
  }

  // Of many relationships each is as the pattern describes it.
  void describe(const ast::RelationshipPattern& pattern, plan::PatternRelationship& r) {
    const bool each = r.item >= 0;
    std::vector<ExpressionPtr> predicates;
    if (pattern.properties) {
      const ExpressionPtr object = make_expression(plan::SlotRead{each ? r.item : r.slot}, pattern.properties->span);
      add_properties(*pattern.properties, object, Kind::kRelationship, predicates);
    }
    if (pattern.where && each) {
      Scope scope = scope_;
      if (pattern.variable)
        scope.add({pattern.variable->text, r.item, Type{Kind::kRelationship, Kind::kAny, graph_.slice}});
      predicates.push_back(predicate(*pattern.where, scope));
    } else if (pattern.where) {
      conditions_.push_back(pattern.where);
    }
    if (each)
      r.each = plan::conjunction(std::move(predicates));
    else
      graph_.element_predicates.insert(graph_.element_predicates.end(), predicates.begin(), predicates.end());
  }

  void add_path(const ast::PathPattern& path) {
    check_offered(path);
    if (path.variable) {
      if (scope_.find(path.variable->text)) {
        fail("VariableAlreadyBound",
             fmt::format("`{}` is bound already, and a path takes a new name", path.variable->text),
             path.variable->span);
      }
      if (use_ == PatternUse::kCondition) undefined(*path.variable);
    }
    const bool is_search = is_searched(path);
    const Slot path_slot = path.variable || is_search
                               ? statement_.new_slot(path.variable ? path.variable->text : std::string(), Kind::kPath)
                               : -1;
    if (path.variable) scope_.add({path.variable->text, path_slot, Type{Kind::kPath, Kind::kAny, graph_.slice}});

    for (const ast::Name& type : path.travel_types) {
      NamedTypes known;
      statement_.relation_types(type, known);
    }
    if (path.travel_key) statement_.property_key(*path.travel_key, true, {});
    path_ = path.variable ? &*path.variable : nullptr;
    std::vector<int> nodes;
    for (const ast::NodePattern& node : path.nodes) nodes.push_back(add_node(node));
    std::vector<Slot> parts = {graph_.nodes[nodes[0]].slot};
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      add_relationship(path.relationships[i], nodes[i], nodes[i + 1], path, is_search ? path_slot : -1);
      parts.push_back(graph_.relationships.back().slot);
      parts.push_back(graph_.nodes[nodes[i + 1]].slot);
    }
    if (is_search) return;
    std::shared_ptr<const PathSelection> manner;
    if (path.selection.time != PathTime::kAny) manner = std::make_shared<const PathSelection>(path.selection);
    add_conditions(path, parts, manner);
    if (path.variable) graph_.paths.push_back({path_slot, std::move(parts), std::move(manner)});
  }

  // Of a path of several relationship patterns, or of one relationship: what it must keep to as a whole.
  void add_conditions(const ast::PathPattern& path, const std::vector<Slot>& parts,
                      const std::shared_ptr<const PathSelection>& manner) {
    for (const PathTest& test : path_tests(path.selection)) {
      std::vector<ExpressionPtr> arguments = {make_expression(plan::PathMake{parts, manner}, path.span)};
      for (const Value& constant : test.constants)
        arguments.push_back(make_expression(plan::Constant{constant}, path.span));
      graph_.element_predicates.push_back(
          make_expression(plan::Call{test.function, std::move(arguments), graph_.slice}, path.span));
    }
  }

  // By an operator that looks for paths, instead of following the pattern.
  static bool is_searched(const ast::PathPattern& path) {
    if (path.relationships.size() != 1) return false;
    return path.selection.goal != PathGoal::kNone ||
           (path.relationships.front().repetition && !path.selection.is_plain());
  }

  static void check_offered(const ast::PathPattern& path) {
    const PathSelection& chosen = path.selection;
    if (path.relationships.size() == 1) {
      const auto& repetition = path.relationships.front().repetition;
      const bool is_endless = chosen.mode == PathMode::kWalk && repetition && !repetition->max;
      // What waits no longer may have to go round before it comes where it can go on, or never come there.
      if (is_endless && (chosen.goal == PathGoal::kNone || chosen.within)) {
        fail(ErrorCode::kSyntax, "UnboundedWalk", "walks go round in circles without end", path.span,
             chosen.within ? "bound their length, as in {1,5}, or take TRAIL"
                           : "bound their length, as in {1,5}, take TRAIL, or choose among them, as by ANY SHORTEST");
      }
      return;
    }
    if (chosen.goal != PathGoal::kNone) {
      fail_unsupported("a choice of paths takes a pattern of one relationship between two nodes", path.span,
                       "write it as (a)-[*]-(b)");
    }
    if (chosen.mode == PathMode::kWalk) {
      fail_unsupported("WALK takes a pattern of one relationship between two nodes", path.span,
                       "write it as WALK (a)-[*..5]-(b)");
    }
  }

  [[noreturn]] void undefined(const ast::Name& variable) const {
    const std::string near = scope_.nearest_to(variable.text);
    fail("UndefinedVariable",
         fmt::format("no variable `{}` here, and a condition cannot bring in a new one", variable.text), variable.span,
         near.empty() ? "use EXISTS { MATCH … } for that" : fmt::format("did you mean `{}`?", near));
  }

  [[noreturn]] static void wrong_type(const ast::Name& variable, Kind is, std::string_view wanted) {
    fail("VariableTypeConflict", fmt::format("`{}` is {}, and stands here for {}", variable.text, name(is), wanted),
         variable.span, "give it another name");
  }

  void not_the_path(const ast::Name& variable) const {
    if (!path_ || path_->text != variable.text) return;
    fail("VariableAlreadyBound", fmt::format("`{}` names the whole path", variable.text), variable.span,
         "give this part another name");
  }

  int node_index(Slot slot, bool bound) {
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].slot == slot) return static_cast<int>(i);
    }
    graph_.nodes.push_back({slot, bound});
    return static_cast<int>(graph_.nodes.size()) - 1;
  }

  int add_node(const ast::NodePattern& node) {
    no_validity(node.valid);
    const int index =
        node.variable ? named_node(*node.variable) : node_index(statement_.new_slot({}, Kind::kNode), false);
    const Slot slot = graph_.nodes[index].slot;
    if (!node.labels.empty()) {
      plan::LabelTest test{make_expression(plan::SlotRead{slot}, node.span), {}};
      for (const ast::Name& label : node.labels) test.labels.push_back(statement_.label(label));
      graph_.element_predicates.push_back(make_expression(std::move(test), node.span));
    }
    if (node.label_condition) node_conditions_.emplace_back(node.label_condition, slot);
    if (node.where) conditions_.push_back(node.where);
    if (node.properties) node_properties_.emplace_back(node.properties.get(), slot);
    if (node.key) node_keys_.emplace_back(node.key, slot);  // of MERGE
    return index;
  }

  int named_node(const ast::Name& variable) {
    const Binding* binding = scope_.find(variable.text);
    if (!binding) {
      if (use_ == PatternUse::kCondition) undefined(variable);
      const Slot slot = statement_.new_slot(variable.text, Kind::kNode);
      scope_.add({variable.text, slot, Type{Kind::kNode, Kind::kAny, graph_.slice}});
      return node_index(slot, false);
    }
    const Type& type = binding->type;
    not_the_path(variable);
    if (type.kind != Kind::kNode && type.kind != Kind::kAny && type.kind != Kind::kNull) {
      wrong_type(variable, type.kind, "a node");
    }
    const bool bound = outer_.find(variable.text) != nullptr;
    const std::size_t before = graph_.nodes.size();
    const int index = node_index(binding->slot, bound);
    if (bound && graph_.nodes.size() > before) check_slice(*binding, variable.span);
    return index;
  }

  // What an earlier clause found under another slice must be valid in this one too.
  void check_slice(const Binding& binding, SourceSpan span) {
    if (graph_.slice < 0 || binding.type.slice == graph_.slice) return;
    graph_.element_predicates.push_back(make_expression(
        plan::Call{&kTakesPart, {make_expression(plan::SlotRead{binding.slot}, span)}, graph_.slice}, span));
  }

  void add_relationship(const ast::RelationshipPattern& pattern, int from, int to, const ast::PathPattern& path,
                        Slot path_slot) {
    no_validity(pattern.valid);
    plan::PatternRelationship r;
    r.from = from;
    r.to = to;
    r.direction = pattern.direction;
    r.any_type = pattern.types.empty();
    take_types(pattern, r);
    r.repetition = pattern.repetition;
    r.without_apparatus = path.without_apparatus;
    r.selection = path.selection;
    r.is_search = is_searched(path);
    if (r.is_search) {
      r.path = path_slot;
      r.span = path.span;
    }
    const bool many = r.repetition.has_value() || r.is_search;
    r.ordered = pattern.variable || path.variable;
    r.slot = relationship_slot(pattern, many);
    if (many && (pattern.properties || pattern.where)) r.item = statement_.new_slot({}, Kind::kRelationship);
    graph_.relationships.push_back(std::move(r));
    if (pattern.properties || pattern.where) described_.emplace_back(&pattern, graph_.relationships.size() - 1);
  }

  // An inverse by itself turns the arrow; beside others each type has a way of its own.
  void take_types(const ast::RelationshipPattern& pattern, plan::PatternRelationship& r) {
    NamedTypes named;
    for (const ast::Name& type : pattern.types) statement_.relation_types(type, named);
    r.types = std::move(named.types);
    if (r.direction == Direction::kBoth || named.all(Direction::kOut)) return;
    if (named.all(Direction::kIn)) {
      r.direction = reversed(r.direction);
      return;
    }
    r.ways = std::move(named.ways);
  }

  // A variable that is bound already is matched under a slot of its own and compared.
  Slot relationship_slot(const ast::RelationshipPattern& pattern, bool many) {
    const Type type = many ? Type{Kind::kList, Kind::kRelationship, graph_.slice}
                           : Type{Kind::kRelationship, Kind::kAny, graph_.slice};
    if (!pattern.variable) return statement_.new_slot({}, type.kind);
    const ast::Name& variable = *pattern.variable;
    const Slot slot = statement_.new_slot(variable.text, type.kind);
    const Binding* binding = scope_.find(variable.text);
    if (!binding) {
      if (use_ == PatternUse::kCondition) undefined(variable);
      scope_.add({variable.text, slot, type});
      return slot;
    }
    not_the_path(variable);
    const Kind kind = binding->type.kind;
    if (kind != type.kind && kind != Kind::kAny && kind != Kind::kNull) {
      wrong_type(variable, kind, many ? "a list of relationships" : "a relationship");
    }
    if (!outer_.find(variable.text)) {
      fail("RelationshipUniquenessViolation",
           fmt::format("`{}` stands twice in one pattern, and no relationship can be used twice", variable.text),
           variable.span, "give the second one another name");
    }
    const SourceSpan span = variable.span;
    graph_.element_predicates.push_back(make_expression(
        plan::Call{find_operator("="),
                   {make_expression(plan::SlotRead{slot}, span), make_expression(plan::SlotRead{binding->slot}, span)},
                   -1},
        span));
    return slot;
  }

  static void no_validity(const ast::ExpressionPtr& valid) {
    if (!valid) return;
    fail(ErrorCode::kSyntax, "UnexpectedSyntax", "VALID states the time of what CREATE and MERGE write", valid->span,
         "to match by time write AS OF after the pattern, or WHERE valid(x) …");
  }

  // {key: value, …} as conditions on `object`.
  void add_properties(const ast::Expression& properties, const ExpressionPtr& object, Kind kind,
                      std::vector<ExpressionPtr>& out) {
    const auto* map = std::get_if<ast::MapLiteral>(&properties.node);
    if (!map) {
      fail("InvalidParameterUse", "a pattern takes its properties one by one", properties.span,
           "write {name: $name, …}");
    }
    Environment environment{.scope = &scope_, .slice = graph_.slice, .place = "a pattern"};
    for (const auto& [key, value] : map->entries) {
      plan::PropertyRead read{object, key.text, statement_.property_key(key, kind != Kind::kAny), graph_.slice};
      const ExpressionPtr wanted = bind_expression(statement_, *value, environment).expression;
      if (kind == Kind::kNode && key.text == "name") statement_.warn_unknown_name(wanted, Statement::Spelling::kExact);
      out.push_back(make_expression(
          plan::Call{find_operator("="), {make_expression(std::move(read), key.span), wanted}, -1}, key.span));
    }
  }

  Statement& statement_;
  Scope& scope_;
  Scope outer_;
  PatternUse use_;
  const ast::Name* path_ = nullptr;  // variable of the path that is being bound
  PatternGraph graph_;
  std::vector<std::pair<const ast::Expression*, Slot>> node_properties_;
  std::vector<std::pair<ast::ExpressionPtr, Slot>> node_keys_;
  std::vector<std::pair<const ast::RelationshipPattern*, std::size_t>> described_;
  std::vector<std::pair<ast::ExpressionPtr, Slot>> node_conditions_;
  std::vector<ast::ExpressionPtr> conditions_;
};

}  // namespace

plan::PatternGraph bind_pattern(Statement& statement, const std::vector<const ast::PathPattern*>& paths, Scope& scope,
                                plan::SliceIndex slice, plan::OperatorPtr input, PatternUse use) {
  return PatternBinder(statement, scope, slice, std::move(input), use).run(paths);
}

}  // namespace entente
