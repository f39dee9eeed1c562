#include "cli/terminal.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "entente/formats.hpp"

namespace entente::cli {

int fail(const Error& error, std::string_view text) {
  std::fflush(stdout);
  fmt::print(stderr, "error: {}\n", describe(error, text));
  return kFailed;
}

bool is_terminal(int descriptor) {
  return isatty(descriptor) == 1;
}

int output_width() {
  if (!is_terminal(STDOUT_FILENO)) return 0;
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool flush_output() {
  std::cout.flush();
  errno = 0;
  if (std::cout && std::fflush(stdout) == 0) return true;
  if (errno == EPIPE) return true;
  fmt::print(stderr, "error: writing to standard output failed: {}\n",
             errno ? std::strerror(errno) : "no space or closed");
  return false;
}

std::unique_ptr<Database> open_to_read(const std::string& path) {
  Options options;
  options.create_if_missing = false;
  options.read_only = true;
  auto database = Database::open(path, options);
  if (database.ok()) return std::move(database).value();
  Error error = database.error();
  if (error.code == ErrorCode::kNotFound && error.hint.empty()) error.hint = "`entente import` makes a store";
  fail(error);
  return nullptr;
}

std::optional<Map> read_parameters(const std::vector<std::string>& parameters) {
  Map map;
  for (const std::string& parameter : parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == 0 || equals == std::string::npos) {
      fmt::print(stderr, "error: `--param {}` is not NAME=VALUE\n", parameter);
      return std::nullopt;
    }
    const std::string name = parameter.substr(parameter[0] == '$' ? 1 : 0, equals - (parameter[0] == '$' ? 1 : 0));
    const std::string text = parameter.substr(equals + 1);
    auto value = value_from_json(text);
    map[name] = value.ok() ? *value : Value(text);
  }
  return map;
}

std::optional<std::string> read_text(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file.is_open() && !file.bad()) return text;
  fail(Error(ErrorCode::kIo, fmt::format("can't read {}: {}", path, std::strerror(errno))));
  return std::nullopt;
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string byte_size(std::uint64_t bytes) {
  const char* unit = "B";
  double size = static_cast<double>(bytes);
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (size < 1000) break;
    size /= 1000;
    unit = next;
  }
  return unit[0] == 'B' ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", size, unit);
}

}  // namespace entente::cli
