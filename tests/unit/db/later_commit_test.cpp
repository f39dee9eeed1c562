// Relations of a later commit, between entities of an earlier one and of its own.
#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

EntityFact place_entity(const std::string& key) {
  EntityFact fact;
  fact.key = key;
  fact.types = {"Place"};
  return fact;
}

RelationFact road_between(std::string key, std::string from, std::string to) {
  RelationFact fact;
  fact.key = std::move(key);
  fact.type = "ROAD";
  fact.from = std::move(from);
  fact.to = std::move(to);
  return fact;
}

class LaterCommit : public ::testing::Test {
 protected:
  void SetUp() override {
    database_ = Database::open(folder_.path("s.db"), {.create_if_missing = true}).value();
    WriteTransaction first = database_->write().value();
    for (int i = 0; i < 300; ++i) ASSERT_TRUE(first.add(place_entity("p" + std::to_string(i))).ok());
    ASSERT_TRUE(first.commit("places").ok());
  }

  std::int64_t roads() {
    const Result<Table> table = database_->query("MATCH ()-[r:ROAD]->() RETURN count(*)");
    return table.ok() ? table->rows.at(0).at(0).integer() : -1;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
};

// More than are asked for at once.
TEST_F(LaterCommit, FindsTheEndsOfManyRelations) {
  WriteTransaction later = database_->write().value();
  for (int i = 0; i < 25'000; ++i) {
    const std::string from = "p" + std::to_string(i % 300), to = "p" + std::to_string((i / 300) % 300);
    ASSERT_TRUE(later.add(road_between("r" + std::to_string(i), from, to)).ok());
  }
  ASSERT_TRUE(later.add(road_between("to-new", "p1", "new")).ok());
  ASSERT_TRUE(later.add(place_entity("new")).ok());
  const Result<CommitReport> report = later.commit("roads");
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->relations_added, 25'001u);
  EXPECT_EQ(roads(), 25'001);
}

TEST_F(LaterCommit, KeepsTheOrderInWhichRelationsCame) {
  WriteTransaction later = database_->write().value();
  ASSERT_TRUE(later.add(place_entity("new")).ok());
  for (int i = 0; i < 6; ++i)  // some between what this commit has, some that the store must be asked for
    ASSERT_TRUE(later.add(road_between("r" + std::to_string(i), "new", i % 2 == 0 ? "new" : "p1")).ok());
  ASSERT_TRUE(later.commit("roads").ok());
  const Result<Table> table = database_->query("MATCH ()-[r:ROAD]->() RETURN key(r) AS k ORDER BY id(r)");
  ASSERT_TRUE(table.ok());
  // The first waits for nothing; from the first that waits on, all keep their order.
  std::string order;
  for (const auto& row : table->rows) order += row.at(0).string() + " ";
  EXPECT_EQ(order, "r0 r1 r2 r3 r4 r5 ");
}

TEST_F(LaterCommit, RefusesAnEndThatIsNowhere) {
  WriteTransaction later = database_->write().value();
  ASSERT_TRUE(later.add(road_between("r", "p1", "p399")).ok());
  const Result<CommitReport> report = later.commit("roads");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
  EXPECT_NE(report.error().message.find("`to` names `p399`, which is no entity; did you mean `p"), std::string::npos)
      << report.error().message;
  EXPECT_EQ(roads(), 0);
}

TEST_F(LaterCommit, DoesNotGiveWhatItTakesBack) {
  {
    WriteTransaction one = database_->write().value();
    ASSERT_TRUE(one.add(road_between("r", "p1", "p2")).ok());
    ASSERT_TRUE(one.commit("a road").ok());
  }
  WriteTransaction later = database_->write().value();
  ASSERT_TRUE(later.retract("r").ok());
  const Result<void> again = later.add(road_between("r", "p1", "p3"));
  ASSERT_FALSE(again.ok());
  EXPECT_NE(again.error().message.find("taken back by the same commit"), std::string::npos);
  ASSERT_TRUE(later.commit("no road").ok());
  EXPECT_EQ(roads(), 0);
}

}  // namespace
}  // namespace entente
