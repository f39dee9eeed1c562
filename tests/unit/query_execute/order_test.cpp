// The first few in order of start, out of scans that are in that order.
#include <random>

#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

// Many with one start, many whose start is not known, some open.
std::shared_ptr<const TemporalGraph> meetings() {
  GraphOf graph;
  std::mt19937 random(3);
  for (int i = 0; i < 8; ++i) graph.entity("n" + std::to_string(i), {"N"});
  for (int i = 0; i < 60; ++i) {
    const std::string from = "n" + std::to_string(random() % 8), to = "n" + std::to_string(random() % 8);
    const auto start = static_cast<std::int64_t>(random() % 9);
    const std::string type = i % 2 == 0 ? "R" : "S";
    if (i % 5 == 0) {
      graph.relation(from, type, to);
    } else if (i % 3 == 0) {
      Period p = days(start, start + 20);
      p.earliest_start = day(start - 3);
      graph.relation(from, type, to, validity_of(p));
    } else {
      graph.relation(from, type, to, start, start + 5);
    }
  }
  return graph.build();
}

TEST(SortedInput, GivesWhatSortingGives) {
  const auto graph = meetings();
  for (const std::string types : {"R", "R|S"}) {
    for (const std::string limit : {"0", "1", "3", "10", "30", "100"}) {
      for (const std::string keys : {"since", "since, key(b)", "since, key(b) DESC, key(a)"}) {
        for (const std::string time : {"", " AS OF '1970-01-06'", " POSSIBLY AS OF '1970-01-03'"}) {
          const std::string query = "MATCH (a)-[r:" + types + "]->(b)" + time +
                                    " WITH a, b, r, valid(r).start AS since RETURN since ORDER BY " + keys + " LIMIT " +
                                    limit;
          const Table first = table_of(*graph, query), all = table_of(*graph, query, {}, false);
          ASSERT_EQ(first.rows.size(), all.rows.size()) << query;
          for (std::size_t i = 0; i < first.rows.size(); ++i)
            EXPECT_TRUE(equivalent(first.rows[i][0], all.rows[i][0])) << query << " row " << i;
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente
