#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

struct LogArguments {
  std::string store;
  LogOptions options;
  bool changes = false, json = false;
};

// "3 entities and 2 relations added or changed, 1 relation taken back"
std::string counts_of(const LoggedCommit& commit) {
  if (commit.erased_entities + commit.erased_relations > 0)
    return counted_facts(commit.erased_entities, commit.erased_relations) + " erased";
  const std::string written = counted_facts(commit.entities, commit.relations);
  const std::string gone = counted_facts(commit.removed_entities, commit.removed_relations);
  std::string text = written.empty() ? "" : written + " added or changed";
  if (!gone.empty()) text += (text.empty() ? "" : ", ") + gone + " taken back";
  if (commit.ontology_changed) text += (text.empty() ? "" : ", ") + std::string("the ontology changed");
  return text.empty() ? "files stated again what others state" : text;
}

int log(const LogArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto log = database->log(arguments.options);
  if (!log.ok()) return fail(log.error());
  if (arguments.json) {
    write_log_json(*log, std::cout);
    std::cout << '\n';
    return kDone;
  }
  const bool lists_changes = arguments.changes || !arguments.options.of.empty();
  bool is_first = true;
  for (const LoggedCommit& commit : *log) {
    if (!std::exchange(is_first, false) && lists_changes) put("\n");
    put("commit {}  {}  {}\n", commit.transaction.value, print_system_time(commit.system_time), commit.reason);
    if (commit.is_forgotten)
      put("  {}\n",
          arguments.options.of.empty() ? "what it changed was forgotten" : "what was changed up to here was forgotten");
    else if (!lists_changes || commit.changes.empty())
      put("  {}\n", counts_of(commit));
    else if (commit.ontology_changed)
      put("  the ontology changed\n");
    if (lists_changes) put("{}", Lines{system_changes_text(commit.changes)});
  }
  if (log->empty()) put("no commit changed anything\n");
  return kDone;
}

std::function<int()> declare_log(ArgumentParser& parser) {
  auto arguments = std::make_shared<LogArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("NAME", arguments->options.of,
             "only what concerns the entity or relation of this key or name, be it in the store still or not");
  parser.add("--since", arguments->options.since, "only commits from the beginning of a date, or from \"commit 3\" on")
      .value_name("TIME");
  parser.add("--until", arguments->options.until, "only commits up to the end of a date, or to \"commit 5\"")
      .value_name("TIME");
  parser.add_flag("--changes", arguments->changes, "list what each commit changed; with NAME it is listed anyway");
  parser.add_flag("--json", arguments->json, "one JSON object (src/formats/interface/log.schema.json)");
  return [arguments] { return log(*arguments); };
}

}  // namespace

extern constexpr Command kLog = {
    .name = "log",
    .usage = "log STORE [NAME]",
    .summary = "say what each commit changed, when and why",
    .example = "entente log history.db --changes",
    .declare = declare_log,
};

}  // namespace entente::cli
