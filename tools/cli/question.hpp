// A query as it comes from the command line: its text, parameters and reference time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace CLI {
class App;
}

namespace entente::cli {

struct Question {
  std::string text;
  std::string file;
  std::vector<std::string> parameters;
  std::string as_of;
  bool possibly = false;
};

// The options that all commands with a query share.
void declare_question(CLI::App& app, Question& question);
// From the argument, the file, or standard input. Nullopt: the error was printed.
std::optional<std::string> question_text(const Question& question);
QueryOptions query_options(const Question& question, std::string_view format);
// The comment that a query begins with: the question in plain words.
std::string question_title(std::string_view text);
// To standard error.
void print_warnings(const Table& table, std::string_view text);

}  // namespace entente::cli
