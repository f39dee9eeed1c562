#include "cli/shell/dialogue.hpp"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/print.hpp"
#include "cli/shell/answers.hpp"
#include "cli/shell/commands.hpp"
#include "cli/shell/line_editor.hpp"
#include "cli/shell/pieces.hpp"
#include "cli/shell/vocabulary.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {
namespace {

std::string time_text(std::chrono::duration<double> took) {
  return took.count() < 1 ? fmt::format("{:.1f} ms", took.count() * 1000) : fmt::format("{:.2f} s", took.count());
}

// The dialogue holds the store for reading, so that others can write meanwhile.
Result<Table> write(Session& session, const std::string& text, const QueryOptions& options) {
  const auto writer = Database::open(session.store, {});
  if (!writer.ok()) return writer.error();
  auto table = (*writer)->query(text, session.parameters, options);
  if (!table.ok()) return table;
  if (const auto refreshed = session.database.refresh(); !refreshed.ok()) return refreshed.error();
  session.changed = true;
  return table;
}

Result<Table> ask(Session& session, const std::string& text, const QueryOptions& options) {
  if (session.transaction) return session.transaction->statements.query(text, session.parameters, options);
  return Database::writes(text) ? write(session, text, options)
                                : session.database.query(text, session.parameters, options);
}

void ask_and_show(Session& session, const std::string& text) {
  const StopOnInterrupt interrupt(SecondInterrupt::kIgnored);
  QueryOptions options = query_options(session.question, session.format);
  options.control.stop = interrupt.token();
  const auto start = std::chrono::steady_clock::now();
  auto table = ask(session, text, options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!table.ok()) {
    fail(table.error(), text);
    session.failed = true;
    return;
  }
  // On a terminal what stands last is what is seen.
  if (!session.interactive) print_warnings(*table, text);
  if (session.pages && session.rows > 0 && table->rows.size() > session.rows)
    page(session, *table);
  else
    show(session, *table, Extent::kShort, interrupt);
  print_withheld_beside(*table, table->rows.size(), session.format);
  if (session.interactive) print_warnings(*table, text);
  if (session.timing) put("{}\n", time_text(took));
  std::fflush(stdout);
  session.last = *std::move(table);
}

// "entente> ", with the time that queries are asked at, and with a star in a transaction.
std::string prompt_of(const Session& session) {
  const Question& q = session.question;
  std::string times = q.as_of.empty() ? "" : (q.presumably ? "presumably " : q.possibly ? "possibly " : "") + q.as_of;
  if (!q.system_time.empty()) times += (times.empty() ? "known " : ", known ") + q.system_time;
  const std::string_view star = session.transaction ? "*" : "";
  return times.empty() ? fmt::format("entente{}> ", star) : printable(fmt::format("entente{} [{}]> ", star, times));
}

// As wide as the first prompt, with what is awaited.
std::string continuation_of(const Session& session, const std::string& awaited) {
  const int width = display_width(prompt_of(session)) - static_cast<int>(awaited.size()) - 2;
  return std::string(static_cast<std::size_t>(std::max(width, 0)), ' ') + awaited + "> ";
}

class Dialogue {
 public:
  explicit Dialogue(Session& session) : session_(session) {
    if (!session.interactive) return;
    history_.emplace(EntryHistory::usual_file());
    editor_.emplace(*history_, [this](const std::string& text, std::size_t cursor) {
      return complete(text, cursor, vocabulary());
    });
  }

  void run() {
    while (!session_.done) {
      const TypedLine line = read();
      if (line.kind == TypedLine::kEnd) break;
      if (line.kind == TypedLine::kCancelled)
        text_.clear();
      else
        take(line.text);
    }
    // What is still open is asked as well, for the error that says so.
    if (const Typed end = typed(text_ + ";"); !session_.interactive && (!end.statements.empty() || end.is_quoted))
      ask_and_show(session_, trimmed(text_));
    drop_transaction(session_);
  }

 private:
  TypedLine read() {
    if (editor_) {
      TypedLine line =
          editor_->read(text_.empty() ? prompt_of(session_) : continuation_of(session_, typed(text_).awaited), text_);
      if (line.kind == TypedLine::kEnd) put("\n");
      return line;
    }
    std::string line;
    if (!std::getline(std::cin, line)) return {TypedLine::kEnd, {}};
    return {TypedLine::kText, std::move(line)};
  }

  void take(const std::string& line) {
    const std::string_view bare = trim_blanks(line);
    const bool quoted = !text_.empty() && typed(text_).is_quoted;
    if (!quoted && (text_.empty() ? bare.starts_with(':') : line.starts_with(':')) &&
        (text_.empty() || shell_command_of(line) != nullptr)) {
      return command(bare);
    }
    if (text_.empty() && shell_command_of(bare) != nullptr) return command(bare);
    if (bare.empty() && !quoted) return finish(text_);
    if (!text_.empty() && !quoted && session_.interactive && shell_command_of(bare) != nullptr)
      put("`{}` is now a part of the query; Ctrl-C drops that, `:{}` is the command\n", bare, bare);
    text_ += line + "\n";
    Typed now = typed(text_);
    if (!now.statements.empty()) {
      keep(text_);
      for (const std::string& statement : now.statements) ask_and_show(session_, statement);
    }
    text_ = now.rest;
    if (text_.empty() || !session_.interactive || explained_) return;
    explained_ = true;
    put("(the query goes on, until a `;` or an empty line; Ctrl-C drops it)\n");
    std::fflush(stdout);
  }

  // At an empty line: what was typed is the query.
  void finish(const std::string& text) {
    const std::string query = trimmed(text);
    text_.clear();
    if (typed(query + "\n;").statements.empty()) return;
    keep(query);
    ask_and_show(session_, query);
  }

  void command(std::string_view line) {
    keep(std::string(line));
    run_shell_command(session_, line);
  }

  void keep(const std::string& entry) {
    if (history_) history_->add(trimmed(entry));
  }

  static std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\r')) text.pop_back();
    return text;
  }

  // Looked up at the first Tab, and again when it may have changed.
  const Vocabulary& vocabulary() {
    if (!session_.changed) return vocabulary_;
    session_.changed = false;
    vocabulary_ = vocabulary_of(session_.database);
    for (const auto& [name, value] : session_.parameters) vocabulary_.parameters.push_back(name);
    for (const ShellCommand& c : shell_commands())
      vocabulary_.commands.push_back({std::string(c.name), {c.words.begin(), c.words.end()}});
    return vocabulary_;
  }

  Session& session_;
  std::string text_;  // of the entry that is being typed, whole lines
  bool explained_ = false;
  Vocabulary vocabulary_;
  std::optional<EntryHistory> history_;
  std::optional<LineEditor> editor_;
};

}  // namespace

int converse(Session& session, const std::string& store) {
  if (session.interactive)
    put("{}. A query ends with `;`. `:help` helps, `:quit` leaves, Tab completes, Ctrl-C cancels.\n", store);
  std::fflush(stdout);
  Dialogue(session).run();
  return session.failed && !session.interactive ? kFailed : kDone;
}

}  // namespace entente::cli
