#include "algorithms/overlap_sweep.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace entente {
namespace {

// The claims under way at the place of a sweep, by claimant, those that end last first.
class UnderWay {
 public:
  void add(const TimedClaim& claim, std::size_t index, Instant end) {
    by_claimant_[claim.claimant].emplace(end, index);
  }

  // Calls `found` for each claim of another claimant that ends after `t`, until it says false. Forgets claimants whose
  // claims have ended by `place`, which must not decrease from call to call.
  template <class Found>
  bool each(const TimedClaim& claim, Instant place, Instant t, Found found) {
    for (auto at = by_claimant_.begin(); at != by_claimant_.end();) {
      const Ends& ends = at->second;
      if (ends.begin()->first <= place) {
        at = by_claimant_.erase(at);
        continue;
      }
      if (at->first != claim.claimant) {
        for (const auto& [end, index] : ends) {
          if (end <= t) break;
          if (!found(index)) return false;
        }
      }
      ++at;
    }
    return true;
  }

 private:
  using Ends = std::multimap<Instant, std::size_t, std::greater<>>;
  std::map<std::uint32_t, Ends> by_claimant_;
};

// Where a sweep looks at a claim: at one place first those that don't begin there.
struct Step {
  Instant place;
  bool begins;
  std::size_t claim;
  bool operator<(const Step& other) const {
    return std::tie(place, begins, claim) < std::tie(other.place, other.begins, other.claim);
  }
};

bool add(OverlappingPairs& found, std::size_t most, std::size_t a, std::size_t b) {
  found.cut = found.pairs.size() == most;
  if (!found.cut) found.pairs.emplace_back(std::min(a, b), std::max(a, b));
  return !found.cut;
}

}  // namespace

OverlappingPairs certain_overlaps(std::span<const TimedClaim> claims, std::size_t most, const RunWatch* watch) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Instant start = detail::last_start(claims[i].period), end = detail::first_end(claims[i].period);
    // Without a core it is looked at where it may first end: what holds all of it must have begun before.
    steps.push_back({std::min(start, end), start < end, i});
  }
  std::sort(steps.begin(), steps.end());
  OverlappingPairs result;
  UnderWay cores;
  for (const Step& step : steps) {
    if (watch != nullptr) watch->poll();
    const TimedClaim& claim = claims[step.claim];
    const auto found = [&](std::size_t other) { return add(result, most, step.claim, other); };
    if (!cores.each(claim, step.place, detail::last_start(claim.period), found)) break;
    if (step.begins) cores.add(claim, step.claim, detail::first_end(claim.period));
  }
  std::sort(result.pairs.begin(), result.pairs.end());
  return result;
}

void each_overlap(std::span<const TimedClaim> claims, const RunWatch* watch,
                  const std::function<bool(std::size_t, std::size_t)>& found) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < claims.size(); ++i) steps.push_back({claims[i].period.earliest_start, true, i});
  std::sort(steps.begin(), steps.end());
  UnderWay hulls;
  for (const Step& step : steps) {
    if (watch != nullptr) watch->poll();
    const TimedClaim& claim = claims[step.claim];
    if (!hulls.each(claim, step.place, step.place, [&](std::size_t other) { return found(step.claim, other); })) return;
    hulls.add(claim, step.claim, claim.period.latest_end);
  }
}

OverlappingPairs possible_overlaps(std::span<const TimedClaim> claims, std::size_t most, const RunWatch* watch) {
  OverlappingPairs result;
  std::size_t certain = 0;
  each_overlap(claims, watch, [&](std::size_t a, std::size_t b) {
    if (overlaps(claims[a].period, claims[b].period) == Truth::kUnknown) return add(result, most, a, b);
    result.cut = ++certain > most;
    return !result.cut;
  });
  std::sort(result.pairs.begin(), result.pairs.end());
  return result;
}

}  // namespace entente
