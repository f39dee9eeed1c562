#include "cli/drawing_report.hpp"

#include <cstddef>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

void print_style_warnings(const DrawReport& report) {
  for (const std::string& line : report.warnings) put_error("warning: {}\n", line);
}

void print_drawing(const DrawReport& report) {
  print_style_warnings(report);
  if (is_standard_output(report.files.front())) return;
  const std::string what = report.files.size() == 1
                               ? report.files.front()
                               : fmt::format("{} to {}", report.files.front(), report.files.back());
  const auto of = [](std::size_t drawn, std::size_t found) {
    return drawn < found ? fmt::format("{} of ", grouped(drawn)) : std::string{};
  };
  if (report.lines_found > 0 || report.values > 0) {
    put("{}: {}{}, {}\n", what, of(report.lines, report.lines_found), counted(report.lines_found, "line", "lines"),
        counted(report.values, "value", "values"));
    return;
  }
  put("{}: {}{}, {}{}\n", what, of(report.entities, report.entities_found),
      counted(report.entities_found, "entity", "entities"), of(report.relations, report.relations_found),
      counted(report.relations_found, "relation", "relations"));
}

}  // namespace entente::cli
