// Boost.Graph answers queries over the same snapshot: its shortest paths are as long as the engine's own.
#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

std::int64_t steps(Database& database, const std::string& query, bool boost_paths) {
  QueryOptions options;
  options.boost_paths = boost_paths;
  const auto table = database.query(query, {}, options);
  EXPECT_TRUE(table.ok()) << (table.ok() ? "" : describe(table.error(), query));
  return table.ok() && !table->rows.empty() ? table->rows[0][0].integer() : -1;
}

TEST(BoostPaths, AreAsLongAsOurs) {
  auto opened = Database::in_memory();
  ASSERT_TRUE(opened.ok());
  Database& database = **opened;
  ASSERT_TRUE(database.import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/sino-soviet"}).ok());
  const struct {
    std::string pattern;
    std::int64_t length;  // worked out by hand from the facts; -1: there is no path
  } cases[] = {
      {"(:Person {name: 'Pavel Yudin'})-[:MET*]-(:Person {name: 'Zhou Enlai'})", 3},
      {"(:Person {name: 'Mikhail Gorbachev'})-[:MET*]-(:Person {name: 'Zhao Ziyang'})", 1},
      {"(:Person {name: 'Pavel Yudin'})-[:MET*..2]-(:Person {name: 'Zhou Enlai'})", -1},
  };
  for (const auto& c : cases) {
    const std::string query = "MATCH p = shortestPath(" + c.pattern + ") RETURN length(p)";
    EXPECT_EQ(steps(database, query, false), c.length) << query;
    EXPECT_EQ(steps(database, query, true), c.length) << query;
  }
  // Within a slice too: no meeting of Yudin is certain to have lasted through a given day.
  const std::string sliced =
      "MATCH p = shortestPath((:Person {name: 'Pavel Yudin'})-[:MET*]-(:Person {name: 'Mao Zedong'}))";
  for (const bool boost_paths : {false, true}) {
    EXPECT_EQ(steps(database, sliced + " AS OF '1958-07-10' RETURN length(p)", boost_paths), -1);
    EXPECT_EQ(steps(database, sliced + " POSSIBLY AS OF '1958-07-10' RETURN length(p)", boost_paths), 1);
  }
}

}  // namespace
}  // namespace entente
