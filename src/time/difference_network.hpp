// Variables bounded by one another: x ≤ y + amount. The shortest paths through such a network are the tightest bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "entente/time/instant.hpp"

namespace entente {

class DifferenceNetwork {
 public:
  using Variable = std::uint32_t;
  using Claim = std::size_t;
  // What always holds: it is never named in a conflict.
  static constexpr Claim kAxiom = static_cast<Claim>(-1);

  struct Range {
    Instant lowest, highest;
  };
  // One of these: a range for each variable, or claims that contradict one another (each once, not yet minimal).
  using Solution = std::variant<std::vector<Range>, std::vector<Claim>>;

  // A variable within the range, as the claim says.
  Variable add_variable(Range range, Claim claim);
  // x ≤ y + amount. Both may be the same infinity only where amount ≥ 0.
  void add_bound(Variable x, Variable y, std::int64_t amount, Claim claim);

  // Cost: O(variables · bounds) at worst.
  Solution solve() const;

 private:
  friend class BoundPropagation;

  struct StatedRange {
    Range range;
    Claim claim;
  };
  struct Bound {
    Variable x, y;
    std::int64_t amount;
    Claim claim;
  };

  std::vector<StatedRange> variables_;
  std::vector<Bound> bounds_;
};

}  // namespace entente
