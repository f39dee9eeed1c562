// Measures that give each member of a network a number, by name: what CALL, series over time and drawings know of them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "measures/network.hpp"

namespace entente {

struct Measure {
  std::string_view name;
  std::string_view summary;
  bool directed;                                      // directions count where nobody says otherwise
  std::vector<double> (*of)(const Network& network);  // by member
  // What a series of slices can do with less than the whole of it:
  bool counts_ties = false;                                                               // each adds one at both ends
  std::vector<double> (*of_ties)(std::uint32_t members, std::span<const Tie>) = nullptr;  // without rows
  // From scores of a network that is much alike, of members that were not in it 0.
  std::vector<double> (*from)(const Network& network, std::span<const double> start) = nullptr;
};

// All of them, in order of name.
std::span<const Measure> measures();
// Null where there is none of that name.
const Measure* find_measure(std::string_view name);

}  // namespace entente
