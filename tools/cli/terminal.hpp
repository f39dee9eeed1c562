// What the commands share: opening a store, parameters, errors, and where output goes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "entente/database.hpp"
#include "entente/error.hpp"
#include "entente/model/value.hpp"

namespace entente::cli {

// Prints the error to standard error; `text` is what its span points into. Returns kFailed, or
// kInterrupted where a run was cancelled.
int fail(const Error& error, std::string_view text = {});

// Columns of the terminal that standard output goes to; 0: it goes to a file or a pipe, and nothing is to be shortened.
int output_width();
bool is_terminal(int descriptor);

// The store for reading, beside others that read or write; `follow` as in Options. Null: the error was printed.
std::unique_ptr<Database> open_to_read(const std::string& path, bool follow = false);

// A store that is there. Null: the error was printed.
std::unique_ptr<Database> open_existing(const std::string& path, const Options& options);
// --create of commands that may write. `open_created` makes the store where there is none, and says what fails.
Argument declare_create(ArgumentParser& parser, bool& create);
std::unique_ptr<Database> open_created(const std::string& path);

// `name=value`, the value as JSON where it is JSON, else as a string. Nullopt: the error was printed.
std::optional<Map> read_parameters(const std::vector<std::string>& parameters);

// A file's text; `-` is standard input. Nullopt: the error was printed.
std::optional<std::string> read_text(const std::string& path);

// "1 entity", "2 entities"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
// "1 entity and 3 relations", "3 relations"; empty where there are none.
std::string counted_facts(std::uint64_t entities, std::uint64_t relations);
// "12.3 MB"
std::string byte_size(std::uint64_t bytes);

}  // namespace entente::cli
