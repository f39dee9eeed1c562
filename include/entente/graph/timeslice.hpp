// A cut through valid time: which facts a question about an instant or a range takes part in.
#pragma once

#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"
#include "entente/time/truth.hpp"

namespace entente {

// `kThroughout` keeps what held during the whole of [from, to): AS OF an instant or a date.
// `kOverlapping` keeps what shares an instant with [from, to): FROM … TO, BETWEEN.
// With `possible`, what may have done so is kept too; for kThroughout that is what may have held at some time in the
// range.
struct Timeslice {
  enum class Kind { kAll, kThroughout, kOverlapping };
  Kind kind = Kind::kAll;
  Instant from = Instant::minus_infinity();
  Instant to = Instant::plus_infinity();
  bool possible = false;

  static constexpr Timeslice all() { return {}; }
  static constexpr Timeslice as_of(Instant t, bool possible = false) {
    return {Kind::kThroughout, t, Instant{t.seconds + 1}, possible};
  }

  constexpr bool is_all() const { return kind == Kind::kAll; }

  // `latest_start` and `earliest_end` are the two inner bounds; they decide every certain question alone.
  constexpr bool admits_certainly(Instant latest_start, Instant earliest_end) const {
    switch (kind) {
      case Kind::kAll:
        return true;
      case Kind::kThroughout:
        return latest_start <= from && earliest_end >= to;
      case Kind::kOverlapping:
        return latest_start < to && earliest_end > from;
    }
    return true;
  }
  constexpr bool admits_possibly(Instant earliest_start, Instant latest_end) const {
    return kind == Kind::kAll || (earliest_start < to && latest_end > from);
  }
  constexpr bool admits(const Period& p) const {
    return possible ? admits_possibly(p.earliest_start, p.latest_end)
                    : admits_certainly(p.latest_start, p.earliest_end);
  }
  friend constexpr bool operator==(const Timeslice&, const Timeslice&) = default;
};

}  // namespace entente
