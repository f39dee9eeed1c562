// An ontology in which each of many types is the parent of the next costs what as many types beside one another do.
#include <ctime>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr int kTypes = 20'000;

std::string chain() {
  std::string types, relations;
  for (int i = 0; i < kTypes; ++i) {
    const std::string number = std::to_string(i), above = std::to_string(i - 1);
    types += (i > 0 ? ",{\"name\":\"T" : "{\"name\":\"T") + number + "\"";
    relations += (i > 0 ? ",{\"name\":\"R" : "{\"name\":\"R") + number + "\"";
    if (i > 0) types += ",\"parent\":\"T" + above + "\"";
    if (i > 0) relations += ",\"sub_relation_of\":\"R" + above + "\"";
    types += "}";
    relations += "}";
  }
  const std::string last = std::to_string(kTypes - 1);
  return "{\"ontology\":{\"entity_types\":[" + types + "],\"relation_types\":[" + relations +
         "]},\"entities\":[{\"id\":\"a\",\"type\":\"T" + last + "\"}],\"relations\":[{\"type\":\"R" + last +
         "\",\"from\":\"a\",\"to\":\"a\"}]}";
}

TEST(DeepOntology, CostsNoMoreThanAFlatOne) {
  const TemporaryFolder folder;
  const std::string file = folder.file("deep.json", chain());
  const std::clock_t begin = std::clock();
  const auto seconds = [&] { return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; };
  const auto database = Database::in_memory().value();
  const auto report = database->import({file});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_LT(seconds(), 30) << "import";
  const auto found = database->query("MATCH (n:T0)-[:R0]->() RETURN size(labels(n)) AS n");
  ASSERT_TRUE(found.ok()) << describe(found.error());
  ASSERT_EQ(found->rows.size(), 1U);
  EXPECT_EQ(found->rows[0][0].integer(), kTypes);
  EXPECT_LT(seconds(), 40) << "query";
  const Ontology ontology = database->ontology().value();
  WriteOptions options;
  options.ontology = &ontology;
  for (const std::string_view format : {"data", "jsonld", "graphml"}) {
    std::ostringstream out;
    const Table all = database->all_facts().value();
    const Result<void> written = write(all, format, out, options);
    EXPECT_TRUE(written.ok()) << format;
    EXPECT_LT(seconds(), 60) << format;
  }
  EXPECT_TRUE(database->check().ok());
  EXPECT_TRUE(database->query("CALL db.schema()").ok());
  EXPECT_TRUE(database->import({file}).ok());
  EXPECT_LT(seconds(), 90);
}

}  // namespace
}  // namespace entente
