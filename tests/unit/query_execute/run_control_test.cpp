// Runs that are ended from outside. The queries here would take years: where nothing looks at the control, the test
// does not end.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "algorithms/conflicts.hpp"
#include "algorithms/earliest_arrival.hpp"
#include "algorithms/neighbourhood.hpp"
#include "algorithms/shortest_path.hpp"
#include "algorithms/trails.hpp"
#include "running.hpp"

namespace entente {
namespace {

using std::chrono::milliseconds;

// Each node leads to each other one.
std::shared_ptr<const TemporalGraph> dense_graph(int nodes) {
  GraphOf graph;
  const auto name = [](int i) { return "n" + std::to_string(i); };
  for (int i = 0; i < nodes; ++i) graph.entity(name(i), {"N"});
  for (int i = 0; i < nodes; ++i)
    for (int j = 0; j < nodes; ++j)
      if (i != j) graph.relation(name(i), "R", name(j));
  return graph.build();
}

// Diamonds in a row: 2^diamonds shortest paths from `a0` to the last of the `a`s.
std::shared_ptr<const TemporalGraph> diamonds(int count) {
  GraphOf graph;
  const auto name = [](char letter, int i) { return letter + std::to_string(i); };
  for (int i = 0; i <= count; ++i)
    for (const char letter : {'a', 'b', 'c'}) {
      StoredEntity e;
      e.key = name(letter, i);
      e.types = {graph.symbol("N")};
      if (letter == 'a' && (i == 0 || i == count))
        e.properties.push_back({graph.symbol("k"), Value(i == 0 ? 1 : 2), {}});
      graph.entity(std::move(e));
    }
  for (int i = 0; i < count; ++i) {
    for (const char letter : {'b', 'c'}) {
      graph.relation(name('a', i), "R", name(letter, i));
      graph.relation(name(letter, i), "R", name('a', i + 1));
    }
  }
  return graph.build();
}

Error ended(const TemporalGraph& graph, const std::string& query, const RunControl& control,
            const PrepareOptions& preparing = {}) {
  RunOptions options;
  options.control = control;
  try {
    run(*prepare(query, graph, preparing), graph, {}, options);
  } catch (const Error& error) {
    EXPECT_TRUE(error.at_runtime) << query;
    return error;
  }
  ADD_FAILURE() << "it came to its end: " << query;
  return Error(ErrorCode::kNotFound, "no error");
}

const std::string kEndless[] = {
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) RETURN count(*)",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) RETURN a.x + b.x AS s ORDER BY s LIMIT 1",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) WHERE id(a) + id(j) < 0 RETURN a",
    "MATCH (a)-->(b)-->(c)-->(d)-->(e)-->(f)-->(g)-->(h)-->(i)-->(j) RETURN count(DISTINCT j)",
    "MATCH (a)-[*]->(b) RETURN count(*)",
    "MATCH (a)-[*20..]->(b) WHERE key(a) = 'n1' AND id(a) + id(b) < 0 RETURN b",
    "MATCH (a), (b) WHERE key(a) = 'n1' AND key(b) = 'n2' MATCH (a)-[*20..]->(b) RETURN count(*)",
    "MATCH (a) WHERE EXISTS { MATCH (a)-[*20..]->(b) WHERE id(a) + id(b) < 0 } RETURN a",
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c RETURN count(*)",
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 100000) AS c "
    "WITH a + b + c AS s WHERE s < 0 RETURN s",
    "RETURN any(a IN range(1, 9999) WHERE any(b IN range(1, 9999) WHERE any(c IN range(1, 9999) WHERE a + b + c < 0)))",
    "RETURN size([a IN range(1, 9999) WHERE size([b IN range(1, 9999) WHERE size([c IN range(1, 9999) WHERE c < 0]) > 0"
    "]) > 0])",
    "RETURN reduce(x = 0, a IN range(1, 9999) | reduce(y = 0, b IN range(1, 9999) | reduce(z = 0, c IN range(1, 9999) "
    "| "
    "(x + y + z + c) % 7)))",
};

TEST(RunControl, EndsWhatTakesTooLong) {
  const auto graph = dense_graph(30);
  RunControl control;
  control.timeout = milliseconds(30);
  for (const bool optimize : {true, false}) {
    for (const std::string& query : kEndless) {
      PrepareOptions preparing;
      preparing.optimize = optimize;
      const Error error = ended(*graph, query, control, preparing);
      EXPECT_EQ(error.code, ErrorCode::kTimeout) << query << ": " << error.message;
      EXPECT_EQ(error.message, "the query took longer than 0.03 s");
      EXPECT_FALSE(error.hint.empty());
    }
  }
}

// A procedure asks, from the middle of the run.
TEST(RunControl, EndsWhatIsAskedToStop) {
  const auto graph = dense_graph(30);
  for (const std::string& query : kEndless) {
    if (!query.starts_with("MATCH") && !query.starts_with("UNWIND")) continue;
    StopSource stop;
    auto ask = std::make_shared<Procedure>();
    ask->name = "ask.to.stop";
    ask->run = [&stop](const ProcedureCall&) mutable -> ProcedureRows {
      stop.request_stop();
      return {{}};
    };
    PrepareOptions preparing;
    preparing.procedures.push_back(ask);
    RunControl control;
    control.stop = stop.token();
    const Error error = ended(*graph, "CALL ask.to.stop() WITH 1 AS one " + query, control, preparing);
    EXPECT_TRUE(stop.stop_requested());
    EXPECT_EQ(error.code, ErrorCode::kCancelled) << query << ": " << error.message;
    EXPECT_EQ(error.message, "the query was cancelled");
  }
}

TEST(RunControl, EndsSearchesAndProcedures) {
  const auto graph = diamonds(60);
  RunControl control;
  control.timeout = milliseconds(30);
  const std::string queries[] = {
      "MATCH (a), (b) WHERE key(a) = 'a0' AND key(b) = 'a60' MATCH p = allShortestPaths((a)-[*]->(b)) RETURN count(p)",
      "CALL all_shortest_paths('a0', 'a60') YIELD path RETURN count(path)",
  };
  for (const std::string& query : queries) EXPECT_EQ(ended(*graph, query, control).code, ErrorCode::kTimeout) << query;
}

// What searches without an end of its own looks at the view's run by itself.
TEST(RunControl, IsLookedAtByWhateverTakesAView) {
  const auto graph = diamonds(3);
  StopSource stop;
  RunControl control;
  control.stop = stop.token();
  const RunWatch watch(control);
  const View view = View(*graph).watched(&watch);
  const Vertex from = *graph->find("a0"), to = *graph->find("a3");
  const std::pair<std::string, std::function<void(const View&)>> all[] = {
      {"distance", [&](const View& v) { (void)shortest_distance(v, from, to, {}); }},
      {"path", [&](const View& v) { (void)shortest_path(v, from, to, {}); }},
      {"paths", [&](const View& v) { (void)all_shortest_paths(v, from, to, {}); }},
      {"boost", [&](const View& v) { (void)shortest_path_boost(v, from, to, {}); }},
      {"neighbourhood", [&](const View& v) { (void)neighbourhood(v, from, 3, {}); }},
      {"conflicts", [&](const View& v) { (void)find_conflicts(v); }},
      {"journeys", [&](const View& v) { JourneySearch(v, {}, PathGoal::kEarliestArrival).run(from); }},
      {"arrivals", [&](const View& v) { EarliestArrivals(v, {}).run(from); }},
      {"trails", [&](const View& v) { (void)TrailSearch(v, from, to, {}).next(); }},
  };
  const auto code_of = [](const std::function<void(const View&)>& work, const View& v) -> std::optional<ErrorCode> {
    try {
      work(v);
    } catch (const Error& error) {
      return error.code;
    }
    return std::nullopt;
  };
  for (const auto& [name, work] : all) EXPECT_EQ(code_of(work, view), std::nullopt) << name;
  stop.request_stop();
  for (const auto& [name, work] : all) {
    EXPECT_EQ(code_of(work, view), ErrorCode::kCancelled) << name;
    // A view that is made of it belongs to the same run; the graph as such to none.
    EXPECT_EQ(code_of(work, view.in(Timeslice::all())), ErrorCode::kCancelled) << name;
    EXPECT_EQ(code_of(work, View(*graph)), std::nullopt) << name;
  }
}

// Counting what a slice leaves out is part of the run.
TEST(RunControl, LetsAnAnswerBeThatIsThereInTime) {
  const auto graph = dense_graph(5);
  RunOptions options;
  options.control.timeout = std::chrono::hours(24 * 365 * 1000);  // beyond the reach of the clock
  StopSource never;
  options.control.stop = never.token();
  EXPECT_EQ(run(*prepare("MATCH (a)-->(b) RETURN a, b", *graph), *graph, {}, options).rows.size(), 20U);
}

constexpr std::size_t kMegabytes = std::size_t{1} << 20;

// Each keeps all that it finds, in another place.
TEST(Memory, OfWhatIsKeptIsBounded) {
  const auto graph = dense_graph(12);
  const auto paths = diamonds(24);
  const std::string range = "UNWIND range(1, 3000000) AS x ";
  for (const std::string& query : {
           range + "RETURN x",
           range + "RETURN x ORDER BY -x",
           range + "WITH x ORDER BY -x LIMIT 1000000 RETURN count(x)",
           range + "WITH DISTINCT x RETURN count(x)",
           range + "RETURN count(DISTINCT x)",
           range + "RETURN size(collect(x))",
           range + "WITH x % 1000000 AS k, count(*) AS n RETURN count(k)",
           range + "RETURN size(coalesce_periods(period('1950')))",
           std::string(
               "RETURN size([x IN range(1, 1000000) | toString(x) + 'a long text that takes a block of its own'])"),
           std::string("MATCH (a)-[r]->(b), (c)-[q]->(d) MATCH (e)-[s]->(f), (g)-[t]->(h) WHERE r.x IS NULL "
                       "RETURN size([(i)-[*1..4]-(j) | [i, j, 'a text that takes a block of its own' + key(i)]])"),
       }) {
    for (const bool optimize : {true, false}) {
      PrepareOptions preparing;
      preparing.optimize = optimize;
      RunControl control;
      control.memory = 16 * kMegabytes;
      const Error error = ended(*graph, query, control, preparing);
      EXPECT_EQ(error.code, ErrorCode::kLimit) << query << ": " << error.message;
      EXPECT_EQ(error.message, "the query needs more than the 16 MB of memory that it may keep") << query;
      EXPECT_NE(error.hint.find("--memory"), std::string::npos);
    }
  }
  RunControl control;
  control.memory = 16 * kMegabytes;
  const Error error = ended(*paths, "MATCH p = allShortestPaths((a {k: 1})-[*]-(b {k: 2})) RETURN count(p)", control);
  EXPECT_EQ(error.code, ErrorCode::kLimit) << error.message;
}

// A value that has no room is not made.
TEST(Memory, OfOneValueIsBounded) {
  const auto graph = dense_graph(3);
  for (const std::string& query : {
           std::string("RETURN size(range(1, 40000000))"),
           std::string("UNWIND range(1, 40000000) AS x RETURN count(*)"),
           std::string("RETURN size(reduce(l = [1], x IN range(1, 60) | l + l))"),
           std::string("RETURN size(reduce(l = 'abcd', x IN range(1, 26) | l + l))"),
           std::string("RETURN size([x IN range(1, 100) | reduce(l = 'a', y IN range(1, 20) | l + l)])"),
           std::string("RETURN size(split(reduce(l = 'a,', y IN range(1, 22) | l + l), ','))"),
           std::string("RETURN size(replace(reduce(l = 'a', y IN range(1, 18) | l + l), 'a', "
                       "reduce(l = 'a', y IN range(1, 12) | l + l)))"),
       }) {
    RunControl control;
    control.memory = 50 * kMegabytes;
    EXPECT_EQ(ended(*graph, query, control).code, ErrorCode::kLimit) << query;
  }
}

// The other side of a product and of a join.
TEST(Memory, OfJoinsIsBounded) {
  const auto graph = dense_graph(60);
  for (const std::string& query : {
           std::string("MATCH (a)-->(b), (c)-->(d)-->(e) RETURN count(*)"),
           std::string("MATCH (a)-->(b), (c)-->(d)-->(e) WHERE labels(a) = labels(c) RETURN count(*)"),
           std::string("MATCH (a)-[r]->(b), (c)-[q]->(d)-->(e) WHERE valid(r) OVERLAPS valid(q) RETURN count(*)"),
       }) {
    RunControl control;
    control.memory = 4 * kMegabytes;
    EXPECT_EQ(ended(*graph, query, control).code, ErrorCode::kLimit) << query;
  }
}

// What was kept is free again for the next run, and for the next outer row of the same.
TEST(Memory, IsLetGo) {
  const auto graph = dense_graph(3);
  RunOptions options;
  options.control.memory = 8 * kMegabytes;
  const auto plan = prepare(
      "UNWIND range(1, 20) AS outer MATCH (n) WHERE size([x IN range(1, 20000) | x + outer]) > 0 RETURN count(*)",
      *graph);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run(*plan, *graph, {}, options).rows[0][0].integer(), 60);
}

// A list that many rows share is there once.
TEST(Memory, OfSharedValuesCountsOnce) {
  const auto graph = dense_graph(3);
  RunOptions options;
  options.control.memory = 64 * kMegabytes;
  const auto plan = prepare(
      "WITH range(1, 100000) AS many UNWIND range(1, 3000) AS x WITH many, x ORDER BY -x RETURN many, x", *graph);
  EXPECT_EQ(run(*plan, *graph, {}, options).rows.size(), 3'000u);
}

}  // namespace
}  // namespace entente
