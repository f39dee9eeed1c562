// What the command line takes, read from its own declarations, for pages and scripts that say it again.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace entente::cli {

struct Parameter {
  std::vector<std::string> names;    // "-f", "--file", short ones first; of an argument its name: "STORE"
  std::string value;                 // what stands behind it: "TEXT", "TEXT TEXT"; empty: nothing, it is a switch
  std::string summary;               // may have several lines
  std::vector<std::string> choices;  // the values there are; empty: no list
  bool is_option = true;             // else an argument, told by its place
  bool is_required = false;
  bool is_repeated = false;
};

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
