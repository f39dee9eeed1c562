// Files: not too long, none forgotten by the build or by the tests.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tidy/source_tree.hpp"

namespace entente::tidy {
namespace {

constexpr std::size_t kMaxLines = 800;

const std::vector<std::string> kSourceFolders = {"include", "src", "tools", "tests", "cmake"};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(Files, NoneIsTooLong) {
  for (const std::string& folder : kSourceFolders) {
    for (const std::string& file : files_below(folder, {".hpp", ".cpp", ".cmake", ".txt"})) {
      EXPECT_LE(lines_of(file).size(), kMaxLines) << file << " has grown beyond one subject: split it";
    }
  }
}

// What the compiler is given; of a batch of sources (cmake/EntenteBatches.cmake) the file that includes them.
std::string compiled() {
  std::string commands = content_of(std::filesystem::path(ENTENTE_BINARY_DIR) / "compile_commands.json");
  std::istringstream lines(commands);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t from = line.find(": \"") + 3, to = line.rfind('"');
    if (line.find("\"file\"") != std::string::npos && line.find("/Unity/") != std::string::npos)
      commands += content_of(line.substr(from, to - from));
  }
  return commands;
}

TEST(Files, EverySourceIsCompiled) {
  const std::string commands = compiled();
  ASSERT_FALSE(commands.empty());
  for (const std::string folder : {"src", "tools", "tests"}) {
    for (const std::string& file : files_below(folder, {".cpp"})) {
      // Compiled by tests of their own, on purpose not by the build.
      if (starts_with(file, "tests/compile_fail/") || starts_with(file, "tests/install/")) continue;
      if (starts_with(file, "tests/fuzz/replay.cpp")) continue;
      EXPECT_NE(commands.find("/" + file + "\""), std::string::npos) << file << " is compiled by nothing";
    }
  }
}

TEST(Files, EveryHeaderIsIncluded) {
  std::set<std::string> included;
  for (const std::string& folder : kSourceFolders) {
    for (const std::string& file : files_below(folder, {".hpp", ".cpp"})) {
      for (const Include& include : includes_of(file)) {
        for (const std::string prefix : {"include/", "src/", "tools/", "tests/"}) {
          included.insert(prefix + include.path);
        }
        const std::filesystem::path neighbour = std::filesystem::path(file).parent_path() / include.path;
        included.insert(neighbour.lexically_normal().generic_string());
      }
    }
  }
  for (const std::string& folder : kSourceFolders) {
    for (const std::string& file : files_below(folder, {".hpp"})) {
      EXPECT_TRUE(included.count(file)) << file << " is included by nothing";
    }
  }
}

// Names of data may hold what a terminal obeys: words of the command line are printed where that is taken out.
TEST(Files, OfTheCommandLinePrintInOnePlace) {
  std::size_t seen = 0;
  for (const std::string& file : files_below("tools/cli", {".hpp", ".cpp"})) {
    if (starts_with(file, "tools/cli/print.")) continue;
    for (const TextLine& line : lines_of(file)) {
      for (const std::string_view way :
           {"fmt::print(", "printf(", "puts(", "fputs(", "fwrite(", "cout <<", "std::cerr"}) {
        // A line feed behind an object of JSON.
        const bool is_line_feed = line.text.find("std::cout << '\\n';") != std::string::npos;
        EXPECT_TRUE(is_line_feed || line.text.find(way) == std::string::npos)
            << place(file, line.number) << "print by tools/cli/print.hpp";
      }
      seen += line.text.find("put(") != std::string::npos;
    }
  }
  EXPECT_GT(seen, 10U);
}

// Open sets are tables and closed ones variants; src/README.md names what is left.
TEST(Files, VirtualInterfacesAreFew) {
  const std::set<std::string> known = {"include/entente/formats.hpp", "src/query/execute/execute.hpp",
                                       "src/query/functions/function.hpp", "src/storage/store.hpp"};
  std::set<std::string> found;
  for (const std::string folder : {"include", "src", "tools"})
    for (const std::string& file : files_below(folder, {".hpp", ".cpp"}))
      for (const TextLine& line : lines_of(file))
        if (line.text.find("  virtual ") == 0) found.insert(file);
  EXPECT_EQ(found, known);
}

TEST(Files, EveryHeaderIsGuarded) {
  for (const std::string& folder : kSourceFolders) {
    for (const std::string& file : files_below(folder, {".hpp"})) {
      bool guarded = false;
      for (const TextLine& line : lines_of(file)) guarded = guarded || line.text == "#pragma once";
      EXPECT_TRUE(guarded) << file << " lacks #pragma once";
    }
  }
}

// ctest runs the runner once for every folder with .test files directly in it, at this depth.
TEST(Files, EveryGoldenTestIsReached) {
  std::size_t reached = 0;
  for (const std::string& file : files_below("", {".test"})) {
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    const bool in_topic = folder.parent_path() == "tests/golden";
    EXPECT_TRUE(in_topic || folder == "queries") << file << " is run by nothing: put it into tests/golden/<topic>/";
    ++reached;
  }
  EXPECT_GT(reached, 0u);
}

TEST(Files, EveryUnitTestFileIsNamedAsOne) {
  for (const std::string& file : files_below("tests/unit", {".cpp"})) {
    if (ends_with(file, "_test.cpp")) continue;
    for (const TextLine& line : lines_of(file)) {
      EXPECT_FALSE(starts_with(line.text, "TEST(") || starts_with(line.text, "TEST_F("))
          << place(file, line.number) << "tests belong into files named *_test.cpp";
    }
  }
}

}  // namespace
}  // namespace entente::tidy
