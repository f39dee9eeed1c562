// Networks for tests of measures.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "measures/network.hpp"

namespace entente {

inline Network undirected_of(std::uint32_t members, std::vector<Tie> ties, const RunWatch* watch = nullptr) {
  return {members, std::move(ties), false, watch};
}
inline Network directed_of(std::uint32_t members, std::vector<Tie> ties, const RunWatch* watch = nullptr) {
  return {members, std::move(ties), true, watch};
}

// Each member bound to the next.
inline std::vector<Tie> chain_ties(std::uint32_t members) {
  std::vector<Tie> ties;
  for (std::uint32_t v = 1; v < members; ++v) ties.push_back({v - 1, v});
  return ties;
}

inline std::vector<Tie> random_ties(std::uint32_t members, std::size_t count, std::uint32_t seed) {
  std::mt19937 dice(seed);
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < count; ++i)
    ties.push_back({static_cast<std::uint32_t>(dice() % members), static_cast<std::uint32_t>(dice() % members)});
  return ties;
}

}  // namespace entente
