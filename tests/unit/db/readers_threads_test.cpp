// Readers and a writer at once: every reader sees whole commits.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

TEST(ReadersThreads, SeeWholeCommitsWhileOthersWrite) {
  auto opened = Database::in_memory();
  ASSERT_TRUE(opened.ok());
  Database& database = **opened;
  constexpr int kCommits = 20;
  constexpr int kPerCommit = 10;
  std::atomic<bool> done = false;
  std::atomic<int> reads = 0;
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&] {
      std::int64_t last = 0;
      do {
        const auto table = database.query("MATCH (n:T) RETURN count(*) AS n");
        ASSERT_TRUE(table.ok()) << table.error().message;
        const std::int64_t count = table->rows[0][0].integer();
        EXPECT_EQ(count % kPerCommit, 0);  // never half a commit
        EXPECT_GE(count, last);            // never back in time
        last = count;
        ++reads;
      } while (!done);
    });
  }
  for (int c = 0; c < kCommits; ++c) {
    auto t = database.write();
    ASSERT_TRUE(t.ok());
    for (int i = 0; i < kPerCommit; ++i) {
      EntityFact fact;
      fact.key = std::to_string(c) + "/" + std::to_string(i);
      fact.types = {"T"};
      ASSERT_TRUE(t->add(fact).ok());
    }
    ASSERT_TRUE(t->commit("more").ok());
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GE(reads.load(), 3);
  EXPECT_EQ(database.info()->entities, static_cast<std::size_t>(kCommits * kPerCommit));
}

}  // namespace
}  // namespace entente
