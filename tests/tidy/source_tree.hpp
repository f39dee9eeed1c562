// The files of the source tree as the tidy tests see them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace entente::tidy {

struct TextLine {
  int number;  // from 1
  std::string text;
};

struct Include {
  int line;
  bool quoted;       // "…" as against <…>
  std::string path;  // between the quotes
};

// Root of the source tree.
const std::filesystem::path& root();

// Regular files below `folder` (relative to the root) whose name ends in one of `endings` (all where there are none),
// relative to the root and sorted. Leaves out what is not kept: version control, builds, the demo's output.
std::vector<std::string> files_below(std::string_view folder, const std::vector<std::string>& endings = {});

std::vector<TextLine> lines_of(const std::string& file);

std::vector<Include> includes_of(const std::string& file);

// Module a source belongs to: the folder below src/ or include/entente/, `tools` and `tests` for those trees, and for
// the headers directly in include/entente/ the one named in source_tree.cpp. Empty where there is none.
std::string module_of(const std::string& file);

// "file:line: " as compilers write it.
std::string place(const std::string& file, int line);

bool starts_with(std::string_view text, std::string_view beginning);
bool ends_with(std::string_view text, std::string_view ending);

}  // namespace entente::tidy
