#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/format_table.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
  std::string store;
  std::string file;
  std::string format;
  Question question;
};

// Without a query `.json` and `.jsonl` are the whole store in the data format; with one they are a result.
const Format* chosen_format(const ExportArguments& arguments, bool whole_store) {
  if (!arguments.format.empty()) return find_format(arguments.format);
  const Format* format = format_to_write(arguments.file);
  if (format && whole_store && format->name == "json") return find_format("data");
  if (format && whole_store && format->name == "jsonl") return find_format("facts");
  return format;
}

int export_to(const ExportArguments& arguments) {
  const bool whole_store = arguments.question.text.empty() && arguments.question.file.empty();
  const Format* format = chosen_format(arguments, whole_store);
  if (!format) {
    const auto refused =
        write(Table{}, arguments.format.empty() ? fs::path(arguments.file).extension().string() : arguments.format,
              std::cout);
    fail(refused.error());
    return kUsage;
  }
  if (whole_store && !format->is_graph) {
    fail(Error(ErrorCode::kArgument, fmt::format("{} holds rows, and a whole store has none", format->name))
             .with_hint("give a query, or choose a format for graphs: `entente help formats`"));
    return kUsage;
  }
  const auto parameters = read_parameters(arguments.question.parameters);
  if (!parameters) return kUsage;
  const auto text = whole_store ? std::string{} : question_text(arguments.question);
  if (!text) return kFailed;
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const QueryOptions reading = query_options(arguments.question, format->name);
  const auto table = whole_store ? database->all_facts(reading) : ask(*database, *text, *parameters, reading);
  if (!table.ok()) return fail(table.error(), *text);
  print_warnings(*table, *text);
  print_withheld(*table);
  const auto ontology = ontology_of(*database, *table);
  if (!ontology.ok()) return fail(ontology.error());
  const WriteOptions options{0, question_title(*text), &*ontology};
  if (const auto written = write_file(*table, format->name, arguments.file, options); !written.ok())
    return fail(written.error());
  if (arguments.file != "-" && !is_standard_output(arguments.file))
    put("{}: {}, {}{}\n", arguments.file, counted(table->elements.nodes.size(), "entity", "entities"),
        counted(table->elements.relationships.size(), "relation", "relations"),
        whole_store ? "" : ", " + counted(table->rows.size(), "row", "rows"));
  return kDone;
}

std::function<int()> declare_export(ArgumentParser& parser) {
  auto arguments = std::make_shared<ExportArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("FILE", arguments->file, "where to write; - is standard output").required();
  parser.add("--format", arguments->format, "a format of the table below; else by the ending of FILE");
  parser.add("--query", arguments->question.text, "the result of this query in place of the whole store");
  declare_question(parser, arguments->question);
  parser.set_footer("Formats:\n" + format_table());
  return [arguments] { return export_to(*arguments); };
}

}  // namespace

extern constexpr Command kExport = {
    .name = "export",
    .usage = "export STORE FILE",
    .summary = "write a store, or the result of a query, as a diagram or as JSON",
    .example = "entente export history.db history.dot",
    .declare = declare_export,
};

}  // namespace entente::cli
