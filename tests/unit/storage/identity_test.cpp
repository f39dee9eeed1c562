// One store is one store, whatever path leads to it and whoever opens it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/stack.hpp"
#include "child.hpp"
#include "facts.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

FactBatch facts_from(int first, int number) {
  FactBatch batch;
  for (int i = first; i < first + number; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
  return batch;
}

// Goes back to the folder it came from.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& path) : before_(fs::current_path()) { fs::current_path(path); }
  ~WorkingFolder() { fs::current_path(before_); }

 private:
  fs::path before_;
};

std::optional<Error> refusal(const std::string& path) {
  const Result<std::unique_ptr<Store>> store = open_rocksdb_store(path, {});
  return store ? std::nullopt : std::optional<Error>(store.error());
}

TEST(Identity, AnyPathToAStoreLeadsToTheSameOne) {
  const TemporaryFolder folder;
  const WorkingFolder here(folder.path());
  fs::create_directory(folder.path("other"));
  fs::create_directory_symlink(folder.path("tw.db"), folder.path("link"));
  fs::create_directory_symlink(folder.path(), folder.path("other/up"));
  {
    const auto store = open_facts(open_folder("tw.db"));
    for (const std::string& path :
         {std::string("tw.db"), std::string("./tw.db"), std::string("tw.db/"), std::string("other/../tw.db"),
          std::string("link"), std::string("other/up/tw.db"), folder.path("tw.db")}) {
      const std::optional<Error> error = refusal(path);
      ASSERT_TRUE(error) << path;
      EXPECT_EQ(error->code, ErrorCode::kLocked);
      EXPECT_EQ(error->message, "can't open the store \"" + path + "\": this process has the store open for writing");
      StoreOptions reading;
      reading.read_only = true;
      EXPECT_EQ(open_facts(open_folder(path, reading))->head(), store->head());
    }
    commit(*store, facts_from(0, 3));
  }
  const auto again = open_facts(open_folder("link"));
  EXPECT_EQ(load(*again, again->head().transaction).entities.size(), 3u);
  EXPECT_EQ(messages(again->check()), std::vector<std::string>{});
}

TEST(Identity, AClosedStoreIsFreeAndSoIsOneThatFailedToOpen) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  { commit(*open_facts(open_folder(path)), facts_from(0, 1)); }
  const std::string marker = folder.read("store/ENTENTE");
  folder.file("store/ENTENTE", "damaged");
  EXPECT_EQ(refusal(path)->code, ErrorCode::kCorruption);
  folder.file("store/ENTENTE", marker);
  EXPECT_FALSE(refusal(path));
  EXPECT_FALSE(refusal(path));
}

TEST(Identity, AStoreThatIsMovedWhileItIsOpenStaysOneStore) {
  const TemporaryFolder folder;
  const auto store = open_facts(open_folder(folder.path("store")));
  fs::rename(folder.path("store"), folder.path("moved"));
  const std::optional<Error> error = refusal(folder.path("moved"));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kLocked);
  EXPECT_NE(error->message.find("this process has the store open"), std::string::npos) << error->message;
  EXPECT_FALSE(refusal(folder.path("store")));  // the place is free for another one
}

std::size_t entities_at(const std::string& path) {
  const auto store = open_facts(open_folder(path));
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
  return load(*store, store->head().transaction).entities.size();
}

// The writer stays with its store; what takes the place is not its own.
TEST(Identity, AStoreThatIsMovedIsWrittenWhereItIsAndNothingInItsPlace) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  { commit(*open_facts(open_folder(path)), facts_from(0, 5)); }
  fs::copy(path, folder.path("copy"), fs::copy_options::recursive);
  {
    const auto store = open_facts(open_folder(path));
    fs::rename(path, folder.path("moved"));
    commit(*store, facts_from(5, 5));  // nothing is there
    fs::rename(folder.path("copy"), path);
    commit(*store, facts_from(10, 30'000));  // large: with files of its own
    commit(*store, facts_from(0, 1));
    EXPECT_GT(store->bytes_on_disk(), 100'000u);
  }
  EXPECT_EQ(entities_at(path), 5u);
  EXPECT_EQ(entities_at(folder.path("moved")), 30'010u);
}

TEST(Identity, NoCommitToAStoreThatIsGoneSucceeds) {
  for (const bool is_replaced : {false, true}) {
    for (const char* lost : {"", "rows", "rows/LOCK", "ENTENTE"}) {
      const TemporaryFolder folder;
      const std::string path = folder.path("store"), copy = folder.path("copy");
      { commit(*open_facts(open_folder(path)), facts_from(0, 5)); }
      fs::copy(path, copy, fs::copy_options::recursive);
      {
        const auto store = open_facts(open_folder(path));
        fs::remove_all(path + "/" + lost);
        if (is_replaced) fs::copy(copy + "/" + lost, path + "/" + lost, fs::copy_options::recursive);
        for (const int number : {3, 30'000}) {
          FactWriter writer(*store);
          for (const EntityFact& fact : facts_from(5, number).entities) writer.add(fact);
          const Result<CommitSummary> summary = writer.commit("lost");
          ASSERT_FALSE(summary) << lost << number;
          EXPECT_EQ(summary.error().code, ErrorCode::kIo);
          if (number > 3) continue;
          EXPECT_NE(summary.error().message.find("removed or replaced while it was open"), std::string::npos)
              << summary.error().message;
        }
      }
      // A part of one store in another is damage; a whole one is as it was.
      if (is_replaced && std::string_view(lost).empty()) {
        EXPECT_EQ(entities_at(path), 5u);
      }
      EXPECT_EQ(entities_at(copy), 5u);
    }
  }
}

// What the system does not let be read may be sound, and is no damage; what is no file is not waited for.
TEST(Identity, AFileThatMayNotBeReadIsNoDamage) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  if (geteuid() == 0) {
    ASSERT_EQ(chown(folder.path().c_str(), 65534, 65534), 0);
    ASSERT_EQ(seteuid(65534), 0);  // the administrator may read everything: play somebody else
  }
  { commit(*open_facts(open_folder(path)), facts_from(0, 30'000)); }
  { commit(*open_facts(open_folder(path)), facts_from(0, 2)); }
  const auto files_of_store = [&path] {
    std::vector<fs::path> files{fs::path(path) / "rows", fs::path(path) / "ENTENTE"};
    for (const auto& file : fs::directory_iterator(fs::path(path) / "rows")) {
      const std::string name = file.path().filename().string();
      const bool is_read = name == "CURRENT" || name.starts_with("MANIFEST") || name.ends_with(".log");
      if (is_read || name.ends_with(".sst")) files.push_back(file.path());
    }
    return files;
  };
  StoreOptions reading;
  reading.read_only = true;
  for (const fs::path& file : files_of_store()) {
    if (!fs::exists(file)) continue;  // a writer was done with it
    const fs::perms rights = fs::status(file).permissions();
    fs::permissions(file, fs::perms::none);
    for (const bool read_only : {false, true}) {
      reading.read_only = read_only;
      const Result<std::unique_ptr<Store>> store = open_rocksdb_store(path, reading);
      if (store) {
        EXPECT_EQ(file.extension(), ".log") << file;  // of a log that the rows need no more
        continue;
      }
      EXPECT_EQ(store.error().code, ErrorCode::kIo) << file << ": " << store.error().message;
      EXPECT_NE(store.error().message.find("Permission denied"), std::string::npos) << store.error().message;
      EXPECT_NE(store.error().message.find(path), std::string::npos) << store.error().message;
      EXPECT_NE(store.error().hint.find("may not read"), std::string::npos) << file;
    }
    if (fs::exists(file)) fs::permissions(file, rights);
  }
  EXPECT_EQ(entities_at(path), 30'000u);
  for (const fs::path& file : files_of_store()) {
    if (fs::is_directory(file)) continue;
    const fs::path aside = folder.path("aside");
    fs::rename(file, aside);
    ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
    const std::optional<Error> error = refusal(path);
    ASSERT_TRUE(error) << file;
    EXPECT_EQ(error->code, ErrorCode::kIo);
    EXPECT_NE(error->message.find("it is no file"), std::string::npos) << error->message;
    fs::rename(aside, file);
  }
  EXPECT_EQ(entities_at(path), 30'000u);
  if (getuid() == 0) {
    ASSERT_EQ(seteuid(0), 0);
  }
}

// A daemon leaves the folder that it was started in.
TEST(Identity, AProgramMayChangeItsWorkingFolder) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("a"));
  fs::create_directory(folder.path("b"));
  {
    const WorkingFolder b(folder.path("b"));
    commit(*open_facts(open_folder("cd.db")), facts_from(0, 5));
  }
  {
    const WorkingFolder a(folder.path("a"));
    const auto store = open_facts(open_folder("cd.db"));
    const WorkingFolder b(folder.path("b"));
    commit(*store, facts_from(0, 10));
    commit(*store, facts_from(10, 30'000));  // large: with files of its own
    EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
    EXPECT_GT(store->bytes_on_disk(), 100'000u);
  }
  const auto a = open_facts(open_folder(folder.path("a/cd.db")));
  EXPECT_EQ(load(*a, a->head().transaction).entities.size(), 30'010u);
  EXPECT_EQ(messages(a->check()), std::vector<std::string>{});
  const auto b = open_facts(open_folder(folder.path("b/cd.db")));
  EXPECT_EQ(load(*b, b->head().transaction).entities.size(), 5u);
  EXPECT_EQ(messages(b->check()), std::vector<std::string>{});
}

TEST(Identity, AnotherProcessIsNamed) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  Child child({"hold", path});
  child.wait_for_line();
  const std::optional<Error> error = refusal(path);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kLocked);
  EXPECT_EQ(error->message, "can't open the store \"" + path + "\": another process (" +
                                std::to_string(child.process()) + ", storage_test) has the store open for writing");
  child.stop();
  EXPECT_FALSE(refusal(path));
}

TEST(Identity, AFolderThatMayNotBeWrittenIsNamed) {
  if (geteuid() == 0) {
    // The administrator may write everywhere: play somebody else.
    ASSERT_EQ(seteuid(65534), 0);
  }
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  const WorkingFolder here(folder.path());
  const std::optional<Error> error = refusal("new.db");
  fs::permissions(folder.path(), fs::perms::owner_all);
  if (getuid() == 0) {
    ASSERT_EQ(seteuid(0), 0);
  }
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kIo);
  EXPECT_EQ(error->message, "can't create the folder \"new.db\": Permission denied");
  EXPECT_EQ(error->hint, "you may not write to \"" + folder.path() + "\", the folder it is to stand in");
}

// A reader beside a writer that comes and goes sees a sound store every time.
TEST(Identity, ASoundStoreIsNeverCalledDamaged) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  { commit(*open_facts(open_folder(path)), facts_from(0, 200)); }
  // An opening takes ten times as long under a sanitizer.
  const int commits = kLargeFrames ? 25 : 80, least = kLargeFrames ? 40 : 400;
  Child writer({"write", path, std::to_string(commits)});
  StoreOptions reading;
  reading.read_only = true;
  TransactionId last;
  int reads = 0;
  for (; writer.is_running() || reads < least; ++reads) {
    const auto store = open_facts(open_folder(path, reading));
    const TransactionId head = store->head().transaction;
    EXPECT_GE(head, last);
    last = head;
    EXPECT_EQ(load(*store, head).entities.size(), 199 + head.value);
  }
  writer.stop();
  EXPECT_EQ(writer.result(), 0);
  const auto store = open_facts(open_folder(path));
  EXPECT_EQ(store->head().transaction.value, static_cast<std::uint64_t>(commits) + 1);
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

// What a reader has open stays readable when a writer has put other files in its place.
TEST(Identity, AReaderOutlivesTheFilesThatItReads) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  { commit(*open_facts(open_folder(path)), facts_from(0, 30'000)); }
  StoreOptions reading;
  reading.read_only = true;
  const auto reader = open_facts(open_folder(path, reading));
  fs::remove_all(path);
  EXPECT_EQ(load(*reader, reader->head().transaction).entities.size(), 30'000u);
}

}  // namespace
}  // namespace entente
