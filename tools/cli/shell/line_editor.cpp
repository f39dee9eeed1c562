#include "cli/shell/line_editor.hpp"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {
namespace {

// What libedit drops as no character, where it was told nothing of the terminal's. Queries are UTF-8, whatever the
// locale.
void read_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

// An interrupt between two lines, while the terminal still makes signals of keys: it is for the line that was to come.
volatile std::sig_atomic_t interrupted = 0;
extern "C" void note_interrupt(int) {
  interrupted = 1;
}

// The key that was read is the last one that there is: nobody types ahead of a completion.
bool is_typed() {
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) <= 0;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_length(text, at)) ++count;
  return count;
}

// As far as all begin alike, in whole characters.
std::string common_beginning(const std::vector<std::string>& words) {
  std::string_view common = words.front();
  for (const std::string& word : words) {
    std::size_t same = 0;
    while (same < common.size() && same < word.size()) {
      const std::size_t length = character_length(common, same);
      if (common.substr(same, length) != std::string_view(word).substr(same, length)) break;
      same += length;
    }
    common = common.substr(0, same);
  }
  return std::string(common);
}

// In columns, as many as the terminal has room for.
void list(const std::vector<std::string>& words) {
  constexpr std::size_t kMost = 200;
  const std::size_t shown = std::min(words.size(), kMost);
  int widest = 0;
  for (std::size_t i = 0; i < shown; ++i) widest = std::max(widest, display_width(words[i]));
  const auto columns = static_cast<std::size_t>(std::max(1, std::max(output_width(), 20) / (widest + 2)));
  const std::size_t lines = (shown + columns - 1) / columns;
  std::string text = "\n";
  for (std::size_t line = 0; line < lines; ++line) {
    for (std::size_t i = line; i < shown; i += lines) {
      text += words[i];
      if (i + lines < shown) text.append(static_cast<std::size_t>(widest + 2 - display_width(words[i])), ' ');
    }
    text += '\n';
  }
  if (shown < words.size()) text += "… and " + grouped(words.size() - shown) + " more\n";
  write_out(text);
  std::fflush(stdout);
}

}  // namespace

LineEditor::LineEditor(EntryHistory& history, Complete complete) : complete_(std::move(complete)) {
  read_utf8();
  interrupt_before_ = std::signal(SIGINT, note_interrupt);
  editor_ = el_init("entente", stdin, stdout, stderr);
  if (editor_ == nullptr) throw std::bad_alloc();
  el_set(editor_, EL_CLIENTDATA, this);
  el_set(editor_, EL_PROMPT, &LineEditor::show_prompt);
  el_set(editor_, EL_EDITOR, "emacs");
  el_set(editor_, EL_SIGNAL, 1);
  el_set(editor_, EL_HIST, ::history, history.handle());
  // Ctrl-C and Ctrl-Z are keys like others while a line is edited.
  el_set(editor_, EL_SETTY, "-d", "-isig", nullptr);
  el_set(editor_, EL_ADDFN, "entente-complete", "complete", &LineEditor::tab);
  el_set(editor_, EL_ADDFN, "entente-cancel", "drop the line", &LineEditor::cancel);
  el_set(editor_, EL_ADDFN, "entente-suspend", "suspend the program", &LineEditor::suspend);
  constexpr std::pair<const char*, const char*> kKeys[] = {
      {"^I", "entente-complete"},   {"^C", "entente-cancel"},      {"^Z", "entente-suspend"},
      {"^R", "em-inc-search-prev"}, {"^W", "ed-delete-prev-word"}, {"\\e[1~", "ed-move-to-beg"},
      {"\\e[4~", "ed-move-to-end"}, {"\\e[7~", "ed-move-to-beg"},  {"\\e[8~", "ed-move-to-end"},
      {"\\e[H", "ed-move-to-beg"},  {"\\e[F", "ed-move-to-end"},   {"\\e[3~", "ed-delete-next-char"},
      {"\\e[1;5C", "em-next-word"}, {"\\e[1;5D", "ed-prev-word"},  {"\\e[5C", "em-next-word"},
      {"\\e[5D", "ed-prev-word"},   {"\\eOH", "ed-move-to-beg"},   {"\\eOF", "ed-move-to-end"},
  };
  for (const auto& [key, function] : kKeys) el_set(editor_, EL_BIND, key, function, nullptr);
  el_source(editor_, nullptr);
}

LineEditor::~LineEditor() {
  el_end(editor_);
  std::signal(SIGINT, interrupt_before_);
}

TypedLine LineEditor::read(const std::string& prompt, const std::string& before) {
  prompt_ = prompt;
  before_ = before;
  cancelled_ = false;
  // Before the prompt is shown: who sees it may press Ctrl-C, and that is a key from here on.
  el_set(editor_, EL_PREP_TERM, 1);
  if (interrupted != 0) {
    interrupted = 0;
    put("\n");
    return {TypedLine::kCancelled, {}};
  }
  int count = 0;
  errno = 0;
  const char* const line = el_gets(editor_, &count);
  interrupted = 0;
  if (cancelled_ || (line == nullptr && errno == EINTR)) return {TypedLine::kCancelled, {}};
  if (line == nullptr || count <= 0) return {TypedLine::kEnd, {}};
  std::string text(line);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return {TypedLine::kText, std::move(text)};
}

LineEditor& LineEditor::of(EditLine* editor) {
  void* self = nullptr;
  el_get(editor, EL_CLIENTDATA, &self);
  return *static_cast<LineEditor*>(self);
}

char* LineEditor::show_prompt(EditLine* editor) {
  return of(editor).prompt_.data();
}

// With more behind it, a tab is part of what is pasted: a blank like others.
unsigned char LineEditor::tab(EditLine* editor, int) {
  if (!is_typed()) {
    el_insertstr(editor, " ");
    return CC_REFRESH;
  }
  return of(editor).complete_here();
}

// Shows what was dropped, and ends it as Enter would: a key that is pushed comes next.
unsigned char LineEditor::cancel(EditLine* editor, int) {
  of(editor).cancelled_ = true;
  const LineInfo* const line = el_line(editor);
  el_cursor(editor, static_cast<int>(
                        count_characters({line->cursor, static_cast<std::size_t>(line->lastchar - line->cursor)})));
  el_insertstr(editor, "^C");
  el_push(editor, "\n");
  return CC_REFRESH;
}

unsigned char LineEditor::suspend(EditLine*, int) {
  std::raise(SIGTSTP);
  return CC_REDISPLAY;
}

unsigned char LineEditor::complete_here() {
  const LineInfo* const line = el_line(editor_);
  const std::string text = before_ + std::string(line->buffer, line->lastchar);
  const std::size_t cursor = before_.size() + static_cast<std::size_t>(line->cursor - line->buffer);
  const Completion found = complete_(text, cursor);
  if (found.candidates.empty() || found.from < before_.size()) return CC_REFRESH_BEEP;
  const std::string typed = text.substr(found.from, cursor - found.from);
  const std::string common = common_beginning(found.candidates);
  // Never less than was typed: where they begin otherwise, they are listed alone.
  const bool goes_on = count_characters(common) >= count_characters(typed) && !common.empty();
  if (goes_on && common != typed) {
    el_deletestr(editor_, static_cast<int>(count_characters(typed)));
    el_insertstr(editor_, common.c_str());
  }
  if (found.candidates.size() == 1) return CC_REFRESH;
  list(found.candidates);
  return CC_REDISPLAY;
}

}  // namespace entente::cli
