#include "cli/command_tree.hpp"

#include <fmt/format.h>

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

}  // namespace

std::vector<CommandParts> command_tree() {
  std::vector<CommandParts> tree;
  for (const Command& command : commands()) {
    ArgumentParser parser(fmt::format("entente {}", command.name), std::string(command.summary));
    command.declare(parser);
    CommandParts parts{&command, {}, {}, parser.footer()};
    for (Parameter& parameter : parser.parameters()) {
      if (parameter.choices.empty()) parameter.choices = choices_of(command.name, parameter.names.back());
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
