// The files that a column map names: beside the table, or below, and nowhere else.
#include "formats/columns/lookup.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "entente/error.hpp"
#include "formats/json/json_parse.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

class ColumnsLookup : public testing::Test {
 protected:
  ColumnsLookup() {
    fs::create_directories(folder_.path("tables/below"));
    outside_ = folder_.file("outside.csv", "a,secret\n");
    folder_.file("tables/names.csv", "a,Anna\n");
    folder_.file("tables/below/names.csv", "a,Berta\n");
  }

  // What `a` stands for, or why it can't be read.
  std::string of(const std::string& file) const {
    json::Document map;
    json::parse(R"({"file": ")" + file + R"(", "from": 1, "to": 2})", map);
    try {
      return read_lookup(map, folder_.path("tables"), {}, {}).at("a");
    } catch (const Error& error) {
      return "error: " + error.message;
    }
  }

  TemporaryFolder folder_;
  std::string outside_;
};

TEST_F(ColumnsLookup, StandsBesideTheTableOrBelow) {
  EXPECT_EQ(of("names.csv"), "Anna");
  EXPECT_EQ(of("below/names.csv"), "Berta");
  fs::create_symlink("below/names.csv", folder_.path("tables/link.csv"));
  EXPECT_EQ(of("link.csv"), "Berta");
}

TEST_F(ColumnsLookup, LeadsNowhereElse) {
  fs::create_symlink(outside_, folder_.path("tables/out.csv"));
  fs::create_symlink("..", folder_.path("tables/up"));
  for (const std::string& file :
       {outside_, std::string("../outside.csv"), std::string("below/../../outside.csv"), std::string("out.csv"),
        std::string("up/outside.csv"), std::string("/etc/passwd"), std::string()})
    EXPECT_NE(of(file).find("error: the file of a lookup"), std::string::npos) << file << ": " << of(file);
}

TEST_F(ColumnsLookup, IsAFile) {
  mkfifo(folder_.path("tables/pipe.csv").c_str(), 0600);
  fs::create_symlink("loop.csv", folder_.path("tables/loop.csv"));
  EXPECT_NE(of("pipe.csv").find("is no file"), std::string::npos) << of("pipe.csv");
  EXPECT_NE(of("below").find("is no file"), std::string::npos) << of("below");
  EXPECT_NE(of("none.csv").find("error: can't read"), std::string::npos) << of("none.csv");
  EXPECT_NE(of("loop.csv").find("error: can't read"), std::string::npos) << of("loop.csv");
}

}  // namespace
}  // namespace entente
