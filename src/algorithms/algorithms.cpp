#include "algorithms/algorithms.hpp"

#include <algorithm>

#include "algorithms/algorithm_families.hpp"

namespace entente {

std::span<const Algorithm> algorithms() {
  static const std::vector<Algorithm> all = [] {
    std::vector<Algorithm> found;
    for (const auto family : {walk_algorithms(), measure_algorithms(), series_algorithms(), presence_algorithms(),
                              community_algorithms(), motif_algorithms()})
      found.insert(found.end(), family.begin(), family.end());
    std::sort(found.begin(), found.end(), [](const Algorithm& a, const Algorithm& b) { return a.name < b.name; });
    return found;
  }();
  return all;
}

const Algorithm* find_algorithm(std::string_view name) {
  const auto all = algorithms();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Algorithm& a) { return a.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace entente
