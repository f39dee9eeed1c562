// Intersection, span and difference of two periods whose bounds may be uncertain.
//
// The two periods choose their bounds independently of each other. An operation may leave nothing under some choices;
// its result then says so, and its bounds are exact over the choices that leave something: every bound within them
// occurs, and none outside. All cost a few comparisons and allocate nothing. All require valid periods.
#pragma once

#include <algorithm>
#include <vector>

#include "entente/time/period.hpp"

namespace entente {

// A period that may be empty. `exists`: kTrue when it is not empty in any choice, kFalse when it is empty in every one.
// `period` has no meaning where `exists` is kFalse.
struct PossiblePeriod {
  Truth exists = Truth::kFalse;
  Period period;

  friend constexpr bool operator==(const PossiblePeriod&, const PossiblePeriod&) = default;
};

// The bounds of something that lasts a day at least, whose start and end were stated apart: what a stated end rules out
// of the start is left out of it, and the other way round. Not valid where it ends before it begins.
constexpr Period drawn_together(Period p) {
  const auto is_finite = [](Instant t) { return t.is_finite(); };
  const Instant day_before_end{is_finite(p.latest_end) ? p.latest_end.seconds - kSecondsPerDay : p.latest_end.seconds};
  const Instant day_after_start{is_finite(p.earliest_start) ? p.earliest_start.seconds + kSecondsPerDay
                                                            : p.earliest_start.seconds};
  p.latest_start = detail::earlier(p.latest_start, detail::later(day_before_end, p.earliest_start));
  p.earliest_end = detail::later(p.earliest_end, detail::earlier(day_after_start, p.latest_end));
  return p;
}

namespace detail {

// The same choices with each finite bound drawn in to the values that occur in one. A start that may be arbitrarily
// late, and an end that may be arbitrarily early, stay infinite.
constexpr Period narrowed(const Period& p) {
  const bool is_open_start = p.latest_start == Instant::plus_infinity();
  const bool is_open_end = p.earliest_end == Instant::minus_infinity();
  return {p.earliest_start, is_open_start ? p.latest_start : last_start(p), is_open_end ? p.earliest_end : first_end(p),
          p.latest_end};
}

constexpr PossiblePeriod possible_period(Truth exists, const Period& bounds) {
  return exists == Truth::kFalse ? PossiblePeriod{} : PossiblePeriod{exists, narrowed(bounds)};
}

}  // namespace detail

// The same hull, and nothing that is certain in it: of what may not be there at all.
inline Period without_core(Period p) {
  if (p.earliest_start.is_finite()) p.earliest_end = std::min(p.earliest_end, Instant{p.earliest_start.seconds + 1});
  p.latest_start = std::max(p.latest_start, p.earliest_end);
  return p;
}

// The stretches of a set of which each may be there or not: one alone as it is if it is there at all; of several, one
// that may not be there holds at no time for certain. Those that certainly are not there are left out.
inline std::vector<Period> as_stretches(const std::vector<PossiblePeriod>& pieces) {
  std::vector<Period> stretches;
  const auto is_there = [](const PossiblePeriod& p) { return p.exists != Truth::kFalse; };
  const bool several = std::count_if(pieces.begin(), pieces.end(), is_there) > 1;
  for (const PossiblePeriod& piece : pieces) {
    if (!is_there(piece)) continue;
    stretches.push_back(several && piece.exists != Truth::kTrue ? without_core(piece.period) : piece.period);
  }
  return stretches;
}

// What p and q share: from the later start to the earlier end.
//
//   p   ├╌╌╌╌╌┼───────────────┼╌╌╌┤
//   q         ├╌╌╌╌╌┼───────────────┼╌╌╌┤
//             ├╌╌╌╌╌┼─────────┼╌╌╌┤          p ∩ q
constexpr PossiblePeriod intersection(const Period& p, const Period& q) {
  return detail::possible_period(
      overlaps(p, q), {detail::later(p.earliest_start, q.earliest_start), detail::later(p.latest_start, q.latest_start),
                       detail::earlier(p.earliest_end, q.earliest_end), detail::earlier(p.latest_end, q.latest_end)});
}

// From the earlier start to the later end, with whatever lies between p and q.
constexpr Period span(const Period& p, const Period& q) {
  const Period a = detail::narrowed(p), b = detail::narrowed(q);
  return {detail::earlier(a.earliest_start, b.earliest_start), detail::earlier(a.latest_start, b.latest_start),
          detail::later(a.earliest_end, b.earliest_end), detail::later(a.latest_end, b.latest_end)};
}

// What is left of p without q: the piece before q and the piece after it. Either may be all of p, and both may be
// empty.
struct Difference {
  PossiblePeriod before, after;

  friend constexpr bool operator==(const Difference&, const Difference&) = default;
};
constexpr Difference minus(const Period& p, const Period& q) {
  const Period limits = detail::narrowed(q);
  // Before q: from the start of p, which must precede that of q, to the earlier of p's end and q's start.
  const Truth before =
      detail::between(p.earliest_start >= detail::last_start(q), detail::last_start(p) < q.earliest_start);
  const Period head{p.earliest_start, p.latest_start, detail::earlier(p.earliest_end, q.earliest_start),
                    detail::earlier(p.latest_end, limits.latest_start)};
  // After q: from the later of p's start and q's end to the end of p.
  const Truth after = detail::between(p.latest_end <= detail::first_end(q), detail::first_end(p) > q.latest_end);
  const Period tail{detail::later(p.earliest_start, limits.earliest_end), detail::later(p.latest_start, q.latest_end),
                    p.earliest_end, p.latest_end};
  return {detail::possible_period(before, head), detail::possible_period(after, tail)};
}

}  // namespace entente
