// A table for a terminal: Unicode rules, columns as wide as they need; where the line is too narrow for that, long
// cells go over several lines, and end with an ellipsis where these don't hold them. Where columns would be too narrow
// to read, the columns of a row stand below one another.
#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/formats.hpp"
#include "formats/cell.hpp"

namespace entente {
namespace {

constexpr int kNarrowest = 8;  // no column is shortened below this
constexpr int kReadable = 12;  // nor below this where a row can stand in lines of its own instead
constexpr std::size_t kMostLines = 12;
const std::string kNothing;

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

// In pieces: a cell may be as wide as the longest text.
void repeat(std::ostream& out, std::string_view sign, int times) {
  constexpr int kAtOnce = 256;
  std::string piece;
  for (int k = 0; k < std::min(times, kAtOnce); ++k) piece += sign;
  for (; times > kAtOnce; times -= kAtOnce) out << piece;
  if (times > 0) out << std::string_view(piece).substr(0, static_cast<std::size_t>(times) * sign.size());
}

void write_rule(std::ostream& out, const std::vector<int>& widths, const char* left, const char* middle,
                const char* right) {
  out << left;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) out << middle;
    repeat(out, "─", widths[i] + 2);
  }
  out << right << '\n';
}

// The lines of a cell, broken at blanks where these are; the last of too many is shortened.
std::vector<std::string> lines_of(std::string_view text, int width) {
  std::vector<std::string> lines;
  while (lines.size() + 1 < kMostLines) {
    const std::size_t end = bytes_within(text, width);
    if (end == text.size()) break;
    const std::size_t blank = text.rfind(' ', end);
    // A word that is longer than half a line is taken apart.
    const bool at_blank = blank <= end && blank > 0 && display_width(text.substr(0, blank)) * 2 >= width;
    const std::size_t cut = at_blank ? blank : std::max<std::size_t>(end, 1);
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
    if (at_blank) text.remove_prefix(1);
  }
  lines.push_back(truncate_to_width(text, width));
  return lines;
}

void write_line(std::ostream& out, const std::vector<int>& widths, const std::vector<std::string>& cells,
                const std::vector<bool>& numeric) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    lines.push_back(lines_of(cells[i], widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    out << "│";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string& text = line < lines[i].size() ? lines[i][line] : kNothing;
      const int pad = widths[i] - display_width(text);
      out << ' ';
      if (numeric[i]) repeat(out, " ", pad);
      out << text;
      if (!numeric[i]) repeat(out, " ", pad);
      out << " │";
    }
    out << '\n';
  }
}

// Each row for itself, a line or more for each column.
void write_records(std::ostream& out, const std::vector<std::string>& header,
                   const std::vector<std::vector<std::string>>& rows, int line) {
  int names = 0;
  for (const std::string& name : header) names = std::max(names, display_width(name));
  names = std::min(names, line / 3);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string title = fmt::format("── {} ", row + 1);
    out << title;
    repeat(out, "─", line - display_width(title));
    out << '\n';
    for (std::size_t i = 0; i < header.size(); ++i) {
      std::string name = truncate_to_width(header[i], names);
      for (const std::string& text : lines_of(rows[row][i], std::max(kReadable, line - names - 2))) {
        out << name << std::string(static_cast<std::size_t>(names - display_width(name) + 2), ' ') << text << '\n';
        name.clear();
      }
    }
  }
}

void write_columns(std::ostream& out, const std::vector<std::string>& header,
                   const std::vector<std::vector<std::string>>& rows, const std::vector<int>& widths,
                   const std::vector<bool>& numeric) {
  write_rule(out, widths, "┌", "┬", "┐");
  write_line(out, widths, header, std::vector<bool>(header.size(), false));
  write_rule(out, widths, "├", "┼", "┤");
  for (const auto& cells : rows) write_line(out, widths, cells, numeric);
  write_rule(out, widths, "└", "┴", "┘");
}

bool is_readable(const std::vector<int>& fitted, const std::vector<int>& wanted) {
  for (std::size_t i = 0; i < fitted.size(); ++i)
    if (fitted[i] < wanted[i] && fitted[i] < kReadable) return false;
  return true;
}

void write_text_table(const Table& table, const WriteOptions& options, std::ostream& out) {
  const std::size_t n = table.columns.size();
  std::vector<std::string> header;
  for (const std::string& column : table.columns) header.push_back(printable(column));
  std::vector<int> widths(n);
  std::vector<bool> numeric(n, !table.rows.empty());
  for (std::size_t i = 0; i < n; ++i) widths[i] = display_width(header[i]);
  std::vector<std::vector<std::string>> rows;
  const std::size_t shown = options.max_rows > 0 ? std::min(options.max_rows, table.rows.size()) : table.rows.size();
  rows.reserve(shown);
  for (std::size_t r = 0; r < shown; ++r) {
    const auto& row = table.rows[r];
    auto& cells = rows.emplace_back();
    for (std::size_t i = 0; i < n; ++i) {
      cells.push_back(row[i].is_null() ? std::string(null_word(row[i]))
                                       : printable(cell_text_with_dates(row[i], table.elements)));
      widths[i] = std::max(widths[i], display_width(cells.back()));
      if (!row[i].is_number() && !row[i].is_null()) numeric[i] = false;
    }
  }
  const std::vector<int> wanted = widths;
  if (options.width > 0) fit(widths, options.width);
  if (n > 0 && (rows.empty() || is_readable(widths, wanted)))
    write_columns(out, header, rows, widths, numeric);
  else if (n > 0)
    write_records(out, header, rows, options.width);
  const bool only_writes = table.updates && n == 0;
  if (only_writes) {
    out << describe_updates(*table.updates) << '\n';
    return;
  }
  if (shown < table.rows.size()) {
    out << fmt::format("{} rows, {} shown", grouped(table.rows.size()), grouped(shown));
  } else {
    out << (shown == 1 ? "1 row" : fmt::format("{} rows", shown));
  }
  if (const std::string withheld = describe_withheld(table.read_at); !withheld.empty()) out << "; " << withheld;
  if (table.updates) out << "; " << describe_updates(*table.updates);
  out << '\n';
}

}  // namespace

extern constexpr Format kTable = {
    .name = "table",
    .extensions = ".txt",
    .summary = "a table for people",
    .keeps = "values as text, shortened to the width",
    .loses = "the rest",
    .write = write_text_table,
};

}  // namespace entente
