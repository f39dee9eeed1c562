#include "tidy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace entente::tidy {

namespace fs = std::filesystem;

namespace {

// Public headers that lie directly in include/entente/.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kTopHeaders{{
    {"error.hpp", "base"},
    {"version.hpp", "base"},
    {"options.hpp", "db"},
    {"database.hpp", "db"},
    {"transaction.hpp", "db"},
    {"formats.hpp", "formats"},
    {"read_limits.hpp", "base"},
    {"run_control.hpp", "base"},
    {"drawing.hpp", "formats"},
    {"procedure.hpp", "query"},
    {"integrity.hpp", "formats"},
    {"cursor.hpp", "db"},
    {"derivation.hpp", "db"},
    {"columns_proposal.hpp", "formats"},
    {"dossier.hpp", "formats"},
    {"explanation.hpp", "formats"},
    {"reference.hpp", "db"},
    {"time_report.hpp", "formats"},
}};

bool left_out(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == ".git" || name == "build" || name == "demo-output" || name == ".cache";
}

std::string first_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

}  // namespace

const fs::path& root() {
  static const fs::path path = ENTENTE_SOURCE_DIR;
  return path;
}

std::vector<std::string> files_below(std::string_view folder, const std::vector<std::string>& endings) {
  std::vector<std::string> found;
  const fs::path start = root() / folder;
  if (!fs::exists(start)) return found;
  for (auto entry = fs::recursive_directory_iterator(start); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && left_out(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file()) continue;
    std::string name = fs::relative(entry->path(), root()).generic_string();
    const bool wanted = endings.empty() || std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
                          return ends_with(name, ending);
                        });
    if (wanted) found.push_back(std::move(name));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<TextLine> lines_of(const std::string& file) {
  std::vector<TextLine> lines;
  std::ifstream in(root() / file);
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) lines.push_back({number, text});
  return lines;
}

std::vector<Include> includes_of(const std::string& file) {
  std::vector<Include> includes;
  for (const TextLine& line : lines_of(file)) {
    const std::size_t hash = line.text.find_first_not_of(" \t");
    if (hash == std::string::npos || line.text[hash] != '#') continue;
    const std::size_t word = line.text.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.text.compare(word, 7, "include") != 0) continue;
    const std::size_t open = line.text.find_first_of("\"<", word);
    if (open == std::string::npos) continue;
    const bool quoted = line.text[open] == '"';
    const std::size_t close = line.text.find(quoted ? '"' : '>', open + 1);
    if (close == std::string::npos) continue;
    includes.push_back({line.number, quoted, line.text.substr(open + 1, close - open - 1)});
  }
  return includes;
}

std::string module_of(const std::string& file) {
  constexpr std::string_view kPublic = "include/entente/";
  if (starts_with(file, "src/")) return first_folder(std::string_view(file).substr(4));
  if (starts_with(file, "tools/")) return "tools";
  if (starts_with(file, "tests/")) return "tests";
  if (!starts_with(file, kPublic)) return {};
  const std::string_view rest = std::string_view(file).substr(kPublic.size());
  if (std::string folder = first_folder(rest); !folder.empty()) return folder;
  for (const auto& [header, module] : kTopHeaders) {
    if (header == rest) return std::string(module);
  }
  return {};
}

std::string place(const std::string& file, int line) {
  return file + ":" + std::to_string(line) + ": ";
}

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

}  // namespace entente::tidy
