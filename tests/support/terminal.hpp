// A program in a terminal of its own: what is typed goes to it as from a keyboard, and what it shows is waited for.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

class Terminal {
 public:
  using Environment = std::vector<std::pair<std::string, std::string>>;

  // 110 columns and 32 lines, UTF-8.
  explicit Terminal(const std::vector<std::string>& command, const Environment& environment = {});
  ~Terminal();  // ends the program
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void type(std::string_view keys) const;
  // Waits until `text` is shown behind what was waited for before. False: it did not come; the terminal then holds what
  // did, for the message of the test.
  bool shows(std::string_view text, std::chrono::milliseconds patience = std::chrono::minutes(2));
  // What was shown and not waited for, without escapes of the terminal.
  const std::string& shown() const { return shown_; }
  void kill();
  // Waits for the end of the program; its exit code, or 128 and the signal that ended it. -1: it does not end.
  int ended();

 private:
  enum class Got { kText, kNothing, kEnd };
  Got take(std::chrono::milliseconds patience);

  int process_ = -1, screen_ = -1;
  std::string bytes_;  // an escape that is not whole yet
  std::string shown_;
};

}  // namespace entente
