#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/fact_keys.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

struct ForgetArguments {
  std::string store, before;
  bool dry_run = false;
};

// "12 versions forgotten: 8 of entities, 4 of relations"
std::string versions_that(const char* went, const ForgetReport& report) {
  std::string of;
  const auto add = [&of](std::size_t count, std::string_view what) {
    if (count > 0) of += fmt::format("{}{} of {}", of.empty() ? ": " : ", ", grouped(count), what);
  };
  add(report.entities, "entities");
  add(report.relations, "relations");
  add(report.types, "the ontology");
  return fmt::format("{} {}{}", counted(report.entities + report.relations + report.types, "version", "versions"), went,
                     of);
}

int forget(const ForgetArguments& arguments) {
  const auto database = open_to_change(arguments.store, arguments.dry_run);
  if (!database) return kFailed;
  const auto report = database->forget_before(arguments.before, arguments.dry_run);
  if (!report.ok()) return fail(report.error());
  if (!report->is_moved && report->floor.value == 0) {
    put("nothing was forgotten: the store knew nothing before that\n");
    return kDone;
  }
  const std::string floor = fmt::format("the oldest state that the store can tell {} commit {} ({})",
                                        arguments.dry_run && report->is_moved ? "would be" : "is", report->floor.value,
                                        print_system_time(report->system_time));
  if (!report->is_moved) {
    put("nothing was forgotten: {} already\n", floor);
    return kDone;
  }
  put("{}\n{}\n", versions_that(arguments.dry_run ? "would be forgotten" : "forgotten", *report), floor);
  if (arguments.dry_run) put("nothing was written\n");
  return kDone;
}

std::function<int()> declare_forget(ArgumentParser& parser) {
  auto arguments = std::make_shared<ForgetArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser
      .add("--before", arguments->before,
           "the oldest state to keep: the one at the end of a date or date-time, or of a commit (\"commit 3\")")
      .required()
      .value_name("TIME");
  parser.add_flag("--dry-run", arguments->dry_run, "say what would go, and write nothing");
  parser.set_footer(
      "Former versions of facts and types that were superseded by then go from the history of the store. What it "
      "knows,\n"
      "and what it knew from then on, stays as it is; earlier states can't be read any more. `entente log` goes on to "
      "list\n"
      "all commits with their times and reasons. This can't be undone: make a backup before, if one is to be kept.\n"
      "The room on disk comes back with `entente compact`. Backups, exports and copies that were made before are out "
      "of\n"
      "reach, as are programs that have the store open and read what they opened.\n"
      "A store that has forgotten something is refused by versions of this program that would not know of it.");
  return [arguments] { return forget(*arguments); };
}

}  // namespace

extern constexpr Command kForget = {
    .name = "forget",
    .usage = "forget STORE --before TIME",
    .summary = "let former versions of facts go, up to a state that is kept",
    .example = "entente forget history.db --before 2024-12-31",
    .declare = declare_forget,
};

}  // namespace entente::cli
