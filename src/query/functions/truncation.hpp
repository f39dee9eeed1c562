// date.truncate() and its like (CIP2015-08-06, "Truncating").
#pragma once

#include "query/functions/arguments.hpp"
#include "query/functions/function.hpp"

namespace entente {

// The statement's clock, as a zone shows it.
TemporalParts parts_of_now(Instant now, const TimeZone& zone);

// (unit, value, map) as the type that is asked for. Throws kArgument for a unit that there is not or that does not fit.
Value truncate_to(ValueType type, Arguments a, const FunctionContext& c);

template <ValueType type>
Value truncate_temporal(Arguments a, const FunctionContext& c) {
  return truncate_to(type, a, c);
}

}  // namespace entente
