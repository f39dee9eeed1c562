// Expressions over rows, for operators: without copies where they can be avoided.
#pragma once

#include <span>
#include <string>

#include "query/execute/execute.hpp"

namespace entente {

// The value, where it stands if it stands somewhere, otherwise in `scratch`.
const Value& evaluate_in(const plan::Expression& expression, Value* row, ExecutionContext& context, Value& scratch);

// The value of a condition: null is unknown. Throws kType where it is no boolean.
Truth evaluate_truth(const plan::Expression& expression, Value* row, ExecutionContext& context);

// The window that an operator or expression looks through; `index` as in the plan.
inline const View& view_at(const ExecutionContext& context, plan::SliceIndex index) {
  return index < 0 ? context.whole : context.views[static_cast<std::size_t>(index)];
}

// Throws an error of run time with a place in the query.
[[noreturn]] void throw_at(SourceSpan span, Error error);

// Calls `work`, and gives errors that it throws a place in the query where they have none.
template <class Work>
auto with_place(SourceSpan span, const Work& work) {
  try {
    return work();
  } catch (Error& error) {
    if (!error.span) error.span = span;
    error.at_runtime = true;
    throw;
  }
}

// Warns, once for each place in the query, of a comparison that can't be true of values of these types.
void warn_if_vain(std::string_view symbol, const Value& left, const Value& right, SourceSpan span,
                  ExecutionContext& context);

// What a comparison takes for a period: as period_of, and "now" is the last second before the statement's.
Period date_in(const Value& value, const ExecutionContext& context);

// Warns, once for each place, where a period predicate did not hold of an entity whose own time is always because
// nobody states it.
void warn_if_undated(const Value& fact, const Period& period, SourceSpan span, ExecutionContext& context);

// Warns, once for each place, where a comparison with `side` of the row came to nothing because it is the start or end
// of a period, or a part of one (valid(r).start.year), and that is known only vaguely: such a bound is null.
void warn_if_vague_bound(const plan::Expression& side, Value* row, SourceSpan span, ExecutionContext& context);

// Its name, or else its key.
std::string name_of(const TemporalGraph& graph, Vertex v);

// The vertex in a slot. False for null. Throws kType for other values.
bool node_in(const Value& value, Vertex& vertex);

// The value of an expression that needs no row but the argument, if there is one. A constant or parameter costs next to
// nothing.
Value evaluate_free(const plan::Expression& expression, ExecutionContext& context, const Value* argument);

// The number of rows that SKIP or LIMIT names. Throws kType, kArgument where it is no integer from 0.
std::uint64_t evaluate_count(const plan::Expression& expression, ExecutionContext& context, const Value* argument,
                             std::string_view clause);

// A path value out of the slots that hold its parts; null where one of them is null.
Value make_path(const plan::PathMake& parts, const Value* row, const TemporalGraph& graph);

}  // namespace entente
