// Instants in 32 bits, as the rows of a snapshot hold them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "entente/time/instant.hpp"

namespace entente {

using Tick = std::int32_t;
// The infinities. All others stand for stretches of time.
inline constexpr Tick kMinusInfinityTick = std::numeric_limits<Tick>::min();
inline constexpr Tick kPlusInfinityTick = std::numeric_limits<Tick>::max();

// Tick t is the `length` seconds from origin + t × length on: a day, counted from 1970-01-01, or a second.
class TickScale {
 public:
  constexpr TickScale() = default;
  // Seconds, of which the first finite tick is `first`. Requires: it lies within 2^60 seconds of 1970.
  static constexpr TickScale seconds_from(std::int64_t first) { return {first - (kMinusInfinityTick + 1), 1}; }

  constexpr std::int64_t length() const { return length_; }

  // The first moment of a tick.
  constexpr Instant first(Tick t) const {
    if (t == kMinusInfinityTick) return Instant::minus_infinity();
    if (t == kPlusInfinityTick) return Instant::plus_infinity();
    return {origin_ + t * length_};
  }
  // The tick that an instant lies in. One before all ticks, or behind them, counts to the first or last of them.
  constexpr Tick at(Instant t) const {
    if (t == Instant::minus_infinity()) return kMinusInfinityTick;
    if (t == Instant::plus_infinity()) return kPlusInfinityTick;
    // Far from both ends of 64 bits, or it would lie beyond all ticks.
    const std::int64_t since = std::clamp(t.seconds, -kFarthest, kFarthest) - origin_;
    const std::int64_t day = since / kSecondsPerDay - static_cast<std::int64_t>(since % kSecondsPerDay < 0);
    const std::int64_t whole = length_ == 1 ? since : day;
    return static_cast<Tick>(std::clamp<std::int64_t>(whole, kMinusInfinityTick + 1, kPlusInfinityTick - 1));
  }
  // Whether it is the first moment of its tick, so that the tick says it all. True of the infinities.
  constexpr bool is_whole(Instant t) const { return first(at(t)) == t; }
  // The first tick that does not begin before `t`.
  constexpr Tick from(Instant t) const {
    const Tick tick = at(t);
    return first(tick) < t ? tick + 1 : tick;
  }

  friend constexpr bool operator==(const TickScale&, const TickScale&) = default;

 private:
  constexpr TickScale(std::int64_t origin, std::int64_t length) : origin_(origin), length_(length) {}
  static constexpr std::int64_t kFarthest = std::int64_t{1} << 61;
  std::int64_t origin_ = 0;
  std::int64_t length_ = kSecondsPerDay;
};

}  // namespace entente
