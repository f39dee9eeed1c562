// The checks of a store's data by name, and their findings as JSON. Database::check runs them.
#pragma once

#include <ostream>
#include <span>
#include <string_view>

#include "entente/model/finding.hpp"

namespace entente {

struct IntegrityCheck {
  std::string_view name;     // the rule of its findings: "two_holders"
  std::string_view summary;  // what it looks for
  std::string_view example;  // of what it finds
};

// The table of checks, in order of name.
std::span<const IntegrityCheck> integrity_checks();

// One object with all of them, as src/formats/interface/findings.schema.json says.
void write_findings_json(std::span<const Finding> findings, std::ostream& out);

}  // namespace entente
