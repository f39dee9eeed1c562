#include "cli/command_tree.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "entente/drawing.hpp"
#include "entente/formats.hpp"
#include "entente/reference.hpp"

namespace entente::cli {
namespace {

template <class Entries>
std::vector<std::string> names_of(const Entries& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) names.emplace_back(entry.name);
  return names;
}

// The values of which the declaration itself lists none.
std::vector<std::string> choices_of(std::string_view command, std::string_view parameter) {
  if (parameter == "--layout") return names_of(draw_layouts());
  if (command == "draw" && parameter == "--format") return names_of(draw_formats());
  if (command == "query" && parameter == "--format") return {"table", "json", "jsonl", "csv", "dot"};
  if (parameter == "--format") {
    std::vector<std::string> names;
    for (const Format& format : formats())
      if (command == "import" ? format.read != nullptr : format.write != nullptr) names.emplace_back(format.name);
    return names;
  }
  if (parameter == "TOPIC") {
    std::vector<std::string> names = names_of(commands());
    names.insert(names.end(), {"functions", "formats"});
    for (const ReferenceEntry& entry : language_reference()) names.emplace_back(entry.name);
    return names;
  }
  return {};
}

// "TEXT:{LR,TB}" is a type and a list of values.
void split_type(std::string type, Parameter& parameter) {
  const std::size_t open = type.find(":{");
  if (open != std::string::npos && type.ends_with('}')) {
    const std::string list = type.substr(open + 2, type.size() - open - 3);
    parameter.choices = CLI::detail::split(list, ',');
  }
  parameter.value = type.substr(0, type.find(':'));
}

Parameter parameter_of(const CLI::Option& option, const Command& command) {
  Parameter parameter;
  for (const std::string& name : option.get_snames()) parameter.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) parameter.names.push_back("--" + name);
  parameter.is_option = !parameter.names.empty();
  if (!parameter.is_option) parameter.names.push_back(option.get_name());
  parameter.summary = option.get_description();
  parameter.is_required = option.get_required();
  const int values = option.get_items_expected_max();
  parameter.is_repeated = values >= CLI::detail::expected_max_vector_size;
  if (values > 0) {
    split_type(option.get_type_name(), parameter);
    if (!parameter.is_repeated)
      for (int i = 1; i < values; ++i) parameter.value += " " + parameter.value.substr(0, parameter.value.find(' '));
  }
  if (parameter.choices.empty()) parameter.choices = choices_of(command.name, parameter.names.back());
  return parameter;
}

}  // namespace

std::vector<CommandParts> command_tree() {
  std::vector<CommandParts> tree;
  for (const Command& command : commands()) {
    CLI::App app{std::string(command.summary), fmt::format("entente {}", command.name)};
    command.declare(app);
    CommandParts parts{&command, {}, {}, app.get_footer()};
    for (const CLI::Option* option : app.get_options()) {
      Parameter parameter = parameter_of(*option, command);
      (parameter.is_option ? parts.options : parts.arguments).push_back(std::move(parameter));
    }
    tree.push_back(std::move(parts));
  }
  return tree;
}

std::string first_line(const std::string& summary) {
  std::string line = summary.substr(0, summary.find('\n'));
  if (line.ends_with(':')) line.pop_back();
  return line;
}

}  // namespace entente::cli
