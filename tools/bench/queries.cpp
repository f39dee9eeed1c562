// The workloads as prepared statements of the query language.
#include <stdexcept>

#include <fmt/format.h>

#include "bench/bench.hpp"
#include "bench/repeat.hpp"
#include "entente/time/edtf.hpp"

namespace entente::bench {
namespace {

class Queries {
 public:
  Queries(const Dataset& data, Database& database, int runs) : data_(data), database_(database), runs_(runs) {
    day_T_ = print_instant(Dataset::instant(data.parameters.at("T")));
    type_M_ = "T" + std::to_string(data.parameters.at("tyM"));
  }

  std::vector<Measure> run() {
    events_before();
    first_events();
    neighbours();
    three_hops();
    shortest_paths();
    arrivals();
    reach();
    joins();
    preparing();
    limits();
    return std::move(measures_);
  }

 private:
  PreparedQuery prepare(const std::string& text) {
    Result<PreparedQuery> prepared = database_.prepare(text);
    if (!prepared.ok()) throw std::runtime_error(describe(prepared.error(), text));
    return std::move(prepared).value();
  }

  static Table rows_of(const PreparedQuery& query, const Map& parameters = {}) {
    Result<Table> table = query.run(parameters);
    if (!table.ok()) throw std::runtime_error(describe(table.error()));
    return std::move(table).value();
  }

  template <class Work>
  void measure(std::string workload, const Work& work) {
    measures_.push_back(repeat(std::move(workload), runs_, work));
  }

  // Whatever is valid at some time before T began before T.
  std::string events() const {
    return fmt::format("MATCH (a)-[r:{}]->(b) FOR VALID_TIME FROM '1800-01-01' TO '{}' ", type_M_, day_T_);
  }

  void events_before() {
    const PreparedQuery query = prepare(events() + "RETURN count(*), sum(a.id + b.id)");
    measure("W3a-ql", [&]() -> Answer {
      const Table t = rows_of(query);
      return {{"count", t.rows.at(0)[0].integer()}, {"sum_src_dst", t.rows.at(0)[1].integer()}};
    });
  }

  void first_events() {
    const PreparedQuery query = prepare(
        events() + "RETURN id(r) AS number, a.id, b.id, valid(r) AS when ORDER BY valid(r).start, number LIMIT 1000");
    measure("W3b-ql", [&]() -> Answer {
      const Table t = rows_of(query);
      std::int64_t sum = 0;
      for (const auto& row : t.rows) sum += row[0].integer();
      return {{"rows", static_cast<std::int64_t>(t.rows.size())}, {"sum_id", sum}};
    });
  }

  void neighbours() {
    const auto queries = data_.queries("w4.csv");
    const PreparedQuery query = prepare("MATCH (a:V {id: $v})-[r]->(b) AS OF $t RETURN b.id, type(r)");
    std::vector<Map> parameters;
    for (const auto& [v, day] : queries) {
      parameters.push_back({{"v", Value(v)}, {"t", Value(print_instant(Dataset::instant(day)))}});
    }
    std::vector<double> medians, tails;
    measure("W4-ql", [&]() -> Answer {
      std::int64_t count = 0, sum = 0;
      std::vector<double> latency;
      for (const Map& p : parameters) {
        const auto start = std::chrono::steady_clock::now();
        const Table t = rows_of(query, p);
        latency.push_back(seconds_since(start));
        count += static_cast<std::int64_t>(t.rows.size());
        for (const auto& row : t.rows) sum += row[0].integer();
      }
      add_latencies(latency, medians, tails);
      return {{"rows", count}, {"sum_dst", sum}};
    });
    measures_.push_back({"W4p50-ql", medians, {}});
    measures_.push_back({"W4p99-ql", tails, {}});
  }

  void three_hops() {
    const auto seeds = data_.queries("w5.csv");
    const PreparedQuery query = prepare(
        fmt::format("MATCH (a:V {{id: $v}})-[*1..3]->(b) AS OF '{}' WHERE b <> a RETURN count(DISTINCT b)", day_T_));
    measure("W5first100-ql", [&]() -> Answer {
      std::int64_t total = 0;
      for (std::size_t i = 0; i < 100; ++i) {
        total += rows_of(query, {{"v", Value(seeds[i].first)}}).rows.at(0)[0].integer();
      }
      return {{"distinct_total", total}};
    });
  }

  void shortest_paths() {
    const auto pairs = data_.queries("w6.csv");
    const PreparedQuery query = prepare(fmt::format(
        "MATCH p = shortestPath((a:V {{id: $a}})-[*]->(b:V {{id: $b}})) AS OF '{}' RETURN length(p)", day_T_));
    measure("W6-ql", [&]() -> Answer {
      std::int64_t reachable = 0, sum = 0;
      for (const auto& [a, b] : pairs) {
        for (const auto& row : rows_of(query, {{"a", Value(a)}, {"b", Value(b)}}).rows) {
          ++reachable;
          sum += row[0].integer();
        }
      }
      return {{"reachable", reachable}, {"sum_dist", sum}};
    });
  }

  // Three searches of W7, each vertex with the moment of arrival, and these counted in the statement.
  void arrivals() {
    const auto sources = data_.queries("w7.csv");
    const std::string begins = print_instant(Dataset::instant(data_.parameters.at("t0")));
    const std::string journeys = fmt::format(
        "MATCH p = CHRONOLOGICAL TRAVEL 'P1D' EARLIEST ARRIVAL (a:V {{id: $v}})-[*]->(b) FOR VALID_TIME FROM '{}' TO "
        "'9999' WHERE b <> a RETURN ",
        begins);
    constexpr std::size_t kSources = 3;
    const PreparedQuery counted = prepare(journeys + "count(*), max(arrival(p, 'P1D'))");
    measure("W7count-ql", [&]() -> Answer {
      std::int64_t reached = 0;
      for (std::size_t i = 0; i < kSources; ++i)
        reached += 1 + rows_of(counted, {{"v", Value(sources[i].first)}}).rows.at(0)[0].integer();
      return {{"reached", reached}};
    });
    const std::string all = journeys + "b.id, arrival(p, 'P1D')";
    measure("W7first3-ql", [&]() -> Answer {
      std::int64_t reached = 0, sum = 0;
      for (std::size_t i = 0; i < kSources; ++i) {
        Result<Cursor> cursor = database_.cursor(all, {{"v", Value(sources[i].first)}});
        if (!cursor.ok()) throw std::runtime_error(describe(cursor.error()));
        ++reached;
        sum += data_.parameters.at("t0");
        for (;;) {
          const Result<Table> rows = cursor->next();
          if (!rows.ok()) throw std::runtime_error(describe(rows.error()));
          if (rows->rows.empty()) break;
          reached += static_cast<std::int64_t>(rows->rows.size());
          for (const auto& row : rows->rows) sum += Dataset::day(row[1].instant());
        }
      }
      return {{"reached", reached}, {"sum_arrival", sum}};
    });
  }

  // Without a bound and either way, as far as trails go: a search for their ends.
  void reach() {
    const auto seeds = data_.queries("w5.csv");
    const PreparedQuery all = prepare("MATCH (a:V {id: $v})-[*]-(b) WHERE b <> a RETURN count(DISTINCT b)");
    measure("W10-ql", [&]() -> Answer {
      std::int64_t total = 0;
      for (std::size_t i = 0; i < kSearches; ++i)
        total += rows_of(all, {{"v", Value(seeds[i].first)}}).rows.at(0)[0].integer();
      return {{"reached", total}};
    });
    const auto pairs = data_.queries("w6.csv");
    const PreparedQuery two = prepare("MATCH (a:V {id: $a}), (b:V {id: $b}) RETURN EXISTS { (a)-[*]-(b) }");
    measure("W11-ql", [&]() -> Answer {
      std::int64_t reachable = 0;
      for (std::size_t i = 0; i < kSearches; ++i)
        reachable +=
            rows_of(two, {{"a", Value(pairs[i].first)}, {"b", Value(pairs[i].second)}}).rows.at(0)[0].boolean();
      return {{"reachable", reachable}};
    });
  }

  // Linear in the relations: those of half the time take about half as long, a product would take a quarter.
  void joins() {
    const std::string types =
        fmt::format("(a)-[r:T{}]->(b), (c)-[q:T{}]->(d)", data_.parameters.at("tyA"), data_.parameters.at("tyB"));
    const auto join = [&](std::string workload, std::string_view until) {
      const PreparedQuery query = prepare(fmt::format(
          "MATCH {} WHERE valid(r).start < '{}' AND valid(q).start < '{}' AND valid(r).start = valid(q).start "
          "RETURN count(*)",
          types, until, until));
      measure(std::move(workload), [&]() -> Answer { return {{"pairs", rows_of(query).rows.at(0)[0].integer()}}; });
    };
    join("W12-ql", "2024");
    join("W12half-ql", "1962");
  }

  void preparing() {
    measure("P-ql", [&]() -> Answer {
      std::int64_t prepared = 0;
      for (int i = 0; i < 1'000; ++i, ++prepared) prepare("MATCH (a:V {id: $v}) RETURN a.id");
      return {{"prepared", prepared}};
    });
  }

  // Trails without end: how much later than it may the query ends.
  void limits() {
    Measure late{"L-ql", {}, {}};
    for (int i = 0; i < runs_; ++i) {
      QueryOptions options;
      options.control.timeout = std::chrono::milliseconds(200);
      const auto start = std::chrono::steady_clock::now();
      const Result<Table> table = database_.query("MATCH p = (a)-[*]-(b) RETURN max(length(p))", {}, options);
      if (table.ok()) throw std::runtime_error("a question without end has ended");
      late.seconds.push_back(std::max(0.0, seconds_since(start) - 0.2));
    }
    measures_.push_back(std::move(late));
  }

  static constexpr std::size_t kSearches = 10;

  const Dataset& data_;
  Database& database_;
  int runs_;
  std::string day_T_, type_M_;
  std::vector<Measure> measures_;
};

}  // namespace

std::vector<Measure> run_queries(const Dataset& data, Database& database, int runs) {
  return Queries(data, database, runs).run();
}

}  // namespace entente::bench
