// The first row of a table as the names of its columns.
#pragma once

#include <string>
#include <vector>

#include "formats/csv/reader.hpp"

namespace entente {

// The reader stands at the row. Throws kInvalidData with the line for a name that stands twice; columns without a name
// may be several.
std::vector<std::string> read_header(const CsvReader& reader, bool trim);

}  // namespace entente
