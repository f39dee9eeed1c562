#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

int compact(const std::string& store) {
  auto database = open_existing(store, {});
  if (!database) return kFailed;
  const auto report = database->compact();
  if (!report.ok()) return fail(report.error());
  if (report->pages > 0)
    put("{} packed\n", counted(report->packed_relations, "relation", "relations"));
  else
    put("nothing to pack\n");
  put("{} on disk, before {}\n", byte_size(report->bytes_after), byte_size(report->bytes_before));
  // RocksDB's list of files names the first and last keys of files that are gone, until it is written anew.
  database.reset();
  if (open_existing(store, {})) return kDone;
  put_error(
      "the files are written anew, and their list is not: it may name keys of what was erased, until `entente "
      "compact {}` can open the store again\n",
      store);
  return kFailed;
}

std::function<int()> declare_compact(ArgumentParser& parser) {
  auto store = std::make_shared<std::string>();
  parser.add("STORE", *store, "folder of the store").required();
  parser.set_footer(
      "Relations move from rows of their own into packed blocks: those with nothing but dates take a third of the "
      "room.\n"
      "What the store no longer needs is given back to the disk: all files are written anew, so that nothing is left "
      "in "
      "them\n"
      "of what was erased or forgotten. No fact, commit or answer changes. A store of fewer than 20,000 relations "
      "keeps "
      "its\n"
      "rows. Where the command is cut off, what it has done stands, and the store is "
      "whole.");
  return [store] { return compact(*store); };
}

}  // namespace

extern constexpr Command kCompact = {
    .name = "compact",
    .usage = "compact STORE",
    .summary = "pack the relations of a store, so that it takes less room on disk",
    .example = "entente compact history.db",
    .declare = declare_compact,
};

}  // namespace entente::cli
