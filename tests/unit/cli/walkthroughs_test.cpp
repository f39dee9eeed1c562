// Pages that a reader follows: every command of them, in the order given, with what the page says it prints.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

struct Step {
  int line = 0;
  std::string commands;
  std::string printed;  // "…" stands for what the page leaves out; empty: the page does not show it
};

// Blocks of `sh`, each with the block of `text` that follows it.
std::vector<Step> steps_of(const fs::path& page) {
  std::ifstream in(page);
  EXPECT_TRUE(in) << page;
  std::vector<Step> steps;
  std::string* into = nullptr;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line == "```sh") {
      steps.push_back({number, {}, {}});
      into = &steps.back().commands;
    } else if (line == "```text") {
      if (steps.empty() || !steps.back().printed.empty()) {
        ADD_FAILURE() << page << ":" << number << ": an output without commands";
        return steps;
      }
      into = &steps.back().printed;
    } else if (line.rfind("```", 0) == 0) {
      into = nullptr;
    } else if (into) {
      *into += line + "\n";
    }
  }
  return steps;
}

// Whether the text is what the page shows, piece by piece between the places that it leaves out.
bool is_shown(const std::string& text, const std::string& page) {
  const std::string left_out = "…";
  std::size_t at = 0, from = 0;
  for (bool first = true;; first = false) {
    const std::size_t end = page.find(left_out, from);
    const std::string piece = page.substr(from, end == std::string::npos ? end : end - from);
    if (end == std::string::npos && !first)
      return text.size() >= at + piece.size() && text.compare(text.size() - piece.size(), piece.size(), piece) == 0;
    const std::size_t found = text.find(piece, at);
    if (found == std::string::npos || (first && found != 0)) return false;
    at = found + piece.size();
    if (end == std::string::npos) return at == text.size();
    from = end + left_out.size();
  }
}

// What the page draws, by its commands.
std::vector<fs::path> files_drawn(const std::vector<Step>& steps) {
  std::vector<fs::path> files;
  for (const Step& step : steps) {
    std::istringstream lines(step.commands);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string program, command, store, file;
      if (words >> program >> command >> store >> file && program == "entente" && command == "draw")
        files.push_back(file);
    }
  }
  EXPECT_FALSE(files.empty());
  return files;
}

class Walkthrough : public testing::TestWithParam<const char*> {};

TEST_P(Walkthrough, IsAsThePageShows) {
  const fs::path root = ENTENTE_SOURCE_DIR;
  TemporaryFolder folder;
  for (const char* shipped : {"graph-data", "queries"})
    fs::create_directory_symlink(root / shipped, folder.path(shipped));
  const std::vector<Step> steps = steps_of(root / GetParam());
  EXPECT_GE(steps.size(), 9U);
  for (const Step& step : steps) {
    // `diff` and `check` end with 1 where they found something; nothing that is shown ends with more.
    const std::string script = folder.file("script", "trap '[ $? = 1 ] || exit 2' ERR\ncd " + folder.path() +
                                                         "\nPATH=" + fs::path(ENTENTE_PROGRAM).parent_path().string() +
                                                         ":$PATH\n" + step.commands);
    const auto [code, text] = shell("bash " + script);
    const auto refuses = [](const std::string& printed) { return printed.find("error: ") != std::string::npos; };
    EXPECT_LE(code, 1) << "line " << step.line << ":\n" << text;
    EXPECT_EQ(refuses(text), refuses(step.printed)) << "line " << step.line << ":\n" << text;
    if (!step.printed.empty()) {
      EXPECT_TRUE(is_shown(text, step.printed)) << "line " << step.line << ":\n" << text;
    }
  }
  for (const fs::path& file : files_drawn(steps)) EXPECT_TRUE(fs::exists(folder.path(file.string()))) << file;
}

INSTANTIATE_TEST_SUITE_P(Of, Walkthrough, testing::Values("README.md", "docs/first-hour.md", "docs/paths.md"));

}  // namespace
}  // namespace entente
