#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/derivation_report.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

struct DeriveArguments {
  std::string store;
  bool dry_run = false;
};

int derive(const DeriveArguments& arguments) {
  Options options;
  options.read_only = arguments.dry_run;
  const auto database = open_existing(arguments.store, options);
  if (!database) return kFailed;
  const auto before = database->info();
  if (!before.ok()) return fail(before.error());
  const auto report = database->derive({arguments.dry_run});
  if (!report.ok()) return fail(report.error());
  if (report->rules.empty()) {
    put("the ontology has no rules\n");
    return kDone;
  }
  print_derivation(*report);
  if (arguments.dry_run)
    put("nothing was written\n");
  else if (report->commit.transaction == before->transaction)
    put("nothing changed\n");
  else
    put("as commit {} of {}\n", report->commit.transaction.value, arguments.store);
  return kDone;
}

std::function<int()> declare_derive(ArgumentParser& parser) {
  auto arguments = std::make_shared<DeriveArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add_flag("--dry-run", arguments->dry_run, "say what would change, and write nothing");
  parser.set_footer(
      "The rules of the ontology are applied to all other facts. What is new is added and what no rule supports any "
      "more\n"
      "is withdrawn, in one commit; without a change there is none. `entente import` does the same behind an import, "
      "as a\n"
      "commit of its own: an import that is cut off in between leaves facts without their conclusions, and this "
      "command\n"
      "makes up for it.");
  return [arguments] { return derive(*arguments); };
}

}  // namespace

extern constexpr Command kDerive = {
    .name = "derive",
    .usage = "derive STORE",
    .summary = "apply the rules of the ontology, and withdraw what no rule supports any more",
    .example = "entente derive history.db --dry-run",
    .declare = declare_derive,
};

}  // namespace entente::cli
