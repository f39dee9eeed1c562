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
#include "entente/time/ending.hpp"
#include "entente/time_report.hpp"

namespace entente::cli {
namespace {

struct EndArguments {
  std::string store, key, date, reason;
  std::vector<std::string> ids;
  bool dry_run = false, is_entity = false;
};

// What has ended, told with its end: as it is, or as it would be.
std::string told_with_end(const Explanation& fact, const std::optional<Validity>& validity) {
  return fmt::format("{}: {}, {}", fact.key, fact.statement, validity ? text_of(*validity) : "always");
}

std::vector<std::string> keys_of(const EndArguments& arguments) {
  return arguments.key.empty() ? std::vector<std::string>() : std::vector{arguments.key};
}

// Null: the error was printed. `before` becomes what the key stands for.
std::optional<CommitReport> give_end(Database& database, const EndArguments& arguments,
                                     std::optional<Explanation>& before) {
  const auto failed = [](const Error& error, std::string_view text = {}) {
    fail(error, text);
    return std::nullopt;
  };
  const std::vector<RelationId> ids = relation_ids(arguments.ids);
  for (const std::string& key : keys_of(arguments)) {
    auto fact = fact_in_store(database, key, arguments.is_entity);
    if (!fact.ok()) return failed(fact.error());
    before = *std::move(fact);
  }
  if (const auto allowed = refuse_conclusions(database, ids); !allowed.ok()) return failed(allowed.error());
  auto transaction = arguments.dry_run ? database.rehearse() : database.write();
  if (!transaction.ok()) return failed(transaction.error());
  for (const std::string& key : keys_of(arguments)) {
    const auto ended =
        arguments.is_entity ? transaction->end_entity(key, arguments.date) : transaction->end(key, arguments.date);
    if (!ended.ok()) return failed(ended.error(), arguments.date);
  }
  for (const RelationId id : ids)
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
  std::optional<Explanation> before;
  const auto report = give_end(*database, arguments, before);
  if (!report) return kFailed;
  const std::string what = counted_facts(report->entities_changed, report->relations_changed);
  if (what.empty()) {
    put("ended in {} already; nothing changed\n", arguments.date);
    return kDone;
  }
  put("{} {} in {}\n", what, arguments.dry_run ? "would end" : "ended", arguments.date);
  if (arguments.dry_run) {
    if (before && before->datings.empty()) {
      const auto end = read_end(arguments.date);
      if (const auto then = end.ok() ? with_end(before->validity, *end) : Result<Validity>(end.error()); then.ok())
        put("  {}\n", told_with_end(*before, *then));
    }
    put("nothing was written\n");
    return kDone;
  }
  if (!arguments.key.empty()) {
    const auto fact = database->explain(arguments.key);
    if (!fact.ok()) return fail(fact.error());
    if (fact->is_entity || !arguments.is_entity) put("  {}\n", told_with_end(*fact, fact->validity));
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
  declare_entity(parser, arguments->is_entity);
  parser.add("--reason", arguments->reason, "for the commit log, in place of what ended").value_name("TEXT");
  parser.add_flag("--dry-run", arguments->dry_run, "say what would change, and write nothing");
  parser.set_footer(
      "Its start, properties and sources stay as they are; earlier commits show it without this end. An end before its "
      "start,\n"
      "or behind an end that it has, is refused: who corrects a date imports the fact again under its key. All files "
      "that\n"
      "state it state it so from then on; one that says otherwise and is imported again replaces what it said itself, "
      "end\n"
      "and all. A relation without a key that such a file states again is one more beside the one that ended.");
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
