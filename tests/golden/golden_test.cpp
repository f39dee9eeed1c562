// Runs .test files: each query in memory and on RocksDB, with the optimizer and without, all with the same answer.
//
//   golden_test [FOLDER or FILE …]       default: every .test below tests/golden and queries
//   ENTENTE_GOLDEN_UPDATE=1 golden_test  writes the answers into the files instead; read the difference before you keep
//   it; where CI is set in the environment this is refused
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/database.hpp"
#include "golden/render.hpp"
#include "golden/stores.hpp"
#include "golden/test_file.hpp"

namespace entente::golden {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{946'684'800};  // 2000-01-01T00:00:00Z, so that answers do not age

bool updating() {
  return std::getenv("ENTENTE_GOLDEN_UPDATE") != nullptr;
}

// A run that decides whether the answers are right must not write them itself.
bool is_deciding() {
  return std::getenv("CI") != nullptr;
}

std::string without_trailing_space(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// The lines of both sides, the common ones once: "- expected", "+ actual".
std::string difference(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::vector<std::vector<std::size_t>> common(expected.size() + 1, std::vector<std::size_t>(actual.size() + 1, 0));
  for (std::size_t i = expected.size(); i-- > 0;) {
    for (std::size_t j = actual.size(); j-- > 0;) {
      common[i][j] = expected[i] == actual[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string out;
  std::size_t i = 0, j = 0;
  while (i < expected.size() || j < actual.size()) {
    if (i < expected.size() && j < actual.size() && expected[i] == actual[j]) {
      out += "  " + expected[i++] + "\n";
      ++j;
    } else if (i < expected.size() && (j == actual.size() || common[i + 1][j] >= common[i][j + 1])) {
      out += "- " + expected[i++] + "\n";
    } else {
      out += "+ " + actual[j++] + "\n";
    }
  }
  return out.empty() ? "(no rows on either side)\n" : out;
}

std::vector<std::string> answer_lines(const Case& c, const std::string& text, const Result<Table>& answer) {
  std::vector<std::string> lines;
  if (!answer.ok()) {
    if (c.kind != CaseKind::kError) lines.emplace_back("error:");
    for (std::string& line : split_lines(describe(answer.error(), text)))
      lines.push_back(without_trailing_space(std::move(line)));
    return lines;
  }
  if (c.kind == CaseKind::kError) lines.emplace_back("no error, but rows:");
  if (c.kind == CaseKind::kExplain) {
    for (const auto& row : answer->rows) {
      for (std::string& line : split_lines(row.at(0).string()))
        lines.push_back(without_trailing_space(std::move(line)));
    }
    return lines;
  }
  for (std::string& line : render_rows(*answer)) lines.push_back(without_trailing_space(std::move(line)));
  if (answer->updates) lines.push_back("(" + describe_updates(*answer->updates) + ")");
  return lines;
}

// The stores of the last case, which the next one mostly shares. To be dropped before the program ends.
std::unique_ptr<Stores> last_stores;

Stores& stores_for(const std::string& root, const Source& source) {
  static Source loaded;
  if (!last_stores || loaded != source) {
    last_stores.reset();
    last_stores = std::make_unique<Stores>(root, source);
    loaded = source;
  }
  return *last_stores;
}

class GoldenCase : public testing::Test {
 public:
  GoldenCase(std::string root, std::shared_ptr<TestFile> file, std::size_t index)
      : root_(std::move(root)), file_(std::move(file)), case_(&file_->cases[index]) {}

  void TestBody() override {
    if (case_->kind == CaseKind::kWrite) return write();
    Stores& stores = stores_for(root_, case_->source);
    Map parameters;
    for (const auto& [name, literal] : case_->parameters) parameters[name] = stores.literal(literal);
    for (const bool optimize : {true, false}) {
      if (!optimize && case_->kind == CaseKind::kExplain) continue;
      for (Database* database : {&stores.memory(), &stores.rocksdb()}) {
        const bool in_memory = database == &stores.memory();
        check(*database, parameters, optimize,
              std::string(in_memory ? "in memory" : "on RocksDB") + (optimize ? ", optimized" : ", not optimized"));
        if (HasFailure()) return;
        if (updating()) return;
      }
    }
  }

 private:
  // In stores of its own for each setting.
  void write() {
    for (const bool optimize : {true, false}) {
      Stores stores(root_, case_->source);
      Map parameters;
      for (const auto& [name, literal] : case_->parameters) parameters[name] = stores.literal(literal);
      for (Database* database : {&stores.memory(), &stores.rocksdb()}) {
        const bool in_memory = database == &stores.memory();
        check(*database, parameters, optimize,
              std::string(in_memory ? "in memory" : "on RocksDB") + (optimize ? ", optimized" : ", not optimized"));
        if (HasFailure() || updating()) return;
      }
    }
  }

  void check(Database& database, const Map& parameters, bool optimize, const std::string& setting) {
    QueryOptions options;
    options.optimize = optimize;
    options.now = kNow;
    const std::string text = (case_->kind == CaseKind::kExplain ? "EXPLAIN " : "") + case_->text;
    std::vector<std::string> actual = answer_lines(*case_, text, database.query(text, parameters, options));
    std::vector<std::string> expected = case_->expected;
    if (case_->kind == CaseKind::kUnordered) {
      std::sort(expected.begin(), expected.end());
      std::sort(actual.begin(), actual.end());
    }
    if (updating()) {
      if (expected != actual) case_->expected = std::move(actual);
      return;
    }
    if (expected == actual) return;
    ADD_FAILURE_AT(file_->path.c_str(), static_cast<int>(case_->line)) << setting << "\n"
                                                                       << case_->text << "----\n"
                                                                       << difference(expected, actual);
  }

  std::string root_;
  std::shared_ptr<TestFile> file_;
  Case* case_;
};

std::vector<std::string> find_tests(const fs::path& root, const std::vector<std::string>& places) {
  std::vector<std::string> files;
  for (const std::string& place : places) {
    const fs::path path = root / place;
    if (!fs::is_directory(path)) {
      files.push_back(place);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".test") files.push_back(fs::relative(entry.path(), root).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void rewrite(const std::string& root, const TestFile& file) {
  std::vector<std::string> lines = file.lines;
  for (auto c = file.cases.rbegin(); c != file.cases.rend(); ++c) {
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(c->expected_begin);
    lines.erase(begin, lines.begin() + static_cast<std::ptrdiff_t>(c->expected_end));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(c->expected_begin), c->expected.begin(),
                 c->expected.end());
  }
  if (lines == file.lines) return;
  std::ofstream out(fs::path(root) / file.path, std::ios::binary);
  for (const std::string& line : lines) out << line << '\n';
  std::cout << "rewritten: " << file.path << "\n";
}

// tests/golden/time/period.test -> suite "time.period", test "line12".
std::string suite_of(const std::string& path) {
  std::string name = fs::path(path).parent_path().filename().string() + "." + fs::path(path).stem().string();
  return name;
}

int run(int argc, char** argv) {
  const std::string root = ENTENTE_SOURCE_DIR;
  std::vector<std::string> places(argv + 1, argv + argc);
  if (places.empty()) places = {"tests/golden", "queries"};
  std::vector<std::shared_ptr<TestFile>> files;
  for (const std::string& path : find_tests(root, places)) {
    files.push_back(std::make_shared<TestFile>(read_test_file(root, path)));
    const std::shared_ptr<TestFile>& file = files.back();
    if (file->cases.empty()) throw std::runtime_error(path + ": there is no query in this file");
    for (std::size_t i = 0; i < file->cases.size(); ++i) {
      const std::string name = "line" + std::to_string(file->cases[i].line);
      testing::RegisterTest(suite_of(path).c_str(), name.c_str(), nullptr, nullptr, file->path.c_str(),
                            static_cast<int>(file->cases[i].line),
                            [=]() -> testing::Test* { return new GoldenCase(root, file, i); });
    }
  }
  const int result = RUN_ALL_TESTS();
  last_stores.reset();
  if (updating()) {
    for (const auto& file : files) rewrite(root, *file);
  }
  return result;
}

}  // namespace
}  // namespace entente::golden

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (entente::golden::updating() && entente::golden::is_deciding()) {
    std::cerr << "ENTENTE_GOLDEN_UPDATE is refused where CI is set: the answers would be taken for right\n";
    return 1;
  }
  try {
    return entente::golden::run(argc, argv);
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return 1;
  }
}
