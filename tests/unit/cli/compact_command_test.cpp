// `entente compact`: what it says of a store, and what it refuses.
#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

// Two files: the first has one relation, so that those of the second stand in rows.
class Compacting : public testing::Test {
 protected:
  void import(int relations) {
    std::string facts = "{\"id\": \"a\", \"type\": \"P\"}\n{\"id\": \"b\", \"type\": \"P\"}\n";
    folder_.file("first.jsonl", facts + "{\"type\": \"MET\", \"from\": \"a\", \"to\": \"b\", \"valid\": \"1900\"}\n");
    for (int i = 0; i < relations; ++i)
      facts += "{\"type\": \"MET\", \"from\": \"a\", \"to\": \"b\", \"valid\": \"" + std::to_string(1000 + i % 900) +
               "\"}\n";
    folder_.file("second.jsonl", facts);
    EXPECT_EQ(entente("import " + store_ + " " + folder_.path("first.jsonl")).code, 0);
    EXPECT_EQ(entente("import " + store_ + " " + folder_.path("second.jsonl")).code, 0);
  }
  std::string count() {
    return entente("query " + store_ + " \"MATCH (a)-[m:MET]->() RETURN id(a), count(*)\" --format csv").out;
  }
  TemporaryFolder folder_;
  std::string store_ = folder_.path("store");
};

TEST_F(Compacting, PacksAndSaysWhatItTakes) {
  import(20'000);
  const std::string before = count();
  const Ended ended = entente("compact " + store_);
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "20,001 relations packed\n")) << ended.out;
  EXPECT_TRUE(has(ended, " on disk, before ")) << ended.out;
  EXPECT_EQ(count(), before);
  const Ended again = entente("compact " + store_);
  EXPECT_TRUE(has(again, "nothing to pack\n")) << again.out;
  EXPECT_TRUE(has(entente("check " + store_), "sound: nothing found"));
}

TEST_F(Compacting, LeavesASmallStoreInRows) {
  import(5);
  const Ended ended = entente("compact " + store_);
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, "nothing to pack\n")) << ended.out;
}

TEST_F(Compacting, OfWhatIsNoStoreIsAnError) {
  const Ended missing = entente("compact " + store_);
  EXPECT_EQ(missing.code, 1);
  EXPECT_TRUE(has(missing, store_)) << missing.out;
  EXPECT_EQ(entente("compact").code, 2);
}

}  // namespace
}  // namespace entente
