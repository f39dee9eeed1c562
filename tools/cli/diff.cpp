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

struct Arguments {
  std::string store, from, to;
  Question question;
  bool json = false;
};

int diff(const Arguments& arguments) {
  const bool whole_store = arguments.question.text.empty() && arguments.question.file.empty();
  const auto parameters = read_parameters(arguments.question.parameters);
  if (!parameters) return kUsage;
  const auto text = whole_store ? std::string{} : question_text(arguments.question);
  if (!text) return kFailed;
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  QueryOptions options;
  options.all_elements = true;
  const auto facts = whole_store ? database->all_facts() : database->query(*text, *parameters, options);
  if (!facts.ok()) return fail(facts.error(), *text);
  print_warnings(*facts, *text);
  const auto ontology = database->ontology();
  if (!ontology.ok()) return fail(ontology.error());
  const auto changes = changes_between(*facts, arguments.from, arguments.to);
  if (!changes.ok()) return fail(changes.error());
  if (arguments.json) {
    write_changes_json(*facts, *changes, &*ontology, std::cout);
    std::cout << '\n';
  } else {
    const std::string lines = changes_text(*facts, *changes, &*ontology);
    fmt::print("{}", lines.empty() ? "nothing that states its time held then\n" : lines);
  }
  return kDone;
}

}  // namespace

std::function<int()> declare_diff(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("STORE", arguments->store, "folder of the store")->required();
  app.add_option("FROM", arguments->from, "an EDTF date, the whole of it")->required();
  app.add_option("TO", arguments->to, "a later one")->required();
  app.add_option("--query", arguments->question.text, "only what this query matches");
  app.add_option("--file,-f", arguments->question.file, "read the query from a file");
  app.add_option("--param,-p", arguments->question.parameters, "NAME=VALUE for $NAME")->allow_extra_args(false);
  app.add_flag("--json", arguments->json, "one JSON object, for programs");
  return [arguments] { return diff(*arguments); };
}

}  // namespace entente::cli
