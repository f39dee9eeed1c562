// The table of commands: an open set, one row and one file each.
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

std::function<int()> declare_check(ArgumentParser& parser);
std::function<int()> declare_completion(ArgumentParser& parser);
std::function<int()> declare_derive(ArgumentParser& parser);
std::function<int()> declare_diff(ArgumentParser& parser);
std::function<int()> declare_draw(ArgumentParser& parser);
std::function<int()> declare_explain(ArgumentParser& parser);
std::function<int()> declare_export(ArgumentParser& parser);
std::function<int()> declare_find(ArgumentParser& parser);
std::function<int()> declare_help(ArgumentParser& parser);
std::function<int()> declare_import(ArgumentParser& parser);
std::function<int()> declare_info(ArgumentParser& parser);
std::function<int()> declare_query(ArgumentParser& parser);
std::function<int()> declare_schema(ArgumentParser& parser);
std::function<int()> declare_serve(ArgumentParser& parser);
std::function<int()> declare_shell(ArgumentParser& parser);
std::function<int()> declare_show(ArgumentParser& parser);
std::function<int()> declare_time(ArgumentParser& parser);

std::span<const Command> commands();
const Command* find_command(std::string_view name);  // null: none

// The whole program, for main and for tests.
int run(int argc, const char* const* argv);

}  // namespace entente::cli
