// A stretch of valid time whose two ends may each be uncertain, and the predicates over such stretches.
//
//                earliest_start   latest_start         earliest_end   latest_end
//   time  ─────────────┼───────────────┼─────────────────────┼─────────────┼──────────▶
//   possible           ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼─────────────────────┼╌╌╌╌╌╌╌╌╌╌╌╌╌┤   hull
//   certain                            ├─────────────────────┤                 core
//
// A period stands for all pairs (start, end) with earliest_start ≤ start ≤ latest_start, earliest_end ≤ end ≤
// latest_end and start < end; each is a half-open stretch [start, end), as in SQL:2011. Two periods choose
// independently. Every predicate here is exact: kTrue when it holds for every choice, kFalse for none, kUnknown
// otherwise. All cost a few comparisons and allocate nothing. Sources: CIDOC-CRM E52 (P82a, P81a, P81b, P82b); Kulkarni
// & Michels 2012 (SQL:2011); Allen 1983.
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

namespace detail {

// The starts and ends that occur in some choice: the stated ranges narrowed by start < end. Every value in them occurs,
// so a condition on one bound of each of two periods is decided on these ranges alone.
constexpr Instant last_start(const Period& p) {
  const Instant limit{p.latest_end.seconds - 1};
  return p.latest_start < limit ? p.latest_start : limit;
}
constexpr Instant first_end(const Period& p) {
  const Instant limit{p.earliest_start.seconds + 1};
  return p.earliest_end > limit ? p.earliest_end : limit;
}

constexpr Truth between(bool never, bool always) {
  return never ? Truth::kFalse : always ? Truth::kTrue : Truth::kUnknown;
}
constexpr Instant later(Instant a, Instant b) {
  return a < b ? b : a;
}
constexpr Instant earlier(Instant a, Instant b) {
  return a < b ? a : b;
}

}  // namespace detail

// All of the following require valid periods.

// Was `p` under way at `t`: start ≤ t < end.
constexpr Truth holds_at(const Period& p, Instant t) {
  return detail::between(p.earliest_start > t || p.latest_end <= t,
                         detail::last_start(p) <= t && t < detail::first_end(p));
}

// SQL:2011 and Allen predicates, in the words of the query language.

// p.end ≤ q.start (PRECEDES)
constexpr Truth before(const Period& p, const Period& q) {
  return detail::between(detail::first_end(p) > detail::last_start(q), p.latest_end <= q.earliest_start);
}

// p.start ≥ q.end (SUCCEEDS)
constexpr Truth after(const Period& p, const Period& q) {
  return before(q, p);
}

// They share an instant.
constexpr Truth overlaps(const Period& p, const Period& q) {
  return detail::between(p.earliest_start >= q.latest_end || q.earliest_start >= p.latest_end,
                         detail::last_start(p) < detail::first_end(q) && detail::last_start(q) < detail::first_end(p));
}

// q.start ≤ p.start and p.end ≤ q.end
constexpr Truth during(const Period& p, const Period& q) {
  // The widest q leaves p the most room; p must then fit between these two, still with start < end.
  const Instant start = detail::later(p.earliest_start, q.earliest_start);
  const Instant end = detail::earlier(p.latest_end, q.latest_end);
  return detail::between(start > p.latest_start || end < p.earliest_end || start >= end,
                         detail::last_start(q) <= p.earliest_start && p.latest_end <= detail::first_end(q));
}

// The converse of during.
constexpr Truth contains(const Period& p, const Period& q) {
  return during(q, p);
}

// Same start and same end.
constexpr Truth equals(const Period& p, const Period& q) {
  const Instant start = detail::later(p.earliest_start, q.earliest_start);
  const Instant end = detail::earlier(p.latest_end, q.latest_end);
  const bool never = start > detail::earlier(p.latest_start, q.latest_start) ||
                     end < detail::later(p.earliest_end, q.earliest_end) || start >= end;
  const bool one_start = p.earliest_start == detail::last_start(p) && q.earliest_start == detail::last_start(q);
  const bool one_end = p.latest_end == detail::first_end(p) && q.latest_end == detail::first_end(q);
  return detail::between(never, one_start && one_end);
}

// p.end = q.start
constexpr Truth immediately_precedes(const Period& p, const Period& q) {
  const Instant p_end = detail::first_end(p), q_start = detail::last_start(q);
  return detail::between(p_end > q_start || p.latest_end < q.earliest_start,
                         p_end == p.latest_end && q.earliest_start == q_start && p_end == q_start);
}

// p.start = q.end
constexpr Truth immediately_succeeds(const Period& p, const Period& q) {
  return immediately_precedes(q, p);
}

}  // namespace entente
