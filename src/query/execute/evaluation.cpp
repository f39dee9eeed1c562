#include "query/execute/evaluation.hpp"

#include <fmt/format.h>

#include "query/functions/arguments.hpp"

namespace entente {

void throw_at(SourceSpan span, Error error) {
  error.span = span;
  error.at_runtime = true;
  throw error;
}

bool node_in(const Value& value, Vertex& vertex) {
  if (value.is_null()) return false;
  if (!value.is_node()) {
    Error error(ErrorCode::kType, fmt::format("a pattern starts from a node, not from {}", describe_value(value)));
    error.at_runtime = true;
    throw error.with_detail("InvalidArgumentType");
  }
  vertex = value.as_node().index;
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
             Error(ErrorCode::kType, fmt::format("{} takes an integer, not {}", clause, describe_value(count)))
                 .with_detail("InvalidArgumentType"));
  }
  if (count.as_integer() < 0) {
    throw_at(expression.span, Error(ErrorCode::kArgument,
                                    fmt::format("{} takes a number of rows from 0, not {}", clause, count.as_integer()))
                                  .with_detail("NegativeIntegerArgument"));
  }
  return static_cast<std::uint64_t>(count.as_integer());
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
  PathWalk walk(row[make.parts[0]].as_node(), graph);
  for (std::size_t i = 1; i < make.parts.size(); i += 2) {
    const Value& part = row[make.parts[i]];
    if (part.is_relationship()) {
      walk.follow(part.as_relationship());
    } else {
      for (const Value& relationship : part.as_list()) walk.follow(relationship.as_relationship());
    }
  }
  return walk.take();
}

}  // namespace entente
