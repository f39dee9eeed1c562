#include "cli/terminal.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text_file.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "entente/formats.hpp"
#include "entente/read_limits.hpp"

namespace entente::cli {

int fail(const Error& error, std::string_view text) {
  std::fflush(stdout);
  put_error("error: {}\n", Lines{describe(error, text)});
  return error.code == ErrorCode::kCancelled ? kInterrupted : kFailed;
}

bool is_terminal(int descriptor) {
  return isatty(descriptor) == 1;
}

int output_width() {
  if (!is_terminal(STDOUT_FILENO)) return 0;
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::unique_ptr<Database> open_to_read(const std::string& path, bool follow) {
  Options options;
  options.follow = follow;
  options.read_only = true;
  return open_existing(path, options);
}

std::unique_ptr<Database> open_existing(const std::string& path, const Options& options) {
  auto database = Database::open(path, options);
  if (database.ok()) return std::move(database).value();
  Error error = database.error();
  std::error_code ignored;
  const bool nothing_there = !std::filesystem::exists(path, ignored) || std::filesystem::is_empty(path, ignored);
  if (error.code == ErrorCode::kNotFound && nothing_there)
    error.hint = "`entente import` makes a store, and --create an empty one for statements that write";
  fail(error);
  return nullptr;
}

Argument declare_create(ArgumentParser& parser, bool& create) {
  return parser.add_flag("--create", create, "make an empty store where there is none");
}

std::unique_ptr<Database> open_created(const std::string& path) {
  auto database = Database::open(path, {.create_if_missing = true});
  if (database.ok()) return std::move(database).value();
  fail(database.error());
  return nullptr;
}

std::optional<Map> read_parameters(const std::vector<std::string>& parameters) {
  Map map;
  for (const std::string& parameter : parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == 0 || equals == std::string::npos) {
      put_error("error: `--param {}` is not NAME=VALUE\n", parameter);
      return std::nullopt;
    }
    const std::string name = parameter.substr(parameter[0] == '$' ? 1 : 0, equals - (parameter[0] == '$' ? 1 : 0));
    const std::string text = parameter.substr(equals + 1);
    auto value = value_from_json(text);
    // What is no JSON is a bare string; JSON that can't be a value is not.
    if (!value.ok() && value.error().code != ErrorCode::kSyntax) {
      Error error = value.error();
      error.message = fmt::format("the value of ${}: {}", name, error.message);
      error.span.reset();
      fail(error);
      return std::nullopt;
    }
    map[name] = value.ok() ? *value : Value(text);
  }
  return map;
}

std::optional<std::string> read_text(const std::string& path) {
  try {
    return read_text_file(path, ReadLimits{}.max_record);
  } catch (const Error& error) {
    fail(error);
    return std::nullopt;
  }
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string counted_facts(std::uint64_t entities, std::uint64_t relations) {
  std::string text = entities > 0 ? counted(entities, "entity", "entities") : "";
  if (relations > 0) text += (text.empty() ? "" : " and ") + counted(relations, "relation", "relations");
  return text;
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
