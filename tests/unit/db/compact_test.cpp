// Database::compact: relations go into blocks, and nothing that is asked changes.
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// In rows: the first commit that has relations has few of them.
void fill(Database& database) {
  for (const int count : {1, 20'001}) {
    auto transaction = database.write();
    ASSERT_TRUE(transaction.ok());
    if (count == 1) {
      for (const char* key : {"a", "b"}) {
        EntityFact fact;
        fact.key = key;
        fact.types = {"Person"};
        ASSERT_TRUE(transaction->add(fact).ok());
      }
    }
    for (int i = 0; i < count; ++i) {
      RelationFact fact;
      fact.key = std::to_string(count) + "-" + std::to_string(i);
      fact.type = "MET";
      fact.from = i % 2 == 0 ? "a" : "b";
      fact.to = i % 2 == 0 ? "b" : "a";
      fact.validity = read_validity(std::to_string(1000 + i % 1000)).value();
      ASSERT_TRUE(transaction->add(fact).ok());
    }
    ASSERT_TRUE(transaction->commit("facts").ok());
  }
}

std::string answers(Database& database) {
  const auto table = database.query(
      "MATCH (a)-[m:MET]->(b) RETURN id(a), count(*) AS n, min(valid(m).start) ORDER BY "
      "n");
  EXPECT_TRUE(table.ok()) << describe(table.error());
  if (!table.ok()) return {};
  EXPECT_EQ(table->rows.size(), 2U);
  std::ostringstream out;
  EXPECT_TRUE(write(*table, "csv", out, {}).ok());
  return out.str();
}

TEST(Compact, TakesLessRoomAndAnswersAsBefore) {
  const TemporaryFolder folder;
  Options options;
  options.create_if_missing = true;
  const auto database = Database::open(folder.path("store"), options).value();
  fill(*database);
  const std::string before = answers(*database);
  const TransactionId commit = database->read()->graph().transaction();
  const CompactReport report = database->compact().value();
  EXPECT_GT(report.pages, 0U);
  EXPECT_EQ(report.packed_relations, 20'002U);
  EXPECT_LT(report.bytes_after, report.bytes_before);
  EXPECT_EQ(answers(*database), before);
  EXPECT_EQ(database->read()->graph().transaction(), commit);
  EXPECT_TRUE(database->check()->empty());
  EXPECT_EQ(database->compact()->pages, 0U);
}

TEST(Compact, NeedsTheRightToWrite) {
  const TemporaryFolder folder;
  Options options;
  options.create_if_missing = true;
  fill(*Database::open(folder.path("store"), options).value());
  options = Options();
  options.read_only = true;
  const auto database = Database::open(folder.path("store"), options).value();
  const auto refused = database->compact();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
}

TEST(Compact, PacksADatabaseInMemoryToo) {
  const auto database = Database::in_memory().value();
  fill(*database);
  const std::string before = answers(*database);
  EXPECT_GT(database->compact()->pages, 0U);
  EXPECT_EQ(answers(*database), before);
  EXPECT_TRUE(database->check()->empty());
}

}  // namespace
}  // namespace entente
