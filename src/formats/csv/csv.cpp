#include <cmath>
#include <optional>
#include <string>

#include "entente/formats.hpp"
#include "formats/cell.hpp"
#include "formats/csv/field.hpp"
#include "formats/exchange.hpp"
#include "formats/readers.hpp"
#include "formats/row_writer.hpp"

namespace entente {
namespace {

std::string json_text(const Value& value, const Elements& elements) {
  std::string text;
  switch (value.type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kBoolean:
    case ValueType::kInteger:
      return cell_text(value, elements);
    case ValueType::kFloat:
      if (std::isfinite(value.floating())) return cell_text(value, elements);
      return exchange::json_text(Value(cell_text(value, elements)));
    case ValueType::kList:
      for (const Value& item : value.list()) text += (text.empty() ? "" : ",") + json_text(item, elements);
      return "[" + text + "]";
    case ValueType::kMap:
      for (const auto& [key, item] : value.map())
        text += (text.empty() ? "" : ",") + exchange::json_text(Value(key)) + ":" + json_text(item, elements);
      return "{" + text + "}";
    default:
      return exchange::json_text(Value(cell_text(value, elements)));
  }
}

// A list or a map is JSON, in which what JSON has no type for is its text; anything else as in a table for people.
std::string field_text(const Value& value, const Elements& elements) {
  return value.is_list() || value.is_map() ? json_text(value, elements) : cell_text(value, elements);
}

// Null is an empty field, the empty text a quoted one.
class SeparatedRows final : public RowWriter {
 public:
  SeparatedRows(char delimiter, std::ostream& out) : delimiter_(delimiter), out_(out) {}

  void begin(const std::vector<std::string>& columns) override {
    write_line(columns.size(), [&](std::size_t i) { return std::optional(columns[i]); });
  }
  void add(const Table& part) override {
    for (const auto& row : part.rows)
      write_line(row.size(), [&](std::size_t i) {
        return row[i].is_null() ? std::nullopt : std::optional(field_text(row[i], part.elements));
      });
  }
  void end(const Table&) override {}

 private:
  template <class TextOf>
  void write_line(std::size_t size, const TextOf& text_of) {
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) out_ << delimiter_;
      const std::optional<std::string> text = text_of(i);
      if (text && text->empty())
        out_ << "\"\"";
      else if (text)
        write_csv_field(out_, *text, delimiter_);
    }
    out_ << "\r\n";
  }

  char delimiter_;
  std::ostream& out_;
};

std::unique_ptr<RowWriter> csv_rows(std::ostream& out) {
  return std::make_unique<SeparatedRows>(',', out);
}

std::unique_ptr<RowWriter> tsv_rows(std::ostream& out) {
  return std::make_unique<SeparatedRows>('\t', out);
}

void write_csv(const Table& table, const WriteOptions&, std::ostream& out) {
  write_by_rows(table, *csv_rows(out));
}

void write_tsv(const Table& table, const WriteOptions&, std::ostream& out) {
  write_by_rows(table, *tsv_rows(out));
}

}  // namespace

extern constexpr Format kCsv = {
    .name = "csv",
    .extensions = ".csv",
    .summary = "a header and a line a row (RFC 4180); read through a column map (--columns)",
    .keeps = "values as text",
    .loses = "types and elements",
    .write = write_csv,
    .read = read_csv,
    .rows = csv_rows,
};

extern constexpr Format kTsv = {
    .name = "tsv",
    .extensions = ".tsv .tab",
    .summary = "as csv, with tabs between the fields",
    .keeps = "values as text",
    .loses = "types and elements",
    .write = write_tsv,
    .read = read_tsv,
    .rows = tsv_rows,
};

}  // namespace entente
