#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string store;
  std::string file;
  std::string format;
  Question question;
};

// Without a query `.json` is the whole store in the data format; with one it is a result.
const Format* chosen_format(const Arguments& arguments, bool whole_store) {
  const std::string word = arguments.format.empty() ? fs::path(arguments.file).extension().string() : arguments.format;
  const Format* format = word.empty() ? nullptr : find_format(word);
  if (format && whole_store && format->name == "json") return find_format("data");
  return format;
}

// Written beside its place and moved there when it is whole, so that a failure leaves what was there before.
int write_file(const Table& table, const Format& format, const std::string& file, const WriteOptions& options) {
  const std::string partial = file + ".partial";
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  if (!out) return fail(Error(ErrorCode::kIo, fmt::format("can't write {}: {}", file, std::strerror(errno))));
  const auto written = write(table, format.name, out, options);
  out.close();
  std::error_code error;
  if (written.ok() && out) fs::rename(partial, file, error);
  if (written.ok() && out && !error) return kDone;
  const Error reason =
      !written.ok() ? written.error()
                    : Error(ErrorCode::kIo,
                            fmt::format("writing {} failed: {}", file, error ? error.message() : std::strerror(errno)));
  fs::remove(partial, error);
  return fail(reason);
}

int export_to(const Arguments& arguments) {
  const bool whole_store = arguments.question.text.empty() && arguments.question.file.empty();
  const Format* format = chosen_format(arguments, whole_store);
  if (!format) {
    const auto refused =
        write(Table{}, arguments.format.empty() ? fs::path(arguments.file).extension().string() : arguments.format,
              std::cout);
    fail(refused.error());
    return kUsage;
  }
  const auto parameters = read_parameters(arguments.question.parameters);
  if (!parameters) return kUsage;
  const auto text = whole_store ? std::string{} : question_text(arguments.question);
  if (!text) return kFailed;
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto table = whole_store ? database->all_facts()
                                 : database->query(*text, *parameters, query_options(arguments.question, format->name));
  if (!table.ok()) return fail(table.error(), *text);
  print_warnings(*table, *text);
  const auto ontology = database->ontology();
  if (!ontology.ok()) return fail(ontology.error());
  const WriteOptions options{0, question_title(*text), &*ontology};
  if (arguments.file == "-") {
    const auto written = write(*table, format->name, std::cout, options);
    return written.ok() ? kDone : fail(written.error());
  }
  const int code = write_file(*table, *format, arguments.file, options);
  if (code == kDone)
    fmt::print("{}: {}, {}{}\n", arguments.file, counted(table->elements.nodes.size(), "entity", "entities"),
               counted(table->elements.relationships.size(), "relation", "relations"),
               whole_store ? "" : ", " + counted(table->rows.size(), "row", "rows"));
  return code;
}

}  // namespace

std::function<int()> declare_export(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("STORE", arguments->store, "folder of the store")->required();
  app.add_option("FILE", arguments->file, "where to write; - is standard output")->required();
  app.add_option("--format", arguments->format, "dot, json, jsonl, csv, table or data; else by the extension of FILE");
  app.add_option("--query", arguments->question.text, "the result of this query in place of the whole store");
  declare_question(app, arguments->question);
  return [arguments] { return export_to(*arguments); };
}

}  // namespace entente::cli
