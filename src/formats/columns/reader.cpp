// Reading CSV and TSV through a column map, and temporal quadruples through a map that is built in.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "formats/columns/facts.hpp"
#include "formats/columns/map.hpp"
#include "formats/columns/presets.hpp"
#include "formats/columns/propose.hpp"
#include "formats/columns/table_sample.hpp"
#include "formats/csv/header.hpp"
#include "formats/csv/reader.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

void reject(const CsvReader& reader, const ReadOptions& options, const DataSink& sink) {
  const TextPlace place = reader.fault_place();
  sink.reject({{options.number, place.line}, fmt::format("column {}: {}", place.column, reader.fault())});
}

// Reads the rows behind the header. The reader stands at the first of them if `at_row`.
void read_rows(CsvReader& reader, bool at_row, ColumnsFacts& facts, const ReadOptions& options, const DataSink& sink) {
  std::uint64_t number = 0;
  CsvReader::Step step = at_row ? CsvReader::Step::kRow : reader.next();
  for (; step != CsvReader::Step::kEnd; step = reader.next()) {
    ++number;
    if (sink.progress && (number & 4095) == 0) sink.progress();
    if (step == CsvReader::Step::kBroken)
      reject(reader, options, sink);
    else
      facts.read(reader, number);
  }
}

ColumnsMap map_of(const ColumnsDefaults& defaults, const ReadOptions& options) {
  try {
    return read_columns_map(options.columns, options.file, defaults, options.limits);
  } catch (Error& error) {
    if (error.file.empty()) error.file = options.columns_file;
    throw;
  }
}

// The reader has made its first step.
void read_mapped(CsvReader& reader, CsvReader::Step step, ColumnsMap& map, const ReadOptions& options,
                 const DataSink& sink) {
  if (map.has_ontology) sink.ontology(std::move(map.ontology));
  for (EntityFact& entity : map.also) {
    entity.origin = {options.number, 1};
    if (sink.mention) sink.mention(std::move(entity));
  }
  if (step == CsvReader::Step::kEnd) return;
  std::vector<std::string> header = map.names;
  if (map.has_header) {
    if (step == CsvReader::Step::kBroken) {
      const TextPlace place = reader.fault_place();
      throw Error(ErrorCode::kInvalidData, fmt::format("column {}: {}", place.column, reader.fault()))
          .with_place("", place.line);
    }
    header = read_header(reader, map.trim);
  } else if (header.empty()) {
    for (std::size_t i = 0; i < reader.size(); ++i) header.push_back(std::to_string(i + 1));
  }
  std::vector<std::size_t> fields;
  try {
    fields = resolve_columns(map, header);
  } catch (Error& error) {
    throw error.with_place("", reader.line());
  }
  ColumnsFacts facts(map, std::move(fields), header.size(), options, sink);
  const bool at_row = !map.has_header && step == CsvReader::Step::kRow;
  if (!map.has_header && step == CsvReader::Step::kBroken) reject(reader, options, sink);
  read_rows(reader, at_row, facts, options, sink);
  facts.finish();
}

// Without a map nothing says what the columns mean; the error shows one to begin with.
[[noreturn]] void refuse_without_map(std::istream& in, const CsvDialect& dialect, const ReadOptions& options) {
  const TableSample sample = read_sample(in, options.file, dialect.delimiter, options.limits);
  require_own_header(sample.header, options.file);
  Error error(ErrorCode::kInvalidData, "the columns of a table become facts by a column map, and none is given");
  if (sample.header.empty()) throw error.with_hint("the table is empty");
  if (sample.rows.empty()) throw no_rows(sample);
  const std::string name = std::filesystem::path(options.file).stem().string();
  throw error.with_hint(
      fmt::format("write it into {}.columns.json, say, and give it by --columns; one to begin with:\n{}",
                  name.empty() || name == "-" ? "table" : name, propose_columns(std::span(&sample, 1)).map));
}

void read_table(std::istream& in, const CsvDialect& dialect, const ReadOptions& options, const DataSink& sink) {
  if (options.columns.empty()) refuse_without_map(in, dialect, options);
  ColumnsMap map = map_of({dialect, true}, options);
  CsvReader reader(in, map.dialect, options.limits);
  const CsvReader::Step step = reader.next();
  read_mapped(reader, step, map, options, sink);
}

void read_quads(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  CsvDialect dialect;
  dialect.delimiter = '\t';
  dialect.quote = '\0';
  const bool is_mapped = !options.columns.empty();
  ColumnsMap map;
  if (is_mapped) map = map_of({dialect, false}, options);
  CsvReader reader(in, is_mapped ? map.dialect : dialect, options.limits);
  const CsvReader::Step step = reader.next();
  if (!is_mapped) map = read_columns_map(quads_map(reader.size()), options.file, {dialect, false}, options.limits);
  if (!map.has_header && map.names.empty() && (reader.size() == 4 || reader.size() == 5))
    map.names = quads_columns(reader.size());
  read_mapped(reader, step, map, options, sink);
}

}  // namespace

void read_csv(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  read_table(in, {}, options, sink);
}

void read_tsv(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  CsvDialect dialect;
  dialect.delimiter = '\t';
  dialect.keep_stray_quotes = true;
  read_table(in, dialect, options, sink);
}

extern constexpr Format kQuads = {
    .name = "quads",
    .extensions = ".quads",
    .summary = "facts with a time, tab separated: subject, relation, object, time or since and until",
    .keeps = "all of it",
    .loses = "nothing",
    .is_graph = true,
    .read = read_quads,
};

}  // namespace entente
