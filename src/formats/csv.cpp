#include <string>

#include "formats/cell.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

void write_field(std::ostream& out, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    out << text;
    return;
  }
  out << '"';
  for (const char c : text) {
    if (c == '"') out << '"';
    out << c;
  }
  out << '"';
}

}  // namespace

void write_csv(const Table& table, const WriteOptions&, std::ostream& out) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out << ',';
    write_field(out, table.columns[i]);
  }
  out << "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out << ',';
      write_field(out, cell_text(row[i], table.elements));
    }
    out << "\r\n";
  }
}

}  // namespace entente
