#include "query/semantics/binder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/plan/traverse.hpp"
#include "query/semantics/ast_walk.hpp"
#include "query/semantics/calls.hpp"
#include "query/semantics/expressions.hpp"
#include "query/semantics/fail.hpp"
#include "query/semantics/patterns.hpp"
#include "query/semantics/projection.hpp"
#include "query/semantics/updates.hpp"
#include "query/syntax/parser.hpp"

namespace entente {
namespace {

using plan::make_operator;
using plan::OperatorPtr;
using plan::Slot;

struct Branch {
  OperatorPtr op;
  OperatorPtr sliced;  // up to its last pattern under a slice of time or sources; null: there is none
  std::vector<std::string> columns;
  std::vector<Slot> slots;
  std::vector<Type> types = {};
};

bool cuts(const plan::SliceSpec& slice) {
  return slice.range != ast::TimeRange::kAll || slice.according_to != nullptr;
}

// One query without UNION, clause after clause: the rows so far and the variables in them.
class ClauseBinder {
 public:
  // `is_one_of_many`: UNION joins it to others.
  ClauseBinder(Statement& statement, Scope scope, OperatorPtr input, bool is_one_of_many = false)
      : statement_(statement), scope_(std::move(scope)), op_(std::move(input)), is_one_of_many_(is_one_of_many) {}

  // `inside`: in EXISTS { … }, where RETURN may be left out.
  Branch run(const ast::SingleQuery& query, bool inside, SourceSpan whole) {
    inside_ = inside;
    if (!inside) statement_.states_ended = false;
    Branch branch = bind(query, inside, whole);
    // Slices of subqueries alone: what they leave out, the pattern around them shows.
    const auto& slices = statement_.plan.slices;
    if (branch.sliced == nullptr && !inside && std::any_of(slices.begin(), slices.end(), cuts))
      branch.sliced = matched_;
    return branch;
  }

 private:
  Branch bind(const ast::SingleQuery& query, bool inside, SourceSpan whole) {
    is_alone_ =
        !inside && query.clauses.size() == 1 && std::holds_alternative<ast::CallProcedure>(query.clauses.front().node);
    for (std::size_t i = 0; i < query.clauses.size(); ++i) {
      const ast::Clause& clause = query.clauses[i];
      const bool last = i + 1 == query.clauses.size();
      if (std::holds_alternative<ast::Return>(clause.node) && !last) {
        fail(ErrorCode::kSyntax, "InvalidClauseComposition", "RETURN ends a query, and more follows",
             query.clauses[i + 1].span, "use WITH to go on");
      }
      std::visit([&](const auto& node) { bind_clause(node, clause.span); }, clause.node);
    }
    if (is_alone_) {
      for (const Binding& column : scope_.bindings()) {
        columns_.push_back(column.name);
        slots_.push_back(column.slot);
      }
      return {op_, sliced_, std::move(columns_), std::move(slots_)};
    }
    if (writes_ && ends_writing(query.clauses.back())) return {nullptr, nullptr, {}, {}};
    if (query.clauses.empty() || (!inside && !std::holds_alternative<ast::Return>(query.clauses.back().node))) {
      fail(ErrorCode::kSyntax, "InvalidClauseComposition", "the query does not say what to return",
           query.clauses.empty() ? whole : query.clauses.back().span, "end it with RETURN");
    }
    return {op_, sliced_, std::move(columns_), std::move(slots_), std::move(types_)};
  }

  static bool ends_writing(const ast::Clause& clause) {
    const auto* call = std::get_if<ast::CallSubquery>(&clause.node);
    return ast::is_update(clause) || (call != nullptr && has_updates(*call->query) && !returns(*call));
  }
  static bool returns(const ast::CallSubquery& call) {
    return std::holds_alternative<ast::Return>(call.query->parts.front().clauses.back().node);
  }

  void bind_clause(const ast::Match& match, SourceSpan place) {
    // What is said of the dates before all patterns alike is meant of what takes part in them, too.
    std::optional<Reading> reading = match.patterns.front().selection.reading;
    for (const ast::PathPattern& path : match.patterns)
      if (path.selection.reading != reading) reading.reset();
    const plan::SliceIndex slice = statement_.slice(match.time, match.according_to, reading);
    statement_.note_system(match.time.system, place);
    // What is asked of its rows in WHERE is asked at its time.
    const auto system_before = statement_.default_system;
    if (match.time.system) statement_.default_system = match.time.system;
    std::vector<const ast::PathPattern*> paths;
    for (const ast::PathPattern& path : match.patterns) paths.push_back(&path);

    OperatorPtr input = match.optional ? make_operator(plan::Argument{}) : op_;
    plan::PatternGraph pattern = bind_pattern(statement_, paths, scope_, slice, std::move(input), PatternUse::kMatch);
    if (match.where) {
      const Environment environment{.scope = &scope_, .slice = slice, .place = "WHERE"};
      plan::split_conjunction(bind_predicate(statement_, *match.where, environment), pattern.where);
    }
    statement_.default_system = system_before;
    const bool is_sliced = slice >= 0 && cuts(statement_.plan.slices[static_cast<std::size_t>(slice)]);
    if (!match.optional) {
      op_ = plan::make_match(std::move(pattern));
      matched_ = op_;
      if (is_sliced) sliced_ = op_;
      return;
    }
    std::vector<Slot> nulled = plan::bound_slots(pattern);
    const OperatorPtr inner = plan::make_match(std::move(pattern));
    if (is_sliced) sliced_ = make_operator(plan::Apply{op_, inner, plan::ApplyKind::kInner, {}});
    op_ = make_operator(plan::Apply{op_, inner, plan::ApplyKind::kOptional, std::move(nulled)});
  }

  void bind_clause(const ast::Unwind& unwind, SourceSpan) {
    if (scope_.find(unwind.variable.text)) {
      fail("VariableAlreadyBound", fmt::format("`{}` is bound already", unwind.variable.text), unwind.variable.span,
           "give the items another name");
    }
    const Environment environment{.scope = &scope_, .slice = statement_.default_slice, .place = "UNWIND"};
    const Bound list = bind_expression(statement_, *unwind.list, environment);
    const Slot item = statement_.new_slot(unwind.variable.text, list.type.element);
    scope_.add({unwind.variable.text, item, Type{list.type.element, Kind::kAny, list.type.slice}});
    op_ = make_operator(plan::Unwind{op_, list.expression, item});
  }

  void bind_clause(const ast::LoadCsv& clause, SourceSpan) {
    if (scope_.find(clause.variable.text))
      fail("VariableAlreadyBound", fmt::format("`{}` is bound already", clause.variable.text), clause.variable.span,
           "give the row another name");
    const Environment environment{.scope = &scope_, .slice = statement_.default_slice, .place = "LOAD CSV"};
    const Bound file = bind_expression(statement_, *clause.file, environment);
    const Kind kind = clause.has_headers ? Kind::kMap : Kind::kList;
    const Slot row = statement_.new_slot(clause.variable.text, kind);
    scope_.add({clause.variable.text, row, Type{kind}});
    op_ = make_operator(plan::LoadCsv{op_, file.expression, row, clause.has_headers, clause.delimiter});
  }

  // The rows so far are those of each state that is read; from here on, of all.
  void end_states() {
    if (inside_ || statement_.states_ended || !statement_.reads_states()) return;
    statement_.states_ended = true;
    plan::SlotSet slots;
    const auto gather = [&slots](const auto& self, const OperatorPtr& op) -> void {
      slots.merge(plan::slots_filled(*op));
      plan::for_each_input(*op, [&](const OperatorPtr& input) { self(self, input); });
    };
    gather(gather, op_);
    op_ = make_operator(plan::EachState{op_, {slots.begin(), slots.end()}});
  }

  void bind_clause(const ast::With& with, SourceSpan span) {
    end_states();
    Projected projected =
        bind_projection(statement_, with.projection, with.where, ProjectionClause::kWith, span, scope_, op_);
    scope_ = std::move(projected.scope);
    op_ = std::move(projected.op);
  }

  void bind_clause(const ast::Return& result, SourceSpan span) {
    end_states();
    Projected projected =
        bind_projection(statement_, result.projection, nullptr, ProjectionClause::kReturn, span, scope_, op_);
    for (const std::string& column : projected.columns) types_.push_back(projected.scope.find(column)->type);
    columns_ = std::move(projected.columns);
    slots_ = std::move(projected.slots);
    op_ = std::move(projected.op);
  }

  void bind_clause(const ast::Create& clause, SourceSpan span) { bind_update(clause, "CREATE", span); }
  void bind_clause(const ast::Merge& clause, SourceSpan span) { bind_update(clause, "MERGE", span); }
  void bind_clause(const ast::Set& clause, SourceSpan span) { bind_update(clause, "SET", span); }
  void bind_clause(const ast::Remove& clause, SourceSpan span) { bind_update(clause, "REMOVE", span); }
  void bind_clause(const ast::Delete& clause, SourceSpan span) { bind_update(clause, "DELETE", span); }

  // The rows are those of its items until it is over, and then what they were.
  void bind_clause(const ast::Foreach& clause, SourceSpan span) {
    const Scope outer = scope_;
    bind_update(clause, "FOREACH", span);
    for (const ast::Clause& update : clause.updates->clauses)
      std::visit([&](const auto& node) { bind_clause(node, update.span); }, update.node);
    plan::WritingPart end{op_, visible_slots(), plan::ForeachEnd{}, {}};
    statement_.parts.push_back(std::move(end));
    scope_ = outer;
    op_ = make_operator(plan::KeptRows{visible_slots()});
  }

  // Ends a part of the statement: the clauses behind start from its rows.
  template <class Clause>
  void bind_update(const Clause& clause, std::string_view word, SourceSpan span) {
    if (inside_)
      fail(ErrorCode::kSyntax, "InvalidClauseComposition", fmt::format("{} can't stand inside an expression", word),
           span, "write it as a clause of the statement");
    if (is_one_of_many_)
      fail_unsupported(fmt::format("{} can't stand in one of several queries that are joined by UNION", word), span,
                       "make it a statement of its own");
    writes_ = true;
    plan::WritingPart part;
    part.root = op_;
    part.slots = visible_slots();
    part.update = ::entente::bind_update(statement_, clause, scope_, span);
    std::vector<Slot> now = visible_slots();
    for (const Slot slot : now)
      if (std::find(part.slots.begin(), part.slots.end(), slot) == part.slots.end()) part.filled.push_back(slot);
    statement_.parts.push_back(std::move(part));
    op_ = make_operator(plan::KeptRows{std::move(now)});
    matched_ = sliced_ = nullptr;
  }

  std::vector<Slot> visible_slots() const {
    std::vector<Slot> slots = carried_;
    for (const Binding& binding : scope_.bindings())
      if (std::find(slots.begin(), slots.end(), binding.slot) == slots.end()) slots.push_back(binding.slot);
    return slots;
  }

  void bind_clause(const ast::CallProcedure& call, SourceSpan) {
    op_ = bind_call(statement_, call, is_alone_, scope_, op_);
    const auto* bound = plan::call_at(op_);
    const auto& own = statement_.procedures;  // which nobody but the statement may call
    if (sliced_ == nullptr && bound != nullptr && bound->slice >= 0 &&
        cuts(statement_.plan.slices[static_cast<std::size_t>(bound->slice)]) &&
        std::find(own.begin(), own.end(), bound->procedure) == own.end()) {
      sliced_ = op_;
    }
  }

  void bind_clause(const ast::CallSubquery& clause, SourceSpan span) {
    statement_.require_state(span);
    if (has_updates(*clause.query)) return bind_writing(clause, span);
    const Scope imported = imports_of(clause);
    const bool is_all = clause.imports_all || !clause.imports;
    BoundQuery query = bind_subquery(statement_, *clause.query, is_all ? scope_ : imported, statement_.default_slice,
                                     span, clause.imports ? Outer::kAll : Outer::kByWith);
    if (query.columns.empty())
      fail(ErrorCode::kSyntax, "InvalidClauseComposition", "the query in CALL { … } does not say what to return", span,
           "end it with RETURN");
    const Scope before = scope_;
    add_columns(query, before, span);
    op_ = clause.optional ? make_operator(plan::Apply{op_, query.root, plan::ApplyKind::kOptional, query.slots})
                          : make_operator(plan::Apply{op_, query.root, plan::ApplyKind::kInner, {}});
  }

  // Those that it names in parentheses.
  Scope imports_of(const ast::CallSubquery& clause) const {
    Scope imported;
    for (const ast::Name& variable : clause.imports.value_or(std::vector<ast::Name>())) {
      const Binding* binding = scope_.find(variable.text);
      if (binding == nullptr)
        fail("UndefinedVariable", fmt::format("`{}` is not known here", variable.text), variable.span,
             "CALL (a, b) { … } names variables of the clauses before");
      imported.add(*binding);
    }
    return imported;
  }

  // What a query inside returns comes to the variables; under a slot of its own where it is one of those before.
  void add_columns(BoundQuery& query, const Scope& before, SourceSpan span) {
    std::vector<std::pair<Slot, plan::ExpressionPtr>> copies;
    for (std::size_t i = 0; i < query.columns.size(); ++i) {
      const std::string& column = query.columns[i];
      if (before.find(column) != nullptr)
        fail("VariableAlreadyBound", fmt::format("`{}` is bound already", column), span,
             fmt::format("give it another name: RETURN {} AS …", column));
      const Slot slot = query.slots[i];
      const auto is_outer = [&](const Binding& binding) { return binding.slot == slot; };
      if (std::any_of(before.bindings().begin(), before.bindings().end(), is_outer)) {
        query.slots[i] = statement_.new_slot(column, query.types[i].kind);
        copies.emplace_back(query.slots[i], plan::make_expression(plan::SlotRead{slot}, span));
      }
      scope_.add({column, query.slots[i], query.types[i]});
    }
    if (!copies.empty()) query.root = make_operator(plan::Project{query.root, std::move(copies)});
  }

  // One that writes is no plan of its own: its clauses follow those before, clause by clause for all rows, and see the
  // variables that it imports. Where it returns nothing the rows come back as they were.
  void bind_writing(const ast::CallSubquery& clause, SourceSpan span) {
    if (inside_ || is_one_of_many_ || clause.optional || clause.query->parts.size() > 1)
      fail_unsupported("a subquery that writes stands in a statement by itself, and has no UNION", span,
                       "make it a statement of its own");
    const ast::SingleQuery& inner = clause.query->parts.front();
    const Scope before = scope_;
    const std::vector<Slot> carried = std::exchange(carried_, visible_slots());
    const bool gives_rows = returns(clause);
    if (!gives_rows) {
      statement_.parts.push_back({op_, visible_slots(), plan::SubqueryBegin{}, {}});
      op_ = make_operator(plan::KeptRows{visible_slots()});
    }
    const bool is_all =
        clause.imports_all || (!clause.imports && std::holds_alternative<ast::With>(inner.clauses.front().node));
    if (!is_all) scope_ = imports_of(clause);
    for (const ast::Clause& each : inner.clauses) {
      if (const auto* with = std::get_if<ast::With>(&each.node)) require_row_by_row(with->projection, each.span);
      if (const auto* result = std::get_if<ast::Return>(&each.node)) {
        require_row_by_row(result->projection, each.span);
        Projected projected =
            bind_projection(statement_, result->projection, nullptr, ProjectionClause::kReturn, each.span, scope_, op_);
        BoundQuery query{std::move(projected.op), std::move(projected.columns), std::move(projected.slots), {}};
        for (const std::string& column : query.columns) query.types.push_back(projected.scope.find(column)->type);
        scope_ = before;
        add_columns(query, before, span);
        op_ = query.root;
      } else {
        std::visit([&](const auto& node) { bind_clause(node, each.span); }, each.node);
      }
    }
    writes_ = true;
    matched_ = sliced_ = nullptr;
    if (!gives_rows) {
      statement_.parts.push_back({op_, visible_slots(), plan::ForeachEnd{}, {}});
      scope_ = before;
      op_ = make_operator(plan::KeptRows{carried_});
    }
    carried_ = carried;
  }

  // Since it is run for all rows at once, it can't do to some what depends on others.
  static void require_row_by_row(const ast::Projection& projection, SourceSpan span) {
    const bool is_grouped = std::any_of(projection.items.begin(), projection.items.end(),
                                        [](const auto& item) { return has_aggregate(*item.expression); });
    if (is_grouped || projection.distinct || !projection.order_by.empty() || projection.skip || projection.limit)
      fail_unsupported("a subquery that writes has no aggregates, DISTINCT, ORDER BY, SKIP or LIMIT of its own", span,
                       "put them before CALL, or in a subquery inside that reads");
  }

  Statement& statement_;
  Scope scope_;
  OperatorPtr op_, sliced_, matched_;
  std::vector<std::string> columns_;
  std::vector<Slot> slots_;
  std::vector<Type> types_;
  std::vector<Slot> carried_;  // of the rows around a subquery that writes, which it may not see
  bool inside_ = false;
  bool is_one_of_many_, writes_ = false;
  bool is_alone_ = false;  // a call of a procedure is the whole query
};

void check_columns(const ast::SingleQuery& part, const std::vector<std::string>& first,
                   const std::vector<std::string>& other) {
  if (std::is_permutation(first.begin(), first.end(), other.begin(), other.end())) return;
  fail("DifferentColumnsInUnion",
       fmt::format("the queries joined by UNION return different columns: {} and {}", fmt::join(first, ", "),
                   fmt::join(other, ", ")),
       part.clauses.back().span, "name the columns alike by AS");
}

Branch bind_parts(Statement& statement, const ast::Query& query, const Scope& outer, const OperatorPtr& input,
                  bool inside, SourceSpan span, Outer seen = Outer::kAll) {
  const Scope none;
  const auto scope_of = [&](const ast::SingleQuery& part) -> const Scope& {
    return seen == Outer::kAll || std::holds_alternative<ast::With>(part.clauses.front().node) ? outer : none;
  };
  if (query.parts.size() == 1)
    return ClauseBinder(statement, scope_of(query.parts.front()), input).run(query.parts.front(), inside, span);
  plan::Union all;
  std::vector<std::string> columns;
  std::vector<Type> types;
  for (const ast::SingleQuery& part : query.parts) {
    Branch branch = ClauseBinder(statement, scope_of(part), input, true).run(part, inside, span);
    if (all.branches.empty()) columns = branch.columns, types = branch.types;
    check_columns(part, columns, branch.columns);
    std::vector<Slot> slots;  // in the order of the first part
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto place = std::find(branch.columns.begin(), branch.columns.end(), columns[i]) - branch.columns.begin();
      slots.push_back(branch.slots[static_cast<std::size_t>(place)]);
      if (i < types.size() && static_cast<std::size_t>(place) < branch.types.size() &&
          branch.types[static_cast<std::size_t>(place)].kind != types[i].kind)
        types[i] = Type{};
    }
    all.branches.push_back({branch.op, std::move(slots)});
    if (!inside && branch.sliced) statement.plan.sliced.push_back(branch.sliced);
  }
  for (const std::string& column : columns) all.columns.push_back(statement.new_slot(column));
  const std::vector<Slot> slots = all.columns;
  OperatorPtr op = make_operator(std::move(all));
  if (!query.union_all) op = make_operator(plan::Distinct{op, slots});
  return {std::move(op), nullptr, std::move(columns), slots, std::move(types)};
}

void set_default_slice(Statement& statement, const ast::Query& query, const DefaultClauses& otherwise) {
  ast::TimeClauses time = query.time;
  if (!time.valid) time.valid = otherwise.time;
  if (!time.system) time.system = otherwise.system;
  if (time.system) statement.default_system = time.system;
  statement.default_slice = statement.slice(time, query.according_to ? query.according_to : otherwise.according_to);
}

}  // namespace

BoundQuery bind_subquery(Statement& statement, const ast::Query& query, const Scope& outer, plan::SliceIndex slice,
                         SourceSpan span, Outer seen) {
  const plan::SliceIndex before = std::exchange(statement.default_slice, slice);
  const std::optional<ast::SystemTimeClause> system_before = statement.default_system;
  set_default_slice(statement, query, {});
  Branch branch = bind_parts(statement, query, outer, make_operator(plan::Argument{}), true, span, seen);
  statement.default_slice = before;
  statement.default_system = system_before;
  return {std::move(branch.op), std::move(branch.columns), std::move(branch.slots), std::move(branch.types)};
}

plan::Plan bind_query(const ast::Query& query, const TemporalGraph& graph, const DefaultClauses& otherwise,
                      const ProcedureList& procedures) {
  Statement statement(graph);
  if (query.schema) {
    statement.plan.schema = query.schema;
    return std::move(statement.plan);
  }
  statement.procedures = procedures;
  set_default_slice(statement, query, otherwise);
  Branch branch = bind_parts(statement, query, Scope(), make_operator(plan::Unit{}), false, SourceSpan{});
  statement.states_ended = false;
  // One that the statement begins with is meant even where every MATCH states another.
  if (query.time.system || (statement.default_system && !statement.plan.system))
    statement.note_system(std::nullopt, statement.default_system->span);
  if (branch.sliced) statement.plan.sliced.push_back(branch.sliced);
  if (statement.reads_states()) statement.plan.sliced.clear();  // what slices leave out is told of one state
  if (!statement.parts.empty()) {
    if (query.explain == ast::Explain::kProfile)
      fail_unsupported("PROFILE runs statements that read, and this one writes", SourceSpan{},
                       "EXPLAIN shows its plan");
    if (statement.plan.system)
      fail_unsupported("a statement that writes reads the store as it is", statement.plan.system->span,
                       "leave out FOR SYSTEM_TIME");
    statement.plan.writing = std::make_shared<const plan::Writing>(plan::Writing{std::move(statement.parts)});
  }
  plan::Plan plan = std::move(statement.plan);
  plan.root = std::move(branch.op);
  plan.columns = std::move(branch.columns);
  plan.column_slots = std::move(branch.slots);
  if (statement.default_slice >= 0) plan.default_slice = statement.default_slice;
  plan.explain = query.explain;
  return plan;
}

}  // namespace entente
