#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct DiffArguments {
  std::string store, from, to;
  Question question;
  bool json = false, undecided = false, system = false;
};

// What the store knew at two system times.
int diff_states(const DiffArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kTrouble;
  const auto found = database->system_diff(arguments.from, arguments.to);
  if (!found.ok()) {
    fail(found.error());
    return kTrouble;
  }
  const bool is_same = found->changes.empty() && found->ontology.empty();
  if (arguments.json) {
    write_system_diff_json(*found, std::cout);
    std::cout << '\n';
  } else {
    for (const OntologyChange& change : found->ontology)
      put("  {:<11}  {} {}\n", name(change.kind), change.what, change.name);
    put("{}", Lines{system_changes_text(found->changes)});
    if (is_same) put("the store knew the same\n");
    print_erased(found->erased_entities, found->erased_relations);
  }
  return is_same ? kDone : kFound;
}

int diff(const DiffArguments& given) {
  if (given.from.empty() || given.to.empty()) {
    put_error("entente diff: {} is empty\n", given.from.empty() ? "FROM" : "TO");
    return kUsage;
  }
  if (given.system) return diff_states(given);
  DiffArguments arguments = given;
  for (std::string* date : {&arguments.from, &arguments.to}) *date = dated(std::move(*date));
  const bool whole_store = arguments.question.text.empty() && arguments.question.file.empty();
  const auto parameters = read_parameters(arguments.question.parameters);
  if (!parameters) return kUsage;
  const auto text = whole_store ? std::string{} : question_text(arguments.question);
  if (!text) return kTrouble;
  const auto failed = [&](const Error& error) {
    fail(error, *text);
    return kTrouble;
  };
  const auto cut = cut_between(arguments.from, arguments.to);
  if (!cut.ok()) {
    Error error = cut.error();
    for (const std::string& date : {arguments.from, arguments.to})
      if (date.starts_with("commit ")) error.with_hint("with --system states of the store are compared");
    return failed(error);
  }
  const auto database = open_to_read(arguments.store);
  if (!database) return kTrouble;
  QueryOptions options = query_options(arguments.question, "dot");
  options.cuts = {*cut};
  const auto facts = whole_store ? database->all_facts(options) : database->query(*text, *parameters, options);
  if (!facts.ok()) return failed(facts.error());
  print_warnings(*facts, *text);
  const auto ontology = ontology_of(*database, *facts);
  if (!ontology.ok()) return failed(ontology.error());
  const auto changes = changes_between(*facts, arguments.from, arguments.to);
  if (!changes.ok()) return failed(changes.error());
  if (arguments.json) {
    write_changes_json(*facts, *changes, &*ontology, std::cout);
    std::cout << '\n';
  } else {
    const std::string lines = changes_text(*facts, *changes, &*ontology, arguments.undecided);
    put("{}", Lines{lines.empty() ? "nothing that states its time held then\n" : lines});
    const bool any_undecided = std::any_of(changes->changes.begin(), changes->changes.end(), [](const FactChange& c) {
      return kind_of(c.possible) == ChangeKind::kUndecided;
    });
    if (any_undecided && !arguments.undecided) put("  listed with --undecided\n");
  }
  const bool is_same = std::all_of(changes->changes.begin(), changes->changes.end(),
                                   [](const FactChange& c) { return kind_of(c.possible) == ChangeKind::kStayed; });
  return is_same ? kDone : kFound;
}

std::function<int()> declare_diff(ArgumentParser& parser) {
  auto arguments = std::make_shared<DiffArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("FROM", arguments->from, "a date (1958, 1958-07, spring 1958), the whole of it").required();
  parser.add("TO", arguments->to, "a later one").required();
  parser.add("--query", arguments->question.text, "only what this query matches");
  parser.add("--file,-f", arguments->question.file, "read the query from a file");
  parser.add("--param,-p", arguments->question.parameters, "NAME=VALUE for $NAME").one_value_each();
  declare_sources(parser, arguments->question);
  declare_system_time(parser, arguments->question.system_time);
  parser.add_flag("--undecided", arguments->undecided, "lists what the dates leave undecided too");
  parser
      .add_flag("--system", arguments->system,
                "compare what the store knew at the end of two dates or date-times, or at commits (\"commit 3\", "
                "\"now\"): what was corrected, newly known and retracted in between")
      .excludes("--query")
      .excludes("--file")
      .excludes("--param")
      .excludes("--according-to")
      .excludes("--system-time")
      .excludes("--undecided");
  parser.add_flag("--json", arguments->json, "one JSON object, for programs");
  parser.set_footer("exit code: 0 nothing changed, 1 something did or may have, 2 it could not be told");
  return [arguments] { return diff(*arguments); };
}

}  // namespace

extern constexpr Command kDiff = {
    .name = "diff",
    .usage = "diff STORE FROM TO",
    .summary = "say what began, ended and stayed between two dates, or what was corrected since",
    .example = "entente diff history.db 1950 1969",
    .declare = declare_diff,
};

}  // namespace entente::cli
