// A cut through valid time: which facts a question about an instant or a range takes part in.
#pragma once

#include "entente/time/instant.hpp"
#include "entente/time/period.hpp"
#include "entente/time/reading.hpp"
#include "entente/time/truth.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// `kThroughout` keeps what held during the whole of [from, to): AS OF an instant or a date.
// `kOverlapping` keeps what shares an instant with [from, to): FROM … TO, BETWEEN.
// Under kPossible, what may have done so is kept too; for kThroughout that is what may have held at some time in the
// range. Presumption needs more than the bounds of one fact: View decides it, and here kPresumed is kCertain.
struct Timeslice {
  enum class Kind { kAll, kThroughout, kOverlapping };
  Kind kind = Kind::kAll;
  Instant from = Instant::minus_infinity();
  Instant to = Instant::plus_infinity();
  Reading reading = Reading::kCertain;

  static constexpr Timeslice all() { return {}; }
  static constexpr Timeslice as_of(Instant t, Reading reading = Reading::kCertain) {
    return {Kind::kThroughout, t, Instant{t.seconds + 1}, reading};
  }
  // The same cut under another reading.
  constexpr Timeslice under(Reading other) const { return {kind, from, to, other}; }

  constexpr bool is_all() const { return kind == Kind::kAll; }
  constexpr bool is_possible() const { return reading == Reading::kPossible; }

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
    return is_possible() ? admits_possibly(p.earliest_start, p.latest_end)
                         : admits_certainly(p.latest_start, p.earliest_end);
  }
  // Of a set of periods: some stretch of it.
  bool admits(const Validity& validity) const;
  friend constexpr bool operator==(const Timeslice&, const Timeslice&) = default;
};

}  // namespace entente
