// A table for a terminal: Unicode rules, columns as wide as they need, shortened with an ellipsis where the line is too
// narrow.
#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/cell.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

constexpr int kNarrowest = 8;  // no column is shortened below this

// Control characters would break the line: shown as escapes.
std::string one_line(const std::string& text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n')
      shown += "\\n";
    else if (c == '\t')
      shown += "\\t";
    else if (c == '\r')
      shown += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      shown += c;
  }
  return shown;
}

// Takes from the widest columns until all fit; columns never go below kNarrowest.
void fit(std::vector<int>& widths, int line) {
  const int rules = 3 * static_cast<int>(widths.size()) + 1;
  int excess = std::accumulate(widths.begin(), widths.end(), rules) - line;
  while (excess > 0) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowest) return;
    int next = kNarrowest;  // the width of the next narrower column: shrink to it in one step
    for (const int w : widths)
      if (w < *widest) next = std::max(next, w);
    const int step = std::max(1, std::min(excess, *widest - next));
    *widest -= step;
    excess -= step;
  }
}

void write_rule(std::ostream& out, const std::vector<int>& widths, const char* left, const char* middle,
                const char* right) {
  out << left;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) out << middle;
    for (int k = 0; k < widths[i] + 2; ++k) out << "─";
  }
  out << right << '\n';
}

void write_line(std::ostream& out, const std::vector<int>& widths, const std::vector<std::string>& cells,
                const std::vector<bool>& numeric) {
  out << "│";
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::string text = truncate_to_width(cells[i], widths[i]);
    const std::string pad(static_cast<std::size_t>(std::max(0, widths[i] - display_width(text))), ' ');
    out << ' ' << (numeric[i] ? pad + text : text + pad) << " │";
  }
  out << '\n';
}

}  // namespace

void write_text_table(const Table& table, const WriteOptions& options, std::ostream& out) {
  const std::size_t n = table.columns.size();
  std::vector<std::string> header;
  for (const std::string& column : table.columns) header.push_back(one_line(column));
  std::vector<int> widths(n);
  std::vector<bool> numeric(n, !table.rows.empty());
  for (std::size_t i = 0; i < n; ++i) widths[i] = display_width(header[i]);
  std::vector<std::vector<std::string>> rows;
  rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    auto& cells = rows.emplace_back();
    for (std::size_t i = 0; i < n; ++i) {
      cells.push_back(one_line(cell_text(row[i], table.elements)));
      widths[i] = std::max(widths[i], display_width(cells.back()));
      if (!row[i].is_number() && !row[i].is_null()) numeric[i] = false;
    }
  }
  if (options.width > 0) fit(widths, options.width);
  if (n > 0) {
    write_rule(out, widths, "┌", "┬", "┐");
    write_line(out, widths, header, std::vector<bool>(n, false));
    write_rule(out, widths, "├", "┼", "┤");
    for (const auto& cells : rows) write_line(out, widths, cells, numeric);
    write_rule(out, widths, "└", "┴", "┘");
  }
  out << (table.rows.size() == 1 ? "1 row" : fmt::format("{} rows", table.rows.size())) << '\n';
}

}  // namespace entente
