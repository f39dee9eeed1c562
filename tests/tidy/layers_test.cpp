// An include points down: base < { time | measures } < model < { graph | storage | formats } < algorithms < query < db
// < { server, tools }. What a module may see is what CMake says it depends on; this test reads every #include.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tidy/source_tree.hpp"

namespace entente::tidy {
namespace {

// "time:base model:base,time …" from CMake, as the modules each module sees, itself and what lies below included.
std::map<std::string, std::set<std::string>> visible_modules() {
  std::map<std::string, std::set<std::string>> visible;
  std::istringstream modules(ENTENTE_MODULE_GRAPH);
  std::string entry;
  while (modules >> entry) {
    const std::size_t colon = entry.find(':');
    const std::string name = entry.substr(0, colon);
    visible[name].insert(name);
    std::istringstream depends(entry.substr(colon + 1));
    std::string lower;
    while (std::getline(depends, lower, ',')) {
      // Modules come lowest first, so that those below are complete already.
      visible[name].insert(visible[lower].begin(), visible[lower].end());
    }
  }
  return visible;
}

// The file an include of this project means; empty for anything else.
std::string included_file(const Include& include) {
  for (const std::string prefix : {"include/", "src/", "tools/"}) {
    if (std::filesystem::exists(root() / (prefix + include.path))) return prefix + include.path;
  }
  // Made by the build.
  if (include.path == "entente/version.hpp") return "include/entente/version.hpp";
  return include.path == "formats/slider_page_parts.hpp" ? "src/formats/slider_page_parts.hpp" : std::string();
}

std::vector<std::string> library_sources() {
  std::vector<std::string> files = files_below("src", {".hpp", ".cpp"});
  const std::vector<std::string> headers = files_below("include", {".hpp"});
  files.insert(files.end(), headers.begin(), headers.end());
  return files;
}

TEST(Layers, EverySourceBelongsToAModule) {
  const auto visible = visible_modules();
  ASSERT_GE(visible.size(), 10u) << ENTENTE_MODULE_GRAPH;
  for (const std::string& file : library_sources()) {
    EXPECT_TRUE(visible.count(module_of(file))) << file << " belongs to no module: move it, or name its module in "
                                                << "tests/tidy/source_tree.cpp";
  }
}

TEST(Layers, IncludesPointDown) {
  const auto visible = visible_modules();
  for (const std::string& file : library_sources()) {
    const auto allowed = visible.find(module_of(file));
    if (allowed == visible.end()) continue;
    for (const Include& include : includes_of(file)) {
      if (!include.quoted) continue;
      const std::string target = included_file(include);
      if (target.empty()) {
        ADD_FAILURE() << place(file, include.line) << "\"" << include.path
                      << "\" is no header of this project; write it from include/ or src/ on";
        continue;
      }
      EXPECT_TRUE(allowed->second.count(module_of(target)))
          << place(file, include.line) << module_of(file) << " must not see " << module_of(target) << " (\""
          << include.path << "\")";
    }
  }
}

TEST(Layers, PublicHeadersIncludePublicHeadersOnly) {
  for (const std::string& file : files_below("include", {".hpp"})) {
    for (const Include& include : includes_of(file)) {
      if (!include.quoted) continue;
      EXPECT_TRUE(starts_with(include.path, "entente/"))
          << place(file, include.line) << "a public header includes \"" << include.path << "\", which is not installed";
    }
  }
}

// The command line and the other programs are users of the library: its public headers, and the server module that
// `entente serve` starts. base/ holds what has to do with text on a terminal. The bench alone measures inner parts too.
TEST(Layers, ToolsUseThePublicLibrary) {
  for (const std::string& file : files_below("tools", {".hpp", ".cpp"})) {
    if (starts_with(file, "tools/bench/")) continue;
    for (const Include& include : includes_of(file)) {
      if (!include.quoted) continue;
      const std::string target = included_file(include);
      const bool allowed = starts_with(target, "include/entente/") || starts_with(target, "tools/") ||
                           starts_with(target, "src/server/") || starts_with(target, "src/base/");
      EXPECT_TRUE(allowed) << place(file, include.line) << "\"" << include.path
                           << "\" is inside the library; tools use what include/entente/ offers";
    }
  }
}

struct Confined {
  const char* library;              // beginning of the include
  std::vector<std::string> places;  // beginnings of files that may include it
  std::string ending;               // and how such files end
};

TEST(Layers, LibrariesStayWhereTheyBelong) {
  const std::vector<Confined> rules = {
      {"rocksdb/", {"src/storage/rocksdb_", "tests/unit/storage/", "tools/bench/"}, ""},
      {"boost/graph/", {"include/entente/graph/bgl.hpp", "src/algorithms/", "src/measures/", "tests/"}, ""},
      {"rapidjson/", {"src/formats/", "src/server/", "tests/"}, ""},
      {"CLI/", {"tools/cli/arguments.cpp"}, ""},
      {"histedit.h", {"tools/cli/shell/"}, ""},
  };
  for (const std::string folder : {"include", "src", "tools", "tests"}) {
    for (const std::string& file : files_below(folder, {".hpp", ".cpp"})) {
      for (const Include& include : includes_of(file)) {
        for (const Confined& rule : rules) {
          if (!starts_with(include.path, rule.library)) continue;
          const bool allowed = ends_with(file, rule.ending) &&
                               std::any_of(rule.places.begin(), rule.places.end(),
                                           [&](const std::string& begin) { return starts_with(file, begin); });
          EXPECT_TRUE(allowed) << place(file, include.line) << "<" << include.path << "> does not belong here";
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente::tidy
