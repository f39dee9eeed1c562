// Every public header compiles by itself: a user may include any one of them first.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tidy/source_tree.hpp"

namespace entente::tidy {
namespace {

TEST(Headers, EachCompilesByItself) {
  const std::vector<std::string> headers = files_below("include", {".hpp"});
  ASSERT_FALSE(headers.empty());
  for (const std::string& header : headers) {
    const std::string line = "#include \\\"" + header.substr(std::string("include/").size()) + "\\\"";
    const std::string command = "echo \"" + line + "\" | " + ENTENTE_SYNTAX_CHECK + " -x c++ -";
    EXPECT_EQ(std::system(command.c_str()), 0) << header << " does not compile by itself: " << command;
  }
}

}  // namespace
}  // namespace entente::tidy
