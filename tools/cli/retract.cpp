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

struct RetractArguments {
  std::string store, reason;
  std::vector<std::string> keys, ids;
  bool detach = false, dry_run = false, are_entities = false;
};

// Null: the error was printed.
std::optional<CommitReport> take_back(Database& database, const RetractArguments& arguments) {
  const auto failed = [](const Error& error) {
    fail(error);
    return std::nullopt;
  };
  std::vector<bool> is_entity;
  for (const std::string& key : arguments.keys) {
    const auto fact = fact_in_store(database, key, arguments.are_entities);
    if (!fact.ok()) return failed(fact.error());
    is_entity.push_back(fact->is_entity);
  }
  const std::vector<RelationId> ids = relation_ids(arguments.ids);
  if (const auto allowed = refuse_conclusions(database, ids); !allowed.ok()) return failed(allowed.error());
  auto transaction = arguments.dry_run ? database.rehearse() : database.write();
  if (!transaction.ok()) return failed(transaction.error());
  for (std::size_t i = 0; i < arguments.keys.size(); ++i) {
    const std::string& key = arguments.keys[i];
    const Ends ends = arguments.detach ? Ends::kCascaded : Ends::kRefused;
    const auto taken = is_entity[i] ? transaction->retract_entity(key, ends) : transaction->retract(key);
    if (!taken.ok()) return failed(taken.error());
  }
  for (const RelationId id : ids)
    if (const auto taken = transaction->retract(id); !taken.ok()) return failed(taken.error());
  const std::string reason =
      arguments.reason.empty() ? "retract " + named_together(arguments.keys, arguments.ids) : arguments.reason;
  const auto report = transaction->commit(reason);
  if (!report.ok()) return failed(report.error());
  return *report;
}

int retract(const RetractArguments& arguments) {
  if (arguments.keys.empty() && arguments.ids.empty()) {
    put_error("entente retract: nothing is named that is to be retracted\nhint: give keys, or --id of relations\n");
    return kUsage;
  }
  const auto database = open_to_change(arguments.store, arguments.dry_run);
  if (!database) return kFailed;
  const auto report = take_back(*database, arguments);
  if (!report) return kFailed;
  put("{} {}\n", counted_facts(report->entities_removed, report->relations_removed),
      arguments.dry_run ? "would be retracted" : "retracted");
  for (const std::string& name : report->removed) put("  {}\n", name);
  const std::size_t all = report->entities_removed + report->relations_removed;
  if (all > report->removed.size()) put("  and {} more\n", grouped(all - report->removed.size()));
  if (arguments.dry_run) {
    put("nothing was written\n");
    return kDone;
  }
  put("as commit {} of {}\n", report->transaction.value, arguments.store);
  return derive_again(*database);
}

std::function<int()> declare_retract(ArgumentParser& parser) {
  auto arguments = std::make_shared<RetractArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("KEY", arguments->keys, "keys of entities and relations; key(…) gives them in a query");
  declare_ids(parser, arguments->ids);
  declare_entity(parser, arguments->are_entities);
  parser.add_flag("--detach", arguments->detach, "with an entity, all relations that end at it");
  parser.add("--reason", arguments->reason, "for the commit log, in place of what was retracted").value_name("TEXT");
  parser.add_flag("--dry-run", arguments->dry_run, "say what would go, and write nothing");
  parser.set_footer(
      "What is retracted is not so, and was not: the store shows it no more, whoever stated it. Earlier commits show "
      "it "
      "still,\n"
      "and `entente explain` says when it went. A file that states it and is imported again states it anew. Of what "
      "was "
      "so and\n"
      "ended, say so with `entente end`; what was otherwise is imported again under its key.\n"
      "The rules of the ontology are then applied again: conclusions that rest on what is gone go, too.");
  return [arguments] { return retract(*arguments); };
}

}  // namespace

extern constexpr Command kRetract = {
    .name = "retract",
    .usage = "retract STORE KEY…",
    .summary = "take entities and relations back that are not so",
    .example = "entente retract history.db F227 --reason \"the memoir made it up\"",
    .declare = declare_retract,
};

}  // namespace entente::cli
