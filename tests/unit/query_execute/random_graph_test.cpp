// Patterns over random graphs against the plainest way to answer them: try everything.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

constexpr int kNodes = 6, kEdges = 14, kDays = 10;

struct RandomGraph {
  explicit RandomGraph(unsigned seed) : random(seed) {
    for (int i = 0; i < kNodes; ++i) {
      StoredEntity e;
      e.key = std::string(1, static_cast<char>('a' + i));
      if (below(3) == 0) e.validity = validity_of(some_period());
      e.attribution.sources = {{"book-r", ""}, {"book-s", ""}};  // both tell of the lives
      facts.entity(std::move(e));
    }
    for (int i = 0; i < kEdges; ++i) {
      StoredRelation r;
      const bool is_r = below(2) == 0;
      r.type = facts.symbol(is_r ? "R" : "S");
      r.from = facts.id(key(below(kNodes)));
      r.to = facts.id(key(below(kNodes)));
      r.validity = validity_of(some_period());
      r.properties.push_back({facts.symbol("w"), Value(is_r ? 1 : 0), std::nullopt});
      r.attribution.sources = {{is_r ? "book-r" : "book-s", ""}};
      facts.relation(std::move(r));
    }
    graph = facts.build();
  }

  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
  static std::string key(int i) { return std::string(1, static_cast<char>('a' + i)); }

  Period some_period() {
    const int first = below(kDays), end = first + 1 + below(kDays);
    Period p = days(first, end);
    if (below(2) == 0) {  // uncertain
      p.latest_start = day(first + below(3));
      p.earliest_end = day(std::max(first + 1, end - below(3)));
      if (!p.is_valid()) return days(first, end);
    }
    return p;
  }

  std::mt19937 random;
  GraphOf facts;
  std::shared_ptr<const TemporalGraph> graph;
};

struct Question {
  std::string clause;  // after the pattern
  Timeslice slice;
};

std::vector<Question> questions() {
  std::vector<Question> all = {{"", Timeslice::all()}};
  for (const int d : {3, 7, 12}) {
    const std::string date = "1970-01-" + std::string(d < 9 ? "0" : "") + std::to_string(d + 1);
    all.push_back({" AS OF '" + date + "'", {Timeslice::Kind::kThroughout, day(d), day(d + 1), Reading::kCertain}});
    all.push_back(
        {" POSSIBLY AS OF '" + date + "'", {Timeslice::Kind::kThroughout, day(d), day(d + 1), Reading::kPossible}});
    all.push_back({" FOR VALID_TIME BETWEEN '" + date + "' AND '1970-01-14'",
                   {Timeslice::Kind::kOverlapping, day(d), day(14), Reading::kCertain}});
  }
  return all;
}

struct ArrowDirection {
  std::string before, after;
  bool out, in;
};
const ArrowDirection kArrows[] = {{"-", "->", true, false}, {"<-", "-", false, true}, {"-", "-", true, true}};

// Ends of the relation when it is followed from `v` in that direction.
std::vector<Vertex> followed(const TemporalGraph& g, Edge e, Vertex v, const ArrowDirection& d) {
  std::vector<Vertex> ends;
  if (d.out && g.source(e) == v) ends.push_back(g.target(e));
  if (d.in && g.target(e) == v && !(d.out && g.source(e) == v)) ends.push_back(g.source(e));
  return ends;
}

bool in_slice(const TemporalGraph& g, const Timeslice& slice, Edge e) {
  return View(g, slice).admits(e);
}

// All trails from `v`, as "start end length", between the two lengths.
void trails(const TemporalGraph& g, const Question& q, const ArrowDirection& d, std::string_view type, Vertex start,
            Vertex v, std::set<Edge>& used, std::size_t min, std::size_t max, Rows& rows) {
  if (used.size() >= min) {
    rows.push_back(std::string(g.key(start)) + " | " + std::string(g.key(v)) + " | " + std::to_string(used.size()));
  }
  if (used.size() == max) return;
  for (Edge e = 0; e < g.edge_count(); ++e) {
    if (used.contains(e) || !in_slice(g, q.slice, e)) continue;
    if (!type.empty() && g.symbol_name(g.type(e)) != type) continue;
    for (const Vertex w : followed(g, e, v, d)) {
      used.insert(e);
      trails(g, q, d, type, start, w, used, min, max, rows);
      used.erase(e);
    }
  }
}

Rows expected_trails(const TemporalGraph& g, const Question& q, const ArrowDirection& d, std::string_view type,
                     std::size_t min, std::size_t max) {
  Rows rows;
  for (Vertex v = 0; v < g.vertex_count(); ++v) {
    std::set<Edge> used;
    if (View(g, q.slice).admits_vertex(v)) trails(g, q, d, type, v, v, used, min, max, rows);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(RandomGraphs, ExpansionsFindAllTrails) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const RandomGraph random(seed);
    for (const Question& q : questions()) {
      for (const ArrowDirection& d : kArrows) {
        for (const std::string type : {"", "R"}) {
          const std::string label = type.empty() ? "" : ":" + type;
          SCOPED_TRACE("seed " + std::to_string(seed) + q.clause + d.before + label + d.after);
          EXPECT_EQ(sorted_rows(*random.graph, "MATCH (x)" + d.before + "[r" + label + "]" + d.after + "(y)" +
                                                   q.clause + " RETURN key(x), key(y), 1"),
                    expected_trails(*random.graph, q, d, type, 1, 1));
          EXPECT_EQ(sorted_rows(*random.graph, "MATCH (x)" + d.before + "[r" + label + "*0..3]" + d.after + "(y)" +
                                                   q.clause + " RETURN key(x), key(y), size(r)"),
                    expected_trails(*random.graph, q, d, type, 0, 3));
          EXPECT_EQ(sorted_rows(*random.graph, "MATCH (x)" + d.before + "[r" + label + "]" + d.after + "(z)" +
                                                   d.before + "[s" + label + "]" + d.after + "(y)" + q.clause +
                                                   " RETURN key(x), key(y), 2"),
                    expected_trails(*random.graph, q, d, type, 2, 2));
        }
      }
    }
  }
}

TEST(RandomGraphs, ShortestPathsAreAmongTheShortestTrails) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const RandomGraph random(seed);
    for (const Question& q : questions()) {
      for (const ArrowDirection& d : kArrows) {
        SCOPED_TRACE("seed " + std::to_string(seed) + q.clause + d.before + d.after);
        std::map<std::string, std::size_t> shortest;
        for (const std::string& row : expected_trails(*random.graph, q, d, "", 1, 4)) {
          const std::string ends = row.substr(0, 5);
          const std::size_t length = std::stoul(row.substr(8));
          const auto [at, is_new] = shortest.emplace(ends, length);
          at->second = std::min(at->second, length);
        }
        Rows expected;
        for (const auto& [ends, length] : shortest) expected.push_back(ends + " | " + std::to_string(length));
        const std::string query = "MATCH (x), (y) MATCH p = shortestPath((x)" + d.before + "[*..4]" + d.after + "(y))" +
                                  q.clause + " RETURN key(x), key(y), length(p)";
        EXPECT_EQ(sorted_rows(*random.graph, query), expected);
      }
    }
  }
}

// The search with a condition is another one than that by type; every R has w = 1, and no S.
TEST(RandomGraphs, ShortestPathsByConditionAreThoseByType) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const RandomGraph random(seed);
    for (const Question& q : questions()) {
      for (const ArrowDirection& d : kArrows) {
        for (const std::string range : {"*", "*..2", "*0.."}) {
          SCOPED_TRACE("seed " + std::to_string(seed) + q.clause + d.before + range + d.after);
          const auto answer = [&](const std::string& selector, const std::string& relation, const std::string& result) {
            return sorted_rows(*random.graph, "MATCH (x), (y) MATCH p = " + selector + "((x)" + d.before + "[" +
                                                  relation + "]" + d.after + "(y))" + q.clause + " RETURN " + result);
          };
          EXPECT_EQ(answer("allShortestPaths", range + " {w: 1}", "p, [r IN relationships(p) | id(r)]"),
                    answer("allShortestPaths", ":R" + range, "p, [r IN relationships(p) | id(r)]"));
          EXPECT_EQ(answer("shortestPath", range + " {w: 1}", "key(x), key(y), length(p)"),
                    answer("shortestPath", ":R" + range, "key(x), key(y), length(p)"));
        }
      }
    }
  }
}

// Every R is told by one book and every S by another: what the book supports is what is of the type, along every kind
// of path.
TEST(RandomGraphs, PathsByOneSourceAreThoseByType) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    const RandomGraph random(seed);
    for (const Question& q : questions()) {
      for (const ArrowDirection& d : kArrows) {
        SCOPED_TRACE("seed " + std::to_string(seed) + q.clause + d.before + d.after);
        const auto answers = [&](const std::string& before, const std::string& range, const std::string& after,
                                 const std::string& result) {
          const auto ask = [&](const std::string& type, const std::string& source) {
            return sorted_rows(*random.graph, "MATCH " + before + "(x)" + d.before + "[r" + type + range + "]" +
                                                  d.after + "(y)" + after + q.clause + source + " RETURN " + result);
          };
          EXPECT_EQ(ask("", " ACCORDING TO 'book-r'"), ask(":R", ""));
          EXPECT_EQ(ask("", " ACCORDING TO ['book-s', 'nobody']"), ask(":S", ""));
          EXPECT_EQ(ask("", " ACCORDING TO ['book-s', 'book-r']"), ask(":R|S", ""));
        };
        answers("", "", "", "key(x), id(r), key(y)");
        answers("", "*1..3", "", "key(x), [e IN r | id(e)], key(y)");
        answers("(x), (y) MATCH p = shortestPath(", "*1..", ")", "key(x), key(y), length(p)");
        answers("(x), (y) MATCH p = allShortestPaths(", "*1..", ")", "p, [e IN r | id(e)]");
      }
    }
  }
}

TEST(RandomGraphs, ScansBoundedByAPredicateLoseNothing) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const RandomGraph random(seed);
    const TemporalGraph& g = *random.graph;
    for (int d = 1; d < 2 * kDays; ++d) {
      const Map parameters{{"q", Value(validity_of(days(d, d + 2)))}};
      Rows certain, possible;
      for (Edge e = 0; e < g.edge_count(); ++e) {
        if (g.symbol_name(g.type(e)) != "R") continue;
        const Truth t = before(g.period(e), days(d, d + 2));
        const std::string row = std::to_string(g.relation_id(e).value);
        if (certainly(t)) certain.push_back(row);
        if (possibly(t)) possible.push_back(row);
      }
      std::sort(certain.begin(), certain.end());
      std::sort(possible.begin(), possible.end());
      EXPECT_EQ(sorted_rows(g, "MATCH (x)-[r:R]->(y) WHERE valid(r) BEFORE $q RETURN id(r)", parameters), certain);
      EXPECT_EQ(sorted_rows(g, "MATCH (x)-[r:R]->(y) WHERE possibly(valid(r) BEFORE $q) RETURN id(r)", parameters),
                possible);
    }
  }
}

}  // namespace
}  // namespace entente
