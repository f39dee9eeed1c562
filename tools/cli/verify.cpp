#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/integrity.hpp"

namespace entente::cli {
namespace {

struct VerifyArguments {
  std::string store;
  bool json = false;
  std::size_t limit = 50;
};

// Damage that keeps the store from being opened is a finding, too.
Result<std::vector<Finding>> damage_of(const std::string& store) {
  Options options;
  options.read_only = true;
  const auto database = Database::open(store, options);
  if (database.ok()) return (*database)->verify();
  if (database.error().code != ErrorCode::kCorruption) return database.error();
  return std::vector<Finding>{{"store_damage", database.error().message, store, true, true}};
}

int verify(const VerifyArguments& arguments) {
  const auto findings = damage_of(arguments.store);
  if (!findings.ok()) {
    fail(findings.error());
    return kTrouble;
  }
  if (arguments.json) {
    write_findings_json(*findings, std::cout);
    return findings->empty() ? kDone : kFound;
  }
  const std::size_t shown = arguments.limit == 0 ? findings->size() : std::min(arguments.limit, findings->size());
  for (std::size_t i = 0; i < shown; ++i) put("{}\n  {}\n", (*findings)[i].subject, (*findings)[i].message);
  if (shown < findings->size()) put("… and {} more; --limit 0 lists all\n", findings->size() - shown);
  if (findings->empty())
    put("sound: no damage found\n");
  else
    put("{}\n", counted(findings->size(), "finding", "findings"));
  return findings->empty() ? kDone : kFound;
}

std::function<int()> declare_verify(ArgumentParser& parser) {
  auto arguments = std::make_shared<VerifyArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("--limit", arguments->limit, "findings that are listed; 0: all").shows_default();
  parser.add_flag("--json", arguments->json, "one JSON object with all findings, for programs");
  parser.set_footer(
      "Reads everything: checksums of files and blocks, blocks against their directory, both directions of relations, "
      "names\n"
      "against numbers, earlier versions against the commits that superseded them, and commits against what is there. "
      "Each\n"
      "finding names what is damaged and what is affected. Data that break rules are looked for by `entente check`.\n"
      "Exit code 0: no damage; 1: there is some; 2: it could not be told.");
  return [arguments] { return verify(*arguments); };
}

}  // namespace

extern constexpr Command kVerify = {
    .name = "verify",
    .usage = "verify STORE",
    .summary = "look for damage to the files of a store, and for nothing else",
    .example = "entente verify history.db",
    .declare = declare_verify,
};

}  // namespace entente::cli
