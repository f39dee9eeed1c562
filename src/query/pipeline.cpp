#include "query/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "entente/time/edtf.hpp"
#include "query/execute/execute.hpp"
#include "query/optimize/optimize.hpp"
#include "query/plan/keep_elements.hpp"
#include "query/semantics/binder.hpp"
#include "query/syntax/parser.hpp"

namespace entente {
namespace {

std::optional<ast::ValidTimeClause> default_time(const PrepareOptions& options) {
  if (options.as_of.empty()) return std::nullopt;
  const Result<Period> date = read_literal(options.as_of);
  if (!date.ok()) {
    Error error(date.error().code, fmt::format("the date of the query, `{}`: {}", options.as_of, date.error().message));
    throw error.with_hint(date.error().hint);
  }
  ast::ValidTimeClause clause;
  clause.range = ast::TimeRange::kAsOf;
  clause.possibly = options.possibly;
  clause.from = std::make_shared<const ast::Expression>(ast::Expression{ast::Literal{Value(options.as_of)}, {}});
  return clause;
}

// Copies of the nodes and relationships that values mention.
class ElementCollector {
 public:
  ElementCollector(const TemporalGraph& graph, Elements& out) : graph_(graph), out_(out) {}

  void add(const Value& value) {
    switch (value.type()) {
      case ValueType::kNode:
        add_node(value.as_node().index);
        break;
      case ValueType::kRelationship:
        add_relationship(value.as_relationship().index);
        break;
      case ValueType::kPath:
        for (const NodeRef node : value.as_path().nodes) add_node(node.index);
        for (const RelationshipRef r : value.as_path().relationships) add_relationship(r.index);
        break;
      case ValueType::kList:
        for (const Value& item : value.as_list()) add(item);
        break;
      case ValueType::kMap:
        for (const auto& [key, item] : value.as_map()) add(item);
        break;
      default:
        break;
    }
  }

 private:
  void add_node(std::uint32_t index) {
    if (!out_.nodes.contains(index)) out_.nodes.emplace(index, graph_.node_record(index));
  }
  void add_relationship(std::uint32_t index) {
    if (out_.relationships.contains(index)) return;
    out_.relationships.emplace(index, graph_.relationship_record(index));
    add_node(graph_.source(index));
    add_node(graph_.target(index));
  }

  const TemporalGraph& graph_;
  Elements& out_;
};

ReadAt read_at(const plan::Plan& plan, const ExecutionContext& context) {
  ReadAt result;
  result.transaction = context.graph.transaction();
  result.system_time = context.graph.system_time();
  if (plan.default_slice) {
    const Timeslice& slice = context.slices[*plan.default_slice];
    if (!slice.is_all()) result.valid_time = validity_of(Period::certain(slice.from, slice.to));
  }
  result.possible =
      std::any_of(plan.slices.begin(), plan.slices.end(), [](const auto& slice) { return slice.possibly; });
  return result;
}

Table explanation(const plan::Plan& plan, const TemporalGraph& graph) {
  Table table;
  table.columns = {"plan"};
  const std::string text = print(plan, graph);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    table.rows.push_back({Value(text.substr(start, end - start))});
    start = end + 1;
  }
  return table;
}

void add_rows(Table& table, RowSource& source, const plan::Plan& plan, const TemporalGraph& graph,
              std::size_t max_rows) {
  ElementCollector elements(graph, table.elements);
  Batch batch(plan.slot_count);
  while (source.next(batch)) {
    for (std::size_t i = 0; i < batch.size() && !plan.column_slots.empty(); ++i) {
      if (max_rows > 0 && table.rows.size() == max_rows) {
        throw Error(ErrorCode::kLimit, fmt::format("the query gives more than {} rows", max_rows))
            .with_hint("add LIMIT, or ask for less");
      }
      const Value* row = batch.row(i);
      std::vector<Value>& values = table.rows.emplace_back();
      values.reserve(plan.column_slots.size());
      for (const plan::Slot slot : plan.column_slots) {
        elements.add(row[slot]);
        values.push_back(row[slot]);
      }
      for (const plan::Slot slot : plan.element_slots) elements.add(row[slot]);
    }
  }
}

}  // namespace

std::shared_ptr<const plan::Plan> prepare(std::string_view text, const TemporalGraph& graph,
                                          const PrepareOptions& options) {
  const ast::Query query = parse(text);  // lexes as it goes
  plan::Plan plan = bind_query(query, graph, default_time(options), options.procedures);
  if (options.all_elements) plan::keep_elements(plan);
  if (options.optimize) optimize(plan, graph);
  return std::make_shared<const plan::Plan>(std::move(plan));
}

Table run(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options) {
  for (const auto& [name, place] : plan.implicit_arguments) {
    if (plan.explain || parameters.contains(name)) continue;
    throw Error(ErrorCode::kParameterMissing, fmt::format("the parameter ${} has no value", name), place,
                "a call without parentheses takes its arguments from the parameters of their names")
        .with_detail("MissingParameter");
  }
  Table table;
  try {
    ExecutionContext context{graph, plan, parameters};
    context.now = options.now;
    context.boost_paths = options.boost_paths;
    if (plan.explain) {
      table = explanation(plan, graph);
    } else {
      for (const plan::SliceSpec& spec : plan.slices) {
        context.slices.push_back(resolve_slice(spec, context));
        context.sources.push_back(resolve_sources(spec, context));
      }
      table.columns = plan.columns;
      const std::unique_ptr<RowSource> source = build(plan.root, context);
      add_rows(table, *source, plan, graph, options.max_rows);
      table.read_at = read_at(plan, context);
    }
    table.warnings = plan.warnings;
    table.warnings.insert(table.warnings.end(), context.warnings.begin(), context.warnings.end());
  } catch (Error& error) {
    error.at_runtime = true;
    throw;
  }
  return table;
}

}  // namespace entente
