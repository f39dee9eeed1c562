#include "measures/measures.hpp"

#include <algorithm>
#include <array>

#include "measures/betweenness.hpp"
#include "measures/closeness.hpp"
#include "measures/clustering.hpp"
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

constexpr std::array kMeasures{
    Measure{"betweenness", "the share of the shortest paths between others that leads through an entity", false,
            betweenness},
    Measure{"closeness", "how near an entity is to all others, from 0 to 1", false, closeness},
    Measure{"clustering", "the share of the pairs of an entity's neighbours that are neighbours of one another", false,
            clustering},
    Measure{"core_number", "the largest k for which an entity is in a part where all have k neighbours", false,
            core_scores},
    Measure{"degree", "how many relations an entity has", false, degrees},
    Measure{"pagerank", "how likely one is found at an entity who follows relations at random", true, pagerank_scores},
};

}  // namespace

std::span<const Measure> measures() {
  return kMeasures;
}

const Measure* find_measure(std::string_view name) {
  const auto found = std::find_if(kMeasures.begin(), kMeasures.end(), [&](const Measure& m) { return m.name == name; });
  return found == kMeasures.end() ? nullptr : &*found;
}

}  // namespace entente
