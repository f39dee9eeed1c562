#include "cli/print.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <streambuf>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/controls.hpp"

namespace entente::cli {
namespace {

constexpr int kUnknown = -1;

// The first failure of standard output, as errno; what follows it is lost as well.
int failure = 0;
bool is_told = false;

void note_failure() {
  if (failure == 0) failure = errno != 0 ? errno : kUnknown;
}

}  // namespace

bool write_to(std::FILE* file, std::string_view text) {
  const std::string clean = printable_lines(text);
  return std::fwrite(clean.data(), 1, clean.size(), file) == clean.size();
}

void write_out(std::string_view text) {
  errno = 0;
  if (!write_to(stdout, text)) note_failure();
}

void write_error(std::string_view text) {
  write_to(stderr, text);
}

namespace {

class TerminalBuffer : public std::streambuf {
 public:
  explicit TerminalBuffer(std::streambuf& to) : to_(to) {}

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    return pass_on(text_.clean({text, static_cast<std::size_t>(size)})) ? size : 0;
  }
  int overflow(int c) override {
    const char byte = static_cast<char>(c);
    return c == EOF || pass_on(text_.clean({&byte, 1})) ? 0 : EOF;
  }
  int sync() override { return pass_on(text_.rest()) ? to_.pubsync() : -1; }

 private:
  bool pass_on(const std::string& text) {
    return to_.sputn(text.data(), static_cast<std::streamsize>(text.size())) ==
           static_cast<std::streamsize>(text.size());
  }

  std::streambuf& to_;
  TerminalText text_;
};

}  // namespace

void clean_terminal() {
  if (isatty(STDOUT_FILENO) != 1) return;
  static TerminalBuffer& buffer = *new TerminalBuffer(*std::cout.rdbuf());  // lasts as long as the stream
  std::cout.rdbuf(&buffer);
}

void clear_error_line() {
  std::fputs("\r\033[K", stderr);
}

bool is_standard_output(const std::string& path) {
  struct stat file {
  }, out{};
  return stat(path.c_str(), &file) == 0 && fstat(STDOUT_FILENO, &out) == 0 && file.st_dev == out.st_dev &&
         file.st_ino == out.st_ino;
}

bool flush_output() {
  errno = 0;
  std::cout.flush();
  if (!std::cout) note_failure();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) note_failure();
  if (failure == 0 || failure == EPIPE) return true;
  if (!is_told)
    put_error("error: writing to standard output failed: {}\n",
              failure == kUnknown ? "there is no space, or it is closed" : std::strerror(failure));
  is_told = true;
  return false;
}

void hold_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is the one that is closed. Its use is to fail, hence the wrong way round.
    if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

}  // namespace entente::cli
