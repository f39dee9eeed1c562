// What stands in the place of a file before, while and after it is written.
#include "formats/whole_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

void put(WholeFile& file, const std::string& text) {
  file.write(text.data(), text.size());
}

void write_file_at(const std::string& path, const std::string& text) {
  WholeFile file(path);
  put(file, text);
  file.commit();
}

unsigned rights_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

// What the error says; empty: there is none.
std::string writing_error(const std::string& path) {
  try {
    write_file_at(path, "new");
  } catch (const Error& error) {
    return describe(error);
  }
  return {};
}

TEST(WholeFile, IsThereWhenItIsCommitted) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.json", "before");
  {
    WholeFile file(path);
    put(file, "after");
    EXPECT_EQ(folder.read("a.json"), "before");
    file.finish();
    EXPECT_EQ(folder.read("a.json"), "before");
    file.commit();
    EXPECT_EQ(folder.read("a.json"), "after");
  }
  EXPECT_EQ(folder.names(), Names{"a.json"});
}

TEST(WholeFile, IsNotThereWhenSomethingIsThrown) {
  const TemporaryFolder folder;
  const auto interrupted = [&] {
    WholeFile file(folder.path("a.json"));
    put(file, "half");
    const Names names = folder.names();
    EXPECT_EQ(names.size(), 1u);
    EXPECT_TRUE(names.front().starts_with("a.json.") && names.front().ends_with(".partial")) << names.front();
    throw std::runtime_error("in between");
  };
  EXPECT_THROW(interrupted(), std::runtime_error);
  EXPECT_EQ(folder.names(), Names{});
}

TEST(WholeFile, IsRemovedForASignal) {
  const TemporaryFolder folder;
  WholeFile one(folder.path("a.json")), other(folder.path("b.json"));
  { WholeFile(folder.path("c.json")).commit(); }
  remove_unfinished_files();
  EXPECT_EQ(folder.names(), Names{"c.json"});
}

TEST(WholeFile, OfTwoWritersTheLastOneStays) {
  const TemporaryFolder folder;
  const std::string path = folder.path("a.json");
  WholeFile one(path), other(path);
  put(one, "a long text of the one");
  put(other, "the other");
  other.commit();
  EXPECT_EQ(folder.read("a.json"), "the other");
  one.commit();
  EXPECT_EQ(folder.read("a.json"), "a long text of the one");
  EXPECT_EQ(folder.names(), Names{"a.json"});
}

TEST(WholeFile, LeavesOtherFilesAlone) {
  const TemporaryFolder folder;
  folder.file("victim", "dear");
  fs::create_symlink("victim", folder.path("a.json.partial"));
  write_file_at(folder.path("a.json"), "new");
  EXPECT_EQ(folder.read("victim"), "dear");
  EXPECT_EQ(folder.read("a.json"), "new");
}

TEST(WholeFile, IsWrittenWhereALinkLeads) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("far"));
  folder.file("far/old.json", "old");
  fs::create_symlink("far/old.json", folder.path("link"));
  fs::create_symlink("link", folder.path("link of a link"));
  fs::create_symlink("far/none.json", folder.path("dangling"));
  write_file_at(folder.path("link of a link"), "new");
  write_file_at(folder.path("dangling"), "first");
  EXPECT_TRUE(fs::is_symlink(folder.path("link")) && fs::is_symlink(folder.path("link of a link")));
  EXPECT_EQ(folder.read("far/old.json"), "new");
  EXPECT_EQ(folder.read("far/none.json"), "first");
  fs::create_symlink("round", folder.path("round"));
  EXPECT_NE(writing_error(folder.path("round")), "");
}

TEST(WholeFile, KeepsTheRightsOfTheFileBefore) {
  const TemporaryFolder folder;
  for (const unsigned rights : {0600u, 0640u, 0666u, 0700u}) {
    const std::string path = folder.file("a.json", "before");
    ASSERT_EQ(chmod(path.c_str(), rights), 0);
    write_file_at(path, "after");
    EXPECT_EQ(rights_of(path), rights);
    EXPECT_EQ(folder.read("a.json"), "after");
  }
  const mode_t mask = umask(027);
  write_file_at(folder.path("new.json"), "new");
  umask(mask);
  EXPECT_EQ(rights_of(folder.path("new.json")), 0640u);
}

TEST(WholeFile, HonoursWriteProtection) {
  if (geteuid() == 0) return;  // nothing is protected against root
  const TemporaryFolder folder;
  const std::string path = folder.file("a.json", "before");
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  EXPECT_NE(writing_error(path), "");
  EXPECT_EQ(folder.read("a.json"), "before");
}

TEST(WholeFile, MayHaveAsLongANameAsAnyFile) {
  const TemporaryFolder folder;
  const std::string name(255, 'n');
  write_file_at(folder.path(name), "long");
  EXPECT_EQ(folder.read(name), "long");
}

TEST(WholeFile, NeverReplacesAFileOfAStore) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path("own.db/rows"));
  const std::string marker = folder.file("own.db/ENTENTE", "marker");
  fs::create_symlink("own.db/rows", folder.path("harmless"));
  fs::create_symlink("own.db/ENTENTE", folder.path("out.json"));
  for (const char* name : {"own.db/ENTENTE", "own.db/new.json", "own.db/rows/CURRENT", "harmless/a.json", "out.json"}) {
    const std::string words = writing_error(folder.path(name));
    EXPECT_NE(words.find("in the store"), std::string::npos) << name << ": " << words;
    EXPECT_NE(words.find("hint: "), std::string::npos) << words;
  }
  fs::create_directories(folder.path("parts/rows"));
  fs::create_directories(folder.path("split.db"));
  folder.file("parts/ENTENTE", "marker");
  fs::create_symlink("../parts/ENTENTE", folder.path("split.db/ENTENTE"));
  fs::create_symlink("../parts/rows", folder.path("split.db/rows"));
  fs::create_symlink("split.db/rows", folder.path("far"));
  for (const char* name : {"split.db/ENTENTE", "split.db/a.json", "split.db/rows/CURRENT", "far/CURRENT"}) {
    EXPECT_NE(writing_error(folder.path(name)).find("in the store"), std::string::npos) << name;
  }
  EXPECT_EQ(writing_error(folder.path("split.db/../beside.json")), "");
  for (const char* name : {"parts", "split.db", "far", "beside.json"}) fs::remove_all(folder.path(name));
  EXPECT_NE(writing_error(folder.path("own.db")).find("it is a store"), std::string::npos);
  EXPECT_EQ(folder.read("own.db/ENTENTE"), "marker");
  EXPECT_EQ(folder.names(), (Names{"harmless", "out.json", "own.db"}));
  fs::create_directories(folder.path("source/ENTENTE"));  // a folder of that name makes no store
  EXPECT_EQ(writing_error(folder.path("source/a.json")), "");
}

TEST(WholeFile, SaysWhyItCantBeWritten) {
  const TemporaryFolder folder;
  EXPECT_NE(writing_error(folder.path()).find("Is a directory"), std::string::npos);
  EXPECT_NE(writing_error(folder.path("none/a.json")).find("the folder " + folder.path("none") + " does not exist"),
            std::string::npos);
  EXPECT_NE(writing_error(folder.file("plain", "") + "/a.json"), "");
  EXPECT_NE(writing_error(folder.path("none/")), "");
  EXPECT_NE(writing_error(""), "");
}

TEST(WholeFile, WritesDevicesPipesAndOpenDescriptorsInPlace) {
  const TemporaryFolder folder;
  EXPECT_NE(writing_error("/dev/full").find("No space left"), std::string::npos);
  const std::string log = folder.file("log", "first ");
  const int descriptor = open(log.c_str(), O_WRONLY | O_APPEND);
  write_file_at("/dev/fd/" + std::to_string(descriptor), "second");
  close(descriptor);
  EXPECT_EQ(folder.read("log"), "first second");
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::string read;
  std::thread reader([&] { read = folder.read("pipe"); });
  write_file_at(pipe, "through");
  reader.join();
  EXPECT_EQ(read, "through");
  EXPECT_EQ(folder.names(), (Names{"log", "pipe"}));
}

}  // namespace
}  // namespace entente
