#include "cli/derivation_report.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

void print_derivation(const DerivationReport& report) {
  std::size_t width = 0;
  for (const RuleReport& r : report.rules) width = std::max(width, r.rule.size());
  for (const RuleReport& r : report.rules) {
    put("  {:<{}}  {} new, {} kept, {} withdrawn{}\n", r.rule, width, grouped(r.added), grouped(r.kept),
        grouped(r.withdrawn), r.declared ? "" : " (no rule of the ontology any more)");
    std::fflush(stdout);
    for (const std::string& warning : r.warnings) put_error("warning: rule `{}`: {}\n", r.rule, Lines{warning});
  }
}

}  // namespace entente::cli
