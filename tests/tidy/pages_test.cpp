// Pages: links lead somewhere, and nothing kept speaks of the machine it was written on.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tidy/source_tree.hpp"

namespace entente::tidy {
namespace {

// Lines of a page outside fenced blocks of code.
std::vector<TextLine> prose_of(const std::string& page) {
  std::vector<TextLine> prose;
  bool fenced = false;
  for (const TextLine& line : lines_of(page)) {
    if (starts_with(line.text, "```")) {
      fenced = !fenced;
    } else if (!fenced) {
      prose.push_back(line);
    }
  }
  return prose;
}

// The name a heading can be linked by: lower case, blanks as hyphens, other punctuation gone.
std::string anchor_of(std::string_view heading) {
  std::string anchor;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') anchor += '-';
    if (byte >= 0x80 || std::isalnum(byte) || c == '-' || c == '_') anchor += static_cast<char>(std::tolower(byte));
  }
  return anchor;
}

std::set<std::string> anchors_of(const std::string& page) {
  std::set<std::string> anchors;
  for (const TextLine& line : prose_of(page)) {
    const std::size_t text = line.text.find_first_not_of('#');
    if (text == 0 || text == std::string::npos || line.text[text] != ' ') continue;
    anchors.insert(anchor_of(std::string_view(line.text).substr(text + 1)));
  }
  return anchors;
}

void check_link(const std::string& page, int line, const std::string& link) {
  static const std::regex elsewhere("^[a-z][a-z+.-]*:");
  if (std::regex_search(link, elsewhere)) return;
  const std::size_t hash = link.find('#');
  const std::string path = link.substr(0, hash);
  std::string target = page;
  if (!path.empty()) {
    target = (std::filesystem::path(page).parent_path() / path).lexically_normal().generic_string();
    ASSERT_TRUE(std::filesystem::exists(root() / target)) << place(page, line) << "the link to " << link << " is dead";
  }
  if (hash != std::string::npos && ends_with(target, ".md")) {
    EXPECT_TRUE(anchors_of(target).count(link.substr(hash + 1)))
        << place(page, line) << target << " has no heading for " << link;
  }
}

TEST(Pages, LinksLeadSomewhere) {
  static const std::regex link(R"re(\]\(([^)\s]+)[^)]*\)|\b(?:src|href)="([^"]+)")re");
  static const std::regex code("`[^`]*`");
  const std::vector<std::string> pages = files_below("", {".md"});
  ASSERT_FALSE(pages.empty());
  for (const std::string& page : pages) {
    for (const TextLine& line : prose_of(page)) {
      const std::string text = std::regex_replace(line.text, code, "");
      for (std::sregex_iterator match(text.begin(), text.end(), link), end; match != end; ++match) {
        check_link(page, line.number, (*match)[1].matched ? match->str(1) : match->str(2));
      }
    }
  }
}

TEST(Pages, TheIndexNamesEach) {
  static const std::regex link(R"(\]\(([^)#]+)\))");
  std::set<std::string> linked = {"README.md", "docs/README.md"};
  for (const TextLine& line : lines_of("docs/README.md")) {
    for (std::sregex_iterator match(line.text.begin(), line.text.end(), link), end; match != end; ++match)
      linked.insert((std::filesystem::path("docs") / match->str(1)).lexically_normal().generic_string());
  }
  for (const std::string& page : files_below("", {".md"}))
    EXPECT_TRUE(linked.count(page)) << page << " is missing in docs/README.md";
}

// Written in halves, so that this file does not hold what it looks for.
std::string joined(const char* first, const char* second) {
  return std::string(first) + second;
}

TEST(Pages, NothingNamesAMachineOrIsLeftForLater) {
  const std::vector<std::string> forbidden = {
      joined("/wor", "k/main"),  joined("/wor", "k/shared"),   joined("/wor", "k/."),
      joined("/tmp/te", "am"),   joined("/ro", "ot/"),         joined("/home", "/"),
      joined("deb.deb", "ian."), joined("registry.np", "mjs"), joined("snapshot.deb", "ian."),
      joined("TO", "DO"),        joined("FIX", "ME"),          joined("DISAB", "LED_"),
  };
  for (const std::string& file : files_below("")) {
    if (ends_with(file, ".svg") || ends_with(file, ".png")) continue;
    for (const TextLine& line : lines_of(file)) {
      for (const std::string& word : forbidden) {
        EXPECT_EQ(line.text.find(word), std::string::npos) << place(file, line.number) << "has " << word;
      }
    }
  }
}

}  // namespace
}  // namespace entente::tidy
