// Communities of the network that relations make, as CALL has them.
#include <array>
#include <cmath>
#include <cstdint>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/network_of.hpp"
#include "entente/error.hpp"
#include "measures/communities.hpp"

namespace entente {
namespace {

using CommunityRows = std::vector<std::vector<Value>>;

// The largest community first, its entities in order of the graph.
CommunityRows run_communities(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 0, 4);
  const StepChoice choice = arguments.steps();
  if (choice.direction != Direction::kBoth)
    throw Error(ErrorCode::kArgument, "communities have no direction: argument 2 can only be 'both'");
  const double resolution = arguments.number_or(1);
  if (!std::isfinite(resolution) || resolution < 0)
    throw Error(ErrorCode::kArgument, arguments.place() + " must be a number from 0 on");
  const NetworkOf found = network_of(call.view, choice);
  const std::vector<std::uint32_t> community = communities(found.network, resolution);
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < community.size(); ++i) {
    if (community[i] > members.size()) members.resize(community[i]);
    members[community[i] - 1].push_back(i);
  }
  CommunityRows rows;
  for (std::size_t c = 0; c < members.size(); ++c)
    for (const std::uint32_t i : members[c])
      rows.push_back(
          {NodeRef{found.vertices[i]}, static_cast<std::int64_t>(c + 1), static_cast<std::int64_t>(members[c].size())});
  return rows;
}

constexpr std::array kCommunityAlgorithms{
    Algorithm{"communities",
              "communities(" ENTENTE_WALK
              ", resolution :: FLOAT = 1.0) :: (node :: NODE, community :: INTEGER, size :: INTEGER)",
              "Groups of entities with more relations among one another than chance lets expect (Leiden); the higher "
              "the resolution the smaller.",
              "communities()", run_communities},
};

}  // namespace

std::span<const Algorithm> community_algorithms() {
  return kCommunityAlgorithms;
}

}  // namespace entente
