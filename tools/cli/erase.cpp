#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/fact_keys.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

struct EraseArguments {
  std::string store, reason;
  std::vector<std::string> keys;
  bool dry_run = false, are_entities = false, are_relations = false;
};

void put_names(const std::vector<std::string>& names, std::size_t all) {
  for (const std::string& name : names) put("  {}\n", name);
  if (all > names.size()) put("  and {} more\n", grouped(all - names.size()));
}

void put_report(const EraseReport& report, bool dry_run) {
  const std::string what = counted_facts(report.entities, report.relations);
  const char* const deed = dry_run ? "would be erased" : "erased";
  if (what.empty())
    put("what was forgotten before {} from the log\n", deed);
  else
    put("{} {}\n", what, deed);
  put_names(report.named, report.entities + report.relations);
  if (report.conclusions > 0)
    put("{} of these, since {} rested on others\n", counted(report.conclusions, "conclusion", "conclusions"),
        report.conclusions == 1 ? "it" : "they");
  if (report.altered > 0)
    put("{} of other facts {} no more that {} on what is erased\n", counted(report.altered, "version", "versions"),
        dry_run               ? "would say"
        : report.altered == 1 ? "says"
                              : "say",
        report.altered == 1 ? "it rests" : "they rest");
  if (report.reasons > 0)
    put("{} of commits that {} them {}read \"erased\"\n", counted(report.reasons, "reason", "reasons"),
        report.reasons == 1 ? "names" : "name", dry_run ? "would " : "now ");
  if (report.mentions == 0) return;
  put("{} what is erased in a text, and {} as {}:\n",
      report.mentions == 1 ? "1 other mentions" : grouped(report.mentions) + " others mention",
      report.mentions == 1 ? "stays" : "stay", report.mentions == 1 ? "it is" : "they are");
  put_names(report.mentioning, report.mentions);
}

int erase(const EraseArguments& arguments) {
  const auto database = open_to_change(arguments.store, arguments.dry_run);
  if (!database) return kFailed;
  const ErasedFacts which = arguments.are_entities    ? ErasedFacts::kEntities
                            : arguments.are_relations ? ErasedFacts::kRelations
                                                      : ErasedFacts::kEither;
  const auto report = database->erase(arguments.keys, arguments.reason, arguments.dry_run, which);
  if (!report.ok()) return fail(report.error());
  put_report(*report, arguments.dry_run);
  if (arguments.dry_run) {
    put("nothing was written\n");
    return kDone;
  }
  put("as commit {} of {}\n", report->transaction.value, arguments.store);
  put("the bytes go from its files with `entente compact {}`; backups, exports and copies that were made before are "
      "out "
      "of reach\n",
      arguments.store);
  return derive_again(*database);
}

std::function<int()> declare_erase(ArgumentParser& parser) {
  auto arguments = std::make_shared<EraseArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("KEY", arguments->keys, "keys of entities and relations; key(…) gives them in a query").required();
  parser.add("--reason", arguments->reason, "for the commit log; it must not name what goes")
      .required()
      .value_name("TEXT");
  parser.add_flag("--entity", arguments->are_entities, "the keys are those of entities, where relations have them too");
  parser.add_flag("--relation", arguments->are_relations, "the keys are those of relations alone").excludes("--entity");
  parser.add_flag("--dry-run", arguments->dry_run, "say what would go, and write nothing");
  parser.set_footer(
      "For whoever may ask that nothing is kept of them. What is erased was never there: in no earlier state either, "
      "in "
      "no\n"
      "version and no conclusion, and reasons of commits that name it read \"erased\". With an entity goes every "
      "relation "
      "that\n"
      "ever ended at it. What is not so and was not is taken back with `entente retract`, which earlier states still "
      "show.\n"
      "A mark that does not tell the key stays: an import that gives it again is refused, but with --allow-erased.\n"
      "Out of reach are texts that mention the name, of other facts now and formerly, of the ontology as it is and "
      "names\n"
      "of files, which are listed; names of types and properties that nothing uses any more; data files; backups, "
      "exports\n"
      "and copies that were made before. This can't be undone. `entente compact` then writes all files anew in which "
      "the "
      "bytes\n"
      "may stand.");
  return [arguments] { return erase(*arguments); };
}

}  // namespace

extern constexpr Command kErase = {
    .name = "erase",
    .usage = "erase STORE KEY… --reason TEXT",
    .summary = "take entities and relations out of every state of a store, on request",
    .example = "entente erase history.db F227 --reason \"request of 2 May\" --dry-run",
    .declare = declare_erase,
};

}  // namespace entente::cli
