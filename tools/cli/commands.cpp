// The table of commands, and reading a command line into one of them.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/version.hpp"

namespace entente::cli {

// Each is defined beside its code. Constants of the compiler, they are there before anything runs.
extern const Command kBackup;
extern const Command kCheck;
extern const Command kCompact;
extern const Command kCompletion;
extern const Command kDerive;
extern const Command kDiff;
extern const Command kDraw;
extern const Command kEnd;
extern const Command kErase;
extern const Command kExplain;
extern const Command kExport;
extern const Command kFind;
extern const Command kForget;
extern const Command kHelp;
extern const Command kImport;
extern const Command kInfo;
extern const Command kLog;
extern const Command kQuery;
extern const Command kRestore;
extern const Command kRetract;
extern const Command kSchema;
extern const Command kServe;
extern const Command kShell;
extern const Command kShow;
extern const Command kTime;
extern const Command kVerify;

// The table, in order of name.
std::span<const Command> commands() {
  static const std::array rows = {
      kBackup,  kCheck,   kCompact, kCompletion, kDerive, kDiff,   kDraw, kEnd,    kErase,
      kExplain, kExport,  kFind,    kForget,     kHelp,   kImport, kInfo, kLog,    kQuery,
      kRestore, kRetract, kSchema,  kServe,      kShell,  kShow,   kTime, kVerify,
  };
  return rows;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

namespace {

int misspelt_command(std::string_view word) {
  std::vector<std::string> names;
  for (const Command& c : commands()) names.emplace_back(c.name);
  const std::string near = nearest(word, names);
  put_error("entente: no command is called `{}`\nhint: {}\n", word,
            near.empty() ? "`entente help` lists the commands" : fmt::format("did you mean `{}`?", near));
  return kUsage;
}

// The option of the command that is spelt nearly so; empty: none.
std::string nearest_option(const std::vector<Parameter>& parameters, const std::string& word) {
  std::vector<std::string> options;
  for (const Parameter& parameter : parameters)
    for (const std::string& name : parameter.names)
      if (name.starts_with("--")) options.push_back(name);
  return nearest(word.substr(0, word.find('=')), options);
}

// Explains what was refused: an option that is none, words too many, or what the parser says itself.
int misread(const ParseResult& refused, const ArgumentParser& parser) {
  std::string message = refused.message;
  std::string hint = fmt::format("`{} --help` shows its arguments", parser.program());
  const std::vector<Parameter> parameters = parser.parameters();
  const std::vector<std::string>& words = refused.extra;
  const auto option = std::find_if(words.begin(), words.end(), [](const std::string& w) { return w.starts_with("-"); });
  if (option != words.end()) {
    message = fmt::format("there is no option `{}`", option->substr(0, option->find('=')));
    if (const std::string near = nearest_option(parameters, *option); !near.empty())
      hint = fmt::format("did you mean `{}`?", near);
  } else if (!words.empty()) {
    message = fmt::format("more words than it takes: `{}`", fmt::join(words, "`, `"));
    const bool takes_a_query =
        std::any_of(parameters.begin(), parameters.end(), [](const Parameter& p) { return p.names.front() == "TEXT"; });
    if (takes_a_query) hint = "put the query in quotes: \"MATCH (n) RETURN n\"";
  }
  put_error("{}: {}\nhint: {}\n", parser.program(), message, hint);
  return kUsage;
}

std::string overview() {
  std::string text = fmt::format("entente {}: a temporal knowledge graph\n\nusage: entente COMMAND …\n\n", kVersion);
  for (const Command& c : commands()) text += fmt::format("  {:<44} {}\n", c.usage, c.summary);
  return text +
         "\n`entente help COMMAND` says more. Exit codes: 0 done, 1 failed, 2 not understood; of check,\n"
         "diff and verify: 0 nothing found, 1 something, 2 it could not be told.\n";
}

int run_command(int argc, const char* const* argv) {
  const std::string word = argc > 1 ? argv[1] : "";
  if (word.empty()) {
    put_error("{}", Lines{overview()});
    return kUsage;
  }
  if (word == "--help" || word == "-h") {
    put("{}", Lines{overview()});
    return kDone;
  }
  if (word == "--version") {
    put("entente {}\n", kVersion);
    return kDone;
  }
  const Command* command = find_command(word);
  if (!command) return misspelt_command(word);
  ArgumentParser parser(fmt::format("entente {}", command->name), std::string(command->summary));
  const std::function<int()> work = command->declare(parser);
  const ParseResult result = parser.parse(argc - 1, argv + 1);
  if (result.kind == ParseResult::Kind::kRefused) return misread(result, parser);
  if (result.kind == ParseResult::Kind::kHelpWanted) {
    put("{}\nexample: {}\n", Lines{parser.help()}, command->example);
    return kDone;
  }
  return work();
}

}  // namespace

int run(int argc, const char* const* argv) {
  const int code = run_command(argc, argv);
  return flush_output() ? code : kFailed;
}

}  // namespace entente::cli
