// Pairs of claims by different claimants that overlap, certainly or possibly: holders of an office, values of a
// property.
//
// Each is one sweep. What may overlap: all of [earliest start, latest end) is under way. What certainly overlaps: a
// claim is under way from its latest start to its earliest end; another one overlaps it for certain if, under every
// choice, it starts before that end and ends after that start. One without such a core does where it lies within the
// core of the first. So every pair that is looked at is one that is found, but for those of one claimant, which are
// kept together and passed over: n claims cost O(n log n + pairs).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "entente/run_control.hpp"
#include "entente/time/period.hpp"

namespace entente {

struct TimedClaim {
  std::uint32_t claimant;
  Period period;
};

struct OverlappingPairs {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;  // places in `claims`, the lesser one first; in order
  bool cut = false;                                        // there are more than were asked for
};

// Calls found(a, b), places in `claims`, for each pair of which `overlaps` is not kFalse, until a call returns false.
void each_overlap(std::span<const TimedClaim> claims, const RunWatch* watch,
                  const std::function<bool(std::size_t, std::size_t)>& found);
// Pairs of which `overlaps` is kTrue, at most `most` of them. `watch` may end the search.
OverlappingPairs certain_overlaps(std::span<const TimedClaim> claims, std::size_t most,
                                  const RunWatch* watch = nullptr);
// Pairs of which `overlaps` is kUnknown, at most `most`. Gives up, cut, where more than `most` overlap for certain.
OverlappingPairs possible_overlaps(std::span<const TimedClaim> claims, std::size_t most,
                                   const RunWatch* watch = nullptr);

}  // namespace entente
