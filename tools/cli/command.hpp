// The table of commands: an open set, one row and one file each.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace entente::cli {

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
  // Declares its arguments on `app` and returns what to run when they are read. The result is the exit code.
  std::function<int()> (*declare)(CLI::App& app);
};

std::function<int()> declare_check(CLI::App& app);
std::function<int()> declare_completion(CLI::App& app);
std::function<int()> declare_derive(CLI::App& app);
std::function<int()> declare_diff(CLI::App& app);
std::function<int()> declare_draw(CLI::App& app);
std::function<int()> declare_explain(CLI::App& app);
std::function<int()> declare_export(CLI::App& app);
std::function<int()> declare_find(CLI::App& app);
std::function<int()> declare_help(CLI::App& app);
std::function<int()> declare_import(CLI::App& app);
std::function<int()> declare_info(CLI::App& app);
std::function<int()> declare_query(CLI::App& app);
std::function<int()> declare_schema(CLI::App& app);
std::function<int()> declare_serve(CLI::App& app);
std::function<int()> declare_shell(CLI::App& app);
std::function<int()> declare_show(CLI::App& app);
std::function<int()> declare_time(CLI::App& app);

std::span<const Command> commands();
const Command* find_command(std::string_view name);  // null: none

// The whole program, for main and for tests.
int run(int argc, const char* const* argv);

}  // namespace entente::cli
