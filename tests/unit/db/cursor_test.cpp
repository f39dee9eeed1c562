#include "entente/cursor.hpp"

#include <gtest/gtest.h>

#include <string>

#include "entente/database.hpp"

namespace entente {
namespace {

class Cursors : public testing::Test {
 protected:
  Cursor open(const std::string& text, const QueryOptions& options = {}) {
    return std::move(database_->cursor(text, {}, options).value());
  }
  static std::size_t count(Cursor& cursor) {
    std::size_t rows = 0;
    for (auto part = cursor.next(); !part->rows.empty(); part = cursor.next()) rows += part->rows.size();
    return rows;
  }
  std::unique_ptr<Database> database_ = std::move(Database::in_memory().value());
};

TEST_F(Cursors, GiveAllRowsInOrder) {
  Cursor cursor = open("UNWIND range(1, 5000) AS x RETURN x, x * 2 AS twice");
  EXPECT_EQ(cursor.columns(), (std::vector<std::string>{"x", "twice"}));
  std::int64_t last = 0;
  for (auto part = cursor.next(); !part->rows.empty(); part = cursor.next()) {
    for (const auto& row : part->rows) EXPECT_EQ(row[0].integer(), ++last);
  }
  EXPECT_EQ(last, 5000);
  EXPECT_TRUE(cursor.next()->rows.empty());
  EXPECT_EQ(cursor.finish()->columns, cursor.columns());
}

// What a table of all rows would take, it never has.
TEST_F(Cursors, KeepNoRows) {
  QueryOptions options;
  options.control.memory = std::size_t{40} << 20;  // the list takes 24 MB
  const std::string many = "UNWIND range(1, 1000000) AS x RETURN x, toString(x) AS text";
  const auto table = database_->query(many, {}, options);
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, ErrorCode::kLimit);
  Cursor cursor = open(many, options);
  EXPECT_EQ(count(cursor), 1'000'000u);
}

// Nor more large values at once than the run may.
TEST_F(Cursors, HoldLargeValuesWithinBounds) {
  QueryOptions options;
  options.control.memory = std::size_t{40} << 20;
  Cursor cursor = open("UNWIND range(1, 30) AS x RETURN range(1, 1000000) AS many", options);
  const auto part = cursor.next();
  ASSERT_FALSE(part.ok());
  EXPECT_EQ(part.error().code, ErrorCode::kLimit);
}

TEST_F(Cursors, BringTheElementsOfTheirRows) {
  WriteTransaction writing = std::move(database_->write().value());
  for (int i = 0; i < 3000; ++i) {
    EntityFact e;
    e.key = "n" + std::to_string(i);
    e.types = {"N"};
    ASSERT_TRUE(writing.add(e).ok());
  }
  ASSERT_TRUE(writing.commit("").ok());
  Cursor cursor = open("MATCH (n) RETURN n");
  std::size_t nodes = 0;
  for (auto part = cursor.next(); !part->rows.empty(); part = cursor.next()) {
    EXPECT_EQ(part->elements.nodes.size(), part->rows.size());
    nodes += part->elements.nodes.size();
  }
  EXPECT_EQ(nodes, 3000u);
}

// Whatever is committed meanwhile, and though the database goes.
TEST_F(Cursors, ReadOneCommit) {
  Cursor cursor = open("MATCH (n) RETURN count(n)");
  WriteTransaction writing = std::move(database_->write().value());
  EntityFact e;
  e.key = "n";
  e.types = {"N"};
  ASSERT_TRUE(writing.add(e).ok());
  ASSERT_TRUE(writing.commit("").ok());
  database_.reset();
  EXPECT_EQ(cursor.next()->rows[0][0].integer(), 0);
}

TEST_F(Cursors, TellOfErrorsWhereTheyCome) {
  EXPECT_EQ(database_->cursor("RETURN").error().code, ErrorCode::kSyntax);
  EXPECT_EQ(database_->cursor("RETURN $x").ok(), true);
  Cursor cursor = open("UNWIND [1, 1, 0] AS x RETURN 1 / x");
  const auto part = cursor.next();
  ASSERT_FALSE(part.ok());
  EXPECT_EQ(part.error().code, ErrorCode::kArithmetic);
  EXPECT_TRUE(part.error().span);
  EXPECT_TRUE(cursor.next()->rows.empty());
}

TEST_F(Cursors, AreBoundAsQueriesAre) {
  QueryOptions options;
  options.max_rows = 10;
  Cursor cursor = open("UNWIND range(1, 11) AS x RETURN x", options);
  EXPECT_EQ(cursor.next().error().code, ErrorCode::kLimit);
}

TEST_F(Cursors, ExplainPlans) {
  Cursor cursor = open("EXPLAIN RETURN 1");
  EXPECT_EQ(cursor.columns(), (std::vector<std::string>{"plan"}));
  EXPECT_EQ(count(cursor), 3u);
}

TEST_F(Cursors, SayInTheEndWhatWasLeftOut) {
  WriteTransaction writing = std::move(database_->write().value());
  EntityFact e;
  e.key = "n";
  e.types = {"Body"};
  ASSERT_TRUE(writing.add(e).ok());
  ASSERT_TRUE(writing.commit("").ok());
  Cursor cursor = open("MATCH (n:Nobody) RETURN n");
  EXPECT_EQ(count(cursor), 0u);
  EXPECT_FALSE(cursor.finish()->warnings.empty());
}

}  // namespace
}  // namespace entente
