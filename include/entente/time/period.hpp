// A stretch of valid time whose two ends may each be uncertain, and the predicates over such stretches.
//
//                earliest_start   latest_start         earliest_end   latest_end
//   time  ─────────────┼───────────────┼─────────────────────┼─────────────┼──────────▶
//   possible           ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼─────────────────────┼╌╌╌╌╌╌╌╌╌╌╌╌╌┤   hull
//   certain                            ├─────────────────────┤                 core
//
// A period stands for all pairs (start, end) with earliest_start ≤ start ≤ latest_start, earliest_end ≤ end ≤ latest_end
// and start < end; each is a half-open stretch [start, end), as in SQL:2011. Two periods choose independently.
// Every predicate here is exact: kTrue when it holds for every choice, kFalse for none, kUnknown otherwise.
// All cost a few comparisons and allocate nothing.
// Sources: CIDOC-CRM E52 (P82a, P81a, P81b, P82b); Kulkarni & Michels 2012 (SQL:2011); Allen 1983.
#pragma once

#include "entente/time/instant.hpp"
#include "entente/time/truth.hpp"

namespace entente {

struct Period {
  Instant earliest_start = Instant::minus_infinity();
  Instant latest_start = Instant::minus_infinity();
  Instant earliest_end = Instant::plus_infinity();
  Instant latest_end = Instant::plus_infinity();

  // [start, end), both known. Requires start < end.
  static constexpr Period certain(Instant start, Instant end) { return {start, start, end, end}; }
  // All of time: what a fact without stated validity is valid in.
  static constexpr Period always() { return {}; }

  constexpr bool is_certain() const { return earliest_start == latest_start && earliest_end == latest_end; }
  // The invariants: both pairs ordered, and at least one choice with start < end.
  constexpr bool is_valid() const {
    return earliest_start <= latest_start && earliest_end <= latest_end && earliest_start < latest_end;
  }
  // The core [latest_start, earliest_end) is where it held in every choice.
  constexpr bool has_core() const { return latest_start < earliest_end; }

  friend constexpr bool operator==(const Period&, const Period&) = default;
};

// Was `p` under way at `t`: start ≤ t < end.
Truth holds_at(const Period& p, Instant t);

// SQL:2011 and Allen predicates, in the words of the query language.
Truth before(const Period& p, const Period& q);                // p.end ≤ q.start (PRECEDES)
Truth after(const Period& p, const Period& q);                 // p.start ≥ q.end (SUCCEEDS)
Truth overlaps(const Period& p, const Period& q);              // they share an instant
Truth during(const Period& p, const Period& q);                // q.start ≤ p.start and p.end ≤ q.end
Truth contains(const Period& p, const Period& q);              // the converse of during
Truth equals(const Period& p, const Period& q);                // same start and same end
Truth immediately_precedes(const Period& p, const Period& q);  // p.end = q.start
Truth immediately_succeeds(const Period& p, const Period& q);  // p.start = q.end

}  // namespace entente
