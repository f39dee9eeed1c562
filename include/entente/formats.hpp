// What results and whole stores are written as, and what data is read from: the table of formats.
#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/model/changes.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/system_changes.hpp"
#include "entente/model/table.hpp"

namespace entente {

struct WriteOptions {
  // Text tables: columns are shortened so that a line fits. In terminal columns; 0: no bound.
  int width = 0;
  // The question, shown as the title of a diagram; empty: none.
  std::string title;
  // The types behind the labels; null: not known. Needed for a lossless export.
  const Ontology* ontology = nullptr;
  // Text tables: rows that are shown at most; below the table stands how many there are. 0: all.
  std::size_t max_rows = 0;
};

// Writes a result as its rows come, in memory that does not grow with them: of formats that need not see all of it
// before the first byte.
class RowWriter {
 public:
  virtual ~RowWriter() = default;
  // Once, before all else.
  virtual void begin(const std::vector<std::string>& columns) = 0;
  // Rows, with the elements that they hold.
  virtual void add(const Table& part) = 0;
  // Once, with what stands beside the rows.
  virtual void end(const Table& rest) = 0;
};

struct DataSink;     // what takes the records that a reader finds
struct ReadOptions;  // what a reader is told

// A row of the table: src/formats/formats.cpp has them all, each is defined beside its code (docs/extending.md).
struct Format {
  std::string_view name;  // "dot"
  // Endings of file names that mean it, separated by spaces, the usual one first: ".dot .gv". Empty: none, it is asked
  // for by name. Of two formats with one ending the first in the table is meant.
  std::string_view extensions;
  std::string_view summary;
  std::string_view keeps;
  std::string_view loses;
  bool is_graph = false;  // it holds the nodes and relations of a result; else its rows
  // Null: it is only read; it is only written; it is written when all rows are there.
  void (*write)(const Table& table, const WriteOptions& options, std::ostream& out) = nullptr;
  void (*read)(std::istream& in, const ReadOptions& options, const DataSink& sink) = nullptr;
  std::unique_ptr<RowWriter> (*rows)(std::ostream& out) = nullptr;
};

// All formats, in order of name.
std::span<const Format> formats();
// By name or extension (with or without the dot), without regard to case; null: none.
const Format* find_format(std::string_view name);
// By the ending of a file's name, behind which may stand `.gz` or `.zst`; the longest ending decides. Null: none.
const Format* format_to_write(std::string_view path);
const Format* format_to_read(std::string_view path);

// The one of this name that can be written. Errors: kUnsupported with the nearest name.
Result<const Format*> written_format(std::string_view name);

// Errors: those of written_format; kIo where the stream fails.
Result<void> write(const Table& table, std::string_view format, std::ostream& out, const WriteOptions& options = {});
// Into a file, packed where its name ends in `.gz` or `.zst`; `-` is standard output. The file is there, or replaces
// the one before, when it is whole. Errors: as above.
Result<void> write_file(const Table& table, std::string_view format, const std::string& path,
                        const WriteOptions& options = {});

// A value as one short piece of text for people. Strings bare, null empty at the top and its word inside lists and
// maps, nodes by their name, relationships as [:TYPE], paths as a chain, periods as EDTF (in words where EDTF can't say
// them), instants as print_point has them. Line feeds and control characters are left as they are.
std::string cell_text(const Value& value, const Elements& elements);

// A value out of JSON text, in the encoding that results have ({"$period": "1967/1985~"} and so on). Errors: kSyntax,
// kInvalidData.
Result<Value> value_from_json(std::string_view text);

// JSON for programs: each writes one object in one line, without a line feed behind it. They carry the version and a
// kind (src/formats/interface/entente.schema.json). `text` is what the error's span points into.
void write_result_line(const Table& table, std::ostream& out);
void write_facts_line(const Table& table, const Ontology* ontology, std::ostream& out);
void write_error_json(const Error& error, std::string_view text, std::ostream& out);
void write_changes_json(const Table& table, const Changes& changes, const Ontology* ontology, std::ostream& out);
void write_log_json(const std::vector<LoggedCommit>& log, std::ostream& out);
void write_system_diff_json(const SystemDiff& diff, std::ostream& out);
// Lines for people, a fact each, and below a corrected one what it says otherwise. Empty: there is none.
std::string system_changes_text(const std::vector<SystemChange>& changes);
// The changes between two dates as lines for people, a group for each kind of change; what the dates leave undecided is
// counted, and listed on request.
std::string changes_text(const Table& table, const Changes& changes, const Ontology* ontology, bool undecided = false);

// Removes the `.partial` files of this process, for a handler of a signal that ends it; safe there. Nothing that is
// written to them afterwards gets anywhere.
void remove_unfinished_files() noexcept;

}  // namespace entente
