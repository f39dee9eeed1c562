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
  bool counts_ties = false;  // each adds one at both ends
  // Without rows, from scores of a network that is much alike where `goes_on`: by member, 0 of those who were not in
  // it; empty: there is none. Null: it needs rows.
  std::vector<double> (*of_ties)(const TieList& list, std::span<const double> start) = nullptr;
  bool goes_on = false;
};

// The score as it counts in an order of scores: sums of floating-point numbers in another order differ in their last
// digits, and those do not.
double without_last_digits(double score);

// All of them, in order of name.
std::span<const Measure> measures();
// Null where there is none of that name.
const Measure* find_measure(std::string_view name);

}  // namespace entente
