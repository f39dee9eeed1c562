// What stands behind the paths of an import: files, folders, pipes, and what is none of these.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFact = "{\"id\": \"a\", \"type\": \"T\"}\n";

// Imports into a store in the folder as the command line does; the error, or nothing.
std::string failure(const std::string& store, const std::vector<std::string>& paths, ImportOptions options = {}) {
  options.undo_creation = true;
  auto database = Database::open(store, {.create_if_missing = true});
  if (!database.ok()) return database.error().message;
  const auto report = (*database)->import(paths, options);
  return report.ok() ? std::string() : describe(report.error());
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ImportFiles, ThatCantBeReadLeaveNoNewStore) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  const std::string broken = folder.file("broken.jsonl", "{");
  for (const std::string& path : {folder.path("none.jsonl"), broken, folder.file("a.unknown", "x"), store}) {
    EXPECT_NE(failure(store, {path}), "");
    EXPECT_FALSE(fs::exists(store)) << path;
  }
  for (const auto& entry : fs::directory_iterator(folder.path()))
    EXPECT_FALSE(has(entry.path().string(), "discarded")) << entry.path();
  EXPECT_TRUE(has(failure(store, {store}), "is the store itself"));
  // A folder that was there stays, empty, and keeps its mode.
  fs::create_directory(store);
  fs::permissions(store, fs::perms::owner_all);
  EXPECT_NE(failure(store, {broken}), "");
  EXPECT_TRUE(fs::is_empty(store));
  EXPECT_EQ(fs::status(store).permissions(), fs::perms::owner_all);
}

// Two files of one name are one to the store, and two to people.
TEST(ImportFiles, OfOneNameAreToldApart) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("1"));
  fs::create_directory(folder.path("2"));
  const std::string first = folder.file("1/l.jsonl", kFact), second = folder.file("2/l.jsonl", kFact);
  EXPECT_TRUE(has(failure(folder.path("s.db"), {first, second}), "is given twice, first in line 1 of " + first));
}

constexpr std::string_view kRelation = "{\"id\": \"r\", \"type\": \"R\", \"from\": \"a\", \"to\": \"a\"}\n";
constexpr std::string_view kOther = "{\"id\": \"r\", \"type\": \"S\", \"from\": \"a\", \"to\": \"a\"}\n";
constexpr std::string_view kEntity = "{\"id\": \"r\", \"type\": \"T\"}\n";

TEST(ImportFiles, GiveAnIdToOneThing) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  const std::string entities = folder.file("1.jsonl", kFact), relation = folder.file("2.jsonl", kRelation);
  const std::string other = folder.file("3.jsonl", kOther), entity = folder.file("4.jsonl", kEntity);
  const std::string by_other = failure(store, {entities, relation, other});
  EXPECT_TRUE(has(by_other, other + ":1: ")) << by_other;
  EXPECT_TRUE(has(by_other, "the id `r` has another type or other ends, first in line 1 of " + relation)) << by_other;
  ImportOptions keep;
  keep.keep_valid = true;
  EXPECT_EQ(failure(folder.path("kept.db"), {entities, relation, other, entity}, keep), "");
}

// What the store has may be of many files; the place is the one of this import.
TEST(ImportFiles, NameThePlaceOfAnIdThatTheStoreHas) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  const std::string entities = folder.file("1.jsonl", kFact), relation = folder.file("2.jsonl", kRelation);
  const std::string other = folder.file("3.jsonl", kOther), entity = folder.file("4.jsonl", kEntity);
  ASSERT_EQ(failure(store, {entities, relation}), "");
  EXPECT_TRUE(has(failure(store, {other}), other + ":1: "));
  EXPECT_EQ(failure(store, {entity}), "");  // entities and relations are counted apart
}

TEST(ImportFiles, ASpreadsheetIsToBeSavedAsCsv) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  EXPECT_TRUE(has(failure(store, {folder.file("real.xlsx", "PK\x03\x04")}), "save it as CSV"));
}

TEST(ImportFiles, WithoutAnythingValidLeaveNoNewStore) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  ImportOptions options;
  options.keep_valid = true;
  const std::string wrong =
      folder.file("wrong.jsonl", "{\"id\": \"y\"}\n{\"type\": \"R\", \"from\": \"x\", \"to\": \"y\"}\n");
  EXPECT_TRUE(has(failure(store, {wrong}, options), "no record is valid: 2 records were rejected"))
      << failure(store, {wrong}, options);
  EXPECT_FALSE(fs::exists(store));
  EXPECT_EQ(failure(store, {folder.file("empty.jsonl", "")}), "");
  EXPECT_FALSE(fs::exists(store));
  // Nothing that an earlier import said is withdrawn for a file that says nothing.
  options.as = "a";
  options.replace = true;
  EXPECT_EQ(failure(store, {folder.file("a.jsonl", kFact)}, options), "");
  EXPECT_NE(failure(store, {wrong}, options), "");
  EXPECT_EQ(Database::open(store).value()->query("MATCH (n) RETURN n")->rows.size(), 1U);
}

TEST(ImportFiles, LeaveAStoreThatHoldsACommit) {
  const TemporaryFolder folder;
  const std::string store = folder.path("s.db");
  const std::string good = folder.file("a.jsonl", kFact), broken = folder.file("broken.jsonl", "{");
  {
    auto database = Database::open(store, {.create_if_missing = true}).value();
    ImportOptions options;
    options.undo_creation = true;
    EXPECT_TRUE(database->import({good}, options).ok());
    EXPECT_FALSE(database->import({broken}, options).ok());
  }
  EXPECT_NE(failure(store, {broken}), "");
  EXPECT_EQ(Database::open(store).value()->query("MATCH (n) RETURN n")->rows.size(), 1U);
  // One that is new and holds nothing, and was not made by the import that fails.
  const std::string empty = folder.path("empty.db");
  { EXPECT_TRUE(Database::open(empty, {.create_if_missing = true}).ok()); }
  EXPECT_NE(failure(empty, {broken}), "");
  EXPECT_TRUE(fs::exists(empty));
}

TEST(ImportFiles, MayBePipes) {
  const TemporaryFolder folder;
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] {
    const int to = open(pipe.c_str(), O_WRONLY);
    EXPECT_EQ(::write(to, kFact.data(), kFact.size()), static_cast<ssize_t>(kFact.size()));
    close(to);
  });
  EXPECT_EQ(failure(folder.path("s.db"), {pipe}), "");
  writer.join();
}

TEST(ImportFiles, OfAFolderAreReadOrNamed) {
  const TemporaryFolder folder;
  const std::string set = folder.path("set"), store = folder.path("s.db");
  fs::create_directory(set);
  folder.file("set/a.jsonl", kFact);
  const std::string odd = set + "/b.json";
  fs::create_symlink("b.json", odd);
  EXPECT_TRUE(has(failure(store, {set}), "can't read " + odd + ": Too many levels")) << failure(store, {set});
  EXPECT_TRUE(has(failure(store, {odd}), "can't read " + odd)) << failure(store, {odd});
  fs::remove(odd);
  fs::create_symlink("nowhere", odd);
  EXPECT_TRUE(has(failure(store, {set}), "leads nowhere")) << failure(store, {set});
  fs::remove(odd);
  ASSERT_EQ(mkfifo(odd.c_str(), 0600), 0);
  EXPECT_TRUE(has(failure(store, {set}), "is no file, but a pipe")) << failure(store, {set});
  fs::remove(odd);
  EXPECT_EQ(failure(store, {set}), "");
  EXPECT_TRUE(has(failure(folder.path("t.db"), {store}), "is a store, and no data set"));
}

TEST(ImportFiles, OfOtherKindsAreNamed) {
  const TemporaryFolder folder;
  ImportOptions options;
  options.columns = folder.path();
  const std::string table = folder.file("a.csv", "a\n");
  EXPECT_TRUE(has(failure(folder.path("s.db"), {table}, options), "can't read " + folder.path() + ": it is a folder"));
  options.columns = folder.path("none.json");
  EXPECT_TRUE(has(failure(folder.path("s.db"), {table}, options), "none.json"));
}

TEST(ImportFiles, ThatAreTooLargeAreRefusedWithTheirPlace) {
  const TemporaryFolder folder;
  ImportOptions options;
  options.limits.max_record = 100;
  options.keep_valid = true;
  const std::string file = folder.file("a.jsonl", std::string(kFact) + std::string(200, ' ') + "\n");
  const std::string told = failure(folder.path("s.db"), {file}, options);
  EXPECT_TRUE(has(told, "a.jsonl:2")) << told;
  EXPECT_TRUE(has(told, "a line of more than 100 bytes")) << told;
}

}  // namespace
}  // namespace entente
