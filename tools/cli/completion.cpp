// Completion for shells, as scripts that are made of the declarations of the commands.
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/command_tree.hpp"
#include "cli/print.hpp"

namespace entente::cli {
namespace {

// Those without blanks: a shell would take others apart.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words)
    if (word.find(' ') == std::string::npos) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> names_of_options(const CommandParts& parts) {
  std::vector<std::string> names;
  for (const Parameter& option : parts.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

// Between quotes of a shell; `quote` is how that shell writes one within.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string result = "'";
  for (const char c : text) c == '\'' ? result += quote : result += c;
  return result + "'";
}

// Where nothing is proposed, bash completes names of files by itself.
std::string bash(const std::vector<CommandParts>& tree) {
  std::string names, options, values;
  for (const CommandParts& parts : tree) {
    const std::string_view command = parts.command->name;
    names += fmt::format("{} ", command);
    options += fmt::format("    {}) options={} ;;\n", command, quoted(joined(names_of_options(parts)), ""));
    for (const Parameter& option : parts.options)
      if (!option.choices.empty())
        for (const std::string& name : option.names)
          values += fmt::format("    {}\\ {}) values={} ;;\n", command, name, quoted(joined(option.choices), ""));
    for (const Parameter& argument : parts.arguments)
      if (!argument.choices.empty())
        values += fmt::format("    {}\\ *) [[ $current == -* ]] || values={} ;;\n", command,
                              quoted(joined(argument.choices), ""));
  }
  return fmt::format(R"(# Completion of entente for bash, as `entente completion bash` writes it.
_entente() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local options= values=
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '{}--help --version' -- "$current"))
    return
  fi
  case $command in
{}  esac
  case "$command $previous" in
{}  esac
  if [[ -n $values ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  fi
}}
complete -o default -F _entente entente
)",
                     names, options, values);
}

std::string zsh_value(const Parameter& parameter) {
  return parameter.choices.empty() ? "_files" : fmt::format("({})", joined(parameter.choices));
}

// Text in the brackets of an option of _arguments, or in front of its colons.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("[]:\\").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_option(const Parameter& option) {
  const std::string repeated = option.is_repeated ? "*" : "";
  std::string text;
  for (const std::string& name : option.names) {
    std::string spec = repeated + name;
    if (!option.value.empty() && name.starts_with("--")) spec += '=';
    spec += fmt::format("[{}]", zsh_text(first_line(option.summary)));
    const auto values = std::count(option.value.begin(), option.value.end(), ' ') + (option.value.empty() ? 0 : 1);
    for (std::ptrdiff_t i = 0; i < values; ++i) spec += ":value:" + zsh_value(option);
    text += fmt::format(" \\\n        {}", quoted(spec, "'\\''"));
  }
  return text;
}

std::string zsh(const std::vector<CommandParts>& tree) {
  std::string names, cases;
  for (const CommandParts& parts : tree) {
    const Command& command = *parts.command;
    names += fmt::format("    {}\n", quoted(fmt::format("{}:{}", command.name, zsh_text(command.summary)), "'\\''"));
    cases += fmt::format("    {})\n      _arguments -S", command.name);
    for (const Parameter& option : parts.options) cases += zsh_option(option);
    for (const Parameter& argument : parts.arguments)
      cases += fmt::format(" \\\n        {}", quoted(fmt::format("{}:{}:{}", argument.is_repeated ? "*" : "",
                                                                 zsh_text(argument.names.front()), zsh_value(argument)),
                                                     "'\\''"));
    cases += "\n      ;;\n";
  }
  return fmt::format(R"(#compdef entente
# Completion of entente for zsh, as `entente completion zsh` writes it.
_entente() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
{}  esac
}}
if [[ $funcstack[1] == _entente ]]; then _entente "$@"; else compdef _entente entente; fi
)",
                     names, cases);
}

std::string fish(const std::vector<CommandParts>& tree) {
  constexpr std::string_view kQuote = "\\'";
  std::string text = "# Completion of entente for fish, as `entente completion fish` writes it.\n";
  for (const CommandParts& parts : tree) {
    const Command& command = *parts.command;
    text += fmt::format("complete -c entente -n __fish_use_subcommand -f -a {} -d {}\n", command.name,
                        quoted(command.summary, kQuote));
    const std::string behind = fmt::format("complete -c entente -n '__fish_seen_subcommand_from {}'", command.name);
    for (const Parameter& option : parts.options) {
      text += behind;
      for (const std::string& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.choices.empty())
        text += fmt::format(" -x -a {}", quoted(joined(option.choices), kQuote));
      else if (!option.value.empty())
        text += " -r";
      text += fmt::format(" -d {}\n", quoted(first_line(option.summary), kQuote));
    }
    for (const Parameter& argument : parts.arguments)
      if (!argument.choices.empty())
        text += fmt::format("{} -f -a {}\n", behind, quoted(joined(argument.choices), kQuote));
  }
  return text;
}

int completion(const std::string& shell) {
  const std::vector<CommandParts> tree = command_tree();
  write_out(shell == "bash" ? bash(tree) : shell == "zsh" ? zsh(tree) : fish(tree));
  return kDone;
}

std::function<int()> declare_completion(ArgumentParser& parser) {
  auto shell = std::make_shared<std::string>();
  parser.add("SHELL", *shell, "bash, zsh or fish").required().choices({"bash", "zsh", "fish"});
  parser.set_footer(
      "Where they are read, unless a package has brought them:\n"
      "  bash  ~/.local/share/bash-completion/completions/entente\n"
      "  zsh   a file _entente in a folder of $fpath\n"
      "  fish  ~/.config/fish/completions/entente.fish");
  return [shell] { return completion(*shell); };
}

}  // namespace

extern constexpr Command kCompletion = {
    .name = "completion",
    .usage = "completion bash|zsh|fish",
    .summary = "write the completion of this command line for a shell",
    .example = "entente completion bash > ~/.local/share/bash-completion/completions/entente",
    .declare = declare_completion,
};

}  // namespace entente::cli
