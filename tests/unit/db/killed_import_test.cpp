// A process that is killed in the middle of an import leaves the store as it was before or after, never between.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr int kEntities = 4'000;
constexpr int kRelations = 12'000;

std::string big_file(const TemporaryFolder& folder) {
  std::string text;
  for (int i = 0; i < kEntities; ++i) text += "{\"id\": \"n" + std::to_string(i) + "\", \"type\": \"T\"}\n";
  for (int i = 0; i < kRelations; ++i)
    text += "{\"type\": \"R\", \"from\": \"n" + std::to_string(i % kEntities) + "\", \"to\": \"n" +
            std::to_string(i * 7 % kEntities) + "\", \"properties\": {\"i\": " + std::to_string(i) + "}}\n";
  return folder.file("big.jsonl", text);
}

// Imports in a child that dies after the given time. True when it was killed before it had ended.
bool import_and_kill(const std::string& store, const std::string& file, int after_ms) {
  const pid_t child = fork();
  if (child == 0) {
    auto database = Database::open(store, {.create_if_missing = true});
    if (!database.ok()) _exit(3);
    _exit((*database)->import({file}).ok() ? 0 : 4);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

TEST(KilledImport, LeavesTheStoreBeforeOrAfter) {
  const TemporaryFolder folder;
  const std::string file = big_file(folder);
  int killed = 0, before = 0, after = 0;
  // From "hardly begun" to "done", on machines of any speed: each kill hits another part of opening, reading and
  // committing. Kills within a commit, at each of its writes, are the store's own tests.
  bool done = false;
  for (int ms = 5; !done && ms < 60'000; ms += std::max(19, ms / 3)) {
    const std::string store = folder.path("store" + std::to_string(ms));
    done = !import_and_kill(store, file, ms);
    killed += done ? 0 : 1;
    auto database = Database::open(store, {.create_if_missing = true});
    ASSERT_TRUE(database.ok()) << "after " << ms << " ms: " << describe(database.error());
    const auto info = (*database)->info();
    ASSERT_TRUE(info.ok()) << describe(info.error());
    if (info->entities == 0) {
      EXPECT_EQ(info->relations, 0U);
      ++before;
    } else {
      EXPECT_EQ(info->entities, static_cast<std::size_t>(kEntities));
      EXPECT_EQ(info->relations, static_cast<std::size_t>(kRelations));
      ++after;
    }
    const auto findings = (*database)->check();
    ASSERT_TRUE(findings.ok());
    EXPECT_TRUE(findings->empty());
    const auto again = (*database)->import({file});
    EXPECT_TRUE(again.ok()) << describe(again.error());
    EXPECT_EQ((*database)->info()->relations, static_cast<std::size_t>(kRelations));
  }
  EXPECT_GT(killed, 0);
  EXPECT_GT(before, 0);
  EXPECT_GT(after, 0);
}

}  // namespace
}  // namespace entente
