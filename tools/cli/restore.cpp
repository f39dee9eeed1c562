#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

struct RestoreArguments {
  std::string backup, folder;
  std::string commit;  // its number; empty: the newest
  std::string system_time;
};

Result<std::string> as_commit(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) return text;
  return Error(ErrorCode::kArgument, fmt::format("`{}` is no number of a commit; `entente log` lists them", text));
}

int restore(const RestoreArguments& arguments) {
  RestoreOptions options;
  if (!arguments.commit.empty()) {
    options.commit.emplace();
    std::from_chars(arguments.commit.data(), arguments.commit.data() + arguments.commit.size(), options.commit->value);
  }
  options.system_time = arguments.system_time;
  const auto made = Database::restore(arguments.backup, arguments.folder, options);
  if (!made.ok()) return fail(made.error(), arguments.system_time);
  put("{} holds the store as of commit {}, {}; {} on disk\n", arguments.folder, made->transaction.value,
      print_system_time(made->system_time), byte_size(made->bytes_on_disk));
  return kDone;
}

std::function<int()> declare_restore(ArgumentParser& parser) {
  auto arguments = std::make_shared<RestoreArguments>();
  parser.add("BACKUP", arguments->backup, "folder of a backup, or of any store; it stays as it is").required();
  parser.add("FOLDER", arguments->folder, "folder of the new store, which is not there or is empty").required();
  parser.add("--commit", arguments->commit, "as this commit left it; `entente info` lists them; without: the newest")
      .value_name("N")
      .converted_by(as_commit);
  parser
      .add("--system-time", arguments->system_time,
           "as the last commit left it before the end of this date or date-time, in UTC")
      .value_name("DATE")
      .excludes("--commit");
  parser.set_footer(
      "The new store answers and checks as the old one did then: later commits are not in it, what they superseded is\n"
      "current again, the ontology is that of then, and the next commit follows. Which files state a fact that has "
      "not\n"
      "changed since is kept as it is now, since stores know no more. `--system-time 2026-03` means the end of March "
      "2026.");
  return [arguments] { return restore(*arguments); };
}

}  // namespace

extern constexpr Command kRestore = {
    .name = "restore",
    .usage = "restore BACKUP FOLDER",
    .summary = "make a store as it was at a commit, from a backup or a store",
    .example = "entente restore history-2026.db history.db --commit 12",
    .declare = declare_restore,
};

}  // namespace entente::cli
