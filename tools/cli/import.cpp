#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "cli/derivation_report.hpp"
#include "cli/format_table.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

struct Arguments {
  std::string store;
  std::vector<std::string> paths;
  std::string format;
  std::string columns;
  bool keep_valid = false;
  bool no_derive = false;
};

// One line that is written over on a terminal; a line every few seconds elsewhere.
class Progress {
 public:
  void show(const ImportProgress& p) {
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
    shown_ = now;
    const std::string share = p.total_bytes > 0 ? fmt::format("{:3}%  ", p.bytes * 100 / p.total_bytes) : "";
    fmt::print(stderr, "{}{}{} records  {}{}", terminal_ ? "\r\033[K" : "", share, grouped(p.records), p.file,
               terminal_ ? "" : "\n");
    drawn_ = terminal_;
  }
  void clear() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
    drawn_ = false;
  }

 private:
  const bool terminal_ = is_terminal(STDERR_FILENO);
  bool drawn_ = false;
  std::chrono::steady_clock::time_point shown_ = std::chrono::steady_clock::now();
};

std::string change(std::size_t added, std::size_t changed, std::size_t unchanged, std::string_view one,
                   std::string_view many) {
  std::string text = counted(added, one, many) + " added";
  if (changed > 0) text += fmt::format(", {} changed", grouped(changed));
  if (unchanged > 0) text += fmt::format(", {} known already", grouped(unchanged));
  return text;
}

int show_derivation(const Result<DerivationReport>& derivation) {
  if (derivation.ok()) {
    fmt::print("derived by rules\n");
    print_derivation(*derivation);
    return kDone;
  }
  Error error = derivation.error();
  error.message = "the facts are imported, and nothing was derived from them: " + error.message;
  return fail(error);
}

int import(const Arguments& arguments) {
  auto database = Database::open(arguments.store);
  if (!database.ok()) return fail(database.error());
  Progress progress;
  ImportOptions options;
  options.keep_valid = arguments.keep_valid;
  options.derive = !arguments.no_derive;
  options.format = arguments.format;
  options.columns = arguments.columns;
  options.progress = [&](const ImportProgress& p) { progress.show(p); };
  options.rejected = [&](const RejectedRecord& r) {
    progress.clear();
    fmt::print(stderr, "{}:{}: {}\n", r.file, r.line, r.reason);
  };
  const auto started = std::chrono::steady_clock::now();
  const auto report = (*database)->import(arguments.paths, options);
  progress.clear();
  if (!report.ok()) return fail(report.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const CommitReport& c = report->commit;
  fmt::print("{}\n{}\n", change(c.entities_added, c.entities_changed, c.entities_unchanged, "entity", "entities"),
             change(c.relations_added, c.relations_changed, c.relations_unchanged, "relation", "relations"));
  if (report->rejected > 0) fmt::print("{} left out\n", counted(report->rejected, "record", "records"));
  fmt::print("from {}, as commit {} of {}, in {:.1f} s\n", counted(report->files, "file", "files"), c.transaction.value,
             arguments.store, took.count());
  return report->derivation ? show_derivation(*report->derivation) : kDone;
}

}  // namespace

std::function<int()> declare_import(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("STORE", arguments->store, "folder of the store")->required();
  app.add_option("PATH", arguments->paths, "data files, folders of data sets, or - for JSON Lines from standard input")
      ->required();
  app.add_option("--format", arguments->format,
                 "the format of the files (see entente help formats); else by their names");
  app.add_option("--columns", arguments->columns, "a file that says how the columns of CSV or TSV become facts");
  app.add_flag("--keep-valid", arguments->keep_valid, "keep the records that are right when others are rejected");
  app.add_flag("--no-derive", arguments->no_derive,
               "leave out what the rules of the ontology conclude (see entente derive)");
  app.footer("Formats:\n" + format_table());
  return [arguments] { return import(*arguments); };
}

}  // namespace entente::cli
