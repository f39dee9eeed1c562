#include "query/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/stack.hpp"
#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "graph/standings.hpp"
#include "model/storable.hpp"
#include "query/execute/execute.hpp"
#include "query/execute/left_open.hpp"
#include "query/execute/withheld.hpp"
#include "query/optimize/optimize.hpp"
#include "query/plan/keep_elements.hpp"
#include "query/semantics/binder.hpp"
#include "query/syntax/parser.hpp"

namespace entente {
namespace {

// What a statement at all its limits takes, with room to spare; the tests of limits hold it to that.
constexpr std::size_t kStack = std::size_t{kLargeFrames ? 48 : 6} << 20;

std::optional<ast::ValidTimeClause> default_time(const PrepareOptions& options) {
  if (options.as_of.empty()) return std::nullopt;
  const Result<Period> date = read_date_span(options.as_of, Instant{});  // any now: only whether it can be read
  if (!date.ok()) {
    Error error(date.error().code, fmt::format("the date of the query, `{}`: {}", options.as_of, date.error().message));
    throw error.with_hint(date.error().hint);
  }
  ast::ValidTimeClause clause;
  clause.range = ast::TimeRange::kAsOf;
  clause.reading = options.reading;
  clause.from = std::make_shared<const ast::Expression>(ast::Expression{ast::Literal{Value(options.as_of)}, {}});
  return clause;
}

ast::ExpressionPtr default_sources(const PrepareOptions& options) {
  if (options.according_to.empty()) return nullptr;
  for (const std::string& source : options.according_to)
    if (std::string fault = utf8_fault("the name of a source", source); !fault.empty())
      throw Error(ErrorCode::kArgument, std::move(fault)).with_hint("text is UTF-8 throughout");
  List names(options.according_to.begin(), options.according_to.end());
  return std::make_shared<const ast::Expression>(ast::Expression{ast::Literal{Value(std::move(names))}, {}});
}

// Copies of the nodes and relationships that values mention.
class ElementCollector {
 public:
  ElementCollector(const TemporalGraph& graph, Elements& out, MemoryCharge& kept)
      : graph_(graph), out_(out), kept_(kept) {}

  void add(const Value& value) {
    switch (value.type()) {
      case ValueType::kNode:
        add_node(value.node().index);
        break;
      case ValueType::kRelationship:
        add_relationship(value.relationship().index);
        break;
      case ValueType::kPath:
        for (const NodeRef node : value.path().nodes) add_node(node.index);
        for (const RelationshipRef r : value.path().relationships) add_relationship(r.index);
        break;
      case ValueType::kList:
        for (const Value& item : value.list()) add(item);
        break;
      case ValueType::kMap:
        for (const auto& [key, item] : value.map()) add(item);
        break;
      default:
        break;
    }
  }

 private:
  void add_node(std::uint32_t index) {
    if (out_.nodes.contains(index)) return;
    kept_.add(kRecord);
    out_.nodes.emplace(index, graph_.node_record(index));
  }
  void add_relationship(std::uint32_t index) {
    if (out_.relationships.contains(index)) return;
    kept_.add(kRecord);
    out_.relationships.emplace(index, graph_.relationship_record(index));
    add_node(graph_.source(index));
    add_node(graph_.target(index));
  }

  static constexpr std::size_t kRecord = 600;  // bytes that a copy of a fact takes, roughly

  const TemporalGraph& graph_;
  Elements& out_;
  MemoryCharge& kept_;
};

ReadAt read_at(const plan::Plan& plan, const ExecutionContext& context) {
  ReadAt result;
  result.transaction = context.graph.transaction();
  result.system_time = context.graph.system_time();
  if (plan.default_slice) {
    const Timeslice& slice = context.views[static_cast<std::size_t>(*plan.default_slice)].slice();
    if (!slice.is_all()) result.valid_time = validity_of(Period::certain(slice.from, slice.to));
  }
  for (const plan::SliceSpec& slice : plan.slices) result.reading = std::max(result.reading, slice.reading);
  return result;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

// Keeps the plan as bound and after each step that changed it.
class StepKeeper {
 public:
  StepKeeper(const TemporalGraph& graph, std::vector<std::string>& steps) : graph_(graph), steps_(steps) {}

  void operator()(std::string_view step, const plan::Plan& plan) {
    const std::string text = print(plan, graph_);
    if (text == last_) return;
    steps_.push_back(fmt::format("after {}:", step));
    for (std::string& line : lines_of(text)) steps_.push_back("  " + line);
    last_ = text;
  }

 private:
  const TemporalGraph& graph_;
  std::vector<std::string>& steps_;
  std::string last_;
};

Table explanation(const plan::Plan& plan, const TemporalGraph& graph) {
  Table table;
  table.columns = {"plan"};
  const bool in_steps = plan.explain == ast::Explain::kSteps;
  for (const std::string& line : in_steps ? plan.steps : lines_of(print(plan, graph)))
    table.rows.push_back({Value(line)});
  return table;
}

void add_rows(Table& table, RowSource& source, const plan::Plan& plan, const TemporalGraph& graph, std::size_t max_rows,
              const RunWatch& watch) {
  MemoryCharge kept(&watch);
  ElementCollector elements(graph, table.elements, kept);
  Batch batch(plan.slot_count);
  while (source.next(batch)) {
    for (std::size_t i = 0; i < batch.size() && !plan.column_slots.empty(); ++i) {
      if (max_rows > 0 && table.rows.size() == max_rows) {
        throw Error(ErrorCode::kLimit, fmt::format("the query gives more than {} rows", max_rows))
            .with_hint("add LIMIT, ask for less, or allow more (--max-rows, QueryOptions::max_rows)");
      }
      const Value* row = batch.row(i);
      std::vector<Value>& values = table.rows.emplace_back();
      values.reserve(plan.column_slots.size());
      for (const plan::Slot slot : plan.column_slots) {
        elements.add(row[slot]);
        kept.add(row[slot].own_bytes());
        values.push_back(row[slot]);
      }
      for (const plan::Slot slot : plan.element_slots) elements.add(row[slot]);
    }
  }
}

void require_utf8(const Map& parameters) {
  for (const auto& [name, value] : parameters)
    for (std::string fault :
         {utf8_fault("the name of a parameter", name), text_fault(fmt::format("the value of ${}", name), value)})
      if (!fault.empty()) throw Error(ErrorCode::kArgument, std::move(fault)).with_hint("text is UTF-8 throughout");
}

plan::Plan make_plan(std::string_view text, const TemporalGraph& graph, const PrepareOptions& options) {
  if (const std::size_t broken = find_broken_utf8(text); broken != std::string_view::npos)
    throw Error(ErrorCode::kSyntax, utf8_fault("the query", text), {broken, 1}, "save it as UTF-8");
  const ast::Query query = parse(text);  // lexes as it goes
  plan::Plan plan = bind_query(query, graph, {default_time(options), default_sources(options)}, options.procedures);
  if (options.all_elements) plan::keep_elements(plan);
  std::vector<std::string> steps;
  StepObserver observe = nullptr;
  if (plan.explain == ast::Explain::kSteps) observe = StepKeeper(graph, steps);
  optimize(plan, graph, options.optimize ? kAllRules : kNoRules, observe);
  plan.steps = std::move(steps);
  return plan;
}

Table run_plan(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options) {
  require_utf8(parameters);
  for (const auto& [name, place] : plan.implicit_arguments) {
    if (plan.explain != ast::Explain::kNo || parameters.contains(name)) continue;
    throw Error(ErrorCode::kParameterMissing, fmt::format("the parameter ${} has no value", name), place,
                "a call without parentheses takes its arguments from the parameters of their names")
        .with_detail("MissingParameter");
  }
  Table table;
  try {
    const RunWatch watch(options.control);
    ExecutionContext context{graph, plan, parameters};
    context.now = options.now;
    context.watch = &watch;
    context.whole = View(graph, Timeslice::all(), nullptr, options.now).watched(&watch);
    context.boost_paths = options.boost_paths;
    if (plan.explain != ast::Explain::kNo) {
      table = explanation(plan, graph);
    } else {
      for (const plan::SliceSpec& spec : plan.slices) {
        context.views.push_back(resolve_view(spec, context));
      }
      table.columns = plan.columns;
      const std::unique_ptr<RowSource> source = build(plan.root, context);
      add_rows(table, *source, plan, graph, options.max_rows, watch);
      table.read_at = read_at(plan, context);
      count_withheld(plan, context, table.rows.size(), table.read_at);
      if (table.rows.empty() && table.read_at.withheld.empty()) warn_if_left_open(plan, context);
      const View& view =
          plan.default_slice ? context.views[static_cast<std::size_t>(*plan.default_slice)] : context.whole;
      add_standings(view, options.cuts, table);
    }
    table.warnings = plan.warnings;
    table.warnings.insert(table.warnings.end(), context.warnings.begin(), context.warnings.end());
  } catch (Error& error) {
    error.at_runtime = true;
    throw;
  }
  return table;
}

}  // namespace

std::shared_ptr<const plan::Plan> prepare(std::string_view text, const TemporalGraph& graph,
                                          const PrepareOptions& options) {
  std::shared_ptr<const plan::Plan> plan;
  with_stack(kStack, [&] { plan = std::make_shared<const plan::Plan>(make_plan(text, graph, options)); });
  return plan;
}

Table run(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options) {
  Table table;
  with_stack(kStack, [&] { table = run_plan(plan, graph, parameters, options); });
  return table;
}

}  // namespace entente
