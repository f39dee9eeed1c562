// A database that is open for reading, beside one that writes: which commit it shows, and from when on.
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCount = "MATCH (n:T) RETURN count(*) AS n";

std::unique_ptr<Database> opened(const std::string& path, bool read_only, bool follow = false) {
  Options options;
  options.create_if_missing = !read_only;
  options.read_only = read_only;
  options.follow = follow;
  auto database = Database::open(path, options);
  EXPECT_TRUE(database.ok()) << describe(database.error());
  return std::move(database).value();
}

void add(Database& database, const std::string& key, std::size_t count = 1, std::string type = "T") {
  auto transaction = database.write();
  ASSERT_TRUE(transaction.ok());
  for (std::size_t i = 0; i < count; ++i) {
    EntityFact fact;
    fact.key = key + std::to_string(i);
    fact.types = {type};
    ASSERT_TRUE(transaction->add(fact).ok());
  }
  ASSERT_TRUE(transaction->commit("test").ok());
}

std::int64_t count_of(const Result<Table>& table) {
  EXPECT_TRUE(table.ok()) << describe(table.error());
  return table.ok() ? table->rows[0][0].integer() : -1;
}

TEST(Refresh, ShowsTheCommitsOfTheWriterFromThenOn) {
  const TemporaryFolder folder;
  const auto writer = opened(folder.path("a.db"), false);
  add(*writer, "a");
  const auto reader = opened(folder.path("a.db"), true);
  const auto prepared = reader->prepare(kCount);
  const auto view = reader->read();
  ASSERT_TRUE(view.ok() && prepared.ok());
  add(*writer, "b");
  EXPECT_EQ(count_of(reader->query(kCount)), 1);
  EXPECT_EQ(reader->refresh().value().value, 2U);
  EXPECT_EQ(count_of(reader->query(kCount)), 2);
  EXPECT_EQ(count_of(prepared->run()), 2);
  EXPECT_EQ(count_of(view->query(kCount)), 1) << "a view stays what it was";
  EXPECT_EQ(reader->info()->commits.size(), 2U);
  add(*writer, "new type", 1, "New");
  EXPECT_EQ(reader->refresh().value().value, 3U);
  EXPECT_EQ(count_of(reader->query("MATCH (n:New) RETURN count(*) AS n")), 1);
  EXPECT_EQ(reader->find_entities("new type0")->matches.size(), 1U);
}

TEST(Refresh, WithoutANewCommitReadsNothingAgain) {
  const TemporaryFolder folder;
  const auto writer = opened(folder.path("a.db"), false);
  add(*writer, "a");
  const auto reader = opened(folder.path("a.db"), true);
  const auto before = reader->read()->shared_graph();
  EXPECT_EQ(reader->refresh().value().value, 1U);
  EXPECT_EQ(reader->read()->shared_graph(), before);
  EXPECT_EQ(writer->refresh().value().value, 1U) << "who writes shows its newest commit anyway";
  EXPECT_EQ(Database::in_memory().value()->refresh().value().value, 0U);
}

TEST(Refresh, SeesLargeCommitsAndAnotherWriter) {
  const TemporaryFolder folder;
  { add(*opened(folder.path("a.db"), false), "a"); }
  const auto reader = opened(folder.path("a.db"), true, true);
  EXPECT_EQ(count_of(reader->query(kCount)), 1);
  {
    const auto writer = opened(folder.path("a.db"), false);
    add(*writer, "large", 20'000);  // by sorted files, not by the log
    EXPECT_EQ(count_of(reader->query(kCount)), 20'001);
  }
  { add(*opened(folder.path("a.db"), false), "b"); }
  EXPECT_EQ(count_of(reader->query(kCount)), 20'002);
}

TEST(Refresh, KeepsWhatItShowsWhereTheStoreCantBeOpened) {
  const TemporaryFolder folder;
  { add(*opened(folder.path("a.db"), false), "a"); }
  const auto reader = opened(folder.path("a.db"), true);
  EXPECT_EQ(count_of(reader->query(kCount)), 1);
  fs::rename(folder.path("a.db"), folder.path("away.db"));
  EXPECT_FALSE(reader->refresh().ok());
  EXPECT_EQ(count_of(reader->query(kCount)), 1);
  fs::rename(folder.path("away.db"), folder.path("a.db"));
  EXPECT_TRUE(reader->refresh().ok());
}

TEST(Refresh, GoesOverToAStoreThatWasMadeAnew) {
  const TemporaryFolder folder;
  { add(*opened(folder.path("a.db"), false), "a", 3); }
  const auto reader = opened(folder.path("a.db"), true, true);
  EXPECT_EQ(count_of(reader->query(kCount)), 3);
  fs::remove_all(folder.path("a.db"));
  {
    const auto writer = opened(folder.path("a.db"), false);
    add(*writer, "b", 1, "Other");  // the same number of a commit, and other names behind the numbers of types
  }
  EXPECT_EQ(count_of(reader->query(kCount)), 0);
}

TEST(Refresh, FollowingReadersSeeWholeCommitsInOrder) {
  const TemporaryFolder folder;
  const auto writer = opened(folder.path("a.db"), false);
  add(*writer, "first", 5);
  const auto reader = opened(folder.path("a.db"), true, true);
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      std::int64_t last = 5;
      do {
        const std::int64_t count = count_of(reader->query(kCount));
        EXPECT_EQ(count % 5, 0);
        EXPECT_GE(count, last);
        last = count;
      } while (!done);
    });
  }
  for (int c = 0; c < 20; ++c) add(*writer, "more" + std::to_string(c) + "/", 5);
  EXPECT_EQ(count_of(reader->query(kCount)), 105);
  done = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace entente
