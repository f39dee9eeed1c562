// `entente backup`, `restore` and `verify`: what they say, and how they end.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

// Two commits: a met b, first in 1900, then in 1901.
class BackupCommand : public testing::Test {
 protected:
  BackupCommand() {
    for (const char* year : {"1900", "1901"}) {
      folder_.file("facts.jsonl",
                   "{\"id\": \"a\", \"type\": \"P\"}\n{\"id\": \"b\", \"type\": \"P\"}\n"
                   "{\"id\": \"m\", \"type\": \"MET\", \"from\": \"a\", \"to\": \"b\", \"valid\": \"" +
                       std::string(year) + "\"}\n");
      EXPECT_EQ(entente("import " + store_ + " " + folder_.path("facts.jsonl")).code, 0);
    }
  }
  static std::string met(const std::string& store) {
    return entente("query " + store + " \"MATCH ()-[m:MET]->() RETURN toString(valid(m)) AS year\" --format csv").out;
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("store"), copy_ = folder_.path("copy"), old_ = folder_.path("old");
};

TEST_F(BackupCommand, CopiesAStoreAndGoesBack) {
  const Ended made = entente("backup " + store_ + " " + copy_);
  EXPECT_EQ(made.code, 0) << made.out;
  EXPECT_TRUE(has(made, copy_ + " holds the store as of commit 2, ")) << made.out;
  EXPECT_TRUE(has(met(copy_), "1901")) << met(copy_);
  const Ended back = entente("restore " + copy_ + " " + old_ + " --commit 1");
  EXPECT_EQ(back.code, 0) << back.out;
  EXPECT_TRUE(has(back, old_ + " holds the store as of commit 1, ")) << back.out;
  EXPECT_TRUE(has(met(old_), "1900")) << met(old_);
  EXPECT_TRUE(has(entente("check " + old_), "sound: nothing found"));
  const Ended now = entente("restore " + copy_ + " " + folder_.path("now") + " --system-time now");
  EXPECT_EQ(now.code, 0) << now.out;
  EXPECT_TRUE(has(now, "as of commit 2")) << now.out;
}

TEST_F(BackupCommand, SaysWhyItDoesNot) {
  const Ended there = entente("backup " + store_ + " " + folder_.path("facts.jsonl"));
  EXPECT_EQ(there.code, 1);
  EXPECT_TRUE(has(there, "is there already; it is left as it is")) << there.out;
  const Ended inside = entente("backup " + store_ + " " + store_ + "/copy");
  EXPECT_EQ(inside.code, 1);
  EXPECT_TRUE(has(inside, "lies in the store")) << inside.out;
  const Ended newer = entente("restore " + store_ + " " + copy_ + " --commit 7");
  EXPECT_EQ(newer.code, 1);
  EXPECT_TRUE(has(newer, "there is no commit 7; the newest is 2")) << newer.out;
  const Ended early = entente("restore " + store_ + " " + copy_ + " --system-time 1999");
  EXPECT_EQ(early.code, 1);
  EXPECT_TRUE(has(early, "there is no commit before the end of 1999; the first is of ")) << early.out;
  EXPECT_EQ(entente("restore " + store_ + " " + copy_ + " --system-time 1999 --commit 1").code, 2);
  EXPECT_EQ(entente("backup " + store_).code, 2);
  EXPECT_EQ(entente("backup " + folder_.path("none") + " " + copy_).code, 1);
  EXPECT_FALSE(std::filesystem::exists(copy_));
}

TEST_F(BackupCommand, VerifyTellsDamageByItsExitCode) {
  const Ended sound = entente("verify " + store_);
  EXPECT_EQ(sound.code, 0);
  EXPECT_EQ(sound.out, "sound: no damage found\n");
  EXPECT_EQ(entente("verify " + folder_.path("none")).code, 2);
  EXPECT_EQ(entente("verify").code, 2);
  // A bit of each file that has rows: named, whether or not the store can be opened.
  ASSERT_EQ(entente("compact " + store_).code, 0);
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(store_ + "/rows")) {
    if (file.path().extension() != ".sst") continue;
    ++files;
    std::string bytes;
    {
      std::ifstream in(file.path(), std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::string flipped = bytes;
    flipped[flipped.size() / 3] = static_cast<char>(flipped[flipped.size() / 3] ^ 1);
    std::ofstream(file.path(), std::ios::binary) << flipped;
    const Ended damaged = entente("verify " + store_);
    EXPECT_EQ(damaged.code, 1) << file.path() << ": " << damaged.out;
    EXPECT_TRUE(has(damaged, file.path().filename().string())) << damaged.out;
    EXPECT_TRUE(has(entente("verify --json " + store_), "\"store_damage\""));
    std::ofstream(file.path(), std::ios::binary) << bytes;
  }
  EXPECT_GT(files, 3U);
  EXPECT_EQ(entente("verify " + store_).code, 0);
}

}  // namespace
}  // namespace entente
