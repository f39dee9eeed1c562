#include "measures/measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "measures/betweenness.hpp"
#include "measures/closeness.hpp"
#include "measures/clustering.hpp"
#include "measures/component_size.hpp"
#include "measures/core_numbers.hpp"
#include "measures/degree.hpp"
#include "measures/pagerank.hpp"

namespace entente {
namespace {

std::vector<double> core_scores(const Network& network) {
  const std::vector<std::uint32_t> core = core_numbers(network);
  return {core.begin(), core.end()};
}

std::vector<double> pagerank_scores(const Network& network) {
  return pagerank(network).score;
}

std::vector<double> pagerank_of_ties(const TieList& list, std::span<const double> start) {
  const bool is_start = std::any_of(start.begin(), start.end(), [](double score) { return score > 0; });
  return pagerank(list, {.start = is_start ? start : std::span<const double>()}).score;
}

std::vector<double> component_sizes_of(const Network& network) {
  return component_sizes(network.list());
}

std::vector<double> component_sizes_of_ties(const TieList& list, std::span<const double>) {
  return component_sizes(list);
}

constexpr std::array kMeasures{
    Measure{"betweenness", "the share of the shortest paths between others that leads through an entity", false,
            betweenness},
    Measure{"closeness", "how near an entity is to all others, from 0 to 1", false, closeness},
    Measure{"clustering", "the share of the pairs of an entity's neighbours that are neighbours of one another", false,
            clustering},
    Measure{"component_size", "how many entities hang together with an entity", false, component_sizes_of, false,
            component_sizes_of_ties},
    Measure{"core_number", "the largest k for which an entity is in a part where all have k neighbours", false,
            core_scores},
    Measure{"degree", "how many relations an entity has", false, degrees, true},
    Measure{"pagerank", "how likely one is found at an entity who follows relations at random", true, pagerank_scores,
            false, pagerank_of_ties, true},
};

}  // namespace

double without_last_digits(double score) {
  constexpr int kBitsThatCount = 40;
  int exponent = 0;
  const double mantissa = std::frexp(score, &exponent);
  return std::ldexp(std::round(std::ldexp(mantissa, kBitsThatCount)), exponent - kBitsThatCount);
}

std::span<const Measure> measures() {
  return kMeasures;
}

const Measure* find_measure(std::string_view name) {
  const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&](const Measure& m) { return m.name == name; });
  return found == kMeasures.end() ? nullptr : &*found;
}

}  // namespace entente
