// From the syntax tree to bounds.
#pragma once

#include "entente/time/period.hpp"
#include "entente/time/validity.hpp"
#include "time/edtf/syntax.hpp"

namespace entente::edtf {

// The first and the last unit (day, or second of a date-time) that a date can stand for.
struct Span {
  Instant first, last;
};

// The span of a date moved by its qualifiers: `early` towards the past, `late` towards the future.
struct WidenedSpan {
  Span early, late;
};
WidenedSpan widen(const Date& date);

// The reading for data, after the table in src/time/README.md. Always valid.
Period read(const Expression& expression, Extent extent);

// The reading of an interval whose end is the first day (or second) on which it no longer held; as `read` where the end
// is open or unknown. Errors: kArgument when the expression is no interval, or the end leaves nothing after the start.
Result<Period> read_end_exclusive(const Expression& expression, Extent extent);

// The reading of a point of reference: the whole calendar span, certain.
Period read_literal(const Expression& expression);

}  // namespace entente::edtf
