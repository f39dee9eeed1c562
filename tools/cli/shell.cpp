// The dialogue: line editing, history and completion through libedit.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <editline/readline.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/reference.hpp"

namespace entente::cli {
namespace {

// What the Tab key offers. libedit calls a plain function, so the words stand here.
std::vector<std::string>& completions() {
  static std::vector<std::string> words;
  return words;
}

void collect_completions(Database& database) {
  auto& words = completions();
  for (const std::string_view word : language_keywords()) words.emplace_back(word);
  for (const ReferenceEntry& e : language_reference()) words.emplace_back(e.name);
  if (const auto read = database.read(); read.ok()) {
    for (const auto& names :
         {read->graph().label_names(), read->graph().relation_type_names(), read->graph().property_key_names()})
      words.insert(words.end(), names.begin(), names.end());
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

bool begins_alike(const std::string& word, const char* beginning) {
  const std::size_t length = std::strlen(beginning);
  return word.size() >= length && std::equal(beginning, beginning + length, word.begin(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
         });
}

char* next_completion(const char* beginning, int state) {
  static std::size_t at = 0;
  if (state == 0) at = 0;
  const auto& words = completions();
  while (at < words.size())
    if (const std::string& word = words[at++]; begins_alike(word, beginning)) return strdup(word.c_str());
  return nullptr;
}

std::string history_file() {
  namespace fs = std::filesystem;
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (!state && !home) return {};
  const fs::path folder = (state && *state ? fs::path(state) : fs::path(home) / ".local" / "state") / "entente";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? std::string{} : (folder / "history").string();
}

class Shell {
 public:
  Shell(Database& database, Question question) : database_(database), question_(std::move(question)) {}

  // A query is complete at a line that ends with `;` or at an empty line.
  void run(bool interactive) {
    std::string text;
    while (!done_) {
      const auto line = read_line(interactive, text.empty());
      if (!line) break;
      if (text.empty() && line->starts_with(':')) {
        command(*line);
        continue;
      }
      text += *line + "\n";
      const std::size_t last = text.find_last_not_of(" \t\n");
      if (last == std::string::npos) {
        text.clear();
      } else if (text[last] == ';' || line->find_first_not_of(" \t") == std::string::npos) {
        ask(text.substr(0, text[last] == ';' ? last : last + 1), interactive);
        text.clear();
      }
    }
    if (text.find_first_not_of(" \t\n") != std::string::npos && !interactive) ask(text, interactive);
  }

  int exit_code() const { return failed_ ? kFailed : kDone; }

 private:
  static std::optional<std::string> read_line(bool interactive, bool first) {
    if (!interactive) {
      std::string line;
      return std::getline(std::cin, line) ? std::optional(line) : std::nullopt;
    }
    const std::unique_ptr<char, decltype(&std::free)> line(readline(first ? "entente> " : "     ... "), &std::free);
    if (!line) {
      fmt::print("\n");
      return std::nullopt;
    }
    return std::string(line.get());
  }

  void ask(const std::string& text, bool interactive) {
    if (interactive) add_history(flat(text).c_str());
    const auto table = database_.query(text, {}, query_options(question_, format_));
    if (!table.ok()) {
      fail(table.error(), text);
      failed_ = !interactive;
      return;
    }
    print_warnings(*table, text);
    if (const auto written = write(*table, format_, std::cout, {output_width(), {}, nullptr}); !written.ok())
      fail(written.error());
    std::cout.flush();
  }

  static std::string flat(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text + ";";
  }

  void command(const std::string& line) {
    const std::size_t space = line.find(' ');
    const std::string word = line.substr(1, space == std::string::npos ? space : space - 1);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (word == "quit" || word == "exit") {
      done_ = true;
    } else if (word == "as-of") {
      question_.as_of = rest;
      fmt::print("{}\n", rest.empty() ? "all of valid time" : "as of " + rest);
    } else if (word == "format" && find_format(rest)) {
      format_ = rest;
    } else {
      if (word != "help") fmt::print("no command is called `:{}` here\n", word);
      fmt::print(
          "End a query with `;` or an empty line. Tab completes types, keys, functions and words of the language.\n"
          "  :as-of DATE     only what held then; without a date, all of valid time\n"
          "  :format NAME    table, json, jsonl, csv or dot\n"
          "  :quit           leave (or Ctrl-D)\n");
    }
    std::fflush(stdout);
  }

  Database& database_;
  Question question_;
  std::string format_ = "table";
  bool done_ = false;
  bool failed_ = false;
};

int shell(const std::string& store, const Question& question) {
  const auto database = open_to_read(store);
  if (!database) return kFailed;
  const bool interactive = is_terminal(STDIN_FILENO);
  Shell dialogue(*database, question);
  if (!interactive) {
    dialogue.run(false);
    return dialogue.exit_code();
  }
  collect_completions(*database);
  rl_readline_name = const_cast<char*>("entente");
  rl_completion_entry_function = next_completion;
  rl_completion_append_character = '\0';
  // What ends a word in the language: a type follows a colon, a key a dot.
  static char word_ends[] = " \t\n\"\\'`@$><=;|&{}()[]:,.+-*/%!";
  rl_basic_word_break_characters = word_ends;
  rl_completer_word_break_characters = word_ends;
  const std::string file = history_file();
  using_history();
  if (!file.empty()) read_history(file.c_str());
  fmt::print("{}. `:help` helps, `:quit` leaves.\n", store);
  dialogue.run(true);
  if (!file.empty()) write_history(file.c_str());
  return kDone;
}

}  // namespace

std::function<int()> declare_shell(CLI::App& app) {
  struct Arguments {
    std::string store;
    Question question;
  };
  auto arguments = std::make_shared<Arguments>();
  app.add_option("STORE", arguments->store, "folder of the store")->required();
  app.add_option("--as-of", arguments->question.as_of,
                 "an EDTF date: only what held then, where a query says nothing else");
  return [arguments] { return shell(arguments->store, arguments->question); };
}

}  // namespace entente::cli
