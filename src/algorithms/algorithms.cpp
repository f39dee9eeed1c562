#include "algorithms/algorithms.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "entente/error.hpp"

namespace entente {
namespace {

using Rows = std::vector<std::vector<Value>>;

// Reads the arguments of a call in order.
class Arguments {
 public:
  Arguments(const AlgorithmCall& call, std::size_t least, std::size_t most) : call_(call) {
    const std::size_t given = call.arguments.size();
    if (given < least || given > most) {
      const std::string wanted =
          least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
      throw Error(ErrorCode::kArgument, "expected " + wanted + " arguments, got " + std::to_string(given));
    }
  }

  Vertex vertex() {
    const Value& v = call_.arguments[next_++];
    if (v.is_node()) {
      if (v.as_node().index < call_.graph.vertex_count()) return v.as_node().index;
    } else if (v.is_string()) {
      if (const std::optional<Vertex> found = call_.graph.find(v.as_string())) return *found;
      throw Error(ErrorCode::kNotFound, "no entity has the key '" + v.as_string() + "'");
    }
    throw Error(ErrorCode::kType, "argument " + std::to_string(next_) +
                                      " must be a node or the key of an entity, not " + std::string(name(v.type())));
  }

  std::uint32_t count_or(std::uint32_t otherwise) {
    if (next_ >= call_.arguments.size()) return otherwise;
    const Value& v = call_.arguments[next_++];
    if (v.is_null()) return otherwise;
    if (!v.is_integer()) {
      throw Error(ErrorCode::kType,
                  "argument " + std::to_string(next_) + " must be an integer, not " + std::string(name(v.type())));
    }
    if (v.as_integer() < 0) {
      throw Error(ErrorCode::kArgument, "argument " + std::to_string(next_) + " must not be negative");
    }
    return static_cast<std::uint32_t>(std::min<std::int64_t>(v.as_integer(), kUnbounded));
  }

 private:
  const AlgorithmCall& call_;
  std::size_t next_ = 0;
};

struct PathCall {
  Vertex from, to;
  PathChoice choice;
};

PathCall path_call(const AlgorithmCall& call) {
  Arguments arguments(call, 2, 3);
  PathCall result;
  result.from = arguments.vertex();
  result.to = arguments.vertex();
  result.choice.max_length = arguments.count_or(kUnbounded);
  result.choice.edges.slice = call.slice;
  return result;
}

Rows row_of(std::optional<Path> path) {
  if (!path) return {};
  return {{Value(std::move(*path))}};
}

Rows run_shortest_path(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  return row_of(shortest_path(call.graph, p.from, p.to, p.choice));
}

Rows run_shortest_path_boost(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  return row_of(shortest_path_boost(call.graph, p.from, p.to, p.choice));
}

Rows run_all_shortest_paths(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  Rows rows;
  for (Path& path : all_shortest_paths(call.graph, p.from, p.to, p.choice)) rows.push_back({Value(std::move(path))});
  return rows;
}

Rows run_shortest_distance(const AlgorithmCall& call) {
  const PathCall p = path_call(call);
  const std::optional<std::uint32_t> length = shortest_distance(call.graph, p.from, p.to, p.choice);
  if (!length) return {};
  return {{Value(std::int64_t{*length})}};
}

Rows run_neighbourhood(const AlgorithmCall& call) {
  Arguments arguments(call, 1, 2);
  const Vertex seed = arguments.vertex();
  EdgeChoice choice;
  choice.slice = call.slice;
  Rows rows;
  for (const Vertex v : neighbourhood(call.graph, seed, arguments.count_or(1), choice)) rows.push_back({NodeRef{v}});
  return rows;
}

Rows run_count_neighbourhood(const AlgorithmCall& call) {
  Arguments arguments(call, 1, 2);
  const Vertex seed = arguments.vertex();
  EdgeChoice choice;
  choice.slice = call.slice;
  const std::size_t count = count_neighbourhood(call.graph, seed, arguments.count_or(1), choice);
  return {{Value(static_cast<std::int64_t>(count))}};
}

constexpr std::array kAlgorithms{
    Algorithm{"all_shortest_paths",
              "all_shortest_paths(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded) :: (path :: PATH)",
              "Every path with the fewest relations from one entity to another.", "all_shortest_paths('a', 'd')",
              run_all_shortest_paths},
    Algorithm{"count_neighbourhood", "count_neighbourhood(seed :: NODE, hops :: INTEGER = 1) :: (count :: INTEGER)",
              "How many entities can be reached over at most so many relations.", "count_neighbourhood('a', 2)",
              run_count_neighbourhood},
    Algorithm{"neighbourhood", "neighbourhood(seed :: NODE, hops :: INTEGER = 1) :: (node :: NODE)",
              "The entities that can be reached over at most so many relations, nearest first.",
              "neighbourhood('a', 2)", run_neighbourhood},
    Algorithm{"shortest_distance",
              "shortest_distance(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded) :: (length :: INTEGER)",
              "The number of relations on a shortest path; no row where there is no path.",
              "shortest_distance('a', 'd', 5)", run_shortest_distance},
    Algorithm{"shortest_path",
              "shortest_path(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded) :: (path :: PATH)",
              "A path with the fewest relations from one entity to another; no row where there is none.",
              "shortest_path('a', 'd')", run_shortest_path},
    Algorithm{"shortest_path_boost",
              "shortest_path_boost(from :: NODE, to :: NODE, max_length :: INTEGER = unbounded) :: (path :: PATH)",
              "The same by Boost.Graph's breadth-first search.", "shortest_path_boost('a', 'd')",
              run_shortest_path_boost},
};

}  // namespace

std::span<const Algorithm> algorithms() {
  return kAlgorithms;
}

const Algorithm* find_algorithm(std::string_view name) {
  const auto found =
      std::find_if(kAlgorithms.begin(), kAlgorithms.end(), [&](const Algorithm& a) { return a.name == name; });
  return found == kAlgorithms.end() ? nullptr : &*found;
}

}  // namespace entente
