// A point of valid time, and a point of system time. The two never mix: there is no conversion and no comparison
// between them.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace entente {

// Valid time: seconds since 1970-01-01T00:00:00Z in the proleptic Gregorian calendar, UTC, without leap seconds,
// and the two infinities. Finite instants lie strictly between them.
struct Instant {
  std::int64_t seconds = 0;

  static constexpr Instant minus_infinity() { return {std::numeric_limits<std::int64_t>::min()}; }
  static constexpr Instant plus_infinity() { return {std::numeric_limits<std::int64_t>::max()}; }
  constexpr bool is_finite() const { return *this != minus_infinity() && *this != plus_infinity(); }

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

// System time: when the store knew something. Microseconds since 1970-01-01T00:00:00Z; set by the engine at commit,
// strictly increasing from commit to commit.
struct SystemTime {
  std::int64_t microseconds = 0;

  friend constexpr auto operator<=>(const SystemTime&, const SystemTime&) = default;
};

inline constexpr std::int64_t kSecondsPerDay = 86'400;

}  // namespace entente
