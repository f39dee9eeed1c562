// Time zones by name, as the system's zoneinfo (IANA tz database) has them. Zones are read once, when first asked for,
// and kept by the library that reads them; safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/temporal.hpp"

namespace entente {

// A named zone, or where `name` is empty a fixed offset, in seconds east of UTC.
struct TimeZone {
  std::string name = {};
  std::int32_t offset = 0;
  friend bool operator==(const TimeZone&, const TimeZone&) = default;
};

// Reads "Z", an offset ("+01", "-0130", "+02:05:59") or a name ("Europe/Stockholm"). Errors: kArgument where it is none
// of these or the system has no zone of the name.
Result<TimeZone> read_time_zone(std::string_view text);

// The offset in a zone at a point of time, in seconds since 1970-01-01T00:00Z. Behind 2037, where
// zoneinfo's list ends, the rules of its last years go on. Errors: kArgument where the system has no such zone.
Result<std::int32_t> offset_at(const TimeZone& zone, std::int64_t utc_seconds);

// What the local clock shows in a zone. A time that occurs twice, when clocks are put back, is the one with the offset
// `preferred`, or else the first; one that is skipped lies as much later as the gap is long (java.time.ZonedDateTime).
Result<ZonedDateTime> in_zone(LocalDateTime local, const TimeZone& zone,
                              std::optional<std::int32_t> preferred = std::nullopt);

// A point in time, as the clocks of a zone show it.
Result<ZonedDateTime> in_zone(std::int64_t utc_seconds, std::int32_t nanos, const TimeZone& zone);

inline TimeZone zone_of(const ZonedDateTime& t) {
  return {t.zone, t.offset};
}

}  // namespace entente
