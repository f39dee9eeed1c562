#include "cli/shell/answers.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "cli/print.hpp"
#include "cli/terminal.hpp"
#include "entente/formats.hpp"

namespace entente::cli {
namespace {

// Piece by piece, so that an interrupt is heard. False: it was.
bool write_pieces(std::string_view text, const StopOnInterrupt& interrupt) {
  constexpr std::size_t kPiece = 4096;
  while (!text.empty() && !interrupt.asked()) {
    const std::size_t end = text.size() <= kPiece ? text.size() : text.rfind('\n', kPiece) + 1;
    const std::size_t length = end == 0 ? kPiece : end;
    std::cout.write(text.data(), static_cast<std::streamsize>(std::min(length, text.size())));
    std::cout.flush();
    text.remove_prefix(std::min(length, text.size()));
  }
  return text.empty();
}

}  // namespace

void show(const Session& session, const Table& table, Extent extent, const StopOnInterrupt& interrupt) {
  WriteOptions options;
  options.width = output_width();
  const bool cuts = extent == Extent::kShort && session.format == "table" && is_terminal(STDOUT_FILENO);
  if (cuts) options.max_rows = session.rows;
  std::ostringstream text;
  if (const auto written = write(table, session.format, text, options); !written.ok()) {
    fail(written.error());
    return;
  }
  if (!write_pieces(text.view(), interrupt)) {
    put("\n(the printing was stopped)\n");
  } else if (options.max_rows > 0 && table.rows.size() > options.max_rows) {
    put("`:all` shows all of them, `:pager` pages them, `:rows N` sets how many are shown\n");
  }
  std::fflush(stdout);
}

void page(const Session& session, const Table& table) {
  const char* const chosen = std::getenv("PAGER");
  const std::string pager = chosen != nullptr && *chosen != '\0' ? chosen : "less -S";
  std::ostringstream text;
  if (const auto written = write(table, session.format, text, {}); !written.ok()) {
    fail(written.error());
    return;
  }
  std::fflush(stdout);
  // Who leaves the pager early has seen enough; its Ctrl-C is its own.
  void (*const pipe_before)(int) = std::signal(SIGPIPE, SIG_IGN);
  void (*const interrupt_before)(int) = std::signal(SIGINT, SIG_IGN);
  std::FILE* const out = popen(pager.c_str(), "w");
  int status = -1;
  if (out != nullptr) {
    write_to(out, text.view());
    status = pclose(out);
  }
  std::signal(SIGINT, interrupt_before);
  std::signal(SIGPIPE, pipe_before);
  constexpr int kNotFound = 127;  // of the system's shell
  if (status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == kNotFound))
    put_error("error: the pager `{}` can't be started\nhint: set PAGER to one, or see all with `:all`\n", pager);
}

}  // namespace entente::cli
