// The loops in which the engine spends its time, each by its name over the same small data every time: run.py counts
// their instructions.
//
//   hot_loops list        the names, each with how many units of work it does, their unit, and what it does
//   hot_loops build       the compiler, and whether this is a build as shipped: counts are of these
//   hot_loops NAME        runs one
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/period.hpp"
#include "query/pipeline.hpp"
#include "storage/fact_store.hpp"
#include "storage/open_store.hpp"
#include "support/graphs.hpp"

// What is counted: valgrind knows it by this name. What is prepared outside of it, and a first round that fills what is
// kept, counts for nothing.
extern "C" __attribute__((noinline)) void entente_hot_loop(const std::function<void()>& loop) {
  loop();
}

namespace entente {
namespace {

// Most loops; small, since counting takes fifty times as long.
constexpr std::int64_t kPeople = 400, kMeetings = 4'000;

// The same numbers everywhere, which the standard library does not promise of its distributions.
class HotNumbers {
 public:
  std::int64_t below(std::int64_t n) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(n));
  }

 private:
  std::uint64_t state_ = 20'240'229;
};

// People of whom a tenth is called upon by most, who met now and then; a fifth of the relations is of another type.
std::shared_ptr<const TemporalGraph> hot_graph(std::int64_t people = kPeople, std::int64_t meetings = kMeetings) {
  GraphOf graph;
  HotNumbers numbers;
  for (std::int64_t i = 0; i < people; ++i) {
    StoredEntity person;
    person.key = "p" + std::to_string(i);
    person.types = {graph.symbol(i % 2 == 0 ? "Person" : "Office")};
    person.properties.push_back({graph.symbol("number"), Value(i), std::nullopt});
    person.properties.push_back({graph.symbol("group"), Value(numbers.below(40)), std::nullopt});
    person.properties.push_back({graph.symbol("name"), Value("name " + std::to_string(i * 37 % people)), std::nullopt});
    graph.entity(std::move(person));
  }
  for (std::int64_t i = 0; i < meetings; ++i) {
    StoredRelation met;
    met.type = graph.symbol(i % 5 == 0 ? "SERVED" : "MET");
    met.from = EntityId{static_cast<std::uint64_t>(numbers.below(people))};
    met.to = EntityId{static_cast<std::uint64_t>(numbers.below(numbers.below(3) == 0 ? people / 10 : people))};
    const std::int64_t start = numbers.below(10'000);
    met.validity = validity_of(days(start, start + 1 + numbers.below(900)));
    met.properties.push_back({graph.symbol("weight"), Value(numbers.below(1'000)), std::nullopt});
    graph.relation(std::move(met));
  }
  return graph.build();
}

// The same kind of facts in a store.
std::unique_ptr<FactStore> hot_store(std::int64_t people, std::int64_t meetings) {
  auto store = FactStore::open(open_memory_store()).value();
  FactWriter writer(*store);
  HotNumbers numbers;
  for (std::int64_t i = 0; i < people; ++i) {
    EntityFact person;
    person.key = "p" + std::to_string(i);
    person.types = {"Person"};
    person.properties = {{"name", Value("name " + std::to_string(i)), std::nullopt}};
    writer.add(person);
  }
  for (std::int64_t i = 0; i < meetings; ++i) {
    RelationFact met;
    met.key = "m" + std::to_string(i);
    met.type = "MET";
    met.from = "p" + std::to_string(numbers.below(people));
    met.to = "p" + std::to_string(numbers.below(people));
    const std::int64_t start = numbers.below(10'000);
    met.validity = validity_of(days(start, start + 1 + numbers.below(900)));
    met.attribution.sources = {{"p0", "P" + std::to_string(i % 50)}};
    writer.add(met);
  }
  if (!writer.commit("data").ok()) std::abort();
  return store;
}

// Whatever a loop finds goes here, so that it is not left out.
std::int64_t found = 0;

// Once for what is kept from run to run, and then what counts.
void count_hot_loop(const std::function<void()>& loop) {
  loop();
  entente_hot_loop(loop);
}

void ask(const TemporalGraph& graph, const std::string& text, int times,
         const std::function<Map(int)>& parameters = {}) {
  const auto plan = prepare(text, graph);
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      const Table table = run(*plan, graph, parameters ? parameters(i) : Map{}, {});
      found += static_cast<std::int64_t>(table.rows.size());
    }
  });
}

void plan_point_query(int times) {
  const auto graph = hot_graph();
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      const auto plan = prepare(
          "MATCH (a:Person {number: $number})-[r:MET]->(b) WHERE valid(r) BEFORE '1980' RETURN b.name, r.weight",
          *graph);
      found += plan->slot_count;
    }
  });
}

void scan_a_type(int times) {
  ask(*hot_graph(2'000, 25'000),
      "MATCH (a)-[r:MET]->(b) FOR VALID_TIME FROM '1975' TO '1990' RETURN sum(id(a) + id(b))", times);
}

void expand_one_hop(int times) {
  ask(*hot_graph(), "MATCH (a {number: $number})-[r:MET]->(b) RETURN b.number", times, [](int i) {
    return Map{{"number", Value(i * 17 % kPeople)}};
  });
}

void count_two_hops(int times) {
  ask(*hot_graph(), "MATCH (a:Person)-[:MET]->(b)-[:MET]->(c) RETURN count(*)", times);
}

void filter_by_property(int times) {
  ask(*hot_graph(), "MATCH (n:Person) WHERE n.number % 7 = 3 AND n.name STARTS WITH 'name 1' RETURN count(n)", times);
}

void keep_the_first(int times) {
  ask(*hot_graph(),
      "MATCH (a)-[r:MET]->(b) RETURN a.number, b.number, r.weight ORDER BY r.weight DESC, a.number LIMIT 10", times);
}

void aggregate_by_key(int times) {
  ask(*hot_graph(), "MATCH (a:Person)-[r:MET]->() RETURN a.group, count(r), sum(r.weight), max(r.weight)", times);
}

void join_by_value(int times) {
  ask(*hot_graph(), "MATCH (a:Person), (b:Office) WHERE a.group = b.group AND a.number < b.number RETURN count(a.name)",
      times);
}

void compare_periods(int times) {
  HotNumbers numbers;
  std::vector<Period> periods;
  for (int i = 0; i < 300; ++i) {
    const std::int64_t start = numbers.below(10'000);
    Period p = days(start, start + 1 + numbers.below(2'000));
    if (i % 3 == 0) p.latest_end = day(start + 4'000);
    periods.push_back(p);
  }
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      for (const Period& p : periods) {
        for (const Period& q : periods) {
          found += static_cast<int>(before(p, q)) + static_cast<int>(overlaps(p, q)) + static_cast<int>(during(p, q)) +
                   static_cast<int>(equals(p, q)) + static_cast<int>(immediately_precedes(p, q));
        }
      }
    }
  });
}

void read_dates(int times) {
  const std::string_view dates[] = {
      "1969-03-02", "1989",    "1950-02-14/1979-04-03", "1967/1985~", "1958-07", "[1949-01..1949-04]",
      "194X",       "1814-21", "../1953-06-17",         "1958-07-31?"};
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      for (const std::string_view date : dates) found += read_edtf(date).ok() ? 1 : 0;
    }
  });
}

void write_json_lines(int times) {
  const auto graph = hot_graph();
  const Table table =
      run(*prepare("MATCH (a:Person)-[r:SERVED]->(b) RETURN a.name, r, valid(r), b.number ORDER BY id(r) LIMIT 500",
                   *graph),
          *graph, {}, {});
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      std::ostringstream out;
      if (!write(table, "jsonl", out).ok()) std::abort();
      found += static_cast<std::int64_t>(out.str().size());
    }
  });
}

void load_a_snapshot(int times) {
  const auto store = hot_store(500, 2'000);
  count_hot_loop([&] {
    for (int i = 0; i < times; ++i) {
      GraphBuilder builder(store->symbols(), store->ontology());
      store->load(
          store->head().transaction, [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
          [&](StoredRelation&& relation) { builder.add(std::move(relation)); });
      found += builder.build(store->head().transaction, store->head().system_time)->edge_count();
    }
  });
}

struct HotLoop {
  std::string_view name;
  std::string_view unit;
  std::int64_t units;  // of one round
  int rounds;          // that are counted
  void (*run)(int rounds);
  std::string_view summary;
};

constexpr HotLoop kHotLoops[] = {
    {"plan-point-query", "query", 1, 20, plan_point_query,
     "parse, bind and plan a query for the relations of one entity"},
    {"type-scan", "relation", 20'000, 1, scan_a_type, "all relations of a type within a part of time"},
    {"one-hop", "query", 1, 100, expand_one_hop, "the relations of one entity, found by a property"},
    {"two-hop-count", "entity", 200, 20, count_two_hops, "how many chains of two relations there are"},
    {"property-filter", "entity", 200, 20, filter_by_property, "entities of a label by two properties"},
    {"top-k", "relation", 3'200, 4, keep_the_first, "the first ten of all relations of a type, by two keys"},
    {"aggregate", "relation", 1'600, 4, aggregate_by_key, "sums of relations by a property of their entity"},
    {"hash-join", "entity", 400, 4, join_by_value, "pairs of entities of two patterns with the same value"},
    {"allen", "pair", 90'000, 1, compare_periods, "five predicates over pairs of periods, of which some are vague"},
    {"read-edtf", "date", 10, 50, read_dates, "dates of all kinds"},
    {"write-jsonl", "row", 500, 2, write_json_lines, "rows with a relation and a period as JSON Lines"},
    {"load-snapshot", "fact", 2'500, 1, load_a_snapshot, "a store in memory into a snapshot"},
};

}  // namespace
}  // namespace entente

int main(int count, char** arguments) {
  const std::string_view name = count == 2 ? arguments[1] : "";
  if (name == "build") {
#if defined(NDEBUG) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    std::puts("as shipped");
#else
    std::puts("not as shipped");
#endif
#if defined(__clang__)
    std::puts("clang " __VERSION__);
#else
    std::puts("GCC " __VERSION__);
#endif
    return 0;
  }
  for (const entente::HotLoop& loop : entente::kHotLoops) {
    if (name == "list") {
      std::printf("%s\t%lld\t%s\t%s\n", loop.name.data(), static_cast<long long>(loop.units * loop.rounds),
                  loop.unit.data(), loop.summary.data());
    } else if (name == loop.name) {
      loop.run(loop.rounds);
      std::printf("%lld\n", static_cast<long long>(entente::found));
      return entente::found == 0 ? 1 : 0;
    }
  }
  if (name == "list") return 0;
  std::fputs("usage: hot_loops list | build | NAME\n", stderr);
  return 2;
}
