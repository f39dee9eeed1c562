// The commands of the dialogue, which begin with a colon: an open set, one row each.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cli/shell/session.hpp"

namespace entente::cli {

struct ShellCommand {
  std::string_view name;       // "as-of"
  std::string_view arguments;  // "[DATE [possibly]]", for help
  std::string_view summary;
  std::vector<std::string_view> words;  // that can stand behind it, for completion
  void (*run)(Session& session, std::string_view arguments);
};

std::span<const ShellCommand> shell_commands();

// The command that a line calls: with a colon, or `help`, `exit`, `quit`, `BEGIN`, `COMMIT 'why'` and `ROLLBACK`
// without one. Null: it is none.
const ShellCommand* shell_command_of(std::string_view line);

// Runs a line that begins with a colon, or is one of these words. What is wrong with it is said.
void run_shell_command(Session& session, std::string_view line);

// At the end of a dialogue: what an open transaction wrote is dropped, and it is said.
void drop_transaction(Session& session);

}  // namespace entente::cli
