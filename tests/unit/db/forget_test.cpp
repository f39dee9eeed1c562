// Forgetting by the library: readers that had an older state go on, and those that follow learn of it.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr const char* kNames = "MATCH (n) RETURN n.name AS name";
constexpr const char* kThen = "commit 1";

std::unique_ptr<Database> open_for_forgetting(const std::string& path, bool read_only) {
  Options options;
  options.create_if_missing = !read_only;
  options.read_only = read_only;
  return Database::open(path, options).value();
}

void name_it(Database& database, const std::string& name) {
  auto transaction = database.write();
  EntityFact fact;
  fact.key = "x";
  fact.types = {"T"};
  fact.properties = {{"name", name, std::nullopt}};
  EXPECT_TRUE(transaction->add(fact).ok());
  EXPECT_TRUE(transaction->commit("named " + name).ok());
}

QueryOptions then() {
  QueryOptions options;
  options.system_time = kThen;
  return options;
}

std::string answer(const Result<Table>& table) {
  return table.ok() ? table->rows.at(0).at(0).string() : table.error().message;
}

TEST(ForgetBefore, LetsReadersThatHaveAnOlderStateGoOn) {
  const TemporaryFolder folder;
  const auto database = open_for_forgetting(folder.path("s"), false);
  name_it(*database, "first");
  const auto read = database->read().value();
  name_it(*database, "second");
  const auto beside = open_for_forgetting(folder.path("s"), true);
  EXPECT_EQ(answer(database->query(kNames, {}, then())), "first") << "and it is kept for the next question";
  const ForgetReport would = beside->forget_before("commit 2", true).value();
  EXPECT_EQ(would.entities, 1U);
  EXPECT_TRUE(would.is_moved);
  EXPECT_EQ(beside->forget_before("commit 2").error().code, ErrorCode::kUnsupported);

  const ForgetReport done = database->forget_before("commit 2").value();
  EXPECT_EQ(done.floor.value, 2U);
  EXPECT_EQ(done.entities, 1U);
  EXPECT_EQ(answer(read.query(kNames)), "first");
  EXPECT_TRUE(answer(database->query(kNames, {}, then())).find("was forgotten") != std::string::npos);
  EXPECT_EQ(database->query(kNames, {}, then()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(answer(beside->query(kNames, {}, then())), "first") << "by the files that it opened";
  ASSERT_TRUE(beside->refresh().ok());
  EXPECT_TRUE(answer(beside->query(kNames, {}, then())).find("was forgotten") != std::string::npos);
  EXPECT_EQ(database->info()->floor.value().value, 2U);
  EXPECT_FALSE(database->forget_before("commit 1")->is_moved);
  EXPECT_TRUE(database->log()->at(0).is_forgotten);
  EXPECT_TRUE(database->verify()->empty());
}

TEST(ForgetBefore, TakesTimesAsEveryOtherCallDoes) {
  const auto database = Database::in_memory().value();
  name_it(*database, "first");
  name_it(*database, "second");
  EXPECT_EQ(database->forget_before("soon").error().code, ErrorCode::kArgument);
  EXPECT_EQ(database->forget_before("commit 3").error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(database->forget_before("1999")->is_moved);
  EXPECT_EQ(database->forget_before("now")->floor.value, 2U);
  name_it(*database, "third");
  EXPECT_TRUE(database->verify()->empty());
  QueryOptions second;
  second.system_time = "commit 2";
  EXPECT_EQ(answer(database->query(kNames, {}, second)), "second");
}

}  // namespace
}  // namespace entente
