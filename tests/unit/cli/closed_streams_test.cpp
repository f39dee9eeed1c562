// Started with standard streams closed, as some daemons start programs: nothing is printed into a store, and output
// that can't be written is a failure.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"

namespace entente {
namespace {

int code_of(const std::string& arguments) {
  const int status = std::system((std::string(ENTENTE_PROGRAM) + " " + arguments).c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ClosedStreams, NothingIsPrintedIntoAStore) {
  const TemporaryFolder folder;
  const std::string store = folder.path("store.db");
  const std::string data = std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny";
  EXPECT_NE(code_of("import " + store + " " + data + " <&- >&- 2>&-"), 0);  // the report is lost
  EXPECT_EQ(code_of("import " + store + " " + data + " <&- 2>&- >" + folder.path("report")), 0);
  EXPECT_NE(folder.read("report").find("known already"), std::string::npos) << folder.read("report");
  EXPECT_NE(code_of("info " + store + " >&- 2>/dev/null"), 0);
  EXPECT_EQ(std::filesystem::file_size(store + "/rows/LOCK"), 0u);
  EXPECT_EQ(code_of("check " + store + " >/dev/null"), 0);
}

}  // namespace
}  // namespace entente
