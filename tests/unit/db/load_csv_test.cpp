// LOAD CSV: what it gives, which files it may read, and what it refuses.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

class LoadCsv : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_.path("allowed/inner"));
    file("allowed/people.csv", "name,born,note\nMao Zedong,1893-12-26,\n\"Stalin, J.\",1878-12-18,\"\"\n");
    file("allowed/inner/plain.csv", "a;b\n1;2\n");
    file("secret.csv", "secret\n1\n");
    options_.load_from = folder_.path("allowed");
  }
  void file(const std::string& name, const std::string& text) { std::ofstream(folder_.path(name)) << text; }
  Table run(const std::string& text) {
    auto table = database_->query(text, {}, options_);
    EXPECT_TRUE(table.ok()) << describe(table.error(), text);
    return table.ok() ? *std::move(table) : Table();
  }
  Error error_of(const std::string& text) {
    const auto table = database_->query(text, {}, options_);
    EXPECT_FALSE(table.ok()) << text;
    return table.ok() ? Error(ErrorCode::kInternal, "") : table.error();
  }

  TemporaryFolder folder_;
  QueryOptions options_;
  std::unique_ptr<Database> database_ = Database::in_memory().value();
};

TEST_F(LoadCsv, GivesRowsAsListsOrAsMaps) {
  const Table lists = run("LOAD CSV FROM 'people.csv' AS row RETURN row");
  ASSERT_EQ(lists.rows.size(), 3U);
  EXPECT_EQ(lists.rows[1][0].list()[0].string(), "Mao Zedong");
  EXPECT_TRUE(lists.rows[1][0].list()[2].is_null());
  EXPECT_EQ(lists.rows[2][0].list()[2].string(), "");  // "" is a text
  const Table maps = run("LOAD CSV WITH HEADERS FROM 'file:///people.csv' AS row RETURN row.name, row.born, row.note");
  ASSERT_EQ(maps.rows.size(), 2U);
  EXPECT_EQ(maps.rows[1][0].string(), "Stalin, J.");
  EXPECT_TRUE(maps.rows[0][2].is_null());
  const Table other = run("LOAD CSV WITH HEADERS FROM '/inner/plain.csv' AS row FIELDTERMINATOR ';' RETURN row.b");
  EXPECT_EQ(other.rows.at(0).at(0).string(), "2");
}

TEST_F(LoadCsv, FillsAStore) {
  const Table table =
      run("LOAD CSV WITH HEADERS FROM 'people.csv' AS row CREATE (:Person {name: row.name, born: date(row.born)})");
  EXPECT_EQ(table.updates->nodes_created, 2U);
  EXPECT_EQ(run("MATCH (p:Person) WHERE p.born < date('1880-01-01') RETURN p.name").rows.at(0).at(0).string(),
            "Stalin, J.");
  const Table each =
      run("UNWIND ['people.csv', 'people.csv'] AS file LOAD CSV FROM file AS row WITH row WHERE "
          "row[0] <> 'name' RETURN count(*)");
  EXPECT_EQ(each.rows.at(0).at(0).integer(), 4);
}

TEST_F(LoadCsv, ReadsBelowTheFolderAlone) {
  std::filesystem::create_symlink(folder_.path("secret.csv"), folder_.path("allowed/link.csv"));
  for (const char* name : {"../secret.csv", "inner/../../secret.csv", "link.csv", "", ".", "file:///../secret.csv"}) {
    const ErrorCode code = error_of(std::string("LOAD CSV FROM '") + name + "' AS row RETURN row").code;
    EXPECT_TRUE(code == ErrorCode::kArgument || code == ErrorCode::kNotFound) << name;
  }
  EXPECT_EQ(error_of("LOAD CSV FROM 'nowhere.csv' AS row RETURN row").code, ErrorCode::kNotFound);
  EXPECT_EQ(error_of("LOAD CSV FROM 'https://example.org/x.csv' AS row RETURN row").code, ErrorCode::kUnsupported);
  options_.load_from.clear();
  const Error refused = error_of("LOAD CSV FROM 'people.csv' AS row RETURN row");
  EXPECT_EQ(refused.code, ErrorCode::kUnsupported);
  EXPECT_NE(refused.hint.find("--load-from"), std::string::npos);
}

TEST_F(LoadCsv, SaysWhereAFileIsWrong) {
  file("allowed/broken.csv", "a,b\n1,2\n\"3,4\n");
  file("allowed/long.csv", "a,b\n1,2,3\n");
  file("allowed/twice.csv", "a,a\n1,2\n");
  EXPECT_NE(error_of("LOAD CSV FROM 'broken.csv' AS row RETURN row").message.find("broken.csv:3"), std::string::npos);
  EXPECT_NE(error_of("LOAD CSV WITH HEADERS FROM 'long.csv' AS row RETURN row").message.find("long.csv:2"),
            std::string::npos);
  EXPECT_NE(error_of("LOAD CSV WITH HEADERS FROM 'twice.csv' AS row RETURN row").message.find("two columns"),
            std::string::npos);
  EXPECT_EQ(error_of("LOAD CSV FROM 1 AS row RETURN row").code, ErrorCode::kType);
  EXPECT_EQ(error_of("LOAD CSV FROM 'people.csv' AS row CREATE (:P {x: 1 / 0})").code, ErrorCode::kArithmetic);
  EXPECT_TRUE(database_->info()->commits.empty());
}

}  // namespace
}  // namespace entente
