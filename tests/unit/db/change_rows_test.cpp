// CALL changes(…) and `entente diff` say the same.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente {
namespace {

// Key, kind, certainty and what is possible.
using ChangeLine = std::tuple<std::string, std::string, bool, std::vector<std::string>>;

std::vector<ChangeLine> by_diff(Database& database, QueryOptions options, const std::string& from,
                                const std::string& to) {
  options.cuts = {cut_between(from, to).value()};
  const auto facts = database.all_facts(options);
  const auto ontology = database.ontology();
  std::ostringstream out;
  write_changes_json(facts.value(), changes_between(facts.value(), from, to).value(), &ontology.value(), out);
  rapidjson::Document document;
  document.Parse(out.str().c_str());
  std::vector<ChangeLine> lines;
  for (const auto& change : document["changes"].GetArray()) {
    std::vector<std::string> possible;
    for (const auto& word : change["changes"].GetArray()) possible.emplace_back(word.GetString());
    const auto& fact = change["fact"].MemberBegin()->value;  // {"$node": …} or {"$relationship": …}
    lines.emplace_back(fact["key"].GetString(), change["kind"].GetString(),
                       change["certainty"].GetString() == std::string("certain"), std::move(possible));
  }
  return lines;
}

std::vector<ChangeLine> by_call(Database& database, const QueryOptions& options, const std::string& from,
                                const std::string& to) {
  const auto table = database.query(
      "CALL changes($from, $to) YIELD change, fact, certain, possible RETURN key(fact), change, certain, possible",
      {{"from", from}, {"to", to}}, options);
  std::vector<ChangeLine> lines;
  for (const auto& row : table.value().rows) {
    std::vector<std::string> possible;
    for (const Value& word : row[3].list()) possible.push_back(word.string());
    lines.emplace_back(row[0].string(), row[1].string(), row[2].boolean(), std::move(possible));
  }
  return lines;
}

TEST(ChangeRows, AreThoseOfTheComparison) {
  const auto database = Database::in_memory().value();
  ASSERT_TRUE(database->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/sino-soviet"}).ok());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"1949-09-01", "1950-03-01"},
                                                                                 {"1950", "1969"},
                                                                                 {"1958-07", "1958-08"},
                                                                                 {"1988", "1992"},
                                                                                 {"1900", "2020"},
                                                                                 {"1953-03-05", "1953-03-06"}}) {
    for (const std::vector<std::string>& sources : std::vector<std::vector<std::string>>{{}, {"doc-a"}, {"stated"}}) {
      QueryOptions options;
      options.according_to = sources;
      const auto wanted = by_diff(*database, options, from, to);
      EXPECT_FALSE(wanted.empty());
      EXPECT_EQ(by_call(*database, options, from, to), wanted) << from << " to " << to;
    }
  }
}

}  // namespace
}  // namespace entente
