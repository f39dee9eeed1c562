#include "cli/question.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "entente/formats.hpp"

namespace entente::cli {

void declare_question(CLI::App& app, Question& question) {
  app.add_option("--file,-f", question.file, "read the query from a file");
  app.add_option("--param,-p", question.parameters,
                 "NAME=VALUE for $NAME, the value as JSON or as a bare string; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--as-of", question.as_of, "an EDTF date: only what held then, where the query says nothing else");
  app.add_flag("--possibly", question.possibly, "with --as-of: also what may have held then")->needs("--as-of");
}

std::optional<std::string> question_text(const Question& question) {
  if (!question.file.empty() && !question.text.empty()) {
    fmt::print(stderr, "error: the query is given twice, as text and with --file\n");
    return std::nullopt;
  }
  if (!question.file.empty()) return read_text(question.file);
  if (question.text == "-" || (question.text.empty() && !is_terminal(STDIN_FILENO))) return read_text("-");
  if (!question.text.empty()) return question.text;
  fmt::print(stderr, "error: there is no query\nhint: give it as text, with --file, or through standard input\n");
  return std::nullopt;
}

QueryOptions query_options(const Question& question, std::string_view format) {
  QueryOptions options;
  options.as_of = question.as_of;
  options.possibly = question.possibly;
  const Format* known = find_format(format);
  options.all_elements = known && known->is_graph;
  return options;
}

std::string question_title(std::string_view text) {
  std::string title;
  while (text.starts_with("//")) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(2, end == std::string_view::npos ? end : end - 2);
    while (line.starts_with(' ')) line.remove_prefix(1);
    title += (title.empty() ? "" : " ") + std::string(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  // What stands behind the question explains it; a title is the question alone.
  if (const std::size_t mark = title.find('?'); mark != std::string::npos) title.resize(mark + 1);
  return title;
}

void print_warnings(const Table& table, std::string_view text) {
  for (const Warning& w : table.warnings) {
    fmt::print(stderr, "warning: {}\n", describe(Error(ErrorCode::kSemantic, w.message, w.span, w.hint), text));
  }
}

}  // namespace entente::cli
