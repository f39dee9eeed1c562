// A command: a row of the table in commands.cpp, defined beside its code, a file each (docs/extending.md).
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace entente::cli {

class ArgumentParser;

// Exit codes of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;         // the work could not be done: data, query, store
inline constexpr int kUsage = 2;          // the command line was not understood
inline constexpr int kInterrupted = 130;  // by Ctrl-C, as a shell reports it
// Of commands that look for something, as diff(1) and grep(1): 0, nothing found; else
inline constexpr int kFound = 1;
inline constexpr int kTrouble = 2;  // it could not be told

struct Command {
  std::string_view name;
  std::string_view usage;  // "import STORE PATH…"
  std::string_view summary;
  std::string_view example;  // a command line
  // Declares its arguments on `parser` and returns what to run when they are read. The result is the exit code.
  std::function<int()> (*declare)(ArgumentParser& parser);
};

std::span<const Command> commands();                 // in order of name
const Command* find_command(std::string_view name);  // null: none

// The whole program, for main and for tests.
int run(int argc, const char* const* argv);

}  // namespace entente::cli
