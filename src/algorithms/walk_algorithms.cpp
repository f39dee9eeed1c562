// Paths, neighbourhoods and arrivals, as CALL has them.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/earliest_arrival.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"

namespace entente {
namespace {

using Rows = std::vector<std::vector<Value>>;

struct PathCall {
  Vertex from, to;
  PathChoice choice;
};

PathCall path_call(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 2, 6);
  PathCall result;
  result.from = arguments.vertex();
  result.to = arguments.vertex();
  result.choice.max_length = arguments.count_or(kUnbounded);
  result.choice.steps = arguments.steps();
  return result;
}

Rows row_of(std::optional<Path> path) {
  if (!path) return {};
  return {{Value(std::move(*path))}};
}

Rows run_shortest_path(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  return row_of(shortest_path(call.view, p.from, p.to, p.choice));
}

Rows run_shortest_path_boost(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  return row_of(shortest_path_boost(call.view, p.from, p.to, p.choice));
}

Rows run_all_shortest_paths(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  Rows rows;
  for (Path& path : all_shortest_paths(call.view, p.from, p.to, p.choice)) rows.push_back({Value(std::move(path))});
  return rows;
}

Rows run_shortest_distance(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  const std::optional<std::uint32_t> length = shortest_distance(call.view, p.from, p.to, p.choice);
  if (!length) return {};
  return {{Value(std::int64_t{*length})}};
}

Rows run_neighbourhood(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 1, 5);
  const Vertex seed = arguments.vertex();
  const std::uint32_t hops = arguments.count_or(1);
  Rows rows;
  for (const Vertex v : neighbourhood(call.view, seed, hops, arguments.steps())) rows.push_back({NodeRef{v}});
  return rows;
}

Rows run_count_neighbourhood(const AlgorithmCall& call) {
  AlgorithmArguments arguments(call, 1, 5);
  const Vertex seed = arguments.vertex();
  const std::uint32_t hops = arguments.count_or(1);
  const std::size_t count = count_neighbourhood(call.view, seed, hops, arguments.steps());
  return {{Value(static_cast<std::int64_t>(count))}};
}

// In order of time, then of the graph.
Rows run_arrivals(const AlgorithmCall& call, bool reversed) {
  AlgorithmArguments arguments(call, 1, 5);
  const Vertex start = arguments.vertex();
  JourneyChoice choice;
  choice.travel = arguments.seconds();
  choice.steps = arguments.steps();
  EarliestArrivals search(call.view, choice, reversed);
  search.run(start);
  std::vector<std::pair<Instant, Vertex>> found;
  for (const Vertex v : search.reached())
    if (v != start) found.emplace_back(within_dates(search.at(v)), v);
  std::sort(found.begin(), found.end());
  Rows rows;
  for (const auto& [at, v] : found) rows.push_back({NodeRef{v}, at});
  return rows;
}

Rows run_earliest_arrivals(const AlgorithmCall& call) {
  return run_arrivals(call, false);
}

Rows run_latest_departures(const AlgorithmCall& call) {
  return run_arrivals(call, true);
}

constexpr std::array kWalkAlgorithms{
    Algorithm{"all_shortest_paths",
              "all_shortest_paths(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded, " ENTENTE_WALK
              ") :: (path :: PATH)",
              "Every path with the fewest relations from one entity to another.", "all_shortest_paths('a', 'd')",
              run_all_shortest_paths},
    Algorithm{"count_neighbourhood",
              "count_neighbourhood(seed :: NODE, hops :: INTEGER = 1, " ENTENTE_WALK ") :: (count :: INTEGER)",
              "How many entities can be reached over at most so many relations.", "count_neighbourhood('a', 2)",
              run_count_neighbourhood},
    Algorithm{"earliest_arrivals",
              "earliest_arrivals(from :: NODE, travel :: STRING = 'PT0S', " ENTENTE_WALK
              ") :: (node :: NODE, arrival :: ANY)",
              "By when each entity can be reached over relations taken in order of time, each of which takes `travel`.",
              "earliest_arrivals('a')", run_earliest_arrivals},
    Algorithm{"latest_departures",
              "latest_departures(to :: NODE, travel :: STRING = 'PT0S', " ENTENTE_WALK
              ") :: (node :: NODE, departure :: ANY)",
              "Until when one must set out from each entity to reach the one over relations taken in order of time.",
              "latest_departures('d')", run_latest_departures},
    Algorithm{"neighbourhood", "neighbourhood(seed :: NODE, hops :: INTEGER = 1, " ENTENTE_WALK ") :: (node :: NODE)",
              "The entities that can be reached over at most so many relations, nearest first.",
              "neighbourhood('a', 2)", run_neighbourhood},
    Algorithm{"shortest_distance",
              "shortest_distance(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded, " ENTENTE_WALK
              ") :: (length :: INTEGER)",
              "The number of relations on a shortest path; no row where there is no path.",
              "shortest_distance('a', 'd', 5)", run_shortest_distance},
    Algorithm{"shortest_path",
              "shortest_path(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded, " ENTENTE_WALK
              ") :: (path :: PATH)",
              "A path with the fewest relations from one entity to another; no row where there is none.",
              "shortest_path('a', 'd')", run_shortest_path},
    Algorithm{"shortest_path_boost",
              "shortest_path_boost(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded, " ENTENTE_WALK
              ") :: (path :: PATH)",
              "The same by Boost.Graph's breadth-first search.", "shortest_path_boost('a', 'd')",
              run_shortest_path_boost},
};

}  // namespace

std::span<const Algorithm> walk_algorithms() {
  return kWalkAlgorithms;
}

}  // namespace entente
