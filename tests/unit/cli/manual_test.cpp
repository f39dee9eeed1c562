// The manual page and the completions say what the commands take, as their own help has it.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <regex>
#include <string>

#include "cli/command.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

std::string standard_output_of(const std::string& arguments) {
  std::string out;
  std::FILE* pipe = popen((std::string(ENTENTE_PROGRAM) + " " + arguments).c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  const int status = pclose(pipe);
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0) << arguments;
  return out;
}

// Calls visit(command, option) for each option that the help of a command lists, but --help.
template <class Visit>
void for_each_option(const Visit& visit) {
  static const std::regex option(R"(\n  (?:-\w,)?--([\w-]+))");
  for (const cli::Command& command : cli::commands()) {
    const std::string help = standard_output_of("help " + std::string(command.name));
    for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match)
      if (match->str(1) != "help") visit(command, match->str(1));
  }
}

TEST(Manual, NamesEachCommandAndOption) {
  const std::string page = std::regex_replace(standard_output_of("help --man"), std::regex(R"(\\-)"), "-");
  std::size_t options = 0;
  for (const cli::Command& command : cli::commands()) {
    EXPECT_TRUE(has(page, ".SS \\fBentente " + std::string(command.usage))) << command.name;
    EXPECT_TRUE(has(page, std::string(command.summary).substr(1, 20))) << command.name;
  }
  for_each_option([&](const cli::Command& command, const std::string& option) {
    const std::size_t begin = page.find(".SS \\fBentente " + std::string(command.name));
    const std::size_t end = std::min(page.find(".SS ", begin + 1), page.find(".SH ", begin + 1));
    EXPECT_TRUE(has(page.substr(begin, end - begin), "\\fB--" + option + "\\fR")) << command.name << ": " << option;
    ++options;
  });
  EXPECT_GT(options, 40U);
}

TEST(Completion, ProposesEachCommandAndOption) {
  const std::string bash = standard_output_of("completion bash"), zsh = standard_output_of("completion zsh"),
                    fish = standard_output_of("completion fish");
  for (const cli::Command& command : cli::commands()) {
    const std::string name(command.name);
    EXPECT_TRUE(has(bash, name + " ")) << name;
    EXPECT_TRUE(has(zsh, "'" + name + ":")) << name;
    EXPECT_TRUE(has(fish, "-f -a " + name + " ")) << name;
  }
  for_each_option([&](const cli::Command& command, const std::string& option) {
    const std::string name(command.name);
    std::smatch options;
    ASSERT_TRUE(std::regex_search(bash, options, std::regex("\n    " + name + "\\) options='([^']*)'"))) << name;
    EXPECT_TRUE(has(options.str(1) + " ", "--" + option + " ")) << name << ": " << option;
    const std::size_t begin = zsh.find("\n    " + name + ")\n"), end = zsh.find(";;", begin);
    EXPECT_TRUE(has(zsh.substr(begin, end - begin), "--" + option)) << name << ": " << option;
    EXPECT_TRUE(std::regex_search(fish, std::regex("from " + name + "'[^\n]* -l " + option + " "))) << name << option;
  });
}

}  // namespace
}  // namespace entente
