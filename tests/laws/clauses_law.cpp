// WITH, RETURN, aggregates, DISTINCT, ORDER BY, SKIP, LIMIT, UNION and UNWIND of random statements against their
// plainest definitions.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "query/pipeline.hpp"
#include "support/random_clauses.hpp"
#include "support/random_queries.hpp"

namespace entente {
namespace {

naive::Datum datum_of(const Value& value, const Table& table, const TemporalGraph& graph) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return naive::of(value.boolean());
    case ValueType::kInteger:
      return naive::of(value.integer());
    case ValueType::kFloat:
      return naive::of(value.floating());
    case ValueType::kString:
      return naive::of(value.string());
    case ValueType::kInstant:
      return naive::of(value.instant().seconds / kSecondsPerDay, naive::Kind::kInstant);
    case ValueType::kNode:
      return naive::of(static_cast<std::int64_t>(*graph.find(table.elements.nodes.at(value.node().index).key)),
                       naive::Kind::kNode);
    case ValueType::kRelationship:
      return naive::of(static_cast<std::int64_t>(table.elements.relationships.at(value.relationship().index).id.value),
                       naive::Kind::kRelationship);
    case ValueType::kList: {
      std::vector<naive::Datum> items;
      for (const Value& item : value.list()) items.push_back(datum_of(item, table, graph));
      return naive::of(items);
    }
    default:
      break;
  }
  EXPECT_TRUE(value.is_null()) << "a " << name(value.type()) << " that no clause can give";
  return {};
}

std::vector<std::string> shown_rows(const naive::Rows& rows, const std::vector<bool>& bags, bool loose) {
  std::vector<std::string> lines;
  for (const naive::Row& row : rows) {
    std::string& line = lines.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) line += naive::shown(row[i], loose, bags[i]) + " | ";
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// Empty where the rows are a right answer, else what is wrong.
std::string what_differs(const naive::Rows& rows, const naive::Expected& expected, bool loose) {
  std::size_t all = 0;
  for (const naive::Rows& part : expected.parts) all += part.size();
  const std::size_t first = std::min(expected.skip, all);
  const std::size_t end = first + std::min(expected.limit, all - first);
  const auto list = [](const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n  " + line;
    return text;
  };
  if (rows.size() != end - first) {
    std::string text = std::to_string(rows.size()) + " rows in place of " + std::to_string(end - first) + ", of";
    for (const naive::Rows& part : expected.parts) text += list(shown_rows(part, expected.bags, loose)) + "\n  --";
    return text + "\nfound" + list(shown_rows(rows, expected.bags, loose));
  }
  std::size_t begin = 0, taken = 0;
  for (const naive::Rows& part : expected.parts) {
    const std::size_t from = std::max(begin, first), to = std::min(begin + part.size(), end);
    begin += part.size();
    if (from >= to) continue;
    const naive::Rows here(rows.begin() + static_cast<std::ptrdiff_t>(taken),
                           rows.begin() + static_cast<std::ptrdiff_t>(taken + to - from));
    const std::vector<std::string> is = shown_rows(here, expected.bags, loose);
    const std::vector<std::string> of = shown_rows(part, expected.bags, loose);
    if (!std::includes(of.begin(), of.end(), is.begin(), is.end()))
      return "from row " + std::to_string(taken) + " on" + list(is) + "\nin place of" + list(of);
    taken += to - from;
  }
  return "";
}

TEST(Clauses, GiveTheRowsOfTheirDefinitions) {
  constexpr unsigned kStatements = 4000, kWorlds = 5;
  std::vector<std::shared_ptr<const TemporalGraph>> graphs;
  std::vector<naive::World> worlds;
  for (unsigned i = 0; i < kWorlds; ++i) {
    graphs.push_back(tangled_world(i + 1));
    worlds.emplace_back(*graphs.back());
  }
  unsigned with_rows = 0, wrong = 0, loosely = 0;
  for (unsigned seed = 0; seed < kStatements && wrong < 5; ++seed) {
    const TemporalGraph& graph = *graphs[seed % kWorlds];
    naive::met_1_and_1_0 = false;
    naive::ClauseMaker statement(seed, worlds[seed % kWorlds]);
    statement.make();
    const bool loose = naive::met_1_and_1_0;
    loosely += loose ? 1 : 0;
    for (const bool optimize : {true, false}) {
      PrepareOptions options;
      options.optimize = optimize;
      std::string difference;
      try {
        const Table table = run(*prepare(statement.text, graph, options), graph, {}, {});
        naive::Rows rows;
        for (const std::vector<Value>& values : table.rows) {
          naive::Row& row = rows.emplace_back();
          for (const Value& value : values) row.push_back(datum_of(value, table, graph));
        }
        with_rows += optimize && !rows.empty() ? 1 : 0;
        difference = what_differs(rows, statement.expected, loose);
      } catch (const Error& error) {
        difference = describe(error, statement.text);
      }
      if (difference.empty()) continue;
      ++wrong;
      ADD_FAILURE() << "seed " << seed << (optimize ? ", optimized: " : ", as it is: ") << statement.text << "\n"
                    << difference;
      break;
    }
  }
  if (wrong > 0) return;
  EXPECT_GT(with_rows, kStatements / 2);  // or the comparison would say little
  EXPECT_LT(loosely, kStatements / 3);
}

}  // namespace
}  // namespace entente
