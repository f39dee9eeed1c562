// What was typed in earlier dialogues and in this one. Each entry is in the file as soon as it was made, with its lines
// as they were.
#pragma once

#include <string>

#include <histedit.h>

namespace entente::cli {

class EntryHistory {
 public:
  // `file` empty: nothing is kept beyond this dialogue. A file that can't be read or written is done without.
  explicit EntryHistory(std::string file);
  ~EntryHistory();
  EntryHistory(const EntryHistory&) = delete;
  EntryHistory& operator=(const EntryHistory&) = delete;

  // An entry that repeats the last one is not made.
  void add(const std::string& entry);
  History* handle() const { return history_; }

  // $XDG_STATE_HOME/entente/history, or below ~/.local/state; its folder is made. Empty: there is no such place.
  static std::string usual_file();

 private:
  void append_last() const;
  void rewrite() const;

  std::string file_;
  std::string last_;
  History* history_;
};

}  // namespace entente::cli
