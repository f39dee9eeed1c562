// Temporal values out of maps and other temporal values (CIP2015-08-06, "Creating temporal instants").
#pragma once

#include <optional>
#include <string_view>

#include "query/functions/function.hpp"

namespace entente {

// Date, time of day and zone of a temporal value or a finite INSTANT (in UTC); nullopt of other values.
std::optional<TemporalParts> temporal_parts(const Value& value);

// The value of a type that the parts make: midnight where a time is missing, UTC where a zone is. Throws kArgument
// where what the type needs is missing: a date, or of LOCAL TIME and TIME a time.
Value temporal_of(ValueType type, const TemporalParts& parts, std::string_view function);

// How what a map says is put on what it is told of.
struct MapReading {
  TemporalParts base = {};    // what the map changes; where it selects (`date:`, `time:`, `datetime:`) that counts
  bool keeps_instant = true;  // another `timezone` shows the same point in time; else the clock stays as it is
  std::int64_t fraction = 0;  // nanoseconds of the base that a fraction of a second is added to
  std::int32_t limit = 1'000'000'000;  // nanoseconds below which that fraction lies
};
// A value of a type out of a map of components ({year: 1984, week: 10, dayOfWeek: 3}) and selections ({date: d, hour:
// 12, timezone: 'Europe/Stockholm'}). Throws kArgument where a component is unknown, out of range, in the way of
// another or without the larger one that it is part of.
Value temporal_of_map(ValueType type, const Map& map, const MapReading& reading, Instant now,
                      std::string_view function);

// A duration out of {years: 1, months: 2.5, …}. Throws kArgument, kType, kArithmetic.
Value duration_of_map(const Map& map);

}  // namespace entente
