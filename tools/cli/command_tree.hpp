// What the command line takes, read from its own declarations, for pages and scripts that say it again.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace entente::cli {

struct CommandParts {
  const Command* command;
  std::vector<Parameter> arguments, options;  // in order of declaration; --help among the options
  std::string footer;                         // what its help ends with
};

// Of all commands, in the order of their table.
std::vector<CommandParts> command_tree();

// The first line of a summary, without the colon that announces more.
std::string first_line(const std::string& summary);

}  // namespace entente::cli
