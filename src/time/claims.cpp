#include "entente/time/claims.hpp"

#include <algorithm>
#include <vector>

#include "entente/time/period_algebra.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

using detail::earlier;
using detail::later;

Period intersected(const Period& p, const Period& q) {
  return {later(p.earliest_start, q.earliest_start), earlier(p.latest_start, q.latest_start),
          later(p.earliest_end, q.earliest_end), earlier(p.latest_end, q.latest_end)};
}

// The choices that all have in common; empty: there is none.
std::vector<Period> common(std::span<const Validity> datings) {
  const BoundsOfStretches first(datings.front());
  const Stretches stretches = first;
  std::vector<Period> shared(stretches.begin(), stretches.end());
  for (const Validity& dating : datings.subspan(1)) {
    const BoundsOfStretches bounds(dating);
    const Stretches other = bounds;
    if (other.size() != shared.size()) return {};
    for (std::size_t i = 0; i < shared.size(); ++i) shared[i] = intersected(shared[i], other[i]);
  }
  if (!has_choice(shared)) return {};
  return shared;
}

bool has_bounds(const Validity& dating, Stretches stretches) {
  const BoundsOfStretches bounds(dating);
  const Stretches own = bounds;
  return std::equal(own.begin(), own.end(), stretches.begin(), stretches.end());
}

// Rivals of which none is a set.
Period contested(std::span<const Validity> datings) {
  Period p = detail::narrowed(datings.front().bounds);
  for (const Validity& dating : datings.subspan(1)) {
    const Period q = detail::narrowed(dating.bounds);
    p = {earlier(p.earliest_start, q.earliest_start), later(p.latest_start, q.latest_start),
         earlier(p.earliest_end, q.earliest_end), later(p.latest_end, q.latest_end)};
  }
  return p;
}

// Which of the stretches holds all of `part`.
std::size_t place_in(const PeriodSet& stretches, const Stretch& part) {
  const auto after = std::upper_bound(stretches.begin(), stretches.end(), part.start,
                                      [](Instant t, const Stretch& s) { return t < s.start; });
  return static_cast<std::size_t>(after - stretches.begin()) - 1;
}

// A gap of one second in which something is possible has no room for the end of one stretch and the start of another:
// then the second before it is not called certain.
std::vector<Stretch> certain_stretches(const UncertainPeriodSet& said) {
  std::vector<Stretch> cores(said.certain.begin(), said.certain.end());
  for (std::size_t i = 0; i + 1 < cores.size(); ++i) {
    const bool too_narrow = cores[i + 1].start.seconds - cores[i].end.seconds == 1;
    if (too_narrow && said.possible.contains(cores[i].end)) --cores[i].end.seconds;
  }
  std::erase_if(cores, [](const Stretch& s) { return s.start >= s.end; });
  return cores;
}

// Rivals of which one is a set: around each stretch that is certain for all, whatever may belong to it.
std::vector<Period> contested_sets(std::span<const Validity> datings) {
  UncertainPeriodSet said;
  said.certain = PeriodSet::all();
  for (const Validity& dating : datings) {
    const UncertainPeriodSet one = period_set(BoundsOfStretches(dating));
    said.certain = said.certain & one.certain;
    said.possible = said.possible | one.possible;
  }
  const PeriodSet& possible = said.possible;
  const Instant first = possible.begin()->start, last = std::prev(possible.end())->end;
  const std::vector<Stretch> cores = certain_stretches(said);
  if (cores.empty()) return {{first, last, first, last}};
  std::vector<Period> periods;
  for (const Stretch& core : cores) periods.push_back({first, core.start, core.end, last});
  for (std::size_t i = 0; i + 1 < cores.size(); ++i) {
    const std::size_t here = place_in(possible, cores[i]), there = place_in(possible, cores[i + 1]);
    const bool is_clear = there == here + 1;  // nothing is possible between the two
    periods[i].latest_end = is_clear ? possible.stretches()[here].end : Instant{cores[i + 1].start.seconds - 1};
    periods[i + 1].earliest_start = is_clear ? possible.stretches()[there].start : Instant{cores[i].end.seconds + 1};
  }
  return periods;
}

}  // namespace

bool agree(std::span<const Validity> datings) {
  return !common(datings).empty();
}

Validity combine(std::span<const Validity> datings) {
  std::vector<Period> together = common(datings);
  if (together.empty()) {
    const bool any_set = std::any_of(datings.begin(), datings.end(), [](const Validity& v) { return v.is_set(); });
    together = any_set ? contested_sets(datings) : std::vector<Period>{contested(datings)};
  }
  for (const Validity& dating : datings) {
    if (has_bounds(dating, together)) return dating;
  }
  return validity_of_stretches(together);
}

}  // namespace entente
