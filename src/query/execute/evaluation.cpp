#include "query/execute/evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "entente/time/date.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/vain_comparison.hpp"

namespace entente {

void throw_at(SourceSpan span, Error error) {
  error.span = span;
  error.at_runtime = true;
  throw error;
}

void warn_if_vain(std::string_view symbol, const Value& left, const Value& right, SourceSpan span,
                  ExecutionContext& context) {
  const auto warn = [&](VainComparison&& vain) {
    const auto same_place = [&](const Warning& w) { return w.span == span; };
    if (std::any_of(context.warnings.begin(), context.warnings.end(), same_place)) return;
    context.warnings.push_back({std::move(vain.message), span, std::move(vain.hint)});
  };
  const auto is_time = [](Comparable c) { return c == Comparable::kPeriod || c == Comparable::kInstant; };
  const Comparable a = comparable(left), b = comparable(right);
  if (!is_time(a) && !is_time(b)) {
    if (auto of_texts = vain_test_of_texts(symbol, left, right)) return warn(std::move(*of_texts));
    if (auto of_date = vain_beside_text(symbol, a, b)) return warn(std::move(*of_date));
  }
  if (left.is_list() && right.is_list() && symbol != "IN") {
    // Lists are equal, and in order, as their members are, one by one.
    const std::size_t both = std::min(left.list().size(), right.list().size());
    for (std::size_t i = 0; i < both; ++i) warn_if_vain(symbol, left.list()[i], right.list()[i], span, context);
    return;
  }
  if (!is_time(a) && !is_time(b)) return;
  std::optional<VainComparison> vain = vain_comparison(symbol, a, b);
  if (!vain && a != b && (a == Comparable::kText || b == Comparable::kText)) {
    const std::string& text = (a == Comparable::kText ? left : right).string();
    if (read_point(text).ok()) return;
    vain = VainComparison{fmt::format("`{}` never holds between an instant and '{}', which is no date", symbol, text),
                          "an instant is compared with another or with a date in text: valid(m).start > '1989'"};
  }
  if (vain) warn(std::move(*vain));
}

Period date_in(const Value& value, const ExecutionContext& context) {
  if (value.is_string() && says_now(value.string())) return *read_date_span(value.string(), context.now);
  return period_of(value);
}

std::string name_of(const TemporalGraph& graph, Vertex v) {
  const std::optional<SymbolId> key = graph.symbol("name");
  const Value name = key ? graph.property(v, *key) : Value();
  return name.is_string() ? name.string() : std::string(graph.key(v));
}

void warn_if_undated(const Value& fact, const Period& period, SourceSpan span, ExecutionContext& context) {
  if (!fact.is_node() || period != Period::always()) return;
  const auto same_place = [&](const Warning& w) { return w.span == span; };
  if (std::any_of(context.warnings.begin(), context.warnings.end(), same_place)) return;
  const Vertex v = fact.node().index;
  if (context.graph.validity_of_vertex(v)) return;
  const bool lives = context.whole.life(v).stated;
  context.warnings.push_back(
      {fmt::format("{} has no date of its own: its valid() is always, of which this does not hold",
                   name_of(context.graph, v)),
       span,
       lives ? "other facts tell its life: tightened(n) BEFORE '1989', or MATCH … AS OF"
             : "compare the time of a relation that is dated: valid(r)"});
}

namespace {

// The period of which the expression reads the start or end; null: it reads something else.
const plan::Expression* period_of_bound(const plan::Expression& e) {
  const auto* read = std::get_if<plan::PropertyRead>(&e.node);
  if (read == nullptr) return nullptr;
  return read->key == "start" || read->key == "end" ? read->object.get() : period_of_bound(*read->object);
}

}  // namespace

void warn_if_vague_bound(const plan::Expression& side, Value* row, SourceSpan span, ExecutionContext& context) {
  const plan::Expression* const period = period_of_bound(side);
  if (period == nullptr) return;
  const auto same_place = [&](const Warning& w) { return w.span == span; };
  if (std::any_of(context.warnings.begin(), context.warnings.end(), same_place)) return;
  Value scratch;
  if (!evaluate_in(*period, row, context, scratch).is_period()) return;
  context.warnings.push_back({"a start or end that is known only vaguely is null here, and no comparison with it holds",
                              span,
                              "words compare it exactly: valid(m) AFTER '1989', possibly(valid(m) AFTER '1989'); "
                              "its bounds are .earliest_start and .latest_start, .earliest_end and .latest_end"});
}

bool node_in(const Value& value, Vertex& vertex) {
  if (value.is_null()) return false;
  if (!value.is_node()) {
    Error error(ErrorCode::kType, fmt::format("a pattern starts from a node, not from {}", describe_value(value)));
    error.at_runtime = true;
    throw error.with_detail("InvalidArgumentType");
  }
  vertex = value.node().index;
  return true;
}

Value evaluate_free(const plan::Expression& expression, ExecutionContext& context, const Value* argument) {
  const bool rowless = std::holds_alternative<plan::Constant>(expression.node) ||
                       std::holds_alternative<plan::Parameter>(expression.node);
  if (rowless) return evaluate(expression, nullptr, context);
  const auto slots = static_cast<std::size_t>(context.plan.slot_count);
  std::vector<Value> row(slots);
  if (argument != nullptr) std::copy(argument, argument + slots, row.begin());
  return evaluate(expression, row.data(), context);
}

std::uint64_t evaluate_count(const plan::Expression& expression, ExecutionContext& context, const Value* argument,
                             std::string_view clause) {
  const Value count = evaluate_free(expression, context, argument);
  if (!count.is_integer()) {
    throw_at(expression.span,
             Error(ErrorCode::kArgument, fmt::format("{} takes an integer, not {}", clause, describe_value(count)))
                 .with_detail("InvalidArgumentType"));
  }
  if (count.integer() < 0) {
    throw_at(expression.span, Error(ErrorCode::kArgument,
                                    fmt::format("{} takes a number of rows from 0, not {}", clause, count.integer()))
                                  .with_detail("NegativeIntegerArgument"));
  }
  return static_cast<std::uint64_t>(count.integer());
}

namespace {

// Follows a path from node to node as its relationships come.
class PathWalk {
 public:
  PathWalk(NodeRef first, const TemporalGraph& graph) : graph_(graph) { path_.nodes.push_back(first); }

  void follow(RelationshipRef relationship) {
    const Vertex at = path_.nodes.back().index;
    const Vertex source = graph_.source(relationship.index);
    path_.relationships.push_back(relationship);
    path_.nodes.push_back(NodeRef{source == at ? graph_.target(relationship.index) : source});
  }

  Path take() { return std::move(path_); }

 private:
  const TemporalGraph& graph_;
  Path path_;
};

}  // namespace

Value make_path(const plan::PathMake& make, const Value* row, const TemporalGraph& graph) {
  for (const plan::Slot slot : make.parts) {
    if (row[slot].is_null()) return {};
  }
  PathWalk walk(row[make.parts[0]].node(), graph);
  for (std::size_t i = 1; i < make.parts.size(); i += 2) {
    const Value& part = row[make.parts[i]];
    if (part.is_relationship()) {
      walk.follow(part.relationship());
    } else {
      for (const Value& relationship : part.list()) walk.follow(relationship.relationship());
    }
  }
  Path path = walk.take();
  path.manner = make.manner;
  return path;
}

}  // namespace entente
