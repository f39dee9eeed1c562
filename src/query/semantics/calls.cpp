#include "query/semantics/calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "query/plan/keep_elements.hpp"
#include "query/plan/traverse.hpp"
#include "query/semantics/binder.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"
#include "query/syntax/habits.hpp"

namespace entente {
namespace {

struct TypeName {
  std::string_view name;
  Kind kind;
};
constexpr TypeName kTypeNames[] = {
    {"BOOLEAN", Kind::kBoolean}, {"INTEGER", Kind::kInteger}, {"FLOAT", Kind::kFloat},
    {"STRING", Kind::kString},   {"LIST", Kind::kList},       {"MAP", Kind::kMap},
    {"NODE", Kind::kNode},       {"PATH", Kind::kPath},       {"RELATIONSHIP", Kind::kRelationship},
    {"PERIOD", Kind::kPeriod},
};

Kind kind_of(std::string_view type) {
  for (const TypeName& t : kTypeNames) {
    if (t.name == type) return t.kind;
  }
  return Kind::kAny;
}

bool may_fit(Kind given, std::string_view type) {
  if (given == Kind::kAny || given == Kind::kNull || type == "ANY" || given == kind_of(type)) return true;
  if (type == "NUMBER") return given == Kind::kInteger || given == Kind::kFloat;
  if (type == "FLOAT") return given == Kind::kInteger;
  return type == "NODE" && given == Kind::kString;
}

class CallBinder {
 public:
  CallBinder(Statement& statement, const ast::CallProcedure& call, bool is_alone, Scope& scope)
      : statement_(statement), call_(call), is_alone_(is_alone), scope_(scope) {}

  plan::OperatorPtr run(plan::OperatorPtr input) {
    find();
    bound_.input = std::move(input);
    bound_.slice = statement_.default_slice;
    statement_.note_system(std::nullopt, call_.name.span);
    if (statement_.reads_states()) {
      fail_unsupported("a procedure reads one state of the store", call_.name.span,
                       "give it one: FOR SYSTEM_TIME AS OF");
    }
    bound_.place = call_.name.span;
    call_.arguments ? explicit_arguments() : implicit_arguments();
    if (call_.on) {
      const auto [root, slot] = plan::with_elements(
          statement_.plan,
          bind_subquery(statement_, *call_.on, scope_, statement_.default_slice, call_.name.span).root);
      bound_.on = plan::make_expression(plan::Subplan{root, plan::SubplanResult::kCollect, slot}, call_.name.span);
    }
    yield();
    plan::OperatorPtr op = plan::make_operator(std::move(bound_));
    if (!call_.where) return op;
    const Environment environment{.scope = &scope_, .slice = statement_.default_slice, .place = "WHERE"};
    std::vector<plan::ExpressionPtr> conditions;
    plan::split_conjunction(bind_predicate(statement_, *call_.where, environment), conditions);
    return plan::filtered(std::move(op), std::move(conditions));
  }

 private:
  void find() {
    bound_.procedure = find_procedure(call_.name.text, statement_.procedures);
    if (bound_.procedure) return;
    const std::vector<std::string> names = procedure_names(statement_.procedures);
    std::string hint = hint_for_habit(HabitKind::kProcedure, call_.name.text);
    const std::string near = hint.empty() ? nearest(call_.name.text, names) : std::string();
    if (!near.empty()) hint = fmt::format("did you mean `{}`?", near);
    if (hint.empty()) hint = "CALL db.procedures() lists them; functions are called in expressions, as in RETURN";
    fail(ErrorCode::kNotFound, "ProcedureNotFound", fmt::format("no procedure `{}`", call_.name.text), call_.name.span,
         std::move(hint));
  }

  void explicit_arguments() {
    const auto& given = *call_.arguments;
    const std::vector<ProcedureField>& inputs = bound_.procedure->inputs;
    const auto least = static_cast<std::size_t>(
        std::count_if(inputs.begin(), inputs.end(), [](const ProcedureField& f) { return !f.optional; }));
    if (given.size() < least || given.size() > inputs.size()) {
      fail("InvalidNumberOfArguments",
           fmt::format("{}() does not take {} argument{}", bound_.procedure->name, given.size(),
                       given.size() == 1 ? "" : "s"),
           call_.name.span, fmt::format("it is {}", signature_of(*bound_.procedure)));
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      const Environment environment{
          .scope = &scope_, .slice = statement_.default_slice, .place = "an argument of a procedure"};
      const Bound argument = bind_expression(statement_, *given[i], environment);
      if (!may_fit(argument.type.kind, inputs[i].type)) {
        fail("InvalidArgumentType",
             fmt::format("the argument `{}` of {}() takes {}, and this is {}", inputs[i].name, bound_.procedure->name,
                         inputs[i].type, name(argument.type.kind)),
             given[i]->span, fmt::format("it is {}", signature_of(*bound_.procedure)));
      }
      bound_.arguments.push_back(argument.expression);
      if (bound_.procedure->name == "findEntity") {
        statement_.warn_unknown_name(argument.expression, Statement::Spelling::kAny);
      }
    }
  }

  void implicit_arguments() {
    for (const ProcedureField& input : bound_.procedure->inputs) {
      if (input.optional) break;
      bound_.arguments.push_back(plan::make_expression(plan::Parameter{input.name}, call_.name.span));
      statement_.plan.implicit_arguments.emplace_back(input.name, call_.name.span);
    }
  }

  void yield() {
    const std::vector<ProcedureField>& outputs = bound_.procedure->outputs;
    if (call_.yield.empty() && (is_alone_ || call_.yield_all) && !call_.yield_none) {
      for (std::size_t i = 0; i < outputs.size(); ++i) add_column(i, {outputs[i].name, call_.name.span});
    }
    for (const ast::YieldItem& item : call_.yield) {
      const auto found = std::find_if(outputs.begin(), outputs.end(),
                                      [&](const ProcedureField& f) { return f.name == item.output.text; });
      if (found == outputs.end()) no_column(item.output);
      add_column(static_cast<std::size_t>(found - outputs.begin()), item.alias ? *item.alias : item.output);
    }
  }

  [[noreturn]] void no_column(const ast::Name& column) const {
    std::vector<std::string> names;
    for (const ProcedureField& f : bound_.procedure->outputs) names.push_back(f.name);
    const std::string near = nearest(column.text, names);
    fail("UndefinedVariable", fmt::format("{}() has no column `{}`", bound_.procedure->name, column.text), column.span,
         !near.empty()   ? fmt::format("did you mean `{}`?", near)
         : names.empty() ? "it has none"
                         : fmt::format("it has {}", fmt::join(names, ", ")));
  }

  void add_column(std::size_t place, const ast::Name& variable) {
    if (scope_.find(variable.text)) {
      fail("VariableAlreadyBound", fmt::format("`{}` is bound already", variable.text), variable.span,
           "rename the column by AS");
    }
    const Type type{kind_of(bound_.procedure->outputs[place].type), Kind::kAny, statement_.default_slice};
    const plan::Slot slot = statement_.new_slot(variable.text, type.kind);
    scope_.add({variable.text, slot, type});
    bound_.columns.emplace_back(place, slot);
  }

  Statement& statement_;
  const ast::CallProcedure& call_;
  bool is_alone_;
  Scope& scope_;
  plan::ProcedureCall bound_;
};

}  // namespace

plan::OperatorPtr bind_call(Statement& statement, const ast::CallProcedure& call, bool is_alone, Scope& scope,
                            plan::OperatorPtr input) {
  return CallBinder(statement, call, is_alone, scope).run(std::move(input));
}

}  // namespace entente
