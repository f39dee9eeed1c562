// Measures of the network that relations make, as CALL has them. Rows come with the highest score first, then in order
// of the graph; parts of a network in order of their numbers.
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/network_of.hpp"
#include "measures/betweenness.hpp"
#include "measures/closeness.hpp"
#include "measures/clustering.hpp"
#include "measures/components.hpp"
#include "measures/core_numbers.hpp"
#include "measures/cuts.hpp"
#include "measures/degree.hpp"
#include "measures/measures.hpp"
#include "measures/pagerank.hpp"

namespace entente {
namespace {

using MeasureRows = std::vector<std::vector<Value>>;

NetworkOf network_argument(const AlgorithmCall& call, Direction otherwise = Direction::kBoth) {
  AlgorithmArguments arguments(call, 0, 3);
  return network_of(call.view, arguments.steps(otherwise));
}

// The members, those with the highest score first.
std::vector<std::uint32_t> in_order_of(std::vector<double> score) {
  for (double& s : score) s = without_last_digits(s);
  std::vector<std::uint32_t> members(score.size());
  std::iota(members.begin(), members.end(), 0U);
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return score[a] > score[b]; });
  return members;
}

MeasureRows score_rows(const NetworkOf& found, const std::vector<double>& score) {
  MeasureRows rows;
  for (const std::uint32_t i : in_order_of(score)) rows.push_back({NodeRef{found.vertices[i]}, Value(score[i])});
  return rows;
}

template <std::vector<double> (*kMeasure)(const Network&)>
MeasureRows run_scores(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  return score_rows(found, kMeasure(found.network));
}

// Component by component.
MeasureRows component_rows(const NetworkOf& found, const Components& components) {
  std::vector<std::uint32_t> members(components.of.size());
  std::iota(members.begin(), members.end(), 0U);
  std::stable_sort(members.begin(), members.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return components.of[a] < components.of[b]; });
  MeasureRows rows;
  for (const std::uint32_t i : members) {
    const std::uint32_t number = components.of[i];
    rows.push_back(
        {NodeRef{found.vertices[i]}, Value(std::int64_t{number}), Value(std::int64_t{components.size[number - 1]})});
  }
  return rows;
}

MeasureRows run_articulation_points(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  MeasureRows rows;
  for (const std::uint32_t i : articulation_points(found.network)) rows.push_back({NodeRef{found.vertices[i]}});
  return rows;
}

MeasureRows run_bridges(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  MeasureRows rows;
  for (const std::uint32_t i : bridges(found.network)) rows.push_back({RelationshipRef{found.edges[i]}});
  return rows;
}

MeasureRows run_core_numbers(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  const std::vector<std::uint32_t> core = core_numbers(found.network);
  MeasureRows rows;
  for (const std::uint32_t i : in_order_of({core.begin(), core.end()}))
    rows.push_back({NodeRef{found.vertices[i]}, Value(std::int64_t{core[i]})});
  return rows;
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

MeasureRows run_pagerank(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 0, 4);
  const StepChoice steps = arguments.steps(Direction::kOut);
  PageRankOptions options;
  options.damping = arguments.number_or(options.damping);
  const NetworkOf found = network_of(call.view, steps);
  return score_rows(found, pagerank(found.network, options).score);
}

MeasureRows run_strong_components(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call, Direction::kOut);
  return component_rows(found, strong_components(found.network));
}

MeasureRows run_weak_components(const AlgorithmCall& call) {
  const NetworkOf found = network_argument(call);
  return component_rows(found, weak_components(found.network));
}

constexpr std::array kMeasureAlgorithms{
    Algorithm{"articulation_points", "articulation_points(" ENTENTE_WALK ") :: (node :: NODE)",
              "The entities without which others would not hang together, whatever the directions.",
              "articulation_points()", run_articulation_points},
    Algorithm{"betweenness", "betweenness(" ENTENTE_WALK ") :: (node :: NODE, score :: FLOAT)",
              "The share of the shortest paths between others that leads through each entity; parallel relations count "
              "once.",
              "betweenness()", run_scores<betweenness>},
    Algorithm{"bridges", "bridges(" ENTENTE_WALK ") :: (relation :: RELATIONSHIP)",
              "The relations without which their ends would not hang together, whatever the directions.", "bridges()",
              run_bridges},
    Algorithm{"closeness", "closeness(" ENTENTE_WALK ") :: (node :: NODE, score :: FLOAT)",
              "How near each entity is to all others, along paths that lead to it; parallel relations count once.",
              "closeness()", run_scores<closeness>},
    Algorithm{"clustering", "clustering(" ENTENTE_WALK ") :: (node :: NODE, score :: FLOAT)",
              "The share of the pairs of each entity's neighbours that are neighbours of one another; directions don't "
              "count, parallel relations once.",
              "clustering()", run_scores<clustering>},
    Algorithm{"core_numbers", "core_numbers(" ENTENTE_WALK ") :: (node :: NODE, core :: INTEGER)",
              "The largest k for which each entity is in a part where all have k neighbours; directions don't count, "
              "parallel relations once.",
              "core_numbers()", run_core_numbers},
    Algorithm{"degree", "degree(" ENTENTE_WALK ") :: (node :: NODE, degree :: INTEGER, neighbours :: INTEGER)",
              "How many relations each entity has, and with how many others.", "degree()", run_degree},
    Algorithm{"pagerank",
              "pagerank(" ENTENTE_WALK_IN("out") ", damping :: FLOAT = 0.85) :: (node :: NODE, score :: FLOAT)",
              "How likely one is found at each entity who follows relations at random and begins anew now and then; "
              "parallel relations count each.",
              "pagerank()", run_pagerank},
    Algorithm{"strong_components",
              "strong_components(" ENTENTE_WALK_IN("out") ") :: (node :: NODE, component :: INTEGER, size :: INTEGER)",
              "The parts in which each entity can be reached from each other along the directions, the largest first.",
              "strong_components()", run_strong_components},
    Algorithm{"weak_components",
              "weak_components(" ENTENTE_WALK ") :: (node :: NODE, component :: INTEGER, size :: INTEGER)",
              "The parts that hang together, whatever the directions, the largest first.", "weak_components()",
              run_weak_components},
};

}  // namespace

std::span<const Algorithm> measure_algorithms() {
  return kMeasureAlgorithms;
}

}  // namespace entente
