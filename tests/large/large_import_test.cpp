// A million relations through the front door: JSON Lines in, a store on disk, a query over it.
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr std::int64_t kEntities = 100'000;
constexpr std::int64_t kRelations = 1'000'000;

// Relation i is true in the year 1000 + i mod 1000, the whole of it; every tenth only once within it.
void write_records(const std::string& file) {
  std::ofstream out(file, std::ios::binary);
  for (std::int64_t i = 0; i < kEntities; ++i) out << R"({"id": "n)" << i << R"(", "type": "Thing"})" << '\n';
  for (std::int64_t i = 0; i < kRelations; ++i) {
    const std::int64_t year = 1000 + i % 1000;
    out << R"({"type": "KNEW", "from": "n)" << i % kEntities << R"(", "to": "n)" << i * 7919 % kEntities
        << R"(", "valid": )";
    if (i % 10 == 0)
      out << '"' << year << '"';
    else
      out << R"({"edtf": ")" << year << R"(", "extent": "throughout"})";
    out << R"(, "properties": {"i": )" << i << "}}\n";
  }
}

std::int64_t count(Database& database, std::string_view query) {
  const auto table = database.query(query);
  EXPECT_TRUE(table.ok()) << (table.ok() ? "" : describe(table.error(), query));
  return table.ok() ? table->rows.at(0).at(0).integer() : -1;
}

TEST(LargeImport, AMillionRelations) {
  const TemporaryFolder folder;
  const std::string file = folder.path("large.jsonl");
  write_records(file);
  {
    auto database = Database::open(folder.path("store"), {.create_if_missing = true});
    ASSERT_TRUE(database.ok()) << describe(database.error());
    std::uint64_t seen = 0;
    ImportOptions options;
    options.progress = [&](const ImportProgress& p) {
      EXPECT_GE(p.records, seen);
      seen = p.records;
    };
    const auto report = (*database)->import({file}, options);
    ASSERT_TRUE(report.ok()) << describe(report.error());
    EXPECT_EQ(report->commit.relations_added, static_cast<std::size_t>(kRelations));
    EXPECT_EQ(seen, static_cast<std::uint64_t>(kEntities + kRelations));
  }
  auto database = Database::open(folder.path("store"));
  ASSERT_TRUE(database.ok()) << describe(database.error());
  EXPECT_EQ(count(**database, "MATCH ()-[r:KNEW]->() RETURN count(*)"), kRelations);
  // A year of relations is a thousandth of them, certain or not; AS OF a day of it keeps the certain ones.
  EXPECT_EQ(count(**database, "MATCH ()-[r:KNEW]->() WHERE valid(r) DURING '1555' RETURN count(*)"), 1000);
  EXPECT_EQ(count(**database, "MATCH ()-[r:KNEW]->() AS OF '1555-06-01' RETURN count(*)"), 1000);
  EXPECT_EQ(count(**database, "MATCH ()-[r:KNEW]->() AS OF '1550-06-01' RETURN count(*)"), 0);
  EXPECT_EQ(count(**database, "MATCH ()-[r:KNEW]->() POSSIBLY AS OF '1550-06-01' RETURN count(*)"), 1000);
  EXPECT_EQ(count(**database, "MATCH (a)-[:KNEW]->(b) WHERE key(a) = 'n42' RETURN count(*)"), kRelations / kEntities);
}

}  // namespace
}  // namespace entente
