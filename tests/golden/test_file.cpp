#include "golden/test_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace entente::golden {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// "query unordered" -> "query", "unordered".
std::pair<std::string, std::string> split_word(const std::string& line) {
  const std::size_t space = line.find(' ');
  if (space == std::string::npos) return {line, ""};
  return {line.substr(0, space), line.substr(std::min(line.find_first_not_of(' ', space), line.size()))};
}

class Reader {
 public:
  Reader(std::string root, TestFile& file) : root_(std::move(root)), file_(file) {}

  void run() {
    while (at_ < lines().size()) {
      const std::string& line = lines()[at_];
      if (line.empty() || line[0] == '#') {
        ++at_;
        continue;
      }
      const auto [word, rest] = split_word(line);
      if (word == "dataset") {
        source_ = {rest, {}};
        ++at_;
      } else if (word == "data" && rest.empty()) {
        ++at_;
        source_ = {"", take_until_blank()};
      } else if (word == "commit" && rest.empty()) {
        ++at_;
        source_.commits.push_back(take_until_blank());
      } else if (word == "param") {
        parameter(rest);
      } else if (word == "query" || word == "write" || word == "explain" || word == "file") {
        read_case(word, rest);
      } else {
        fail("expected dataset, data, commit, param, query, write, explain or file, found: " + line);
      }
    }
    if (!parameters_.empty()) fail("a param without a query behind it");
  }

 private:
  const std::vector<std::string>& lines() const { return file_.lines; }

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(file_.path + ":" + std::to_string(at_ + 1) + ": " + reason);
  }

  std::vector<std::string> take_until_blank() {
    std::vector<std::string> taken;
    while (at_ < lines().size() && !lines()[at_].empty()) taken.push_back(lines()[at_++]);
    return taken;
  }

  void parameter(const std::string& rest) {
    const std::size_t sign = rest.find(" = ");
    if (sign == std::string::npos) fail("a parameter is written: param name = literal");
    parameters_.emplace_back(rest.substr(0, sign), rest.substr(sign + 3));
    ++at_;
  }

  CaseKind kind_of(const std::string& word, const std::string& modifier) const {
    if (word == "explain" && modifier.empty()) return CaseKind::kExplain;
    if (word == "write" && modifier.empty()) return CaseKind::kWrite;
    if (word != "explain" && modifier.empty()) return CaseKind::kQuery;
    if (word != "explain" && modifier == "unordered") return CaseKind::kUnordered;
    if (word != "explain" && modifier == "error") return CaseKind::kError;
    fail("unknown modifier: " + modifier);
  }

  void read_case(const std::string& word, std::string rest) {
    Case c;
    c.line = at_ + 1;
    c.source = source_;
    c.parameters = std::exchange(parameters_, {});
    std::string path;
    if (word == "file") std::tie(path, rest) = split_word(rest);
    c.kind = kind_of(word, rest);
    ++at_;
    if (!path.empty()) c.text = content_of(std::filesystem::path(root_) / path);
    while (at_ < lines().size() && lines()[at_] != "----") {
      if (!path.empty() && !lines()[at_].empty()) fail("expected ---- behind `file`");
      if (path.empty()) c.text += lines()[at_] + "\n";
      ++at_;
    }
    if (at_ == lines().size()) fail("the query of line " + std::to_string(c.line) + " has no line ----");
    ++at_;
    c.expected_begin = at_;
    c.expected = take_until_blank();
    c.expected_end = at_;
    if (c.kind == CaseKind::kWrite) source_.writes.emplace_back(c.text, c.parameters);
    file_.cases.push_back(std::move(c));
  }

  std::string root_;
  TestFile& file_;
  std::size_t at_ = 0;
  Source source_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TestFile read_test_file(const std::string& root, const std::string& path) {
  TestFile file;
  file.path = path;
  file.lines = split_lines(content_of(std::filesystem::path(root) / path));
  Reader(root, file).run();
  return file;
}

}  // namespace entente::golden
