#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
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

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
    end = std::min(text.find(' ', at), text.size());
    words.emplace_back(text.substr(at, end - at));
  }
  return words;
}

bool is_word_of(std::string_view text, std::string_view word) {
  const std::vector<std::string> words = words_of(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return fold(w) == fold(word); });
}

template <class Fits>
bool print_entries(Fits fits) {
  bool found = false;
  for (const ReferenceEntry& e : language_reference()) {
    if (!fits(e)) continue;
    print_entry(e);
    found = true;
  }
  return found;
}

bool is_keyword(std::string_view topic) {
  const std::vector<std::string_view> keywords = language_keywords();
  return std::any_of(keywords.begin(), keywords.end(),
                     [&](std::string_view word) { return fold(word) == fold(topic); });
}

// All that there is help on, the whole names first: of those that are equally near to a slip they are meant.
std::vector<std::string> topics() {
  std::vector<std::string> all = {"functions", "formats"}, words;
  for (const Command& c : commands()) all.emplace_back(c.name);
  for (const ReferenceEntry& e : language_reference()) {
    all.emplace_back(e.name);
    for (std::string& word : words_of(e.name)) words.push_back(std::move(word));
  }
  for (const std::string_view word : language_keywords()) words.emplace_back(word);
  std::move(words.begin(), words.end(), std::back_inserter(all));
  return all;
}

int help_topic(const std::string& topic) {
  if (const Command* command = find_command(topic)) return help_command(*command);
  if (topic == "functions") return help_functions();
  if (topic == "formats") return help_formats();
  if (print_entries([&](const ReferenceEntry& e) { return fold(e.name) == fold(topic); })) return kDone;
  if (print_entries([&](const ReferenceEntry& e) { return is_word_of(e.name, topic); })) return kDone;
  if (is_keyword(topic)) {
    put("{}\n  a word of the query language: src/query/language.md explains it\n", topic);
    return kDone;
  }
  // Such as BETWEEN, of FOR VALID_TIME.
  if (print_entries([&](const ReferenceEntry& e) { return e.kind == "clause" && is_word_of(e.signature, topic); }))
    return kDone;
  const std::string near = nearest(topic, topics());
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
