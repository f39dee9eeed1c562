// Sets of instants made of disjoint periods, and coalescing: the union of periods as maximal disjoint ones (the meaning
// of the word in temporal databases).
//
// A set over uncertain periods is kept as two certain sets: where it holds in every choice of their bounds, and where
// it holds in some choice.
//
//   p           ├╌╌╌╌┼────────┼╌╌╌┤
//   q                       ├╌╌╌╌╌┼─────┤
//   p ∪ q       ├╌╌╌╌┼────────┼╌╌╌┼─────┤    certain ──, possible ╌╌ and ──
//   p − q       ├╌╌╌╌┼──────┼╌╌╌╌╌┤
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "entente/time/period.hpp"

namespace entente {

// A certain stretch [start, end). Requires start < end.
struct Stretch {
  Instant start, end;

  friend constexpr bool operator==(const Stretch&, const Stretch&) = default;
};

// A certain set of instants, as its maximal stretches in order: no two overlap or touch. Two sets are equal exactly if
// they hold the same instants. The instants are those from -∞ on and before +∞. Operators: union |, intersection &,
// difference -, complement ~; each takes linear time and allocates its result only.
class PeriodSet {
 public:
  PeriodSet() = default;
  // The instants of [start, end); empty when start ≥ end.
  PeriodSet(Instant start, Instant end);
  // The instants that lie in any of the stretches, which may overlap and come in any order; empty ones are passed over.
  // Cost: a sort.
  explicit PeriodSet(std::vector<Stretch> stretches);

  static PeriodSet all() { return {Instant::minus_infinity(), Instant::plus_infinity()}; }

  bool empty() const { return stretches_.empty(); }
  // The number of maximal stretches.
  std::size_t size() const { return stretches_.size(); }
  std::span<const Stretch> stretches() const { return stretches_; }
  auto begin() const { return stretches_.begin(); }
  auto end() const { return stretches_.end(); }

  // Is the instant in the set. Cost: logarithmic in size().
  bool contains(Instant t) const;
  // Is every instant of the other in this set.
  bool contains(const PeriodSet& other) const;

  friend bool operator==(const PeriodSet&, const PeriodSet&) = default;
  friend PeriodSet operator|(const PeriodSet& a, const PeriodSet& b);
  friend PeriodSet operator&(const PeriodSet& a, const PeriodSet& b);
  friend PeriodSet operator-(const PeriodSet& a, const PeriodSet& b);
  friend PeriodSet operator~(const PeriodSet& a);

 private:
  std::vector<Stretch> stretches_;
};

// A set over uncertain periods. `certain` holds the instants that are in it under every choice of their bounds,
// `possible` those that are under some choice; the first lies within the second.
//
// The operators are exact as long as the two sides rest on different periods, since different periods choose
// independently. Where one period stands on both sides its two places are taken to choose apart: the answer then errs
// towards the unknown, never towards a wrong one (p - p is possible in the hull of an uncertain p, and certain
// nowhere).
struct UncertainPeriodSet {
  PeriodSet certain, possible;

  UncertainPeriodSet() = default;
  UncertainPeriodSet(PeriodSet certain_part, PeriodSet possible_part)
      : certain(std::move(certain_part)), possible(std::move(possible_part)) {}
  // The instants of one period: its core for certain, its hull possibly. Requires a valid period.
  explicit UncertainPeriodSet(const Period& p);
  // The union of many periods, exact. Requires valid periods. Cost: two sorts.
  explicit UncertainPeriodSet(std::span<const Period> periods);

  bool is_certain() const { return certain == possible; }

  friend bool operator==(const UncertainPeriodSet&, const UncertainPeriodSet&) = default;
};

UncertainPeriodSet operator|(const UncertainPeriodSet& a, const UncertainPeriodSet& b);
UncertainPeriodSet operator&(const UncertainPeriodSet& a, const UncertainPeriodSet& b);
UncertainPeriodSet operator-(const UncertainPeriodSet& a, const UncertainPeriodSet& b);
UncertainPeriodSet operator~(const UncertainPeriodSet& a);

// Is `t` in the set. Cost: logarithmic.
Truth holds_at(const UncertainPeriodSet& set, Instant t);

// The periods with those that overlap or meet in every choice of bounds joined, ordered by their four bounds from the
// first on. Their union stays the same in every choice, each bound of a joined period is exact, and for certain periods
// the result is maximal and disjoint. Periods that only may touch stay apart. Requires valid periods. Cost: a sort.
std::vector<Period> coalesce(std::span<const Period> periods);

}  // namespace entente
