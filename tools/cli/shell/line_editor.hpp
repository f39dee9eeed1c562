// A line from a terminal, through libedit: keys, history, completion. Ctrl-C drops the line and nothing else.
#pragma once

#include <functional>
#include <string>

#include <histedit.h>

#include "cli/shell/completion.hpp"
#include "cli/shell/history.hpp"

namespace entente::cli {

struct TypedLine {
  enum Kind { kText, kCancelled, kEnd } kind;
  std::string text;  // without its line feed; several lines where an entry of the history was taken
};

// While it lives, SIGINT between two lines does nothing.
class LineEditor {
 public:
  using Complete = std::function<Completion(const std::string& text, std::size_t cursor)>;

  LineEditor(EntryHistory& history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // `before` is what has been typed of the entry already, for the completion.
  TypedLine read(const std::string& prompt, const std::string& before);

 private:
  static LineEditor& of(EditLine* editor);
  static char* show_prompt(EditLine* editor);
  static unsigned char tab(EditLine* editor, int key);
  static unsigned char cancel(EditLine* editor, int key);
  static unsigned char suspend(EditLine* editor, int key);
  unsigned char complete_here();

  Complete complete_;
  EditLine* editor_;
  std::string prompt_, before_;
  bool cancelled_ = false;
  void (*interrupt_before_)(int);
};

}  // namespace entente::cli
