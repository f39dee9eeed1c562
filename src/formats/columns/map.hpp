// A column map: how the rows of a table become facts (graph-data/README.md, columns.schema.json).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "entente/model/fact.hpp"
#include "formats/columns/dates.hpp"
#include "formats/columns/template.hpp"
#include "formats/csv/reader.hpp"

namespace entente {

struct ColumnCondition {
  std::size_t slot = 0;
  std::shared_ptr<const RE2> match;  // null: that it has a value
  bool negated = false;
};

// Valid time: a date, or one from `start` to `end`.
struct ColumnsTime {
  Template at, start, end;
  std::vector<DateForm> forms;
  DateMeaning meaning;
  OpenEnd no_start = OpenEnd::kUnknown, no_end = OpenEnd::kUnknown;
  Template phrase;
};

enum class ColumnType : std::uint8_t { kString, kInteger, kFloat, kBoolean, kPeriod };

struct ColumnsProperty {
  std::string key;
  std::optional<Value> constant;  // else `text`
  Template text;
  ColumnType type = ColumnType::kString;
  std::string separator;  // of a list; empty: one value
  bool is_list = false;
  std::vector<std::string> true_words = {"true", "yes", "1"}, false_words = {"false", "no", "0"};
  std::vector<DateForm> forms;  // kPeriod
  std::optional<ColumnsTime> valid;
};

// What happens where several rows give one entity.
enum class Repeated : std::uint8_t {
  kSame,     // they must all say the same
  kFirst,    // the first row counts
  kMerge,    // what they say is put together, in memory, until the file ends
  kError,    // they must not
  kMention,  // rows only name it: it is made where nothing describes it
};

struct ColumnsFact {
  bool is_relation = false;
  std::vector<ColumnCondition> when;  // all of them
  Template id, from, to;
  std::vector<Template> types;
  std::vector<ColumnsProperty> properties;
  std::optional<ColumnsTime> valid;
  Repeated repeated = Repeated::kSame;
  Provenance provenance = Provenance::kStated;
  std::vector<Template> sources;
};

struct ColumnsReplacement {
  std::shared_ptr<const RE2> match;
  std::string with;
};

// A column that the map uses.
struct MappedColumn {
  std::string name;
  std::vector<ColumnsReplacement> replacements;  // in order
};

// The columns that are no columns of the file.
inline constexpr std::string_view kRowColumn = "$row", kLineColumn = "$line", kFileColumn = "$file";

struct ColumnsMap {
  CsvDialect dialect;
  bool has_header = true;          // the first row names the columns
  std::vector<std::string> names;  // without a header row: the names; empty: they are numbered from 1
  bool trim = true;
  bool fill_short_rows = false;  // a row that ends early has no values in the rest
  bool decimal_comma = false;
  std::vector<std::string> no_value = {""};
  std::vector<MappedColumn> columns;  // by slot
  std::vector<std::unique_ptr<const Lookup>> lookups;
  Ontology ontology;
  bool has_ontology = false;
  std::vector<EntityFact> also;  // entities that are made where nothing describes them
  std::vector<ColumnsFact> facts;
};

// What is the case before the map says anything: the format's own dialect.
struct ColumnsDefaults {
  CsvDialect dialect;
  bool has_header = true;
};

// The part of a map that is about `file`. Lookups in files are read from the folder of `file`. Throws kInvalidData with
// the place in the map; kIo for a lookup.
ColumnsMap read_columns_map(std::string_view text, const std::string& file, const ColumnsDefaults& defaults,
                            const ReadLimits& limits);

}  // namespace entente
