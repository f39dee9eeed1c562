// The workloads through the C++ interface: rows, slices and the index by type of the snapshot, and the library's
// searches.
#include <algorithm>
#include <thread>

#include "algorithms/earliest_arrival.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "bench/bench.hpp"
#include "bench/repeat.hpp"
#include "entente/graph/edge_filter.hpp"
#include "graph/graph_builder.hpp"

namespace entente::bench {
namespace {

class Interface {
 public:
  Interface(const Dataset& data, const TemporalGraph& graph, int runs) : data_(data), graph_(graph), runs_(runs) {
    for (std::int64_t v = 0; v < data.vertices(); ++v) vertex_.push_back(graph.find(std::to_string(v)).value());
    day_T_ = Dataset::instant(data.parameters.at("T"));
    sources_ = data.queries("w7.csv");
    type_M_ = graph.symbol("T" + std::to_string(data.parameters.at("tyM"))).value();
  }

  std::vector<Measure> run() {
    events_before();
    first_events();
    neighbours();
    three_hops();
    shortest_paths();
    journeys();
    contacts();
    return std::move(measures_);
  }

 private:
  template <class Work>
  void measure(std::string workload, const Work& work) {
    measures_.push_back(repeat(std::move(workload), runs_, work));
  }

  // The sum of the data set's own numbers; vertices of the snapshot are in the order of the file.
  std::int64_t number_of(Vertex v) const { return static_cast<std::int64_t>(graph_.entity_id(v).value); }

  void events_before() {
    measure("W3a", [&]() -> Answer {
      const TypeRun run = graph_.run_of_type(type_M_);
      const std::size_t count = graph_.starting_before(run, day_T_);
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < count; ++i) sum += std::int64_t{run.source[i]} + run.target[i];
      return {{"count", static_cast<std::int64_t>(count)}, {"sum_src_dst", sum}};
    });
  }

  // The index breaks ties of the start by edge, the workload by number: events of the last day are sorted once more.
  void first_events() {
    measure("W3b", [&]() -> Answer {
      const TypeRun run = graph_.run_of_type(type_M_);
      const std::size_t before = graph_.starting_before(run, day_T_);
      const std::size_t count = std::min<std::size_t>(before, 1000);
      std::size_t end = count;
      while (end < before && graph_.start(run.edge[end]) == graph_.start(run.edge[count - 1])) ++end;
      std::vector<std::tuple<Instant, std::uint64_t, Edge>> rows;
      rows.reserve(end);
      for (std::size_t i = 0; i < end; ++i) {
        rows.emplace_back(graph_.start(run.edge[i]), graph_.relation_id(run.edge[i]).value, run.edge[i]);
      }
      std::sort(rows.begin(), rows.end());
      rows.resize(count);
      std::int64_t sum = 0;
      for (const auto& row : rows) sum += static_cast<std::int64_t>(std::get<1>(row));
      return {{"rows", static_cast<std::int64_t>(count)}, {"sum_id", sum}};
    });
  }

  void neighbours() {
    const auto queries = data_.queries("w4.csv");
    std::vector<double> medians, tails;
    struct Row {
      Vertex target;
      SymbolId type;
    };
    std::vector<Row> rows;
    measure("W4", [&]() -> Answer {
      std::int64_t count = 0, sum = 0;
      std::vector<double> latency;
      latency.reserve(queries.size());
      for (const auto& [v, day] : queries) {
        const auto start = std::chrono::steady_clock::now();
        rows.clear();
        const EdgeFilter in_slice(graph_, Timeslice::as_of(Dataset::instant(day)));
        const EdgeRun run = graph_.out(vertex_[static_cast<std::size_t>(v)]);
        for (std::size_t i = 0; i < run.size(); ++i) {
          if (in_slice(run, i)) rows.push_back({run.neighbor[i], run.type[i]});
        }
        latency.push_back(seconds_since(start));
        count += static_cast<std::int64_t>(rows.size());
        for (const Row& row : rows) sum += number_of(row.target);
      }
      add_latencies(latency, medians, tails);
      return {{"rows", count}, {"sum_dst", sum}};
    });
    measures_.push_back({"W4p50", medians, {}});
    measures_.push_back({"W4p99", tails, {}});
  }

  View as_of_T() const { return View(graph_, Timeslice::as_of(day_T_)); }

  void three_hops() {
    const auto seeds = data_.queries("w5.csv");
    const View view = as_of_T();
    const StepChoice choice{.direction = Direction::kOut, .symmetric_both_ways = false};
    const auto count = [&](std::size_t n) -> Answer {
      std::size_t total = 0;
      for (std::size_t i = 0; i < n; ++i) {
        total += count_neighbourhood(view, vertex_[static_cast<std::size_t>(seeds[i].first)], 3, choice);
      }
      return {{"distinct_total", static_cast<std::int64_t>(total)}};
    };
    measure("W5", [&] { return count(seeds.size()); });
    measure("W5first100", [&] { return count(100); });
  }

  void shortest_paths() {
    const auto pairs = data_.queries("w6.csv");
    const View view = as_of_T();
    const PathChoice choice{.steps = {.direction = Direction::kOut, .symmetric_both_ways = false}};
    const auto distances = [&](const auto& distance) {
      std::int64_t reachable = 0, sum = 0;
      for (const auto& [a, b] : pairs) {
        const std::int64_t d = distance(vertex_[static_cast<std::size_t>(a)], vertex_[static_cast<std::size_t>(b)]);
        if (d < 0) continue;
        ++reachable;
        sum += d;
      }
      return Answer{{"reachable", reachable}, {"sum_dist", sum}};
    };
    const auto steps_in = [&](const View& through) {
      return [&](Vertex a, Vertex b) -> std::int64_t {
        const auto path = shortest_path(through, a, b, choice);
        return path ? static_cast<std::int64_t>(path->relationships.size()) : -1;
      };
    };
    measure("W6", [&] { return distances(steps_in(view)); });
    const View whole(graph_);
    measure("W6static", [&] { return distances(steps_in(whole)); });
    measure("W6boost", [&] {
      return distances([&](Vertex a, Vertex b) -> std::int64_t {
        const auto path = shortest_path_boost(view, a, b, choice);
        return path ? static_cast<std::int64_t>(path->relationships.size()) : -1;
      });
    });
  }

  // One day a relation, as the workload has it.
  JourneyChoice a_day_each() const {
    return {.steps = {.direction = Direction::kOut, .symmetric_both_ways = false}, .travel = kSecondsPerDay};
  }
  Timeslice from_t0() const { return {Timeslice::Kind::kOverlapping, Dataset::instant(data_.parameters.at("t0"))}; }

  // Those reached from the sources [first, last), and the sum of the days.
  std::pair<std::int64_t, std::int64_t> arrivals(EarliestArrivals& search, std::size_t first, std::size_t last) const {
    std::int64_t reached = 0, sum = 0;
    for (std::size_t i = first; i < last; ++i) {
      search.run(vertex_[static_cast<std::size_t>(sources_[i].first)]);
      reached += static_cast<std::int64_t>(search.reached().size());
      for (const Vertex v : search.reached()) sum += Dataset::day(search.at(v));
    }
    return {reached, sum};
  }
  void measure_arrivals(std::string workload, EarliestArrivals& search, std::size_t count) {
    measure(std::move(workload), [&]() -> Answer {
      const auto [reached, sum] = arrivals(search, 0, count);
      return {{"reached", reached}, {"sum_arrival", sum}};
    });
  }

  void journeys() {
    const View view(graph_, from_t0());
    EarliestArrivals search(view, a_day_each());
    measure_arrivals("W7", search, sources_.size());
    measure_arrivals("W7first1", search, 1);
    measure_arrivals("W7first3", search, 3);
    EarliestArrivals other(view, a_day_each());
    measure("W7threads", [&]() -> Answer {
      std::pair<std::int64_t, std::int64_t> second;
      std::thread half([&] { second = arrivals(other, sources_.size() / 2, sources_.size()); });
      const auto [reached, sum] = arrivals(search, 0, sources_.size() / 2);
      half.join();
      return {{"reached", reached + second.first}, {"sum_arrival", sum + second.second}};
    });
    JourneySearch with_paths(view, a_day_each(), PathGoal::kEarliestArrival);
    measure("W7paths", [&]() -> Answer {
      with_paths.run(vertex_[static_cast<std::size_t>(sources_[0].first)]);
      std::int64_t sum = 0;
      for (const Vertex v : with_paths.reached()) sum += Dataset::day(with_paths.state(*with_paths.best(v)).ready);
      return {{"reached", static_cast<std::int64_t>(with_paths.reached().size())}, {"sum_arrival", sum}};
    });
  }

  // In a graph of the relations of one day alone.
  void contacts() {
    GraphBuilder builder({"T"}, {});
    for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
      StoredEntity entity;
      entity.id = EntityId{v};
      entity.key = std::to_string(v);
      builder.add(std::move(entity));
    }
    for (const Edge e : graph_.edges()) {
      const Instant start = graph_.start(e), end = graph_.end(e);
      if (end != Instant{start.seconds + kSecondsPerDay}) continue;
      StoredRelation relation;
      relation.id = RelationId{e};
      relation.from = EntityId{graph_.source(e)};
      relation.to = EntityId{graph_.target(e)};
      relation.validity = Validity();
      relation.validity->bounds = Period::certain(start, end);
      builder.add(std::move(relation));
    }
    const auto contacts = builder.build(graph_.transaction(), graph_.system_time());
    const View view(*contacts, from_t0());
    EarliestArrivals search(view, a_day_each());
    measure_arrivals("W7p", search, sources_.size());
    measure_arrivals("W7pfirst5", search, 5);
  }

  const Dataset& data_;
  const TemporalGraph& graph_;
  int runs_;
  std::vector<std::pair<std::int64_t, std::int64_t>> sources_;  // of journeys
  std::vector<Vertex> vertex_;                                  // by number in the data set
  Instant day_T_;
  SymbolId type_M_;
  std::vector<Measure> measures_;
};

}  // namespace

std::vector<Measure> run_interface(const Dataset& data, const ReadTransaction& snapshot, int runs) {
  return Interface(data, snapshot.graph(), runs).run();
}

}  // namespace entente::bench
