#include "time/difference_network.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente {
namespace {

// Sums along a path pass 64 bits: a path has fewer than 2^33 bounds of fewer than 2^64 each.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): `using` takes no __extension__

// An upper bound is an integer or one of these. An infinite instant is no integer: whoever is bounded by something less
// than +∞ is finite, without a limit; whoever is bounded by something less than -∞ has no value left, which ends the
// search.
constexpr Wide kPlusInfinity = Wide{1} << 120;
constexpr Wide kFinite = Wide{1} << 119;
constexpr Wide kMinusInfinity = -kPlusInfinity;
constexpr Wide kNoValue = 2 * kMinusInfinity;

// The upper bound of x where x ≤ y + amount and `y` is that of y.
constexpr Wide advance(Wide y, std::int64_t amount) {
  if (y == kFinite) return y;
  if (y == kPlusInfinity) return amount >= 0 ? y : kFinite;
  if (y <= kMinusInfinity) return amount >= 0 ? y : kNoValue;
  return y + amount;
}

constexpr Wide wide(Instant t) {
  return t == Instant::plus_infinity() ? kPlusInfinity : t == Instant::minus_infinity() ? kMinusInfinity : t.seconds;
}

constexpr std::int64_t kLastFinite = Instant::plus_infinity().seconds - 1;

// The nearest upper bound that an Instant can hold.
constexpr Instant upper_instant(Wide upper) {
  if (upper > kLastFinite) return Instant::plus_infinity();
  if (upper <= kMinusInfinity) return Instant::minus_infinity();
  return {static_cast<std::int64_t>(std::max<Wide>(upper, -kLastFinite))};
}
constexpr Instant lower_instant(Wide negated) {
  return {negated == kMinusInfinity ? Instant::plus_infinity().seconds
          : negated > kLastFinite   ? Instant::minus_infinity().seconds
                                    : -static_cast<std::int64_t>(std::max<Wide>(negated, -kLastFinite))};
}

}  // namespace

// Upper bounds pushed along the network until nothing changes, with the bound that each one came by. Each pass takes
// the variables that the last one changed, in an order that follows the network (A. V. Goldberg and T. Radzik, "A
// heuristic improvement of the Bellman-Ford algorithm", Applied Mathematics Letters 6(3), 1993). Lower bounds are upper
// bounds of the negated variables, along the bounds turned round.
class BoundPropagation {
 public:
  using Network = DifferenceNetwork;
  enum class Direction { kUpper, kLower };

  BoundPropagation(const Network& network, Direction direction)
      : network_(network), direction_(direction), origins_(network.variables_.size(), kStated) {
    const std::size_t n = network.variables_.size();
    first_.assign(n + 1, 0);
    for (const auto& bound : network.bounds_) ++first_[source(bound) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    outgoing_.resize(network.bounds_.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t b = 0; b < network.bounds_.size(); ++b) {
      outgoing_[next[source(network.bounds_[b])]++] = static_cast<std::uint32_t>(b);
    }
  }

  // From the stated ranges. Requires a network without a cycle of bounds whose amounts add up to less than 0.
  void run_from_ranges() {
    for (const auto& variable : network_.variables_) {
      values_.push_back(direction_ == Direction::kUpper ? wide(variable.range.highest) : -wide(variable.range.lowest));
    }
    push_all(false);
  }

  // From 0 everywhere. The claims of a cycle whose amounts add up to less than 0, where there is one.
  std::optional<std::vector<Network::Claim>> find_negative_cycle() {
    values_.assign(network_.variables_.size(), 0);
    const auto on_cycle = push_all(true);
    if (!on_cycle) return std::nullopt;
    std::vector<Network::Claim> claims;
    Network::Variable v = *on_cycle;
    do {
      claims.push_back(network_.bounds_[origins_[v]].claim);
      v = source(network_.bounds_[origins_[v]]);
    } while (v != *on_cycle);
    return claims;
  }

  Wide value(Network::Variable v) const { return values_[v]; }

  // The claims that leave some variable less than -∞, if there is such a variable.
  std::vector<Network::Claim> reasons_of_impossible() const {
    std::vector<Network::Claim> claims;
    if (impossible_) {
      claims.push_back(network_.bounds_[*impossible_].claim);
      append_reasons(source(network_.bounds_[*impossible_]), claims);
    }
    return claims;
  }

  // Appends the claims that the value of `v` rests on.
  void append_reasons(Network::Variable v, std::vector<Network::Claim>& claims) const {
    while (values_[v] != kPlusInfinity) {
      if (origins_[v] == kStated) return claims.push_back(network_.variables_[v].claim);
      const auto& bound = network_.bounds_[origins_[v]];
      claims.push_back(bound.claim);
      // Less than anything at all is finite, whatever bounds that other one.
      if (values_[v] == kFinite && bound.amount < 0) return;
      v = source(bound);
    }
  }

 private:
  static constexpr std::uint32_t kStated = static_cast<std::uint32_t>(-1);
  enum class Mark : std::uint8_t { kNoValue, kOrdered, kChanged };

  Network::Variable source(const Network::Bound& b) const { return direction_ == Direction::kUpper ? b.y : b.x; }
  Network::Variable target(const Network::Bound& b) const { return direction_ == Direction::kUpper ? b.x : b.y; }

  // If asked to, and for finite values only: a variable on a cycle of origins, which only a cycle of bounds with a
  // negative sum leaves behind.
  std::optional<Network::Variable> push_all(bool seeks_cycle) {
    const std::size_t n = values_.size();
    std::vector<Network::Variable> changed(n), order;
    std::iota(changed.begin(), changed.end(), 0);
    marks_.assign(n, Mark::kNoValue);
    std::size_t changes = 0;
    while (!changed.empty()) {
      order.clear();
      for (const Network::Variable v : changed) append_dependents(v, order);
      changed.clear();
      for (; !order.empty(); order.pop_back()) {
        const Network::Variable v = order.back();
        marks_[v] = Mark::kNoValue;
        for (std::uint32_t i = first_[v]; i < first_[v + 1]; ++i) {
          const auto& bound = network_.bounds_[outgoing_[i]];
          const Network::Variable x = target(bound);
          const Wide value = advance(values_[v], bound.amount);
          if (value >= values_[x]) continue;
          if (value == kNoValue) {
            impossible_ = outgoing_[i];
            return std::nullopt;
          }
          values_[x] = value;
          origins_[x] = outgoing_[i];
          // Looking for a cycle takes n steps: after n changes it costs no more than they did.
          if (seeks_cycle && ++changes % n == 0) {
            if (const auto on_cycle = find_origin_cycle()) return on_cycle;
          }
          if (marks_[x] != Mark::kNoValue) continue;
          marks_[x] = Mark::kChanged;
          changed.push_back(x);
        }
      }
      for (const Network::Variable v : changed) marks_[v] = Mark::kNoValue;
    }
    return std::nullopt;
  }

  // Appends `v` after all that it improves or would if it became any less, directly and through others: turned round,
  // that is an order in which values run along a chain in one pass. (On a cycle there is no such order; any will do.)
  void append_dependents(Network::Variable v, std::vector<Network::Variable>& order) {
    if (marks_[v] != Mark::kNoValue) return;
    std::vector<std::pair<Network::Variable, std::uint32_t>> path = {{v, first_[v]}};
    marks_[v] = Mark::kOrdered;
    while (!path.empty()) {
      auto& [u, next] = path.back();
      if (next == first_[u + 1]) {
        order.push_back(u);
        path.pop_back();
        continue;
      }
      const auto& bound = network_.bounds_[outgoing_[next++]];
      const Network::Variable x = target(bound);
      if (marks_[x] != Mark::kNoValue || advance(values_[u], bound.amount) > values_[x]) continue;
      marks_[x] = Mark::kOrdered;
      path.emplace_back(x, first_[x]);
    }
  }

  std::optional<Network::Variable> find_origin_cycle() const {
    const std::size_t n = values_.size();
    std::vector<std::uint32_t> walk_of(n, 0);  // the walk that came by first; 0: none yet
    for (std::uint32_t walk = 1; walk <= n; ++walk) {
      Network::Variable v = walk - 1;
      while (walk_of[v] == 0 && origins_[v] != kStated) {
        walk_of[v] = walk;
        v = source(network_.bounds_[origins_[v]]);
      }
      if (walk_of[v] == walk) return v;
    }
    return std::nullopt;
  }

  const Network& network_;
  Direction direction_;
  std::vector<std::uint32_t> first_, outgoing_;  // the bounds from v are outgoing_[first_[v]] to [first_[v + 1] - 1]
  std::vector<Wide> values_;
  std::vector<std::uint32_t> origins_;       // the bound that a value came by
  std::optional<std::uint32_t> impossible_;  // a bound that leaves its target no value
  std::vector<Mark> marks_;
};

DifferenceNetwork::Variable DifferenceNetwork::add_variable(Range range, Claim claim) {
  variables_.push_back({range, claim});
  return static_cast<Variable>(variables_.size() - 1);
}

void DifferenceNetwork::add_bound(Variable x, Variable y, std::int64_t amount, Claim claim) {
  bounds_.push_back({x, y, amount, claim});
}

DifferenceNetwork::Solution DifferenceNetwork::solve() const {
  const auto each_once = [](std::vector<Claim> claims) {
    std::sort(claims.begin(), claims.end());
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
    if (!claims.empty() && claims.back() == kAxiom) claims.pop_back();
    return claims;
  };
  if (auto cycle = BoundPropagation(*this, BoundPropagation::Direction::kUpper).find_negative_cycle()) {
    return each_once(std::move(*cycle));
  }
  BoundPropagation upper(*this, BoundPropagation::Direction::kUpper);
  BoundPropagation lower(*this, BoundPropagation::Direction::kLower);
  upper.run_from_ranges();
  lower.run_from_ranges();
  for (const BoundPropagation* propagation : {&upper, &lower}) {
    if (auto claims = propagation->reasons_of_impossible(); !claims.empty()) return each_once(std::move(claims));
  }
  std::vector<Range> ranges;
  ranges.reserve(variables_.size());
  for (Variable v = 0; v < variables_.size(); ++v) {
    if (upper.value(v) + lower.value(v) < 0) {  // nothing lies between; infinities of opposite signs cancel out
      std::vector<Claim> claims;
      upper.append_reasons(v, claims);
      lower.append_reasons(v, claims);
      return each_once(std::move(claims));
    }
    ranges.push_back({lower_instant(lower.value(v)), upper_instant(upper.value(v))});
  }
  return ranges;
}

}  // namespace entente
