#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/format_table.hpp"
#include "cli/terminal.hpp"
#include "entente/reference.hpp"

namespace entente::cli {
namespace {

int help_command(const Command& command) {
  CLI::App app{std::string(command.summary), fmt::format("entente {}", command.name)};
  command.declare(app);
  fmt::print("{}\nexample: {}\n", app.help(), command.example);
  return kDone;
}

void print_entry(const ReferenceEntry& e) {
  fmt::print("{}\n  {}\n  {}  →  {}\n", e.signature, e.summary, e.example, e.result);
}

int help_functions() {
  for (const ReferenceEntry& e : language_reference()) {
    // What a procedure takes and gives is too long for a line.
    const std::string written = e.kind == "procedure" ? fmt::format("CALL {}", e.name) : std::string(e.signature);
    fmt::print("  {:<40} {}\n", written, e.summary);
  }
  fmt::print("\n`entente help NAME` shows one with an example.\n");
  return kDone;
}

int help_formats() {
  fmt::print("{}\nBehind each name may stand .gz or .zst; - is a standard stream.\n", format_table());
  return kDone;
}

int help_topic(const std::string& topic) {
  if (const Command* command = find_command(topic)) return help_command(*command);
  if (topic == "functions") return help_functions();
  if (topic == "formats") return help_formats();
  bool found = false;
  std::vector<std::string> words = {"functions", "formats"};
  for (const Command& c : commands()) words.emplace_back(c.name);
  for (const ReferenceEntry& e : language_reference()) {
    words.emplace_back(e.name);
    if (fold(e.name) != fold(topic)) continue;
    print_entry(e);
    found = true;
  }
  if (found) return kDone;
  const std::string near = nearest(topic, words);
  fmt::print(stderr, "entente: there is no help on `{}`\nhint: {}\n", topic,
             near.empty() ? "`entente help` lists the commands" : fmt::format("did you mean `{}`?", near));
  return kUsage;
}

}  // namespace

std::function<int()> declare_help(CLI::App& app) {
  auto topic = std::make_shared<std::string>();
  app.add_option("TOPIC", *topic, "a command, a function, `functions` or `formats`");
  return [topic] {
    if (!topic->empty()) return help_topic(*topic);
    const char* const overview[] = {"entente", "--help"};
    return run(2, overview);
  };
}

}  // namespace entente::cli
