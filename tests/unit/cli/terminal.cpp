#include "support/terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

// The length of the escape at the beginning of `text`; 0: it is not whole.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return 0;
  if (text[1] != '[') return 2;
  for (std::size_t at = 2; at < text.size(); ++at)
    if (text[at] >= '@' && text[at] <= '~') return at + 1;
  return 0;
}

}  // namespace

Terminal::Terminal(const std::vector<std::string>& command, const Environment& environment) {
  winsize size{};
  size.ws_row = 32;
  size.ws_col = 110;
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  process_ = forkpty(&screen_, nullptr, nullptr, &size);
  if (process_ != 0) return;
  setenv("TERM", "xterm", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  execv(arguments[0], arguments.data());
  _exit(127);
}

Terminal::~Terminal() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  if (screen_ >= 0) close(screen_);
}

void Terminal::type(std::string_view keys) const {
  while (!keys.empty()) {
    const ssize_t written = write(screen_, keys.data(), keys.size());
    if (written <= 0) return;
    keys.remove_prefix(static_cast<std::size_t>(written));
  }
}

Terminal::Got Terminal::take(std::chrono::milliseconds patience) {
  pollfd waiting{screen_, POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(patience.count(), 0))) <= 0) return Got::kNothing;
  char buffer[4096];
  const ssize_t count = read(screen_, buffer, sizeof buffer);
  if (count <= 0) return Got::kEnd;
  bytes_.append(buffer, static_cast<std::size_t>(count));
  std::size_t at = 0;
  while (at < bytes_.size()) {
    if (bytes_[at] == '\x1b') {
      const std::size_t length = escape_length(std::string_view(bytes_).substr(at));
      if (length == 0) break;
      at += length;
    } else {
      if (bytes_[at] != '\r') shown_ += bytes_[at];
      ++at;
    }
  }
  bytes_.erase(0, at);
  return Got::kText;
}

bool Terminal::shows(std::string_view text, std::chrono::milliseconds patience) {
  const Clock::time_point end = Clock::now() + patience;
  for (;;) {
    if (const std::size_t at = shown_.find(text); at != std::string::npos) {
      shown_.erase(0, at + text.size());
      return true;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0 || take(left) == Got::kEnd) return false;
  }
}

void Terminal::kill() {
  ::kill(process_, SIGKILL);
}

int Terminal::ended() {
  const Clock::time_point end = Clock::now() + std::chrono::minutes(2);
  Got got = Got::kText;
  while (got != Got::kEnd && Clock::now() < end) got = take(std::chrono::seconds(1));
  if (got != Got::kEnd) return -1;
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace entente
