// PROFILE: the plan of a query, and what each operator of it did.
#include <gtest/gtest.h>

#include <string>

#include "entente/cursor.hpp"
#include "entente/database.hpp"

namespace entente {
namespace {

class Profiled : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(database_->query("UNWIND range(1, 2000) AS i CREATE (:P {n: i})-[:MET]->(:Q {n: i % 10})").ok());
  }
  std::unique_ptr<Database> database_ = Database::in_memory().value();
};

TEST_F(Profiled, SaysWhatEachOperatorDid) {
  const auto profile =
      database_->query("PROFILE MATCH (p:P)-[:MET]->(q:Q {n: 3}) RETURN q.n AS n, collect(p.n) AS numbers");
  ASSERT_TRUE(profile.ok()) << profile.error().message;
  EXPECT_EQ(profile->columns, (std::vector<std::string>{"plan", "rows", "ms", "bytes"}));
  ASSERT_GE(profile->rows.size(), 3U);
  EXPECT_EQ(profile->rows[0][0].string().substr(0, 6), "Result");
  EXPECT_EQ(profile->rows[0][1].integer(), 1);
  const auto row_of = [&](std::string_view op) -> const std::vector<Value>& {
    for (const auto& row : profile->rows)
      if (row[0].string().find(op) != std::string::npos) return row;
    ADD_FAILURE() << "no " << op;
    return profile->rows[0];
  };
  EXPECT_EQ(row_of("Aggregate")[1].integer(), 1);
  EXPECT_GT(row_of("Aggregate")[3].integer(), 0);  // it collects
  EXPECT_EQ(row_of("Expand")[1].integer(), 200);
  for (std::size_t i = 1; i < profile->rows.size(); ++i) {
    EXPECT_GE(profile->rows[i][2].floating(), 0);
    EXPECT_GE(profile->rows[i][3].integer(), 0);
  }
  EXPECT_TRUE(profile->elements.nodes.empty());
}

TEST_F(Profiled, BySeveralDoorsAndNotOfWhatWrites) {
  auto cursor = database_->cursor("PROFILE MATCH (p:P) RETURN p LIMIT 5");
  ASSERT_TRUE(cursor.ok());
  EXPECT_EQ(cursor->columns().size(), 4U);
  const auto part = cursor->next();
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->rows[0][1].integer(), 5);
  const auto writes = database_->query("PROFILE CREATE (n)");
  ASSERT_FALSE(writes.ok());
  EXPECT_EQ(writes.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(database_->query("PROFILE RETURN 1 / 0").error().code, ErrorCode::kArithmetic);
  EXPECT_EQ(database_->info()->commits.size(), 1U);
}

}  // namespace
}  // namespace entente
