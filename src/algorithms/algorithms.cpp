#include "algorithms/algorithms.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "algorithms/earliest_arrival.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "entente/error.hpp"
#include "entente/graph/named_types.hpp"
#include "entente/time/duration.hpp"

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
      if (v.node().index < call_.view.graph().vertex_count()) return v.node().index;
    } else if (v.is_string()) {
      if (const std::optional<Vertex> found = call_.view.graph().find(v.string())) return *found;
      throw Error(ErrorCode::kNotFound, "no entity has the key '" + v.string() + "'");
    }
    throw Error(ErrorCode::kType, "argument " + std::to_string(next_) +
                                      " must be a node or the key of an entity, not " + std::string(name(v.type())));
  }

  std::uint32_t count_or(std::uint32_t otherwise) {
    const Value* v = optional();
    if (v == nullptr) return otherwise;
    if (!v->is_integer()) fail_type("an integer", *v);
    if (v->integer() < 0) {
      throw Error(ErrorCode::kArgument, "argument " + std::to_string(next_) + " must not be negative");
    }
    return static_cast<std::uint32_t>(std::min<std::int64_t>(v->integer(), kUnbounded));
  }

  // The relation types named, each with its sub-relations, or backwards by the name of its inverse; absent, null or an
  // empty list: any.
  void types(StepChoice& steps) {
    const Value* v = optional();
    if (v == nullptr) return;
    if (!v->is_list() && !v->is_string()) fail_type("a list of relation types", *v);
    const List named = v->is_list() ? v->list() : List{*v};
    NamedTypes found;
    for (const Value& type : named) {
      if (!type.is_string()) fail_type("a list of relation types", type);
      found.add(call_.view.graph(), type.string());
    }
    steps.types = std::move(found.types);
    steps.ways = std::move(found.ways);
    steps.any_type = named.empty();
  }

  void direction(StepChoice& steps) {
    const Value* v = optional();
    if (v == nullptr) return;
    if (!v->is_string()) fail_type("a direction", *v);
    const std::string& word = v->string();
    if (word == "both") {
      steps.direction = Direction::kBoth;
    } else if (word == "out") {
      steps.direction = Direction::kOut;
    } else if (word == "in") {
      steps.direction = Direction::kIn;
    } else {
      throw Error(ErrorCode::kArgument,
                  "argument " + std::to_string(next_) + " is '" + word + "', and a direction is 'out', 'in' or 'both'");
    }
  }

  // A length of time, in seconds; absent or null: none.
  std::int64_t seconds() {
    const Value* v = optional();
    if (v == nullptr) return 0;
    if (!v->is_string()) fail_type("a duration", *v);
    const Result<Duration> amount = read_duration(v->string());
    const Result<std::int64_t> found = amount.ok() ? seconds_of(*amount) : Result<std::int64_t>(amount.error());
    if (found.ok()) return *found;
    throw Error(ErrorCode::kArgument,
                "argument " + std::to_string(next_) + ", '" + v->string() + "': " + found.error().message);
  }

  bool flag_or(bool otherwise) {
    const Value* v = optional();
    if (v == nullptr) return otherwise;
    if (!v->is_boolean()) fail_type("true or false", *v);
    return v->boolean();
  }

  // Types, direction and apparatus, as they follow one another in every signature.
  StepChoice steps() {
    StepChoice steps;
    types(steps);
    direction(steps);
    steps.through_apparatus = flag_or(false);
    return steps;
  }

 private:
  // The next argument, if it is there and no null.
  const Value* optional() {
    if (next_ >= call_.arguments.size()) return nullptr;
    const Value& v = call_.arguments[next_++];
    return v.is_null() ? nullptr : &v;
  }
  [[noreturn]] void fail_type(const std::string& wanted, const Value& found) const {
    throw Error(ErrorCode::kType, "argument " + std::to_string(next_) + " must be " + wanted + ", not " +
                                      std::string(name(found.type())));
  }

  const AlgorithmCall& call_;
  std::size_t next_ = 0;
};

struct PathCall {
  Vertex from, to;
  PathChoice choice;
};

PathCall path_call(const AlgorithmCall& call) {
  Arguments arguments(call, 2, 6);
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
  Arguments arguments(call, 1, 5);
  const Vertex seed = arguments.vertex();
  const std::uint32_t hops = arguments.count_or(1);
  Rows rows;
  for (const Vertex v : neighbourhood(call.view, seed, hops, arguments.steps())) rows.push_back({NodeRef{v}});
  return rows;
}

Rows run_count_neighbourhood(const AlgorithmCall& call) {
  Arguments arguments(call, 1, 5);
  const Vertex seed = arguments.vertex();
  const std::uint32_t hops = arguments.count_or(1);
  const std::size_t count = count_neighbourhood(call.view, seed, hops, arguments.steps());
  return {{Value(static_cast<std::int64_t>(count))}};
}

// In order of time, then of the graph.
Rows run_arrivals(const AlgorithmCall& call, bool reversed) {
  Arguments arguments(call, 1, 5);
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

// The last arguments of all: relation types with their sub-relations (none: any), the direction, in which symmetric
// types count both ways always, and whether paths may lead through sources, works and other apparatus.
#define ENTENTE_WALK "types :: LIST = [], direction :: STRING = 'both', apparatus :: BOOLEAN = false"

constexpr std::array kAlgorithms{
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

#undef ENTENTE_WALK

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
