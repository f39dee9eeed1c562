#include "query/running_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "graph/standings.hpp"
#include "graph/states.hpp"
#include "model/storable.hpp"
#include "query/execute/left_open.hpp"
#include "query/execute/system_time.hpp"
#include "query/execute/withheld.hpp"
#include "query/plan/print.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/verify.hpp"

namespace entente {
namespace {

// Copies of the nodes and relationships that values mention.
class ElementCollector {
 public:
  ElementCollector(const TemporalGraph& graph, Elements& out, MemoryCharge* kept)
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
    if (kept_ != nullptr) kept_->add(kRecord);
    out_.nodes.emplace(index, graph_.node_record(index));
  }
  void add_relationship(std::uint32_t index) {
    if (out_.relationships.contains(index)) return;
    if (kept_ != nullptr) kept_->add(kRecord);
    out_.relationships.emplace(index, graph_.relationship_record(index));
    add_node(graph_.source(index));
    add_node(graph_.target(index));
  }

  static constexpr std::size_t kRecord = 600;  // bytes that a copy of a fact takes, roughly

  const TemporalGraph& graph_;
  Elements& out_;
  MemoryCharge* kept_;
};

ReadAt read_at(const plan::Plan& plan, const ExecutionContext& context) {
  ReadAt result;
  result.transaction = context.graph.transaction();
  result.system_time = context.graph.system_time();
  if (const GraphStates* states = context.graph.states()) {
    result.first_transaction = states->graphs().front()->transaction();
    result.first_system_time = states->graphs().front()->system_time();
  }
  if (plan.default_slice) {
    const Timeslice& slice = context.views[static_cast<std::size_t>(*plan.default_slice)].slice();
    if (!slice.is_all()) result.valid_time = validity_of(Period::certain(slice.from, slice.to));
  }
  for (const plan::SliceSpec& slice : plan.slices) result.reading = std::max(result.reading, slice.reading);
  return result;
}

using Rows = std::vector<std::vector<Value>>;

Rows explanation(const plan::Plan& plan, const TemporalGraph& graph) {
  Rows rows;
  const bool in_steps = plan.explain == ast::Explain::kSteps;
  for (const std::string& line : in_steps ? plan.steps : lines_of(print(plan, graph))) rows.push_back({Value(line)});
  return rows;
}

// An operator a row: what it did itself, without what is below it.
Rows profile_rows(const plan::Plan& plan, const TemporalGraph& graph, Profile& profile) {
  Rows rows;
  for (const plan::PlanLine& line : plan::print_lines(plan, graph)) {
    if (line.op == nullptr) {
      const OperatorProfile& all = profile_of(profile, plan.root.get());
      rows.push_back({Value(line.text), Value(static_cast<std::int64_t>(all.rows)), Value(), Value()});
      continue;
    }
    const OperatorProfile& all = profile_of(profile, line.op);
    std::chrono::nanoseconds time = all.time;
    std::int64_t bytes = all.most;
    plan::for_each_input(*line.op, [&](const plan::OperatorPtr& input) {
      const OperatorProfile& below = profile_of(profile, input.get());
      time -= below.time;
      bytes -= below.most;
    });
    constexpr double kMicrosecondsPerMillisecond = 1000;
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    rows.push_back({Value(line.text), Value(static_cast<std::int64_t>(all.rows)),
                    Value(static_cast<double>(std::max<std::int64_t>(microseconds, 0)) / kMicrosecondsPerMillisecond),
                    Value(std::max<std::int64_t>(bytes, 0))});
  }
  return rows;
}

void require_utf8(const Map& parameters) {
  for (const auto& [name, value] : parameters)
    for (std::string fault :
         {utf8_fault("the name of a parameter", name), text_fault(fmt::format("the value of ${}", name), value)})
      if (!fault.empty()) throw Error(ErrorCode::kArgument, std::move(fault)).with_hint("text is UTF-8 throughout");
}

}  // namespace

std::vector<std::string> columns_of(const plan::Plan& plan) {
  if (plan.explain == ast::Explain::kNo) return plan.columns;
  if (plan.explain == ast::Explain::kProfile) return {"plan", "rows", "ms", "bytes"};
  return {"plan"};
}

void require_parameters(const plan::Plan& plan, const Map& parameters) {
  require_utf8(parameters);
  for (const auto& [name, place] : plan.implicit_arguments) {
    if (!ast::is_run(plan.explain) || parameters.contains(name)) continue;
    throw Error(ErrorCode::kParameterMissing, fmt::format("the parameter ${} has no value", name), place,
                "a call without parentheses takes its arguments from the parameters of their names")
        .with_detail("MissingParameter");
  }
}

template <class Work>
void RunningQuery::at_runtime(const Work& work) {
  try {
    work();
  } catch (Error& error) {
    error.at_runtime = true;
    ended_ = true;
    throw;
  }
}

RunningQuery::RunningQuery(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters,
                           const RunOptions& options)
    : plan_(plan),
      graph_(graph),
      parameters_(parameters),
      options_(options),
      watch_(options.control),
      context_{graph, plan, parameters_} {
  require_parameters(plan, parameters);
  if (is_writing(plan) && options.kept == nullptr)
    throw Error(ErrorCode::kUnsupported, "the statement writes, and here it can only be read")
        .with_hint("run it by Database::query of a database that is open for writing (entente query does)");
  context_.now = options.now;
  context_.watch = &watch_;
  context_.whole = View(graph, Timeslice::all(), nullptr, options.now).watched(&watch_);
  context_.boost_paths = options.boost_paths;
  context_.kept = options.kept;
  context_.open_csv = &options.open_csv;
  if (!ast::is_run(plan.explain)) return;
  if (plan.explain == ast::Explain::kProfile) context_.profile = &profile_;
  at_runtime([&] {
    for (const plan::SliceSpec& spec : plan_.slices) context_.views.push_back(resolve_view(spec, context_));
    if (graph.states() != nullptr) context_.warnings.clear();  // each of the states says what it does not know
  });
}

RunningQuery::~RunningQuery() = default;

void RunningQuery::start() {
  source_ = build(plan_.root, context_);
  batch_.emplace(plan_.slot_count);
}

bool RunningQuery::next(Table& table, MemoryCharge* kept) {
  if (ended_) return false;
  if (!ast::is_run(plan_.explain)) {
    ended_ = true;
    table.rows = explanation(plan_, graph_);
    return true;
  }
  if (plan_.explain == ast::Explain::kProfile) {
    at_runtime([&] {
      start();
      while (source_->next(*batch_)) rows_ += batch_->size();
      table.rows = profile_rows(plan_, graph_, profile_);
    });
    ended_ = true;
    return true;
  }
  at_runtime([&] {
    if (source_ == nullptr) start();
    if (!source_->next(*batch_)) {
      ended_ = true;
      return;
    }
    ElementCollector elements(graph_, table.elements, kept);
    for (std::size_t i = 0; i < batch_->size() && !plan_.column_slots.empty(); ++i) {
      if (options_.max_rows > 0 && rows_ == options_.max_rows) {
        throw Error(ErrorCode::kLimit, fmt::format("the query gives more than {} rows", options_.max_rows))
            .with_hint("add LIMIT, ask for less, or allow more (--max-rows, QueryOptions::max_rows)");
      }
      ++rows_;
      const Value* row = batch_->row(i);
      if (plan::kVerifies) plan::verify_row(plan_, row);
      std::vector<Value>& values = table.rows.emplace_back();
      values.reserve(plan_.column_slots.size());
      for (const plan::Slot slot : plan_.column_slots) {
        elements.add(row[slot]);
        if (kept != nullptr) kept->add(row[slot].own_bytes());
        values.push_back(row[slot]);
      }
      for (const plan::Slot slot : plan_.element_slots) elements.add(row[slot]);
    }
  });
  return !ended_;
}

void RunningQuery::finish(Table& table) {
  at_runtime([&] {
    const bool explains = !ast::is_run(plan_.explain);
    table.columns = columns_of(plan_);
    table.read_at.transaction = graph_.transaction();
    table.read_at.system_time = graph_.system_time();
    if (!explains) {
      table.read_at = read_at(plan_, context_);
      count_withheld(plan_, context_, rows_, table.read_at);
      if (rows_ == 0 && table.read_at.withheld.empty() && graph_.states() == nullptr)
        warn_if_left_open(plan_, context_);
    }
    table.warnings = plan_.warnings;
    if (plan_.system && !explains) warn_before_first_commit(graph_, plan_.system->span, table.warnings);
    if (graph_.states() != nullptr) warn_of_forgotten(graph_, plan_, table.warnings);
    if (!explains) warn_of_erased(graph_, plan_.system ? plan_.system->span : SourceSpan{}, table.warnings);
    table.warnings.insert(table.warnings.end(), context_.warnings.begin(), context_.warnings.end());
  });
}

void RunningQuery::collect(Table& table) {
  MemoryCharge kept(&watch_);
  while (next(table, &kept)) {
  }
  finish(table);
  if (!ast::is_run(plan_.explain)) return;
  at_runtime([&] {
    const View& view =
        plan_.default_slice ? context_.views[static_cast<std::size_t>(*plan_.default_slice)] : context_.whole;
    add_standings(view, options_.cuts, table);
  });
}

}  // namespace entente
