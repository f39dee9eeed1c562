// Measures of the network that relations make, as CALL has them. Rows come with the highest score first, then in order
// of the graph.
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/network_of.hpp"
#include "measures/degree.hpp"

namespace entente {
namespace {

using MeasureRows = std::vector<std::vector<Value>>;

NetworkOf network_argument(const AlgorithmCall& call, Direction otherwise = Direction::kBoth) {
  AlgorithmArguments arguments(call, 0, 3);
  return network_of(call.view, arguments.steps(otherwise));
}

// The members, those with the highest score first.
std::vector<std::uint32_t> in_order_of(const std::vector<double>& score) {
  std::vector<std::uint32_t> members(score.size());
  for (std::uint32_t i = 0; i < members.size(); ++i) members[i] = i;
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return score[a] > score[b]; });
  return members;
}

MeasureRows run_degree(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  const std::vector<double> degree = degrees(found.network);
  const std::vector<std::uint32_t> neighbors = neighbor_counts(found.network);
  MeasureRows rows;
  for (const std::uint32_t i : in_order_of(degree))
    rows.push_back(
        {NodeRef{found.vertices[i]}, Value(static_cast<std::int64_t>(degree[i])), Value(std::int64_t{neighbors[i]})});
  return rows;
}

constexpr std::array kMeasureAlgorithms{
    Algorithm{"degree", "degree(" ENTENTE_WALK ") :: (node :: NODE, degree :: INTEGER, neighbours :: INTEGER)",
              "How many relations each entity has, and with how many others.", "degree()", run_degree},
};

}  // namespace

std::span<const Algorithm> measure_algorithms() {
  return kMeasureAlgorithms;
}

}  // namespace entente
