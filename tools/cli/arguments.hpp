// What a command takes from its command line: declared, read, and told as data. CLI11 does the work, behind this
// header, since its own takes longer to compile than all else in the file of a command.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/error.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace entente::cli {

// One thing that a command takes, for pages and scripts that say it again.
struct Parameter {
  std::vector<std::string> names;    // "-f", "--file", short ones first; of an argument its name: "STORE"
  std::string value;                 // what stands behind it: "TEXT", "TEXT TEXT"; empty: nothing, it is a switch
  std::string summary;               // may have several lines
  std::vector<std::string> choices;  // the values there are; empty: no list
  bool is_option = true;             // else an argument, told by its place
  bool is_required = false;
  bool is_repeated = false;
};

// An argument or option while it is declared; valid as long as its parser. A command line that does not satisfy what is
// declared here is refused.
class Argument {
 public:
  explicit Argument(CLI::Option& option) : option_(&option) {}

  Argument& required();
  Argument& needs(const std::string& option);     // "--as-of", which is declared before
  Argument& excludes(const std::string& option);  // likewise
  Argument& value_count(int count);
  Argument& one_value_each();  // of a list: a value each time it is given, not all words that follow
  Argument& positive();
  Argument& not_negative();
  Argument& choices(const std::vector<std::string>& values);
  // Puts what it makes of a value in its place; the message of its error says why it is refused.
  Argument& converted_by(std::function<Result<std::string>(const std::string&)> conversion);
  Argument& value_name(const std::string& name);  // in the help, in place of its type: "SECONDS"
  Argument& shows_default();                      // in the help

 private:
  CLI::Option* option_;
};

struct ParseResult {
  enum class Kind { kRead, kHelpWanted, kRefused };
  Kind kind = Kind::kRead;
  std::string message;             // why it was refused
  std::vector<std::string> extra;  // words that nothing takes
};

class ArgumentParser {
 public:
  // `program` is what the user calls: "entente import".
  ArgumentParser(const std::string& program, const std::string& summary);
  ~ArgumentParser();

  // Names are "STORE" of an argument, which is told by its place, and "--file,-f" of an option. `into` holds the
  // default, gets the value where one is given, and outlives the parser. An option whose value is an empty text is
  // refused, since a script with an empty variable would be answered as if it were not given; one that is kept as an
  // std::optional may be empty.
  Argument add(const std::string& names, std::string& into, const std::string& summary);
  Argument add(const std::string& names, std::optional<std::string>& into, const std::string& summary);
  Argument add(const std::string& names, std::vector<std::string>& into, const std::string& summary);
  Argument add(const std::string& names, int& into, const std::string& summary);
  Argument add(const std::string& names, std::optional<int>& into, const std::string& summary);
  Argument add(const std::string& names, std::size_t& into, const std::string& summary);
  Argument add(const std::string& names, std::optional<std::size_t>& into, const std::string& summary);
  Argument add(const std::string& names, double& into, const std::string& summary);
  // Options without a value: true when given, or nothing but that it may be required.
  Argument add_flag(const std::string& names, bool& into, const std::string& summary);
  Argument add_flag(const std::string& names, const std::string& summary);
  // What the help ends with.
  void set_footer(const std::string& text);

  const std::string& program() const;
  std::string footer() const;
  std::string help() const;
  std::vector<Parameter> parameters() const;  // in order of declaration, --help first

  // As main() gets them; the first one is not looked at.
  ParseResult parse(int argc, const char* const* argv);

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace entente::cli
