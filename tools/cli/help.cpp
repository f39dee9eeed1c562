#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/format_table.hpp"
#include "cli/manual.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/reference.hpp"

namespace entente::cli {
namespace {

int help_command(const Command& command) {
  ArgumentParser parser(fmt::format("entente {}", command.name), std::string(command.summary));
  command.declare(parser);
  put("{}\nexample: {}\n", Lines{parser.help()}, command.example);
  return kDone;
}

void print_entry(const ReferenceEntry& e) {
  put("{}\n  {}\n", e.signature, e.summary);
  if (e.result.empty())
    put("  CALL {}\n", e.example);
  else
    put("  {}  →  {}\n", e.example, e.result);
}

int help_functions() {
  for (const ReferenceEntry& e : language_reference()) {
    if (e.kind == "clause" || e.kind == "predicate") continue;
    // What a procedure takes and gives is too long for a line.
    const std::string written = e.kind == "procedure" ? fmt::format("CALL {}", e.name) : std::string(e.signature);
    put("  {:<40} {}\n", written, e.summary);
  }
  put("\n`entente help NAME` shows one with an example, also of words such as AS OF and DURING.\n");
  return kDone;
}

int help_formats() {
  put("{}\nBehind each name may stand .gz or .zst; - is a standard stream.\n", Lines{format_table()});
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
  put_error("entente: there is no help on `{}`\nhint: {}\n", topic,
            near.empty() ? "`entente help` lists the commands" : fmt::format("did you mean `{}`?", near));
  return kUsage;
}

std::function<int()> declare_help(ArgumentParser& parser) {
  auto words = std::make_shared<std::vector<std::string>>();
  auto manual = std::make_shared<bool>(false);
  parser.add("TOPIC", *words, "a command, a function, a predicate of time, `functions` or `formats`");
  parser.add_flag("--man", *manual, "the whole of it as a page for man(1)");
  return [words, manual] {
    if (*manual) {
      write_out(manual_page());
      return kDone;
    }
    if (!words->empty()) return help_topic(fmt::format("{}", fmt::join(*words, " ")));
    const char* const overview[] = {"entente", "--help"};
    return run(2, overview);
  };
}

}  // namespace

extern constexpr Command kHelp = {
    .name = "help",
    .usage = "help [COMMAND | FUNCTION | functions | formats]",
    .summary = "explain a command, a function or the formats",
    .example = "entente help functions",
    .declare = declare_help,
};

}  // namespace entente::cli
