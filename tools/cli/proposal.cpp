#include "cli/proposal.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/shortened.hpp"
#include "base/text.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {
namespace {

void print_table(const ProposedTable& table) {
  put("{} ({}{}, separated by {}, {}): {}\n", table.file, table.whole ? "" : "the first ",
      counted(table.rows, "row", "rows"), table.delimiter, table.encoding, table.gives);
  int width = 0;
  for (const ProposedColumn& c : table.columns) width = std::max(width, display_width(printable(c.column)));
  width = std::min(width, 30);
  for (const ProposedColumn& c : table.columns) {
    const int blanks = std::max(0, width - display_width(printable(c.column)));
    put("  {}{}  {}\n", c.column, std::string(static_cast<std::size_t>(blanks), ' '), c.becomes);
  }
  for (const std::string& remark : table.remarks) put("  ! {}\n", shortened(remark));
  put("\n");
}

}  // namespace

void print_proposal(const ColumnsProposal& proposal) {
  for (const ProposedTable& table : proposal.tables) print_table(table);
  const bool whole =
      std::all_of(proposal.tables.begin(), proposal.tables.end(), [](const ProposedTable& t) { return t.whole; });
  put("{}{} and {}", whole ? "" : "of the rows looked at: ", counted(proposal.entities, "entity", "entities"),
      counted(proposal.relations, "relation", "relations"));
  if (proposal.dates > 0) put("; {} of {} dates read", grouped(proposal.dates_read), grouped(proposal.dates));
  if (proposal.rejected > 0) put("; {} would be rejected", counted(proposal.rejected, "row", "rows"));
  put("{}\n", proposal.examples.empty() ? "" : "; for example");
  for (const std::string& example : proposal.examples) put("  {}\n", example);
}

std::string as_typed(std::string_view argument) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./:@%+,=").find(c) != std::string_view::npos ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), is_plain)) return std::string(argument);
  std::string quoted = "'";
  for (const char c : argument) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace entente::cli
