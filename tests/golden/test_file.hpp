// A .test file as the runner reads it. The format is described in README.md beside this file.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace entente::golden {

enum class CaseKind { kQuery, kUnordered, kError, kExplain, kWrite };

using Parameters = std::vector<std::pair<std::string, std::string>>;  // name, literal of the query language

// What is loaded before a group of cases: a data set of graph-data/, or records written out in the test.
struct Source {
  std::string dataset;
  std::vector<std::string> records;
  std::vector<std::vector<std::string>> commits = {};           // behind these: records each, or lines `retract KEY`
  std::vector<std::pair<std::string, Parameters>> writes = {};  // statements, behind all of these
  friend bool operator==(const Source&, const Source&) = default;
};

struct Case {
  std::size_t line = 0;  // of the word `query`, `write`, `explain` or `file`
  CaseKind kind = CaseKind::kQuery;
  std::string text;
  Parameters parameters;
  std::vector<std::string> expected;
  // The expected block is lines [expected_begin, expected_end) of the file, counted from 0.
  std::size_t expected_begin = 0, expected_end = 0;
  Source source;
};

struct TestFile {
  std::string path;
  std::vector<std::string> lines;
  std::vector<Case> cases;
};

// Without their ends; none of an empty text.
std::vector<std::string> split_lines(const std::string& text);

// Reads `root`/`path`. Throws std::runtime_error with file, line and reason where it is not in the format.
TestFile read_test_file(const std::string& root, const std::string& path);

}  // namespace entente::golden
