// A map for tables of which the beginning is at hand (entente/columns_proposal.hpp reads it from files).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/columns_proposal.hpp"
#include "formats/columns/table_sample.hpp"

namespace entente {

// Plans the tables, and tries the map on the samples. Each has a header.
ColumnsProposal propose_columns(std::span<const TableSample> tables);

// Throws kInvalidData for the header of a format that says itself what its columns are, with the name of that. `file`
// is its path.
void require_own_header(const std::vector<std::string>& header, const std::string& file);
// Of a table that is a header and nothing else that can be read.
Error no_rows(const TableSample& table);

}  // namespace entente
