#include "cli/shell/commands.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "cli/print.hpp"
#include "cli/shell/answers.hpp"
#include "cli/terminal.hpp"
#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"

namespace entente::cli {
namespace {

template <class... Values>
void refuse(Session& session, fmt::format_string<const Cleaned<Values>&...> format, const Values&... values) {
  std::fflush(stdout);
  write_error("error: " + laid_out(format, cleaned(values)...) + "\n");
  session.failed = true;
}

// The first word, and what stands behind it.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  text = trim_blanks(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  return {text.substr(0, end), trim_blanks(text.substr(end))};
}

// `on`, `off`, or nothing: the other way round. Nullopt: it was refused.
std::optional<bool> switched(Session& session, std::string_view word, std::string_view name, bool now) {
  if (word.empty()) return !now;
  if (word == "on" || word == "off") return word == "on";
  refuse(session, "`:{}` takes on or off, not `{}`", name, word);
  return std::nullopt;
}

void all(Session& session, std::string_view) {
  const StopOnInterrupt interrupt(SecondInterrupt::kIgnored);
  if (session.last) return show(session, *session.last, Extent::kWhole, interrupt);
  refuse(session, "there is no answer yet to show");
}

void as_of(Session& session, std::string_view rest) {
  std::string_view date = rest;
  bool presumably = false, possibly = false;
  if (const std::size_t blank = rest.find_last_of(' '); blank != std::string_view::npos) {
    presumably = rest.substr(blank + 1) == "presumably";
    possibly = rest.substr(blank + 1) == "possibly";
    if (presumably || possibly) date = trim_blanks(rest.substr(0, blank));
  }
  if (const auto read = read_date_span(date, Instant{}); !date.empty() && !read.ok()) {
    fail(read.error(), date);
    session.failed = true;
    return;
  }
  session.question.as_of = date;
  session.question.presumably = presumably;
  session.question.possibly = possibly;
  if (date.empty())
    put("all of valid time\n");
  else
    put("as of {}{}\n", date, presumably ? ", presumed facts too" : possibly ? ", possible facts too" : "");
}

void system_time(Session& session, std::string_view time) {
  // A date that can't be read, or a commit that there is not, is found by asking something.
  QueryOptions options;
  options.system_time = time;
  const auto read = session.database.query("RETURN 1", {}, options);
  if (!read.ok()) {
    fail(read.error());
    session.failed = true;
    return;
  }
  session.question.system_time = time;
  if (time.empty())
    put("what the store knows now\n");
  else
    put("what the store knew at commit {}, {}\n", read->read_at.transaction.value,
        print_system_time(read->read_at.system_time));
}

void fail_in(Session& session, const Error& error) {
  fail(error);
  session.failed = true;
}

void begin(Session& session, std::string_view) {
  if (session.transaction)
    return refuse(session, "a transaction is open already\nhint: `:commit` or `:rollback` ends it");
  auto store = Database::open(session.store, {});
  if (!store.ok()) return fail_in(session, store.error());
  auto statements = (*store)->write();
  if (!statements.ok()) return fail_in(session, statements.error());
  session.transaction.emplace(OpenTransaction{std::move(store).value(), std::move(statements).value()});
  put("what you write is stored by `:commit [REASON]` and dropped by `:rollback`\n");
}

// `why`, "why" or why.
std::string_view unquoted(std::string_view text) {
  const bool is_quoted =
      text.size() >= 2 && text.front() == text.back() && (text.front() == '\'' || text.front() == '"');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

void commit(Session& session, std::string_view reason) {
  if (!session.transaction) return refuse(session, "no transaction is open\nhint: `:begin` opens one");
  OpenTransaction ending = *std::exchange(session.transaction, std::nullopt);
  const auto report = ending.statements.commit(unquoted(reason));
  if (!report.ok()) return fail_in(session, report.error());
  if (const auto refreshed = session.database.refresh(); !refreshed.ok()) return fail_in(session, refreshed.error());
  session.changed = true;
  put("commit {}\n", report->transaction.value);
}

void rollback(Session& session, std::string_view) {
  if (!session.transaction) return refuse(session, "no transaction is open\nhint: `:begin` opens one");
  session.transaction.reset();
  put("nothing of it was stored\n");
}

void format(Session& session, std::string_view name) {
  if (name.empty()) return put("{}\n", session.format);
  const Format* const found = find_format(name);
  if (found == nullptr || found->write == nullptr) {
    std::vector<std::string> names;
    for (const Format& f : formats())
      if (f.write != nullptr) names.emplace_back(f.name);
    const std::string near = nearest(name, names);
    return refuse(session, "no format is called `{}`\nhint: {}", name,
                  near.empty() ? "table, json, jsonl, csv and dot, among others (entente help formats)"
                               : "did you mean `" + near + "`?");
  }
  session.format = found->name;
}

void pager(Session& session, std::string_view word) {
  if (word.empty() && session.last) return page(session, *session.last);
  if (word.empty()) return refuse(session, "there is no answer yet to show");
  if (const auto on = switched(session, word, "pager", session.pages)) session.pages = *on;
}

void param(Session& session, std::string_view rest) {
  if (rest.empty()) {
    if (session.parameters.empty()) return put("no parameter has a value; `:param NAME VALUE` gives it one\n");
    Table table;
    table.columns = {"parameter", "value"};
    for (const auto& [name, value] : session.parameters) table.rows.push_back({Value("$" + name), value});
    WriteOptions options;
    options.width = output_width();
    if (const auto written = write(table, "table", std::cout, options); !written.ok()) fail(written.error());
    std::cout.flush();
    return;
  }
  std::size_t end = std::min(rest.find_first_of(" \t=:"), rest.size());
  std::string_view name = rest.substr(0, end), value = trim_blanks(rest.substr(end));
  if (name.starts_with('$')) name.remove_prefix(1);
  for (const std::string_view sign : {"=>", "=", ":"}) {
    if (!value.starts_with(sign)) continue;
    value = trim_blanks(value.substr(sign.size()));
    break;
  }
  if (name.empty()) return refuse(session, "`:param` takes a name and a value, as in `:param year 1989`");
  if (value.empty()) {
    if (session.parameters.erase(std::string(name)) == 0) refuse(session, "the parameter ${} has no value", name);
    return;
  }
  const auto read = read_parameters({std::string(name) + "=" + std::string(value)});
  if (read)
    session.parameters[std::string(name)] = read->begin()->second;
  else
    session.failed = true;
  session.changed = true;
}

void refresh(Session& session, std::string_view) {
  const auto commit = session.database.refresh();
  session.changed = true;
  if (commit.ok()) return put("commit {}\n", commit->value);
  fail(commit.error());
  session.failed = true;
}

void rows(Session& session, std::string_view word) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = !word.empty() && error == std::errc() && end == word.data() + word.size();
  if (word == "all" || (is_number && number == 0)) {
    session.rows = 0;
  } else if (is_number) {
    session.rows = number;
  } else if (!word.empty()) {
    return refuse(session, "`:rows` takes a number of rows or `all`, not `{}`", word);
  }
  if (session.rows == 0)
    put("all rows are shown\n");
  else
    put("{} shown\n", counted(session.rows, "row is", "rows are"));
}

// Sets a bound of queries: a number above 0, or `off`. False: it is neither, which was said.
bool read_bound(Session& session, std::string_view word, const char* command, double& bound) {
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = error == std::errc() && end == word.data() + word.size() && std::isfinite(number);
  if (word == "off" || (is_number && number == 0)) {
    bound = 0;
  } else if (is_number && number > 0) {
    bound = number;
  } else if (!word.empty()) {
    refuse(session, "`:{}` takes a number or `off`, not `{}`", command, word);
    return false;
  }
  return true;
}

void memory(Session& session, std::string_view word) {
  if (!read_bound(session, word, "memory", session.question.memory)) return;
  if (session.question.memory == 0)
    put("queries may keep half of the machine's memory\n");
  else
    put("queries may keep {} MB\n", session.question.memory);
}

void timeout(Session& session, std::string_view word) {
  if (!read_bound(session, word, "timeout", session.question.timeout)) return;
  if (session.question.timeout == 0)
    put("queries may take as long as they need\n");
  else
    put("queries may take {} s\n", session.question.timeout);
}

void timing(Session& session, std::string_view word) {
  const auto on = switched(session, word, "timing", session.timing);
  if (!on) return;
  session.timing = *on;
  put("{}\n", *on ? "what each query takes is shown" : "what queries take is not shown");
}

void quit(Session& session, std::string_view) {
  session.done = true;
}

void help(Session&, std::string_view) {
  put("A query ends with `;` or an empty line, and may have several lines. Ctrl-C drops the line or stops the query;\n"
      "Tab completes; Ctrl-R searches what was typed before.\n");
  for (const ShellCommand& c : shell_commands())
    put("  {:<28} {}\n", fmt::format(":{} {}", c.name, c.arguments), c.summary);
  put("`entente help functions` lists what queries can call.\n");
}

// BEGIN, COMMIT 'why' and ROLLBACK, as statements of SQL and of other graph stores.
std::string_view word_of_transaction(std::string_view line) {
  const auto [first, rest] = split(line);
  for (const std::string_view word : {"begin", "commit", "rollback"}) {
    const bool is_word = std::equal(first.begin(), first.end(), word.begin(), word.end(),
                                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    if (is_word && (rest.empty() || (word == "commit" && unquoted(rest) != rest) || fold(rest) == "transaction"))
      return word;
  }
  return {};
}

const std::vector<ShellCommand>& table() {
  static const std::vector<ShellCommand> commands = [] {
    std::vector<std::string_view> names;
    for (const Format& f : formats())
      if (f.write != nullptr) names.push_back(f.name);
    return std::vector<ShellCommand>{
        {"all", "", "the last answer, with all its rows", {}, all},
        {"as-of",
         "[DATE [possibly]]",
         "only what held then (possibly, presumably); without a date, all of valid time",
         {},
         as_of},
        {"begin", "", "open a transaction: what is written from here on is one commit", {}, begin},
        {"commit", "[REASON]", "store what was written since `:begin`, with a reason for the log", {}, commit},
        {"exit", "", "leave", {}, quit},
        {"format", "[NAME]", "how answers are written: table, json, jsonl, csv, dot, …", names, format},
        {"help", "", "this", {}, help},
        {"memory", "[MB|off]", "end queries that keep more", {"off"}, memory},
        {"pager",
         "[on|off]",
         "the last answer in $PAGER; on: each that is longer than what is shown",
         {"on", "off"},
         pager},
        {"param",
         "[NAME [VALUE]]",
         "give $NAME a value, as JSON or as a bare word; without one, forget or list them",
         {},
         param},
        {"quit", "", "leave (or Ctrl-D)", {}, quit},
        {"refresh", "", "show what other processes have committed since the start", {}, refresh},
        {"rollback", "", "drop what was written since `:begin`", {}, rollback},
        {"rows", "[N|all]", "rows of a table that are shown on a terminal (40 at the start)", {"all"}, rows},
        {"system-time",
         "[TIME]",
         "what the store knew at the end of a date, or at a commit (commit 3); without one, what it knows now",
         {},
         system_time},
        {"timeout", "[SECONDS|off]", "end queries that take longer", {"off"}, timeout},
        {"timing", "[on|off]", "show what each query takes", {"on", "off"}, timing},
    };
  }();
  return commands;
}

}  // namespace

void drop_transaction(Session& session) {
  if (!session.transaction) return;
  session.transaction.reset();
  refuse(session, "the transaction was not committed: nothing of it was stored");
}

std::span<const ShellCommand> shell_commands() {
  return table();
}

const ShellCommand* shell_command_of(std::string_view line) {
  std::string_view name = split(line).first;
  if (name.starts_with(':')) {
    name.remove_prefix(1);
  } else {
    name = trim_blanks(line);
    while (name.ends_with(';')) name.remove_suffix(1);
    if (const std::string_view word = word_of_transaction(name); !word.empty()) {
      name = word;
    } else if (name != "help" && name != "exit" && name != "quit") {
      return nullptr;
    }
  }
  while (name.ends_with(';')) name.remove_suffix(1);
  const auto commands = shell_commands();
  const auto found =
      std::find_if(commands.begin(), commands.end(), [&](const ShellCommand& c) { return c.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

void run_shell_command(Session& session, std::string_view line) {
  std::string_view rest = split(line).second;
  while (rest.ends_with(';')) rest = trim_blanks(rest.substr(0, rest.size() - 1));
  if (const ShellCommand* command = shell_command_of(line)) {
    command->run(session, rest);
  } else {
    std::vector<std::string> names;
    for (const ShellCommand& c : shell_commands()) names.emplace_back(c.name);
    std::string_view name = split(line).first;
    name.remove_prefix(name.starts_with(':') ? 1 : 0);
    const std::string near = nearest(name, names);
    refuse(session, "no command is called `:{}` here\nhint: {}", name,
           near.empty() ? "`:help` lists them" : "did you mean `:" + near + "`?");
  }
  std::fflush(stdout);
}

}  // namespace entente::cli
