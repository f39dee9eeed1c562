// Database::backup, restore and verify, as a program calls them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "storage/open_store.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// Commit n states that p<n> met p0 in 1900 + n, and moves what "moving" says to that year.
void write_commit(Database& database, int n, int meetings = 1) {
  auto transaction = database.write();
  ASSERT_TRUE(transaction.ok());
  Ontology ontology;
  for (int i = 0; i <= n; ++i) ontology.entity_types.push_back({"Person" + std::to_string(i), "", ""});
  ASSERT_TRUE(transaction->set_ontology(ontology).ok());
  for (const std::string& key : {std::string("p0"), "p" + std::to_string(n)}) {
    EntityFact person;
    person.key = key;
    person.types = {"Person0"};
    ASSERT_TRUE(transaction->add(person).ok());
  }
  const auto meet = [&](const std::string& key) {
    RelationFact met;
    met.key = key;
    met.type = "MET";
    met.from = "p0";
    met.to = "p" + std::to_string(n);
    met.validity = read_validity(std::to_string(1900 + n)).value();
    ASSERT_TRUE(transaction->add(met).ok());
  };
  for (int i = 0; i < meetings; ++i) meet("m" + std::to_string(n) + "-" + std::to_string(i));
  meet("moving");
  ASSERT_TRUE(transaction->commit("commit " + std::to_string(n)).ok());
}

std::string answer_of_all(Database& database) {
  const auto table =
      database.query("MATCH (a)-[m:MET]->(b) RETURN id(a), id(b), id(m), valid(m), labels(b) ORDER BY id(m)");
  EXPECT_TRUE(table.ok()) << describe(table.error());
  if (!table.ok()) return {};
  std::ostringstream out;
  EXPECT_TRUE(write(*table, "csv", out, {}).ok());
  return out.str();
}

std::unique_ptr<Database> open_or_make(const std::string& path) {
  return std::move(Database::open(path, {.create_if_missing = true})).value();
}

TEST(Backup, IsADatabaseOfItsOwnAndEachCommitCanBeRestored) {
  const TemporaryFolder folder;
  const auto database = open_or_make(folder.path("store"));
  std::vector<std::string> answers;
  for (int n = 1; n <= 4; ++n) {
    write_commit(*database, n);
    answers.push_back(answer_of_all(*database));
  }
  const auto made = database->backup(folder.path("copy"));
  ASSERT_TRUE(made.ok()) << describe(made.error());
  EXPECT_EQ(made->transaction.value, 4U);
  EXPECT_EQ(made->system_time, database->info()->system_time);
  EXPECT_GT(made->bytes_on_disk, 0U);
  write_commit(*database, 5);
  EXPECT_EQ(answer_of_all(*open_or_make(folder.path("copy"))), answers[3]);
  for (std::uint64_t n = 1; n <= 4; ++n) {
    const std::string path = folder.path("restored" + std::to_string(n));
    RestoreOptions options;
    if (n < 4) options.commit = TransactionId{n};
    const auto restored = Database::restore(folder.path("copy"), path, options);
    ASSERT_TRUE(restored.ok()) << describe(restored.error());
    EXPECT_EQ(restored->transaction.value, n);
    const auto copy = open_or_make(path);
    EXPECT_EQ(answer_of_all(*copy), answers[n - 1]);
    EXPECT_EQ(copy->ontology()->entity_types.size(), n + 1);
    EXPECT_EQ(copy->info()->commits.size(), n);
    EXPECT_TRUE(copy->verify()->empty());
    EXPECT_EQ(copy->check()->size(), database->check()->size());
    write_commit(*copy, static_cast<int>(n) + 1);
    EXPECT_EQ(copy->info()->transaction.value, n + 1);
    EXPECT_EQ(answer_of_all(*copy), n < 4 ? answers[n] : answer_of_all(*database));
  }
}

TEST(Backup, OfADatabaseInMemoryIsAFolder) {
  const TemporaryFolder folder;
  const auto database = std::move(Database::in_memory()).value();
  write_commit(*database, 1);
  ASSERT_TRUE(database->backup(folder.path("copy")).ok());
  EXPECT_EQ(answer_of_all(*open_or_make(folder.path("copy"))), answer_of_all(*database));
}

// What is packed is read as it was, and the restored store is packed by itself.
TEST(Backup, APackedStoreIsRestoredPacked) {
  const TemporaryFolder folder;
  const auto database = open_or_make(folder.path("store"));
  write_commit(*database, 1, 20'000);
  const std::string before = answer_of_all(*database);
  write_commit(*database, 2, 20'000);
  EXPECT_GT(database->compact()->pages, 0U);
  write_commit(*database, 3);
  RestoreOptions options;
  options.commit = TransactionId{1};
  const auto restored = Database::restore(folder.path("store"), folder.path("restored"), options);
  ASSERT_TRUE(restored.ok()) << describe(restored.error());
  const auto copy = open_or_make(folder.path("restored"));
  EXPECT_EQ(answer_of_all(*copy), before);
  EXPECT_TRUE(copy->verify()->empty());
  EXPECT_EQ(copy->compact()->pages, 0U);
  EXPECT_LT(restored->bytes_on_disk, database->info()->bytes_on_disk);
}

TEST(Backup, ErrorsAreOneAndLeaveNothing) {
  const TemporaryFolder folder;
  const auto database = open_or_make(folder.path("store"));
  write_commit(*database, 1);
  const auto refused = [](const auto& result) {
    EXPECT_FALSE(result.ok());
    return result.ok() ? ErrorCode::kInternal : result.error().code;
  };
  const std::string store = folder.path("store"), copy = folder.path("copy");
  EXPECT_EQ(refused(database->backup(store)), ErrorCode::kArgument);
  EXPECT_EQ(refused(database->backup(store + "/copy")), ErrorCode::kArgument);
  EXPECT_EQ(refused(database->backup("")), ErrorCode::kArgument);
  EXPECT_EQ(refused(Database::restore(store, store + "/copy")), ErrorCode::kArgument);
  EXPECT_EQ(refused(Database::restore(folder.path("none"), copy)), ErrorCode::kNotFound);
  RestoreOptions options;
  options.commit = TransactionId{2};
  const auto unknown = Database::restore(store, copy, options);
  EXPECT_EQ(refused(unknown), ErrorCode::kNotFound);
  EXPECT_EQ(unknown.error().message, "there is no commit 2; the newest is 1");
  options.system_time = "2026";
  EXPECT_EQ(refused(Database::restore(store, copy, options)), ErrorCode::kArgument);
  options.commit = std::nullopt;
  for (const char* text : {"yesterday's", "2026-13", "unknown"}) {
    options.system_time = text;
    const auto no_time = Database::restore(store, copy, options);
    EXPECT_TRUE(refused(no_time) == ErrorCode::kSyntax || refused(no_time) == ErrorCode::kArgument) << text;
  }
  options.system_time = "1999-12-31";
  EXPECT_EQ(refused(Database::restore(store, copy, options)), ErrorCode::kNotFound);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"store"});
}

// A bit of a file of rows: the restored store is not made of what can't be read.
TEST(Backup, OfADamagedStoreNothingIsRestored) {
  const TemporaryFolder folder;
  {
    const auto database = open_or_make(folder.path("store"));
    write_commit(*database, 1, 50);
    ASSERT_TRUE(database->compact().ok());
  }
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path("store") + "/rows")) {
    if (file.path().extension() != ".sst") continue;
    ++files;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(5);
    bytes << '\xA5';
  }
  ASSERT_GT(files, 3U);
  const auto restored = Database::restore(folder.path("store"), folder.path("copy"));
  ASSERT_FALSE(restored.ok());
  EXPECT_EQ(restored.error().code, ErrorCode::kCorruption) << restored.error().message;
  EXPECT_EQ(folder.names(), std::vector<std::string>{"store"});
}

}  // namespace
}  // namespace entente
