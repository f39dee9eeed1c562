#include <iostream>
#include <memory>
#include <string>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/drawing_report.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/dossier.hpp"
#include "entente/drawing.hpp"

namespace entente::cli {
namespace {

struct ShowArguments {
  std::string store, name, picture, layout;
  bool json = false;
  Question question;
};

int draw_it(const ShowArguments& arguments, Database& database, const Dossier& dossier) {
  const auto ontology = ontology_of(database, dossier.table);
  if (!ontology.ok()) return fail(ontology.error());
  DrawOptions options;
  options.title = dossier.name;
  options.ontology = &*ontology;
  options.style.layout = arguments.layout;
  const auto report = draw(dossier.table, options, arguments.picture);
  if (!report.ok()) return fail(report.error());
  print_drawing(*report);
  return kDone;
}

int show(const ShowArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  QueryOptions options = query_options(arguments.question, "dot");
  options.cuts = std::vector{cut_of(DrawTime{})};
  const auto dossier = database->dossier(arguments.name, options);
  if (!dossier.ok()) return fail(dossier.error());
  print_warnings(dossier->table, "");
  if (!arguments.picture.empty()) {
    if (const int code = draw_it(arguments, *database, *dossier); code != kDone) return code;
  } else if (arguments.json) {
    write_dossier_json(*dossier, std::cout);
  } else {
    put("{}", Lines{dossier_text(*dossier)});
  }
  print_withheld(dossier->table);
  return kDone;
}

constexpr const char* kShowExamples =
    "examples:\n"
    "  entente show history.db \"Mao Zedong\"\n"
    "  entente show history.db treaty-1950 --as-of 1969-03-02 --possibly\n"
    "  entente show history.db stalin --draw stalin.svg --layout timeline";

std::function<int()> declare_show(ArgumentParser& parser) {
  auto arguments = std::make_shared<ShowArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("NAME", arguments->name, "a key, a name, an alias, or a part of one that only one entity has").required();
  declare_time(parser, arguments->question);
  parser.add_flag("--json", arguments->json, "one JSON object (src/formats/interface/dossier.schema.json)");
  parser.add("--draw", arguments->picture, "draw it into this file instead: .svg, .png, .pdf, .dot").excludes("--json");
  parser.add("--layout", arguments->layout, "of the picture: timeline, or how a graph is placed (see draw)")
      .needs("--draw");
  parser.set_footer(kShowExamples);
  return [arguments] { return show(*arguments); };
}

}  // namespace

extern constexpr Command kShow = {
    .name = "show",
    .usage = "show STORE NAME",
    .summary = "tell all about one entity in order of time, or draw it",
    .example = "entente show history.db \"Mao Zedong\"",
    .declare = declare_show,
};

}  // namespace entente::cli
