// A column map made of what tables look like: their headers, and the values of their first rows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/read_limits.hpp"

namespace entente {

// What the map makes of a column, in words ("where the relation starts, 49 of 49 values are names in people.csv").
struct ProposedColumn {
  std::string column;
  std::string becomes;
};

struct ProposedTable {
  std::string file;       // its name, without its folder
  std::string gives;      // "a row is an entity of type Person"
  std::string delimiter;  // "commas"
  std::string encoding;   // "UTF-8"
  std::size_t rows = 0;   // that were looked at
  bool whole = true;      // and there are no more
  std::vector<ProposedColumn> columns;
  std::vector<std::string> remarks;  // what a person should look at
};

struct ColumnsProposal {
  std::string map;  // JSON text, for all tables: ImportOptions::columns_map, or a file for ImportOptions::columns
  std::vector<ProposedTable> tables;
  // What the map makes of the rows that were looked at.
  std::size_t entities = 0, relations = 0;
  std::size_t dates = 0, dates_read = 0;
  std::size_t rejected = 0;
  std::vector<std::string> examples;  // facts, in words: an entity and a relation, where there are such
};

// Looks at the beginning of each table (4 MiB, 10,000 rows), and at all of them together: what one says of the other's
// entities is a relation. Files that `format` or their names make no tables (CSV, TSV) are left out; without any table
// the proposal is empty. Nothing is imported. Errors: kIo; kArgument for two files of one name, which a map can't tell
// apart, and for standard input and pipes, which can't be read twice; kInvalidData for a header with a name twice, or
// that of another format.
Result<ColumnsProposal> propose_columns(const std::vector<std::string>& files, const std::string& format = {},
                                        const ReadLimits& limits = {});

// Its map into a file that is not there yet, whole or not at all; `-` is standard output. Errors: kIo; kArgument where
// there is such a file, which may be a map that somebody has worked on.
Result<void> write_map(const ColumnsProposal& proposal, const std::string& path);

}  // namespace entente
