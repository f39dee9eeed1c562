#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/fact_keys.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct EndArguments {
  std::string store, key, date, reason;
  std::vector<std::string> ids;
  bool dry_run = false;
};

std::vector<std::string> keys_of(const EndArguments& arguments) {
  return arguments.key.empty() ? std::vector<std::string>() : std::vector{arguments.key};
}

// Null: the error was printed.
std::optional<CommitReport> give_end(Database& database, const EndArguments& arguments) {
  const auto failed = [](const Error& error, std::string_view text = {}) {
    fail(error, text);
    return std::nullopt;
  };
  for (const std::string& key : keys_of(arguments))
    if (const auto fact = fact_in_store(database, key); !fact.ok()) return failed(fact.error());
  auto transaction = arguments.dry_run ? database.rehearse() : database.write();
  if (!transaction.ok()) return failed(transaction.error());
  for (const std::string& key : keys_of(arguments))
    if (const auto ended = transaction->end(key, arguments.date); !ended.ok())
      return failed(ended.error(), arguments.date);
  for (const RelationId id : relation_ids(arguments.ids))
    if (const auto ended = transaction->end(id, arguments.date); !ended.ok())
      return failed(ended.error(), arguments.date);
  const std::string reason =
      arguments.reason.empty()
          ? fmt::format("end {} in {}", named_together(keys_of(arguments), arguments.ids), arguments.date)
          : arguments.reason;
  const auto report = transaction->commit(reason);
  if (!report.ok()) return failed(report.error());
  return *report;
}

int end_facts(const EndArguments& arguments) {
  if (arguments.date.empty() || (arguments.key.empty() && arguments.ids.empty())) {
    put_error("entente end: it takes what ended and when\nhint: entente end STORE KEY DATE, or STORE DATE --id N\n");
    return kUsage;
  }
  const auto database = open_to_change(arguments.store, arguments.dry_run);
  if (!database) return kFailed;
  const auto report = give_end(*database, arguments);
  if (!report) return kFailed;
  std::string what;
  if (report->entities_changed > 0) what = counted(report->entities_changed, "entity", "entities");
  if (report->relations_changed > 0)
    what += (what.empty() ? "" : " and ") + counted(report->relations_changed, "relation", "relations");
  if (what.empty()) {
    put("ended in {} already; nothing changed\n", arguments.date);
    return kDone;
  }
  put("{} {} in {}\n", what, arguments.dry_run ? "would end" : "ended", arguments.date);
  if (arguments.dry_run) {
    put("nothing was written\n");
    return kDone;
  }
  if (!arguments.key.empty()) {
    const auto fact = database->explain(arguments.key);
    if (!fact.ok()) return fail(fact.error());
    put("  {}: {}, {}\n", fact->key, fact->statement, fact->validity ? text_of(*fact->validity) : "always");
  }
  put("as commit {} of {}\n", report->transaction.value, arguments.store);
  return derive_again(*database);
}

std::function<int()> declare_end(ArgumentParser& parser) {
  auto arguments = std::make_shared<EndArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser.add("KEY", arguments->key, "key of an entity or relation; left out where --id names the relation").required();
  parser.add("DATE", arguments->date, "when it ended, as EDTF: 1958-07, 1958~, 195X");
  declare_ids(parser, arguments->ids);
  parser.add("--reason", arguments->reason, "for the commit log, in place of what ended").value_name("TEXT");
  parser.add_flag("--dry-run", arguments->dry_run, "say what would change, and write nothing");
  parser.set_footer(
      "Its start, properties and sources stay as they are; earlier commits show it without this end. An end before its "
      "start,\n"
      "or behind an end that it has, is refused: who corrects a date imports the fact again under its key. What "
      "ended\n"
      "counts as stated anew by hand, with all that files said of it: a file that states it otherwise and is imported\n"
      "again takes its place, alone, and `import --replace` does not withdraw it. A relation without a key that a "
      "file\n"
      "states again is one more beside the one that ended.");
  return [arguments] {
    if (arguments->date.empty() && !arguments->ids.empty()) std::swap(arguments->key, arguments->date);
    return end_facts(*arguments);
  };
}

}  // namespace

extern constexpr Command kEnd = {
    .name = "end",
    .usage = "end STORE KEY DATE",
    .summary = "say when a relation or an entity ended",
    .example = "entente end history.db B066 2030~ --reason \"as the treaty has it\"",
    .declare = declare_end,
};

}  // namespace entente::cli
