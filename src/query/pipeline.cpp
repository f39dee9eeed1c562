#include "query/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/stack.hpp"
#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "query/execute/system_time.hpp"
#include "query/optimize/optimize.hpp"
#include "query/plan/keep_elements.hpp"
#include "query/plan/update.hpp"
#include "query/running_query.hpp"
#include "query/semantics/binder.hpp"
#include "query/syntax/parser.hpp"

namespace entente {
namespace {

// What a statement at all its limits takes, with room to spare; the tests of limits hold it to that.
constexpr std::size_t kStack = std::size_t{kLargeFrames ? 48 : 6} << 20;

ast::ExpressionPtr literal(Value value) {
  return std::make_shared<const ast::Expression>(ast::Expression{ast::Literal{std::move(value)}, {}});
}

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
  clause.from = literal(Value(options.as_of));
  return clause;
}

std::optional<ast::SystemTimeClause> default_system(const PrepareOptions& options) {
  if (options.system_time.empty()) return std::nullopt;
  const std::optional<std::int64_t> commit = commit_number(options.system_time);
  ast::SystemTimeClause clause;
  clause.range = ast::TimeRange::kAsOf;
  clause.from = {literal(commit ? Value(*commit) : Value(options.system_time)), commit.has_value()};
  return clause;
}

ast::ExpressionPtr default_sources(const PrepareOptions& options) {
  if (options.according_to.empty()) return nullptr;
  for (const std::string& source : options.according_to)
    if (std::string fault = utf8_fault("the name of a source", source); !fault.empty())
      throw Error(ErrorCode::kArgument, std::move(fault)).with_hint("text is UTF-8 throughout");
  List names(options.according_to.begin(), options.according_to.end());
  return literal(Value(std::move(names)));
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

namespace {

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

// Each part for itself: nothing moves over an update.
void optimize_parts(plan::Plan& plan, const TemporalGraph& graph, const RuleSet& rules) {
  plan.sliced.clear();
  const plan::OperatorPtr last = plan.root;
  const std::vector<plan::Slot> slots_of_last = plan.column_slots;
  const auto optimized = [&](const plan::OperatorPtr& root, std::vector<plan::Slot> slots) {
    plan.root = root;
    plan.column_slots = std::move(slots);
    optimize(plan, graph, rules);
    return plan.root;
  };
  plan::Writing writing = *plan.writing;
  for (plan::WritingPart& part : writing.parts) {
    part.root = optimized(part.root, part.slots);
    if (auto* merge = std::get_if<plan::Merge>(&part.update)) {
      std::vector<plan::Slot> slots = part.slots;
      slots.insert(slots.end(), part.filled.begin(), part.filled.end());
      merge->match = optimized(merge->match, std::move(slots));
    }
    plan::map_expressions(part.update, lowered);
  }
  plan.writing = std::make_shared<const plan::Writing>(std::move(writing));
  plan.root = last;
  plan.column_slots = slots_of_last;
}

plan::Plan make_plan(std::string_view text, const TemporalGraph& graph, const PrepareOptions& options) {
  if (const std::size_t broken = find_broken_utf8(text); broken != std::string_view::npos)
    throw Error(ErrorCode::kSyntax, utf8_fault("the query", text), {broken, 1}, "save it as UTF-8");
  const ast::Query query = parse(text);  // lexes as it goes
  plan::Plan plan = bind_query(query, graph, {default_time(options), default_sources(options), default_system(options)},
                               options.procedures);
  const RuleSet& rules = options.optimize ? kAllRules : kNoRules;
  if (plan.writing) optimize_parts(plan, graph, rules);
  if (options.all_elements && plan.root) plan::keep_elements(plan);
  std::vector<std::string> steps;
  StepObserver observe = nullptr;
  if (plan.explain == ast::Explain::kSteps) observe = StepKeeper(graph, steps);
  if (plan.root)
    optimize(plan, graph, rules, observe);
  else if (observe)
    observe("bind", plan);  // its parts are planned by now
  plan.steps = std::move(steps);
  return plan;
}

}  // namespace

std::shared_ptr<const plan::Plan> prepare(std::string_view text, const TemporalGraph& graph,
                                          const PrepareOptions& options) {
  std::shared_ptr<const plan::Plan> plan;
  with_stack(kStack, [&] { plan = std::make_shared<const plan::Plan>(make_plan(text, graph, options)); });
  return plan;
}

bool is_writing(const plan::Plan& plan) {
  return plan.schema || (plan.writing != nullptr && plan.explain == ast::Explain::kNo);
}

Table run(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options) {
  Table table;
  with_stack(kStack, [&] {
    RunningQuery running(plan, graph, parameters, options);
    running.collect(table);
  });
  return table;
}

void with_query_stack(const std::function<void()>& work) {
  with_stack(kStack, work);
}

}  // namespace entente
