// A process that is ended by a signal while it imports into a new store leaves none, and one that was there as it was.
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entente/database.hpp"
#include "storage/unfinished_stores.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

extern "C" void remove_and_end(int number) {
  Database::remove_unfinished();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

std::string facts(int entities) {
  std::string text;
  for (int i = 0; i < entities; ++i) text += "{\"id\": \"n" + std::to_string(i) + "\", \"type\": \"T\"}\n";
  return text;
}

// Runs `act` in a child that handles SIGINT. True when it was ended by it.
bool is_interrupted(const std::function<void()>& act, int after_ms = -1) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGINT, remove_and_end);
    act();
    _exit(0);
  }
  if (after_ms >= 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    kill(child, SIGINT);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
}

// The signal comes while the file is read.
void import_and_interrupt(const std::string& store, const std::string& file) {
  const auto database = Database::open(store, {.create_if_missing = true}).value();
  ImportOptions options;
  options.progress = [](const ImportProgress&) { std::raise(SIGINT); };
  static_cast<void>(database->import({file}, options));
}

void import_all(const std::string& store, const std::string& file) {
  const auto database = Database::open(store, {.create_if_missing = true});
  if (!database.ok()) _exit(3);
  _exit((*database)->import({file}).ok() ? 0 : 4);
}

std::size_t entities_of(const std::string& store) {
  const auto database = Database::open(store);
  EXPECT_TRUE(database.ok()) << store;
  EXPECT_TRUE((*database)->check()->empty());
  return (*database)->info()->entities;
}

TEST(InterruptedImport, LeavesNoNewStore) {
  const TemporaryFolder folder;
  const std::string file = folder.file("a.jsonl", facts(10)), store = folder.path("s.db");
  EXPECT_TRUE(is_interrupted([&] { import_and_interrupt(store, file); }));
  EXPECT_TRUE(is_interrupted([&] {
    const auto database = Database::open(store, {.create_if_missing = true}).value();
    std::raise(SIGINT);
  }));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.jsonl"});
  // A folder that was there stays, empty, and keeps its mode.
  fs::create_directory(store);
  fs::permissions(store, fs::perms::owner_all);
  EXPECT_TRUE(is_interrupted([&] { import_and_interrupt(store, file); }));
  EXPECT_TRUE(fs::is_empty(store));
  EXPECT_EQ(fs::status(store).permissions(), fs::perms::owner_all);
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.jsonl", "s.db"}));
}

TEST(InterruptedImport, LeavesAStoreThatWasThere) {
  const TemporaryFolder folder;
  const std::string file = folder.file("a.jsonl", facts(10)), more = folder.file("b.jsonl", facts(20));
  const std::string store = folder.path("s.db"), empty = folder.path("empty.db");
  EXPECT_FALSE(is_interrupted([&] { import_all(store, file); }));
  { EXPECT_TRUE(Database::open(empty, {.create_if_missing = true}).ok()); }
  EXPECT_TRUE(is_interrupted([&] { import_and_interrupt(store, more); }));
  EXPECT_TRUE(is_interrupted([&] { import_and_interrupt(empty, more); }));
  EXPECT_EQ(entities_of(store), 10U);
  EXPECT_EQ(entities_of(empty), 0U);
  // So does one that holds a commit since.
  const std::string other = folder.path("t.db");
  EXPECT_TRUE(is_interrupted([&] {
    const auto database = Database::open(other, {.create_if_missing = true}).value();
    static_cast<void>(database->import({file}));
    std::raise(SIGINT);
  }));
  EXPECT_EQ(entities_of(other), 10U);
}

TEST(InterruptedImport, LeavesAllOrNothingAtAnyMoment) {
  const TemporaryFolder folder;
  constexpr int kEntities = 60'000;  // a commit by way of sorted files
  const std::string file = folder.file("a.jsonl", facts(kEntities));
  int interrupted = 0;
  for (int ms = 1; ms < 600; ms += 1 + ms / 3) {
    const std::string store = folder.path("s" + std::to_string(ms));
    if (is_interrupted([&] { import_all(store, file); }, ms)) ++interrupted;
    if (fs::exists(store)) {
      EXPECT_EQ(entities_of(store), static_cast<std::size_t>(kEntities)) << ms;
    }
    fs::remove_all(store);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"a.jsonl"}) << ms;
  }
  EXPECT_GT(interrupted, 2);
}

// Another process was quicker to make a store of what was begun here.
TEST(InterruptedImport, LeavesAStoreOfAnotherProcess) {
  const TemporaryFolder folder;
  const std::string file = folder.file("a.jsonl", facts(10)), store = folder.path("s.db");
  int ready[2], done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  char byte = 0;
  const pid_t other = fork();
  if (other == 0) {
    const auto database = Database::open(store, {.create_if_missing = true});
    static_cast<void>(::write(ready[1], "x", 1));
    static_cast<void>(::read(done[0], &byte, 1));
    _exit(database.ok() && (*database)->import({file}).ok() ? 0 : 4);
  }
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  const auto remove_begun = [&] {
    const UnfinishedStore begun(store, false);
    std::raise(SIGINT);
  };
  EXPECT_TRUE(is_interrupted(remove_begun));  // it is open, and empty
  ASSERT_EQ(::write(done[1], "x", 1), 1);
  int status = 0;
  waitpid(other, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(is_interrupted(remove_begun));  // it is closed, and holds a commit
  EXPECT_EQ(entities_of(store), 10U);
  for (const int end : {ready[0], ready[1], done[0], done[1]}) close(end);
}

}  // namespace
}  // namespace entente
