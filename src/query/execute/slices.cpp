// From the words of AS OF and its long forms to a cut through valid time.
#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "query/execute/evaluation.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

Period date_of(const plan::Expression& expression, ExecutionContext& context, SourceSpan clause) {
  const Value value = evaluate_free(expression, context, nullptr);
  if (value.is_null()) {
    throw_at(clause, Error(ErrorCode::kArgument, "a slice of valid time takes a date, not null")
                         .with_hint("leave the clause out to read all of valid time"));
  }
  if (is_set_of_stretches(value)) {
    throw_at(expression.span, Error(ErrorCode::kArgument, "a slice of valid time takes one stretch of time, not a set")
                                  .with_hint("take one of its `stretches`, or `hull()`"));
  }
  return with_place(expression.span, [&] { return date_in(value, context); });
}

Timeslice slice_of(const plan::SliceSpec& spec, ExecutionContext& context) {
  if (spec.range == ast::TimeRange::kAll) return Timeslice::all().under(spec.reading);
  Timeslice slice;
  slice.reading = spec.reading;
  const Period from = date_of(*spec.from, context, spec.span);
  // Of a date with uncertain bounds the whole stretch that it may cover is meant.
  slice.from = from.earliest_start;
  if (spec.range == ast::TimeRange::kAsOf) {
    slice.kind = Timeslice::Kind::kThroughout;
    slice.to = from.latest_end;
    return slice;
  }
  const Period to = date_of(*spec.to, context, spec.span);
  slice.kind = Timeslice::Kind::kOverlapping;
  slice.to = spec.range == ast::TimeRange::kFromTo ? to.earliest_start : to.latest_end;
  if (slice.from >= slice.to) {
    throw_at(spec.span, Error(ErrorCode::kArgument, fmt::format("the range from {} to {} is empty",
                                                                print_instant(slice.from), print_instant(slice.to)))
                            .with_hint("FROM a TO b ends where b begins; BETWEEN a AND b ends where b ends"));
  }
  return slice;
}

}  // namespace

View resolve_view(const plan::SliceSpec& spec, ExecutionContext& context) {
  return View(context.graph, slice_of(spec, context), resolve_sources(spec, context), context.now)
      .watched(context.watch);
}

}  // namespace entente
