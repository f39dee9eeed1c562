#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

int back_up(const std::string& store, const std::string& folder) {
  const auto database = open_to_read(store);
  if (!database) return kFailed;
  const auto made = database->backup(folder);
  if (!made.ok()) return fail(made.error());
  put("{} holds the store as of commit {}, {}; {} on disk\n", folder, made->transaction.value,
      print_system_time(made->system_time), byte_size(made->bytes_on_disk));
  return kDone;
}

std::function<int()> declare_backup(ArgumentParser& parser) {
  auto store = std::make_shared<std::string>();
  auto folder = std::make_shared<std::string>();
  parser.add("STORE", *store, "folder of the store").required();
  parser.add("FOLDER", *folder, "folder of the backup, which is not there or is empty").required();
  parser.set_footer(
      "The backup is a store of its own, as of one commit; every command opens it, and `entente restore` makes a "
      "store\n"
      "of it as it was at any earlier commit. The store may be read and written meanwhile, by other processes too. "
      "The\n"
      "folder gets its name when all is written; what a backup leaves that was cut off is FOLDER.unfinished, which "
      "the\n"
      "next one removes. On the file system of the store the backup shares the bytes of its large files, and does not\n"
      "read them: copy it to another disk if it is to outlive this one, and `entente verify` it now and then.");
  return [store, folder] { return back_up(*store, *folder); };
}

}  // namespace

extern constexpr Command kBackup = {
    .name = "backup",
    .usage = "backup STORE FOLDER",
    .summary = "copy a store as of one commit, while others read and write it",
    .example = "entente backup history.db /media/disk/history-2026.db",
    .declare = declare_backup,
};

}  // namespace entente::cli
