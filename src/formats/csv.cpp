#include "formats/cell.hpp"
#include "formats/csv_field.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

// A row of one empty field is quoted: an empty line is no row.
void write_rows(const Table& table, char delimiter, std::ostream& out) {
  const auto line = [&](std::size_t size, auto text_of) {
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) out << delimiter;
      const std::string text = text_of(i);
      if (size == 1 && text.empty())
        out << "\"\"";
      else
        write_csv_field(out, text, delimiter);
    }
    out << "\r\n";
  };
  line(table.columns.size(), [&](std::size_t i) { return table.columns[i]; });
  for (const auto& row : table.rows) line(row.size(), [&](std::size_t i) { return cell_text(row[i], table.elements); });
}

}  // namespace

void write_csv(const Table& table, const WriteOptions&, std::ostream& out) {
  write_rows(table, ',', out);
}

void write_tsv(const Table& table, const WriteOptions&, std::ostream& out) {
  write_rows(table, '\t', out);
}

}  // namespace entente
