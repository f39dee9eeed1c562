// What the columns of tables mean, told from their names and values: a column map before it is written down.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "formats/columns/table_sample.hpp"

namespace entente {

enum class ColumnRole : unsigned char {
  kUnused,
  kId,
  kName,
  kType,
  kFrom,
  kTo,
  kStart,
  kEnd,
  kDate,
  kAliases,
  kSource,
  kProperty,
};

struct ColumnPlan {
  ColumnRole role = ColumnRole::kProperty;
  std::string key = {};        // kProperty: its name
  std::string type = {};       // kProperty: "integer", "float", "boolean", "period"; empty: text
  std::string separator = {};  // kAliases, of several in a cell
  // kProperty, "boolean": the words for these, where they are not those that every map knows
  std::vector<std::string> words_for_true = {}, words_for_false = {};
  std::string becomes = {};  // in words
};

// Texts are templates of a column map; empty: there is none.
struct TablePlan {
  bool is_relation = false;
  std::vector<ColumnPlan> columns;  // as in the header
  std::string id, name, from, to;
  std::vector<std::string> types;  // of a relation one
  bool repeats = false;            // several rows give one entity
  // Some ends are described by no table: their names are all that is known.
  bool mentions_from = false, mentions_to = false;
  std::string from_type = "Thing", to_type = "Thing";  // of these
  std::vector<std::string> forms = {};                 // of dates, besides EDTF and English
  std::size_t dates = 0, dates_read = 0;
  std::vector<std::string> remarks = {};  // what a person should look at
};

// A plan for each table. A table of two ends is one of relations: columns of names that go in pairs (from and to,
// source and target, person 1 and person 2) whose values are no dates, or two columns of what other tables describe.
// Every other table is one of entities. Pure; cost: a look at each value of the samples.
std::vector<TablePlan> plan_tables(std::span<const TableSample> tables);

// The column map that does it, for all tables, as JSON text. Without `dialects` it says nothing of delimiters and
// encodings: for text that is cut by commas.
std::string map_of_plans(std::span<const TableSample> tables, std::span<const TablePlan> plans, bool dialects = true);

}  // namespace entente
