#include "formats/drawing/graphviz.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entente/error.hpp"

extern char** environ;

namespace entente::drawing {
namespace {

using Clock = std::chrono::steady_clock;

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0)
      throw Error(ErrorCode::kIo, fmt::format("can't start GraphViz: {}", std::strerror(errno)));
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int end(std::size_t which) const { return ends_[which]; }
  void close_end(std::size_t which) {
    if (ends_[which] >= 0) close(ends_[which]);
    ends_[which] = -1;
  }
  void make_nonblocking(std::size_t which) const { fcntl(ends_[which], F_SETFL, O_NONBLOCK); }

 private:
  std::array<int, 2> ends_{-1, -1};
};

// A reader that goes away must not end this program by SIGPIPE: blocked in this thread, and taken back when it came.
class NoBrokenPipeSignal {
 public:
  NoBrokenPipeSignal() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  ~NoBrokenPipeSignal() {
    const timespec none{};
    if (!was_pending_)
      while (sigtimedwait(&set_, nullptr, &none) < 0 && errno == EINTR) {
      }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t set_{}, before_{};
  bool was_pending_ = false;
};

class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"dot"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.end(0), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.end(1), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.end(1), STDERR_FILENO);
    const int failed = posix_spawnp(&id_, "dot", &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
      throw Error(ErrorCode::kNotFound,
                  fmt::format("GraphViz's program `dot` can't be started: {}", std::strerror(failed)))
          .with_hint("install the package graphviz, or write a .dot file and draw it elsewhere");
    in.close_end(0);
    out.close_end(1);
    err.close_end(1);
    in.make_nonblocking(1);
    out.make_nonblocking(0);
    err.make_nonblocking(0);
  }
  ~Process() {
    if (!ended_) {
      kill(id_, SIGKILL);
      wait();
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Whether it has; it is not waited for.
  bool has_ended() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
  }

  int wait() {
    int status = 0;
    while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    ended_ = true;
    return status;
  }

  Pipe in, out, err;

 private:
  pid_t id_ = 0;
  bool ended_ = false;
};

// Reads what is there. False: the other end is closed.
bool drain(int descriptor, std::string& into) {
  std::array<char, 65536> buffer;
  const ssize_t n = read(descriptor, buffer.data(), buffer.size());
  if (n > 0) into.append(buffer.data(), static_cast<std::size_t>(n));
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

// The first lines that GraphViz wrote, without its warnings.
std::string complaint(const std::string& words) {
  std::string kept;
  std::size_t at = 0;
  while (at < words.size() && kept.size() < 300) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    const std::string line = words.substr(at, end - at);
    if (!line.empty() && line.find("Warning") == std::string::npos) kept += (kept.empty() ? "" : "; ") + line;
    at = end + 1;
  }
  return kept;
}

Error out_of_time(int seconds) {
  return Error(ErrorCode::kLimit, fmt::format("GraphViz did not finish within {} seconds", seconds))
      .with_hint("draw less with --max, choose another layout (sfdp for big graphs), or allow more with --time-limit");
}

}  // namespace

std::string run_graphviz(const std::vector<std::string>& arguments, std::string_view dot, int seconds) {
  const NoBrokenPipeSignal guard;
  Process process(arguments);
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  std::string picture, words;
  bool out_open = true, err_open = true;
  std::size_t sent = 0;
  while (out_open || err_open) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) throw out_of_time(seconds);
    std::array<pollfd, 3> polled{{{process.in.end(1), POLLOUT, 0},
                                  {out_open ? process.out.end(0) : -1, POLLIN, 0},
                                  {err_open ? process.err.end(0) : -1, POLLIN, 0}}};
    if (poll(polled.data(), polled.size(), static_cast<int>(std::min<long long>(left, 1'000))) < 0 && errno != EINTR)
      throw Error(ErrorCode::kIo, fmt::format("waiting for GraphViz failed: {}", std::strerror(errno)));
    if (polled[0].revents != 0) {
      const ssize_t n = ::write(process.in.end(1), dot.data() + sent, dot.size() - sent);
      if (n > 0) sent += static_cast<std::size_t>(n);
      if (sent == dot.size() || (n < 0 && errno != EAGAIN && errno != EINTR)) process.in.close_end(1);
    }
    if (polled[1].revents != 0) out_open = drain(process.out.end(0), picture);
    if (polled[2].revents != 0) err_open = drain(process.err.end(0), words);
  }
  // Closing its output, a program need not have ended.
  while (!process.has_ended()) {
    if (Clock::now() >= deadline) throw out_of_time(seconds);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const int status = process.wait();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return picture;
  std::string reason = complaint(words);
  if (reason.empty())
    reason = WIFSIGNALED(status) ? fmt::format("ended by signal {}", WTERMSIG(status))
                                 : fmt::format("exit code {}", WEXITSTATUS(status));
  throw Error(ErrorCode::kIo, fmt::format("GraphViz failed: {}", reason))
      .with_hint("another layout may do, or less with --max");
}

}  // namespace entente::drawing
