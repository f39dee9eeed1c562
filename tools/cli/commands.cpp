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
namespace {

constexpr std::array kCommands = {
    Command{"check", "check STORE", "look for damage, and for data that breaks a rule of its ontology",
            "entente check history.db", declare_check},
    Command{"completion", "completion bash|zsh|fish", "write the completion of this command line for a shell",
            "entente completion bash > ~/.local/share/bash-completion/completions/entente", declare_completion},
    Command{"derive", "derive STORE", "apply the rules of the ontology, and withdraw what no rule supports any more",
            "entente derive history.db --dry-run", declare_derive},
    Command{"diff", "diff STORE FROM TO", "say what began, ended and stayed between two dates",
            "entente diff history.db 1950 1969", declare_diff},
    Command{"draw", "draw STORE FILE", "draw a store, the result of a query, a change or a series of slices",
            "entente draw history.db history.svg", declare_draw},
    Command{"explain", "explain STORE FACT",
            "say what a fact rests on: its sources, or the rule and the facts behind it",
            "entente explain history.db F227", declare_explain},
    Command{"export", "export STORE FILE", "write a store, or the result of a query, as a diagram or as JSON",
            "entente export history.db history.dot", declare_export},
    Command{"find", "find STORE NAME",
            "find entities by a name, an alias or a part of one, whatever the case and the accents",
            "entente find history.db \"mao tse-tung\"", declare_find},
    Command{"help", "help [COMMAND | FUNCTION | functions | formats]", "explain a command, a function or the formats",
            "entente help functions", declare_help},
    Command{"import", "import STORE PATH…",
            "read data files and folders into a store, which is made where there is none",
            "entente import history.db graph-data/sino-soviet", declare_import},
    Command{"info", "info STORE", "say what a store holds", "entente info history.db", declare_info},
    Command{"query", "query STORE [TEXT | --file FILE | -]", "ask a store",
            "entente query history.db \"MATCH (s:State) RETURN s.name\"", declare_query},
    Command{"schema", "schema STORE", "list the types of a store, with their properties, inverses and counts",
            "entente schema history.db", declare_schema},
    Command{"serve", "serve --stdio [STORE]", "answer JSON requests line by line, for programs",
            "entente serve --stdio history.db", declare_serve},
    Command{"shell", "shell STORE", "ask a store in a dialogue, with history and completion",
            "entente shell history.db", declare_shell},
    Command{"show", "show STORE NAME", "tell all about one entity in order of time, or draw it",
            "entente show history.db \"Mao Zedong\"", declare_show},
    Command{"time", "time EXPRESSION [EXPRESSION]", "show how a date is read, and how two of them relate",
            "entente time 1967/1985~ \"14 February 1950\"", declare_time},
};

int misspelt_command(std::string_view word) {
  std::vector<std::string> names;
  for (const Command& c : kCommands) names.emplace_back(c.name);
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
  for (const Command& c : kCommands) text += fmt::format("  {:<44} {}\n", c.usage, c.summary);
  return text +
         "\n`entente help COMMAND` says more. Exit codes: 0 done, 1 failed, 2 not understood; of check and\n"
         "diff: 0 nothing found, 1 something, 2 it could not be told.\n";
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto it = std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == name; });
  return it == kCommands.end() ? nullptr : &*it;
}

namespace {

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
