#include "measures/component_size.hpp"

#include <cstdint>

#include <boost/pending/disjoint_sets.hpp>

namespace entente {

std::vector<double> component_sizes(const TieList& list) {
  const std::uint32_t members = list.members;
  std::vector<std::uint32_t> parent(members), size(members);
  std::vector<std::uint8_t> rank(members);
  for (std::uint32_t v = 0; v < members; ++v) parent[v] = v;
  boost::disjoint_sets<std::uint8_t*, std::uint32_t*, boost::find_with_path_halving> sets(rank.data(), parent.data());
  for (const Tie& tie : list.ties) sets.union_set(tie.from, tie.to);
  for (std::uint32_t v = 0; v < members; ++v) ++size[sets.find_set(v)];
  std::vector<double> result(members);
  for (std::uint32_t v = 0; v < members; ++v) result[v] = size[parent[v]];
  return result;
}

}  // namespace entente
