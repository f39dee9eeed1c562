// A query as it comes from the command line: its text, parameters and reference time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/model/table.hpp"
#include "entente/options.hpp"

namespace entente::cli {

class ArgumentParser;

struct Question {
  std::string text;
  std::string file;
  std::vector<std::string> parameters;
  std::string as_of;
  std::string system_time;
  bool presumably = false, possibly = false;
  std::vector<std::string> according_to;
  double timeout = 0;        // seconds; 0: no bound
  double memory = 0;         // megabytes; 0: half of the machine's
  std::size_t max_rows = 0;  // 0: no bound
  std::string load_from = {};
};

// The options that all commands with a query share.
void declare_question(ArgumentParser& parser, Question& question);
// Of these the reference time and the sources, for commands without a query.
void declare_time(ArgumentParser& parser, Question& question);
// Of these what a query may take: time, memory, rows.
void declare_bounds(ArgumentParser& parser, Question& question);
// Of these the folder that LOAD CSV may read.
void declare_load_from(ArgumentParser& parser, Question& question);
// Of these the system time alone, for what has no other time.
void declare_system_time(ArgumentParser& parser, std::string& system_time);
// Says, to standard error, how many facts a state lacks that were erased since; nothing where it lacks none.
void print_erased(std::size_t entities, std::size_t relations);
// The same of the state at a system time, for commands whose answer does not say it.
void print_erased(Database& database, const std::string& system_time);
// Of these the sources alone, for commands with times of their own.
void declare_sources(ArgumentParser& parser, Question& question);
// From the argument, the file, or standard input. Nullopt: the error was printed.
std::optional<std::string> question_text(const Question& question);
// For a result in the format, or for one that is drawn or compared ("dot").
QueryOptions query_options(const Question& question, std::string_view format);
// Runs the query; Ctrl-C cancels it, and a second one ends the program.
Result<Table> ask(Database& database, std::string_view text, const Map& parameters, QueryOptions options);
// The types in force at the commit that the result was read at.
Result<Ontology> ontology_of(Database& database, const Table& table);
// The comment that a query begins with: the question in plain words.
std::string question_title(std::string_view text);
// To standard error.
void print_warnings(const Table& table, std::string_view text);
// What the slice left out, to standard error; nothing where it left nothing out.
void print_withheld(const Table& table);
// The same of a result of `rows` rows that was written in a format which does not say it itself.
void print_withheld_beside(const Table& table, std::size_t rows, std::string_view format);
// As `ask`, with the rows written to standard output as they are found. What stands beside them, and their number.
struct Written {
  Table rest;
  std::size_t rows = 0;
};
Result<Written> ask_row_by_row(Database& database, std::string_view text, const Map& parameters, QueryOptions options,
                               const Format& format);

}  // namespace entente::cli
