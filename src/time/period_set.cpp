#include "entente/time/period_set.hpp"

#include <algorithm>
#include <cstdint>

namespace entente {
namespace {

// Sorts the stretches and joins those that overlap or touch.
void join(std::vector<Stretch>& stretches) {
  std::erase_if(stretches, [](const Stretch& s) { return s.start >= s.end; });
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.start < b.start; });
  std::size_t kept = 0;
  for (const Stretch& next : stretches) {
    if (kept > 0 && next.start <= stretches[kept - 1].end) {
      stretches[kept - 1].end = std::max(stretches[kept - 1].end, next.end);
    } else {
      stretches[kept++] = next;
    }
  }
  stretches.resize(kept);
}

// The instants for which keep(is in a, is in b) holds, where keep(false, false) does not. Walks the bounds of both sets
// in order; `next_a` counts those of `a` already passed, so it is odd inside one of its stretches.
template <class Keep>
std::vector<Stretch> combine(std::span<const Stretch> a, std::span<const Stretch> b, Keep keep) {
  const auto bound = [](std::span<const Stretch> set, std::size_t i) {
    return i % 2 == 0 ? set[i / 2].start : set[i / 2].end;
  };
  std::vector<Stretch> result;
  result.reserve(a.size() + b.size());
  bool is_open = false;
  for (std::size_t next_a = 0, next_b = 0; next_a < 2 * a.size() || next_b < 2 * b.size();) {
    const bool takes_a = next_b == 2 * b.size() || (next_a < 2 * a.size() && bound(a, next_a) <= bound(b, next_b));
    const Instant t = takes_a ? bound(a, next_a) : bound(b, next_b);
    if (next_a < 2 * a.size() && bound(a, next_a) == t) ++next_a;
    if (next_b < 2 * b.size() && bound(b, next_b) == t) ++next_b;
    const bool is_kept = keep(next_a % 2 == 1, next_b % 2 == 1);
    if (is_kept == is_open) continue;
    if (is_kept) {
      result.push_back({t, t});
    } else {
      result.back().end = t;
    }
    is_open = is_kept;
  }
  return result;
}

}  // namespace

PeriodSet::PeriodSet(Instant start, Instant end) {
  if (start < end) stretches_.push_back({start, end});
}

PeriodSet::PeriodSet(std::vector<Stretch> stretches) : stretches_(std::move(stretches)) {
  join(stretches_);
}

bool PeriodSet::contains(Instant t) const {
  const auto after =
      std::upper_bound(begin(), end(), t, [](Instant value, const Stretch& s) { return value < s.start; });
  return after != begin() && t < std::prev(after)->end;
}

bool PeriodSet::contains(const PeriodSet& other) const {
  auto mine = begin();
  for (const Stretch& s : other) {
    while (mine != end() && mine->end < s.end) ++mine;
    if (mine == end() || s.start < mine->start) return false;
  }
  return true;
}

PeriodSet operator|(const PeriodSet& a, const PeriodSet& b) {
  PeriodSet result;
  result.stretches_ = combine(a.stretches_, b.stretches_, [](bool in_a, bool in_b) { return in_a || in_b; });
  return result;
}

PeriodSet operator&(const PeriodSet& a, const PeriodSet& b) {
  PeriodSet result;
  result.stretches_ = combine(a.stretches_, b.stretches_, [](bool in_a, bool in_b) { return in_a && in_b; });
  return result;
}

PeriodSet operator-(const PeriodSet& a, const PeriodSet& b) {
  PeriodSet result;
  result.stretches_ = combine(a.stretches_, b.stretches_, [](bool in_a, bool in_b) { return in_a && !in_b; });
  return result;
}

PeriodSet operator~(const PeriodSet& a) {
  return PeriodSet::all() - a;
}

UncertainPeriodSet::UncertainPeriodSet(const Period& p)
    : certain(detail::last_start(p), detail::first_end(p)), possible(p.earliest_start, p.latest_end) {}

UncertainPeriodSet::UncertainPeriodSet(std::span<const Period> periods) {
  std::vector<Stretch> cores, hulls;
  cores.reserve(periods.size());
  hulls.reserve(periods.size());
  for (const Period& p : periods) {
    cores.push_back({detail::last_start(p), detail::first_end(p)});
    hulls.push_back({p.earliest_start, p.latest_end});
  }
  certain = PeriodSet(std::move(cores));
  possible = PeriodSet(std::move(hulls));
}

UncertainPeriodSet operator|(const UncertainPeriodSet& a, const UncertainPeriodSet& b) {
  return {a.certain | b.certain, a.possible | b.possible};
}

UncertainPeriodSet operator&(const UncertainPeriodSet& a, const UncertainPeriodSet& b) {
  return {a.certain & b.certain, a.possible & b.possible};
}

UncertainPeriodSet operator-(const UncertainPeriodSet& a, const UncertainPeriodSet& b) {
  return {a.certain - b.possible, a.possible - b.certain};
}

UncertainPeriodSet operator~(const UncertainPeriodSet& a) {
  return {~a.possible, ~a.certain};
}

Truth holds_at(const UncertainPeriodSet& set, Instant t) {
  return detail::between(!set.possible.contains(t), set.certain.contains(t));
}

}  // namespace entente
