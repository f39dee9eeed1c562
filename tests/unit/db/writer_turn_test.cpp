// Write transactions of one thread and of several.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using namespace std::chrono_literals;

EntityFact typed_entity(const std::string& key) {
  EntityFact fact;
  fact.key = key;
  fact.types = {"T"};
  return fact;
}

template <class T>
void expect_locked(const Result<T>& result) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kLocked);
  EXPECT_NE(result.error().message.find("this thread"), std::string::npos) << result.error().message;
  EXPECT_NE(result.error().hint, "");
}

TEST(WriterTurn, AThreadDoesNotWaitForItself) {
  const TemporaryFolder folder;
  const std::string file = folder.file("a.jsonl", "{\"id\": \"a\", \"type\": \"T\"}\n");
  const auto database = Database::in_memory().value();
  {
    auto transaction = database->write();
    ASSERT_TRUE(transaction.ok());
    expect_locked(database->write());
    expect_locked(database->import({file}));
    expect_locked(database->derive());
    EXPECT_TRUE(database->derive({true}).ok()) << "a trial writes nothing";
    EXPECT_TRUE(database->query("RETURN 1").ok());
    EXPECT_TRUE(transaction->add(typed_entity("b")).ok()) << "what was refused has not ended it";
    ASSERT_TRUE(transaction->commit("test").ok());
  }
  EXPECT_TRUE(database->import({file}).ok());
  EXPECT_EQ(database->info()->entities, 2U);
}

TEST(WriterTurn, AReportOfAnImportMayNotWrite) {
  const TemporaryFolder folder;
  const auto database = Database::in_memory().value();
  ImportOptions options;
  options.keep_valid = true;
  bool told = false;
  options.rejected = [&](const RejectedRecord&) {
    told = true;
    expect_locked(database->write());
  };
  EXPECT_TRUE(
      database->import({folder.file("a.jsonl", "{\"id\": \"a\"}\n{\"id\": \"b\", \"type\": \"T\"}\n")}, options).ok());
  EXPECT_TRUE(told);
}

TEST(WriterTurn, OtherThreadsWait) {
  const auto database = Database::in_memory().value();
  std::atomic<bool> committed = false;
  auto transaction = database->write();
  ASSERT_TRUE(transaction.ok());
  std::thread other([&] {
    auto second = database->write();
    EXPECT_TRUE(second.ok());
    EXPECT_TRUE(committed) << "it began while the first was running";
  });
  std::this_thread::sleep_for(20ms);
  ASSERT_TRUE(transaction->add(typed_entity("a")).ok());
  committed = true;
  ASSERT_TRUE(transaction->commit("test").ok());
  other.join();
}

TEST(WriterTurn, ATransactionMayEndInAnotherThread) {
  const auto database = Database::in_memory().value();
  auto begun = database->write();
  ASSERT_TRUE(begun.ok());
  std::atomic<bool> used = false, committed = false;
  std::thread other([&, transaction = std::move(*begun)]() mutable {
    EXPECT_TRUE(transaction.add(typed_entity("a")).ok());
    expect_locked(database->write());  // it is this thread's by now
    used = true;
    std::this_thread::sleep_for(20ms);
    committed = true;
    EXPECT_TRUE(transaction.commit("test").ok());
  });
  while (!used) std::this_thread::sleep_for(1ms);
  const auto next = database->write();  // waits: the transaction is another thread's
  EXPECT_TRUE(next.ok());
  EXPECT_TRUE(committed);
  other.join();
}

}  // namespace
}  // namespace entente
