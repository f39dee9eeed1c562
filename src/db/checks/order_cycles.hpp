// Cycles of "begins no later than" and "has ended before": contradictory if one of the latter is among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente::checks {

// `from` begins no later than `to` begins; strict: it has ended then.
struct OrderedPair {
  std::uint32_t from, to;
  bool strict;
};

struct OrderCycles {
  // Places in the pairs, in the order in which they follow one another, a strict one first. Each is minimal: without
  // any one of its pairs the others are no cycle. No two begin with the same pair.
  std::vector<std::vector<std::size_t>> cycles;
  // Strict pairs on further cycles, when as many cycles were found as asked for.
  std::vector<std::size_t> unlisted;
  // The pairs without which no contradictory cycle is left.
  std::vector<std::size_t> left_out;
};

// Numbers of `from` and `to` are less than `vertices`. Rounds of O(pairs + vertices); a round finds a cycle in each
// component that has one, of at most `most` rounds.
OrderCycles order_cycles(std::span<const OrderedPair> pairs, std::size_t vertices, std::size_t most);

}  // namespace entente::checks
