#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace entente::cli {
namespace {

struct QueryArguments {
  std::string store;
  Question question;
  std::string format = "table";
  std::string reason;
  bool create = false;
};

int query(const QueryArguments& arguments) {
  const auto text = question_text(arguments.question);
  if (!text) return kFailed;
  const auto parameters = read_parameters(arguments.question.parameters);
  if (!parameters) return kUsage;
  if (const auto format = written_format(arguments.format); !format.ok()) return fail(format.error());
  const bool writes = Database::writes(*text);
  if (!writes && !arguments.reason.empty()) {
    put_error("error: --reason is for statements that write, and this one only reads\n");
    return kUsage;
  }
  if (!writes && arguments.create) {
    put_error("error: --create is for statements that write, and this one only reads\n");
    return kUsage;
  }
  const auto database = !writes            ? open_to_read(arguments.store)
                        : arguments.create ? open_created(arguments.store)
                                           : open_existing(arguments.store, {});
  if (!database) return kFailed;
  QueryOptions options = query_options(arguments.question, arguments.format);
  options.reason = arguments.reason;
  if (const Format* format = find_format(arguments.format); format != nullptr && format->rows != nullptr) {
    const auto written = ask_row_by_row(*database, *text, *parameters, options, *format);
    std::cout.flush();
    if (!written.ok()) return fail(written.error(), *text);
    print_warnings(written->rest, *text);
    print_withheld_beside(written->rest, written->rows, arguments.format);
    return kDone;
  }
  const auto table = ask(*database, *text, *parameters, options);
  if (!table.ok()) return fail(table.error(), *text);
  print_warnings(*table, *text);
  const auto ontology = ontology_of(*database, *table);
  if (!ontology.ok()) return fail(ontology.error());
  const auto written = write(*table, arguments.format, std::cout, {output_width(), question_title(*text), &*ontology});
  if (!written.ok()) {
    if (writes && table->updates) put_error("what the statement wrote is committed; its answer could not be shown\n");
    return fail(written.error());
  }
  print_withheld_beside(*table, table->rows.size(), arguments.format);
  return kDone;
}

std::function<int()> declare_query(ArgumentParser& parser) {
  auto arguments = std::make_shared<QueryArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("TEXT", arguments->question.text, "the query; - reads it from standard input");
  declare_question(parser, arguments->question);
  parser.add("--format", arguments->format, "table, json, jsonl, csv or dot").shows_default();
  parser.add("--reason", arguments->reason, "why, for the log, where the statement writes (default: the statement)");
  declare_create(parser, arguments->create);
  parser.set_footer(
      "A statement that writes (CREATE, MERGE, SET, REMOVE, DELETE) is one commit: all of it, or nothing.\n"
      "  entente query history.db \"MATCH (t:Treaty {name: 'Treaty of Aigun'}) SET t.signed_at = 'Aigun'\"");
  return [arguments] { return query(*arguments); };
}

}  // namespace

extern constexpr Command kQuery = {
    .name = "query",
    .usage = "query STORE [TEXT | --file FILE | -]",
    .summary = "ask a store, or write to it",
    .example = "entente query history.db \"MATCH (s:State) RETURN s.name\"",
    .declare = declare_query,
};

}  // namespace entente::cli
