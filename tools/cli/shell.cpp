// The command `shell`; the dialogue itself is in shell/.
#include <memory>
#include <string>

#include <unistd.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/question.hpp"
#include "cli/shell/dialogue.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {
namespace {

std::function<int()> declare_shell(ArgumentParser& parser) {
  struct ShellArguments {
    std::string store;
    Question question;
    bool create = false;
  };
  auto arguments = std::make_shared<ShellArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  declare_time(parser, arguments->question);
  declare_bounds(parser, arguments->question);
  declare_load_from(parser, arguments->question);
  declare_create(parser, arguments->create);
  parser.set_footer(
      "A query ends with `;` or an empty line. Ctrl-C drops the line or stops the query, Tab completes labels, types,\n"
      "properties, procedures, functions and names in quotes. Tables on a terminal show 40 rows; `:all` shows the "
      "rest.\n"
      "`:help` lists the commands. From a file or pipe, queries are read and answered one after the other:\n"
      "  entente shell history.db < questions.cypher");
  return [arguments] {
    if (arguments->create && !open_created(arguments->store)) return kFailed;
    const auto database = open_to_read(arguments->store);
    if (!database) return kFailed;
    Session session{*database, arguments->store, is_terminal(STDIN_FILENO), arguments->question};
    return converse(session, arguments->store);
  };
}

}  // namespace

extern constexpr Command kShell = {
    .name = "shell",
    .usage = "shell STORE",
    .summary = "ask a store in a dialogue, with history and completion",
    .example = "entente shell history.db",
    .declare = declare_shell,
};

}  // namespace entente::cli
