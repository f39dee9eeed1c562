#include "cli/question.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/formats.hpp"
#include "entente/time/date.hpp"

namespace entente::cli {

void declare_question(ArgumentParser& parser, Question& question) {
  parser.add("--file,-f", question.file, "read the query from a file");
  parser
      .add("--param,-p", question.parameters,
           "NAME=VALUE for $NAME, the value as JSON or as a bare string; may be repeated")
      .one_value_each();
  declare_load_from(parser, question);
  declare_bounds(parser, question);
  declare_time(parser, question);
}

void declare_load_from(ArgumentParser& parser, Question& question) {
  parser.add("--load-from", question.load_from, "LOAD CSV may read the files below this folder (default: none)")
      .value_name("FOLDER");
}

void declare_time(ArgumentParser& parser, Question& question) {
  parser.add("--as-of", question.as_of,
             "a date (1958-07-31, spring 1958): only what held then, where the query says nothing else");
  parser.add_flag("--presumably", question.presumably, "with --as-of: also what is taken to have gone on until then")
      .needs("--as-of");
  parser.add_flag("--possibly", question.possibly, "with --as-of: also what may have held then").needs("--as-of");
  declare_sources(parser, question);
  declare_system_time(parser, question.system_time);
}

void declare_system_time(ArgumentParser& parser, std::string& system_time) {
  parser
      .add("--system-time", system_time,
           "what the store knew at the end of a date or date-time, or at a commit (\"commit 3\"): facts, ontology, "
           "rules")
      .value_name("TIME");
}

void print_erased(std::size_t entities, std::size_t relations) {
  if (entities + relations == 0) return;
  put_error("warning: {} that the store knew then {} erased since\nhint: `entente log` says when, and why\n",
            counted_facts(entities, relations), entities + relations == 1 ? "was" : "were");
}

void print_erased(Database& database, const std::string& system_time) {
  if (system_time.empty()) return;
  if (const auto info = database.info(system_time); info.ok())
    print_erased(info->erased_entities, info->erased_relations);
}

void declare_bounds(ArgumentParser& parser, Question& question) {
  parser
      .add("--timeout", question.timeout,
           "end a query that takes longer than so many seconds; writing an answer that was found is not counted")
      .positive()
      .value_name("SECONDS");
  parser
      .add("--memory", question.memory,
           "end a query that keeps more than so many megabytes (default half of the machine's)")
      .positive()
      .value_name("MB");
  parser.add("--max-rows", question.max_rows, "end a query that gives more rows").positive();
}

void declare_sources(ArgumentParser& parser, Question& question) {
  parser
      .add("--according-to", question.according_to,
           "only what this source says (key, place such as doc-a#P13, name, or class such as stated), where the "
           "query says nothing else; may be repeated")
      .one_value_each();
}

std::optional<std::string> question_text(const Question& question) {
  if (!question.file.empty() && !question.text.empty()) {
    put_error("error: the query is given twice, as text and with --file\n");
    return std::nullopt;
  }
  if (!question.file.empty()) return read_text(question.file);
  if (!question.text.empty() && question.text != "-") return question.text;
  if (question.text == "-" || !is_terminal(STDIN_FILENO)) {
    std::optional<std::string> text = read_text("-");
    if (!text || !trim_blanks(*text).empty()) return text;
  }
  put_error("error: there is no query\nhint: give it as text, with --file, or through standard input\n");
  return std::nullopt;
}

QueryOptions query_options(const Question& question, std::string_view format) {
  QueryOptions options;
  options.as_of = question.as_of;
  options.system_time = question.system_time;
  options.according_to = question.according_to;
  // A thousand years are more than the clock counts anyway.
  options.control.timeout =
      std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(std::min(question.timeout, 3e10)));
  options.control.memory = static_cast<std::size_t>(std::ceil(std::min(question.memory, 1e9) * (1 << 20)));
  options.max_rows = question.max_rows;
  options.load_from = question.load_from;
  if (question.presumably) options.reading = Reading::kPresumed;
  if (question.possibly) options.reading = Reading::kPossible;
  const Format* known = find_format(format);
  options.all_elements = known && known->is_graph;
  return options;
}

Result<Table> ask(Database& database, std::string_view text, const Map& parameters, QueryOptions options) {
  const StopOnInterrupt interrupt(SecondInterrupt::kEnds);
  options.control.stop = interrupt.token();
  return database.query(text, parameters, options);
}

Result<Written> ask_row_by_row(Database& database, std::string_view text, const Map& parameters, QueryOptions options,
                               const Format& format) {
  const StopOnInterrupt interrupt(SecondInterrupt::kEnds);
  options.control.stop = interrupt.token();
  auto cursor = database.cursor(text, parameters, options);
  if (!cursor.ok()) return cursor.error();
  const auto lost = [] { return Error(ErrorCode::kIo, "writing failed").with_hint("is the disk full?"); };
  const std::unique_ptr<RowWriter> writer = format.rows(std::cout);
  Written written;
  for (bool is_first = true;; is_first = false) {
    const auto part = cursor->next();
    if (!part.ok()) return part.error();
    if (is_first) writer->begin(cursor->columns());
    if (part->rows.empty()) break;
    writer->add(*part);
    written.rows += part->rows.size();
    if (!std::cout) return lost();
  }
  auto rest = cursor->finish();
  if (!rest.ok()) return rest.error();
  writer->end(*rest);
  std::cout.flush();
  if (!std::cout) return lost();
  written.rest = std::move(rest).value();
  return written;
}

Result<Ontology> ontology_of(Database& database, const Table& table) {
  return database.ontology(fmt::format("commit {}", table.read_at.transaction.value));
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
    Error told = Error(ErrorCode::kSemantic, w.message).with_hint(w.hint);
    if (w.span.length > 0) told.span = w.span;  // what an option asks for stands nowhere in the text
    put_error("warning: {}\n", Lines{describe(told, text)});
  }
}

void print_withheld(const Table& table) {
  if (const std::string withheld = describe_withheld(table.read_at); !withheld.empty()) put_error("{}\n", withheld);
}

void print_withheld_beside(const Table& table, std::size_t rows, std::string_view format) {
  const std::string withheld = describe_withheld(table.read_at);
  if (withheld.empty() || format == "table" || format == "json" || format == "jsonl") return;
  put_error("{}; {}\n", counted(rows, "row", "rows"), withheld);
}

}  // namespace entente::cli
