#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kCommitsShown = 5;

struct InfoArguments {
  std::string store, system_time;
};

int info(const InfoArguments& arguments) {
  const auto database = open_to_read(arguments.store);
  if (!database) return kFailed;
  const auto info = database->info(arguments.system_time);
  if (!info.ok()) return fail(info.error());
  put("{}\n  {}\n  {}, {} with uncertain dates\n  {} on disk, {} in memory\n", info->path,
      counted(info->entities, "entity", "entities"), counted(info->relations, "relation", "relations"),
      grouped(info->uncertain_relations), byte_size(info->bytes_on_disk), byte_size(info->bytes_in_memory));
  print_erased(info->erased_entities, info->erased_relations);
  const auto list = [](std::string_view title, const auto& counts) {
    if (counts.empty()) return;
    put("\n{}\n", title);
    for (const auto& [name, count] : counts)
      if (count > 0) put("  {:>9}  {}\n", grouped(count), name);
  };
  list("Entity types (with sub-types)", info->labels);
  list("Relation types", info->relation_types);
  if (!info->commits.empty()) put("\nCommits\n");
  const std::size_t first = info->commits.size() > kCommitsShown ? info->commits.size() - kCommitsShown : 0;
  if (info->floor)
    put("  the oldest state that can be read is commit {}; what was known before was forgotten\n", info->floor->value);
  if (first > 0) put("  … {} earlier; `entente log` lists them\n", grouped(first));
  for (std::size_t i = first; i < info->commits.size(); ++i) {
    const CommitEntry& c = info->commits[i];
    put("  {}  {}  {}\n", c.transaction.value, print_system_time(c.system_time), c.reason);
  }
  return kDone;
}

std::function<int()> declare_info(ArgumentParser& parser) {
  auto arguments = std::make_shared<InfoArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  declare_system_time(parser, arguments->system_time);
  return [arguments] { return info(*arguments); };
}

}  // namespace

extern constexpr Command kInfo = {
    .name = "info",
    .usage = "info STORE",
    .summary = "say what a store holds",
    .example = "entente info history.db",
    .declare = declare_info,
};

}  // namespace entente::cli
