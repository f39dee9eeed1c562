#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/derivation_report.hpp"
#include "cli/format_table.hpp"
#include "cli/limits.hpp"
#include "cli/print.hpp"
#include "cli/proposal.hpp"
#include "cli/rejections.hpp"
#include "cli/terminal.hpp"
#include "entente/database.hpp"

namespace entente::cli {
namespace {

struct ImportArguments {
  std::string store;
  std::vector<std::string> paths;
  std::string format;
  std::string columns;
  std::string propose;  // a file for the proposed map
  bool guess = false;
  std::string as;
  std::string rejects;
  bool replace = false, allow_erased = false;
  bool keep_valid = false;
  bool no_derive = false;
  ReadLimits limits;
};

// One line that is written over on a terminal; a line every few seconds elsewhere.
class Progress {
 public:
  void show(const ImportProgress& p) {
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
    shown_ = now;
    const std::string share = p.total_bytes > 0 ? fmt::format("{:3}%  ", p.bytes * 100 / p.total_bytes) : "";
    if (terminal_) clear_error_line();
    put_error("{}{} records  {}", share, grouped(p.records), p.file);
    if (!terminal_) put_error("\n");
    drawn_ = terminal_;
  }
  void clear() {
    if (drawn_) clear_error_line();
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

// What the files said before and say no more.
void show_gone(const ImportReport& report, bool replace) {
  const std::size_t gone = report.gone_entities + report.gone_relations;
  if (gone == 0) return;
  const std::size_t withdrawn = report.commit.entities_removed + report.commit.relations_removed;
  put("{} of an earlier import {} not in {} any more", counted(gone, "fact", "facts"), gone == 1 ? "is" : "are",
      report.files == 1 ? "this file" : "these files");
  if (!replace)
    put("{}:\n", gone == 1 ? "; it stays, unless --replace is given" : "; they stay, unless --replace is given");
  else if (withdrawn == 0)
    put("; other files state {}, or relations end there:\n", gone == 1 ? "it" : "them");
  else
    put("; {} withdrawn:\n",
        withdrawn == gone ? std::string(gone == 1 ? "it is" : "all are") : counted(withdrawn, "fact is", "facts are"));
  for (const std::string& name : report.gone) put("  {}\n", name);
  if (gone > report.gone.size()) put("  and {} more\n", grouped(gone - report.gone.size()));
  if (replace && report.gone_kept > 0)
    put("{} of them {}, since relations that stay end there\n", counted(report.gone_kept, "entity", "entities"),
        report.gone_kept == 1 ? "stays" : "stay");
}

int show_derivation(const Result<DerivationReport>& derivation) {
  if (derivation.ok()) {
    put("derived by rules\n");
    print_derivation(*derivation);
    return kDone;
  }
  Error error = derivation.error();
  error.message = "the facts are imported, and nothing was derived from them: " + error.message;
  return fail(error);
}

std::string typed_import(const ImportArguments& arguments) {
  std::string line = "entente import " + as_typed(arguments.store);
  for (const std::string& path : arguments.paths) line += " " + as_typed(path);
  return line;
}

// A pipe is read once; what is missing is said while it is read.
bool is_read_once(const std::string& path) {
  std::error_code ignored;
  return path == "-" || (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored) &&
                         !std::filesystem::is_directory(path, ignored));
}

// Tables without a map: shows the one that is proposed, and writes it where that is asked for. Nothing: the import goes
// on, by `map` where that is not empty.
std::optional<int> propose(const ImportArguments& arguments, std::string& map) {
  const bool is_asked = arguments.guess || !arguments.propose.empty();
  if (!arguments.columns.empty()) {
    if (!is_asked) return std::nullopt;
    return fail(Error(ErrorCode::kArgument, "a map is proposed where none is given")
                    .with_hint("leave out --columns, or --guess and --propose"));
  }
  if (!is_asked && std::any_of(arguments.paths.begin(), arguments.paths.end(), is_read_once)) return std::nullopt;
  const auto proposal = propose_columns(arguments.paths, arguments.format, arguments.limits);
  if (!proposal.ok()) return fail(proposal.error());
  if (proposal->tables.empty()) {
    if (!is_asked) return std::nullopt;
    return fail(Error(ErrorCode::kArgument, "none of the files is a table of CSV or TSV that needs a column map")
                    .with_hint("leave out --guess and --propose"));
  }
  print_proposal(*proposal);
  if (!arguments.propose.empty()) {
    if (const auto written = write_map(*proposal, arguments.propose); !written.ok()) return fail(written.error());
  }
  const std::string line = typed_import(arguments);
  if (arguments.guess) {
    put("\n");
    map = proposal->map;
    return std::nullopt;
  }
  if (!arguments.propose.empty()) {
    put("\nthe map is in {}, and nothing was imported; to import by it:\n  {} --columns {}\n", arguments.propose, line,
        as_typed(arguments.propose));
    return kDone;
  }
  put("\n");
  return fail(
      Error(ErrorCode::kInvalidData, "nothing was imported: no column map is given, and this one is a proposal")
          .with_hint(fmt::format("import by it with\n  {0} --guess\nor write it to a file, look at it, and go on "
                                 "with --columns:\n  {0} --propose columns.json",
                                 line)));
}

int import(const ImportArguments& arguments) {
  std::string map;
  if (const auto ended = propose(arguments, map)) return *ended;
  auto database = Database::open(arguments.store, {.create_if_missing = true});
  if (!database.ok()) return fail(database.error());
  Progress progress;
  ImportOptions options;
  options.keep_valid = arguments.keep_valid;
  options.derive = !arguments.no_derive;
  options.format = arguments.format;
  options.columns = arguments.columns;
  options.columns_map = map;
  options.limits = arguments.limits;
  options.undo_creation = true;
  options.progress = [&](const ImportProgress& p) { progress.show(p); };
  options.as = arguments.as;
  options.replace = arguments.replace;
  options.allow_erased = arguments.allow_erased;
  options.rejects = arguments.rejects;
  Rejections rejections;
  options.rejected = [&](const RejectedRecord& r) { rejections.add(r); };
  const auto started = std::chrono::steady_clock::now();
  const auto report = (*database)->import(arguments.paths, options);
  progress.clear();
  rejections.print(arguments.rejects);
  if (!report.ok()) return fail(report.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  const CommitReport& c = report->commit;
  put("{}\n{}\n", change(c.entities_added, c.entities_changed, c.entities_unchanged, "entity", "entities"),
      change(c.relations_added, c.relations_changed, c.relations_unchanged, "relation", "relations"));
  // Beside facts it goes without saying.
  const bool changes_facts = c.entities_added + c.entities_changed + c.relations_added + c.relations_changed > 0;
  if (c.ontology_changed && !changes_facts) put("the ontology changed\n");
  for (const ImportWarning& w : report->warnings)
    put_error("warning: {} ({}, the first in {}:{}: {})\n", w.kind, counted(w.count, "time", "times"), w.file, w.line,
              w.example);
  if (report->rejected > 0) put("{} left out\n", counted(report->rejected, "record", "records"));
  show_gone(*report, arguments.replace);
  if (c.transaction.value == 0) {
    put("{} without facts: nothing was imported, and no store is made\n", counted(report->files, "file", "files"));
    return kDone;
  }
  put("from {}, as commit {} of {}, in {:.1f} s\n", counted(report->files, "file", "files"), c.transaction.value,
      arguments.store, took.count());
  return report->derivation ? show_derivation(*report->derivation) : kDone;
}

std::function<int()> declare_import(ArgumentParser& parser) {
  auto arguments = std::make_shared<ImportArguments>();
  parser.add("STORE", arguments->store, "folder of the store").required();
  parser
      .add("PATH", arguments->paths, "data files, folders of data sets, pipes, or - for JSON Lines from standard input")
      .required();
  parser.add("--format", arguments->format, "the format of the files (see entente help formats); else by their names");
  parser.add("--columns", arguments->columns,
             "a file that says how the columns of CSV or TSV become facts; without it one is proposed and shown");
  parser.add_flag("--guess", arguments->guess,
                  "without --columns: read tables by the map that is proposed from their headers and values");
  parser.add("--propose", arguments->propose,
             "without --columns: write the proposed map to this file; nothing is imported unless --guess is given");
  parser.add_flag("--keep-valid", arguments->keep_valid, "keep the records that are right when others are rejected");
  parser.add("--as", arguments->as,
             "the name under which the store knows what is read as one file; else each file's own, without its folder");
  parser.add_flag("--allow-erased", arguments->allow_erased,
                  "take entities and relations that were erased from the store (`entente erase`)");
  parser.add_flag("--replace", arguments->replace,
                  "withdraw what an earlier import of the same file said and says no more");
  parser.add("--rejects", arguments->rejects,
             "a file to write all rejected records to, a line each: file, line, reason");
  parser.add_flag("--no-derive", arguments->no_derive,
                  "leave out what the rules of the ontology conclude (see entente derive)");
  declare_max_record(parser, arguments->limits, "the longest line, row, element or value that is read");
  declare_max_unpacked(parser, arguments->limits);
  parser.set_footer("Formats:\n" + format_table());
  return [arguments] { return import(*arguments); };
}

}  // namespace

extern constexpr Command kImport = {
    .name = "import",
    .usage = "import STORE PATH…",
    .summary = "read data files and folders into a store, which is made where there is none",
    .example = "entente import history.db graph-data/sino-soviet",
    .declare = declare_import,
};

}  // namespace entente::cli
