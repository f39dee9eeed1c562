// Copies of stores: what they hold, what they refuse, and what is left of those that fail or are cut off.
#include "storage/backup.hpp"

#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "child.hpp"
#include "facts.hpp"
#include "faulty_files.hpp"
#include "storage/unfinished_copy.hpp"
#include "stores.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

FactBatch numbered_batch(int number, int relations = 2) {
  FactBatch batch;
  const std::string key = "e" + std::to_string(number);
  batch.entities = {entity(key)};
  for (int i = 0; i < relations; ++i)
    batch.relations.push_back(
        relation(key + "-" + std::to_string(i), key, "MET", key, std::to_string(1000 + (number + i) % 1000)));
  batch.relations.push_back(relation("changing", key, "MET", key, std::to_string(1000 + number)));
  return batch;
}

std::unique_ptr<FactStore> read_copy(const std::string& path) {
  StoreOptions options;
  options.read_only = true;
  return open_facts(open_folder(path, options));
}

// Nothing but what is listed.
void expect_names(const TemporaryFolder& folder, const std::vector<std::string>& names) {
  EXPECT_EQ(folder.names(), names);
}

class Backup : public StoreTest {
 protected:
  TemporaryFolder copies_;
};

TEST_P(Backup, IsAStoreThatHoldsWhatTheStoreHolds) {
  const auto store = open_facts(open());
  for (int i = 0; i < 5; ++i) commit(*store, numbered_batch(i));
  const std::string copy = copies_.path("copy");
  const Result<Head> made = back_up(*store, {GetParam().lasts ? path() : "", copy});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(*made, store->head());
  expect_names(copies_, {"copy"});
  const auto before = sentences(*store);
  commit(*store, numbered_batch(5));
  {
    const auto read = read_copy(copy);
    EXPECT_EQ(read->head(), *made);
    for (std::uint64_t c = 0; c <= 5; ++c) EXPECT_EQ(sentences(*read, {c}), sentences(*store, {c}));
    EXPECT_EQ(messages(read->check()), std::vector<std::string>{});
  }
  // It goes on by itself.
  const auto on = open_facts(open_folder(copy));
  EXPECT_EQ(sentences(*on), before);
  commit(*on, numbered_batch(7, 200));
  ASSERT_TRUE(on->store().compact());
  EXPECT_EQ(on->head().transaction.value, 6U);
  EXPECT_EQ(messages(on->check()), std::vector<std::string>{});
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

TEST_P(Backup, OfAStoreWithoutCommitsIsOne) {
  const auto store = open_facts(open());
  ASSERT_TRUE(back_up(*store, {"", copies_.path("copy")}));
  EXPECT_EQ(read_copy(copies_.path("copy"))->head(), Head());
}

TEST_P(Backup, RefusesAPlaceThatIsTaken) {
  const auto store = open_facts(open());
  commit(*store, numbered_batch(1));
  copies_.file("file", "text");
  fs::create_directory(copies_.path("full"));
  copies_.file("full/mine", "text");
  fs::create_symlink(copies_.path("nowhere"), copies_.path("link"));
  for (const char* name : {"file", "full", "link"}) {
    const Result<Head> made = back_up(*store, {"", copies_.path(name)});
    if (std::string_view(name) == "link") continue;  // leads to a place that is free, or is refused
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().code, ErrorCode::kArgument);
  }
  EXPECT_EQ(copies_.read("full/mine"), "text");
  const Result<Head> nowhere = back_up(*store, {"", copies_.path("no/such/copy")});
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kIo);
  // Not ours: it stays.
  fs::create_directory(copies_.path("copy.unfinished"));
  copies_.file("copy.unfinished/mine", "text");
  const Result<Head> beside = back_up(*store, {"", copies_.path("copy")});
  ASSERT_FALSE(beside);
  EXPECT_EQ(beside.error().code, ErrorCode::kArgument);
  EXPECT_EQ(copies_.read("copy.unfinished/mine"), "text");
  // An empty folder is as good as none, and keeps its rights.
  fs::create_directory(copies_.path("empty"));
  fs::permissions(copies_.path("empty"), fs::perms::owner_all);
  ASSERT_TRUE(back_up(*store, {"", copies_.path("empty")}));
  EXPECT_EQ(read_copy(copies_.path("empty"))->head(), store->head());
  EXPECT_EQ(fs::status(copies_.path("empty")).permissions(), fs::perms::owner_all);
}

TEST_P(Backup, RestoresToACommitAndLeavesNothingWhereThereIsNone) {
  const auto store = open_facts(open());
  for (int i = 0; i < 4; ++i) commit(*store, numbered_batch(i));
  const Result<Head> made = restore(*store, {2}, {"", copies_.path("copy")});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->transaction.value, 2U);
  {
    const auto restored = open_facts(open_folder(copies_.path("copy")));
    for (std::uint64_t c = 0; c <= 2; ++c) EXPECT_EQ(sentences(*restored, {c}), sentences(*store, {c}));
    EXPECT_EQ(messages(restored->check()), std::vector<std::string>{});
    commit(*restored, numbered_batch(9));
    EXPECT_EQ(restored->head().transaction.value, 3U);
  }
  const Result<Head> unknown = restore(*store, {5}, {"", copies_.path("other")});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(unknown.error().message, "there is no commit 5; the newest is 4");
  expect_names(copies_, {"copy"});
}

// Types that were changed, that went, and that came back.
TEST_P(Backup, RestoresTheOntologyOfThen) {
  const auto store = open_facts(open());
  std::vector<Ontology> ontologies;
  for (const std::vector<std::string>& types :
       std::vector<std::vector<std::string>>{{"A", "B", "C"}, {"A"}, {"X", "B"}, {"X", "B", "D"}}) {
    FactBatch batch = numbered_batch(static_cast<int>(ontologies.size()));
    batch.ontology.emplace();
    for (const std::string& type : types) batch.ontology->entity_types.push_back({type, "", "of " + types.back()});
    batch.ontology->relation_types.emplace_back().name = "MET";
    batch.ontology->rules = {{"r" + types.back(), "", "MET", "MATCH (a)-[m:MET]->(b) RETURN a AS from, b AS to"}};
    commit(*store, batch);
    ontologies.push_back(*batch.ontology);
  }
  for (std::uint64_t n = 1; n <= ontologies.size(); ++n) {
    const std::string copy = copies_.path("copy" + std::to_string(n));
    ASSERT_TRUE(restore(*store, {n}, {"", copy}));
    const auto restored = read_copy(copy);
    EXPECT_TRUE(restored->ontology() == ontologies[n - 1]) << n;
    EXPECT_EQ(messages(restored->check()), std::vector<std::string>{});
  }
}

INSTANTIATE_TEST_SUITE_P(All, Backup, testing::ValuesIn(store_kinds()), kind_name);

TEST(BackupInAFolder, LinksTheFilesThatNeverChange) {
  const TemporaryFolder folder;
  const auto store = open_facts(open_folder(folder.path("store")));
  commit(*store, numbered_batch(1, 100));
  ASSERT_TRUE(store->store().compact());
  ASSERT_TRUE(back_up(*store, {folder.path("store"), folder.path("copy")}));
  std::size_t links = 0;
  for (const auto& file : fs::directory_iterator(folder.path("copy") + "/rows")) {
    const bool is_linked = fs::hard_link_count(file.path()) > 1;
    EXPECT_EQ(is_linked, file.path().extension() == ".sst") << file.path();
    links += is_linked ? 1 : 0;
  }
  EXPECT_GT(links, 3U);
  // Either is written on without the other noticing.
  const auto copy = open_facts(open_folder(folder.path("copy")));
  commit(*copy, numbered_batch(2, 300));
  commit(*store, numbered_batch(3, 300));
  ASSERT_TRUE(copy->store().compact());
  ASSERT_TRUE(store->store().compact());
  for (const FactStore* one : {copy.get(), store.get()}) EXPECT_EQ(messages(one->check()), std::vector<std::string>{});
  EXPECT_NE(sentences(*copy), sentences(*store));
}

TEST(BackupInAFolder, RefusesAPlaceInTheStore) {
  const TemporaryFolder folder;
  const auto store = open_facts(open_folder(folder.path("store")));
  commit(*store, numbered_batch(1));
  for (const char* inside : {"store", "store/copy", "store/rows/copy", "store/../store/x"}) {
    const Result<Head> made = back_up(*store, {folder.path("store"), folder.path(inside)});
    ASSERT_FALSE(made) << inside;
    EXPECT_EQ(made.error().code, ErrorCode::kArgument);
  }
  expect_names(folder, {"store"});
  ASSERT_TRUE(back_up(*store, {folder.path("store"), folder.path("store2")}));
}

TEST(BackupInAFolder, IsMadeByOneAtATime) {
  const TemporaryFolder folder;
  const auto store = open_facts(open_memory_store());
  commit(*store, numbered_batch(1));
  const std::string copy = folder.path("copy");
  {
    const auto under_way = UnfinishedCopy::begin("", copy);
    ASSERT_TRUE(under_way);
    const Result<Head> second = back_up(*store, {"", copy});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kLocked);
    expect_names(folder, {"copy.unfinished"});
  }
  expect_names(folder, {});
  EXPECT_TRUE(back_up(*store, {"", copy}));
}

// Each copy holds one commit as a whole, whoever commits meanwhile: this process, or another.
TEST(BackupInAFolder, IsOfOneCommitWhileAWriterGoesOn) {
  const TemporaryFolder folder;
  StoreOptions options;
  options.rows_of_large_commit = 200;  // some are written as sorted files
  const auto store = open_facts(open_folder(folder.path("store"), options));
  commit(*store, numbered_batch(0));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      commit(*store, numbered_batch(i, i % 5 == 0 ? 300 : 2));
      if (i % 7 == 0) {
        EXPECT_TRUE(store->store().compact());
      }
    }
  });
  for (int i = 0; i < 10; ++i) {
    const std::string copy = folder.path("copy" + std::to_string(i));
    const Head before = store->head();
    const Result<Head> made = back_up(*store, {folder.path("store"), copy});
    if (!made) {
      ADD_FAILURE() << made.error().message;
      break;
    }
    EXPECT_GE(made->transaction, before.transaction);
    EXPECT_LE(made->transaction, store->head().transaction);
    const auto read = read_copy(copy);
    EXPECT_EQ(sentences(*read), sentences(*store, made->transaction));
    EXPECT_EQ(messages(read->check()), std::vector<std::string>{});
  }
  stop = true;
  writer.join();
}

TEST(BackupInAFolder, IsMadeBesideAnotherProcessThatWrites) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  commit(*open_facts(open_folder(path)), numbered_batch(0));
  Child writer({"write", path, "40"});
  std::size_t made = 0;
  while (writer.is_running()) {
    std::unique_ptr<FactStore> store;
    try {
      store = read_copy(path);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kLocked) << error.message;
      continue;
    }
    const std::string copy = folder.path("copy" + std::to_string(made));
    const Result<Head> done = back_up(*store, {path, copy});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_GE(done->transaction, store->head().transaction);
    EXPECT_EQ(messages(read_copy(copy)->check()), std::vector<std::string>{});
    ++made;
  }
  EXPECT_GT(made, 0U);
}

// A disk that is full, or fails otherwise, at any moment.
class BackupOnAFaultyDisk : public testing::TestWithParam<Fault> {};

TEST_P(BackupOnAFaultyDisk, LeavesNothing) {
  const TemporaryFolder target;
  const auto in_memory = open_facts(open_memory_store());
  for (int i = 0; i < 3; ++i) commit(*in_memory, numbered_batch(i, 50));
  const std::string copy = target.path("copy");
  for (const bool is_restore : {false, true}) {
    std::size_t failed = 0;
    // How many calls the fault concerned.
    const auto make = [&](std::uint64_t after) {
      const auto files = std::make_shared<FaultyFiles>();
      const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(files);
      files->fail(GetParam(), after);
      const CopyPlace place{"", copy, env.get()};
      const Result<Head> made = is_restore ? restore(*in_memory, {2}, place) : back_up(*in_memory, place);
      if (made) {
        EXPECT_EQ(messages(read_copy(copy)->check()), std::vector<std::string>{});
        fs::remove_all(copy);
      } else {
        ++failed;
        EXPECT_EQ(made.error().code, ErrorCode::kIo) << made.error().message;
        EXPECT_TRUE(files->has_failed());
      }
      expect_names(target, {});
      return files->calls();
    };
    const std::uint64_t calls = make(~std::uint64_t{0});
    EXPECT_EQ(failed, 0U);
    for (std::uint64_t after = 0; after < calls; after += 1 + calls / 12) make(after);
    EXPECT_GT(failed, 0U) << calls;
  }
}

// Where the files themselves are copied, by the file layer of the store.
TEST_P(BackupOnAFaultyDisk, LeavesNothingOfCopiedFiles) {
  const TemporaryFolder folder;
  const auto files = std::make_shared<FaultyFiles>();
  const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(files);
  StoreOptions options;
  options.env = env.get();
  const auto store = open_facts(open_folder(folder.path("store"), options));
  commit(*store, numbered_batch(1, 100));
  ASSERT_TRUE(store->store().compact());
  commit(*store, numbered_batch(2));
  for (std::uint64_t after = 0; after < 6; ++after) {
    files->fail(GetParam(), after);
    const Result<Head> made = back_up(*store, {folder.path("store"), folder.path("copy")});
    files->fail(Fault::kNone, 0);
    if (made) {
      EXPECT_EQ(messages(read_copy(folder.path("copy"))->check()), std::vector<std::string>{});
      fs::remove_all(folder.path("copy"));
    } else {
      EXPECT_EQ(made.error().code, ErrorCode::kIo) << made.error().message;
    }
    expect_names(folder, {"store"});
  }
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

std::string name_of_fault(const testing::TestParamInfo<Fault>& info) {
  constexpr std::array kNames{"None", "Sync", "Append", "ShortWrite", "Rename"};
  return kNames[static_cast<std::size_t>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(Faults, BackupOnAFaultyDisk,
                         testing::Values(Fault::kSync, Fault::kAppend, Fault::kShortWrite, Fault::kRename),
                         name_of_fault);

// The process is killed in the middle: nothing has the name, what lies beside is no store unless it is whole, and the
// next copy takes its place.
TEST(BackupThatIsKilled, LeavesNothingThatIsHalfAStore) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store"), copy = folder.path("copy"), aside = copy + ".unfinished";
  {
    const auto store = open_facts(open_folder(path));
    for (int i = 0; i < 3; ++i) commit(*store, numbered_batch(i, 2'000));
  }
  std::size_t killed = 0, left = 0;
  for (int us = 500; us < 60'000'000; us += us / 2) {
    const bool is_restore = killed % 2 == 1;
    Child child(is_restore ? std::vector<std::string>{"restore", path, copy, "2"}
                           : std::vector<std::string>{"back-up", path, copy});
    std::this_thread::sleep_for(std::chrono::microseconds(us));
    kill(child.process(), SIGKILL);
    child.stop();
    const std::uint64_t head = is_restore ? 2 : 3;
    if (child.result() == 0) {
      EXPECT_EQ(read_copy(copy)->head().transaction.value, head);
      EXPECT_FALSE(fs::exists(aside));
      fs::remove_all(copy);
      if (is_restore) break;
      ++killed;  // the other one, too
      continue;
    }
    EXPECT_EQ(child.result(), 128) << "it fails by itself";
    ++killed;
    if (fs::exists(copy)) {
      EXPECT_EQ(read_copy(copy)->head().transaction.value, head);
      fs::remove_all(copy);
    }
    left += fs::exists(aside) ? 1 : 0;
    try {
      const std::uint64_t found = read_copy(aside + "/store")->head().transaction.value;
      EXPECT_TRUE(found == head || found == 0) << found;  // whole, or before its first row
    } catch (const Error&) {
    }
  }
  EXPECT_GT(left, 0U);
  const auto store = open_facts(open_folder(path));
  ASSERT_TRUE(back_up(*store, {path, copy}));
  EXPECT_EQ(messages(read_copy(copy)->check()), std::vector<std::string>{});
  expect_names(folder, {"copy", "store"});
}

}  // namespace
}  // namespace entente
