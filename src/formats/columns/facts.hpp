// Rows of a table into facts, after a column map.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"
#include "formats/columns/map.hpp"
#include "formats/columns/template.hpp"
#include "formats/csv/reader.hpp"
#include "formats/data_sink.hpp"

namespace entente {

// Finds the columns of the map among those of a file. Throws kInvalidData for one that is not there.
std::vector<std::size_t> resolve_columns(const ColumnsMap& map, const std::vector<std::string>& header);

class ColumnsFacts {
 public:
  // `fields`: where in a row each column of the map stands, from `resolve_columns`; `width`: the columns of the file.
  // The three references must live as long as this.
  ColumnsFacts(const ColumnsMap& map, std::vector<std::size_t> fields, std::size_t width, const ReadOptions& options,
               const DataSink& sink);

  // All facts of a row, or its one rejection and none of them.
  void read(const CsvReader& row, std::uint64_t number);
  // Behind the last row: what was put together of several rows.
  void finish();

 private:
  // Why a row gives nothing, and the column that it is about.
  struct Refused {
    std::string reason;
    std::size_t slot;
  };
  struct Seen {
    std::uint64_t content = 0;
    std::uint32_t line = 0;
  };

  void fill_cells(const CsvReader& row, std::uint64_t number);
  bool applies(const ColumnsFact& fact) const;
  // Text of a template; false where one of its columns has no value.
  bool text_of(const Template& from, std::string& text);
  std::string required(const Template& from, std::string_view what);
  std::optional<Validity> validity(const ColumnsTime& time);
  Value converted(const ColumnsProperty& property, std::string_view text, std::size_t slot) const;
  void read_properties(const ColumnsFact& fact, std::vector<PropertyFact>& into);
  Attribution attribution(const ColumnsFact& fact);
  void read_entity(const ColumnsFact& fact);
  void read_relation(const ColumnsFact& fact);
  bool is_new(const ColumnsFact& fact, const EntityFact& entity);
  void merge(EntityFact&& entity);
  void refuse(const CsvReader& row, const Refused& refused);
  void note_dates(const CsvReader& row);
  void advise_of_dates();

  const ColumnsMap& map_;
  std::vector<std::size_t> fields_;
  std::size_t width_;
  const ReadOptions& options_;
  const DataSink& sink_;
  std::vector<ColumnCell> cells_;      // by slot
  std::vector<std::string> replaced_;  // by slot: what cells of changed texts point into
  std::uint32_t line_ = 0;
  // What the row at hand gives; handed on when all of it is right.
  std::vector<std::pair<const ColumnsFact*, EntityFact>> entities_;
  std::vector<RelationFact> relations_;
  HashMap<std::array<std::uint64_t, 2>, Seen> seen_;
  std::vector<std::array<std::uint64_t, 2>> marked_;  // in seen_ because of the row at hand
  HashMap<std::string, std::size_t> merged_index_;
  std::vector<EntityFact> merged_;
  // Of each column of dates: what none of its forms reads, to tell which would.
  struct DateColumn {
    const std::vector<DateForm>* forms = nullptr;
    std::size_t values = 0;
    std::vector<std::string> unread;
    std::vector<std::uint32_t> lines;  // of these
  };
  std::map<std::size_t, DateColumn> dates_;  // by slot
};

}  // namespace entente
