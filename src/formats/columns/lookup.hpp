// Tables from one text to another that a column map uses: ids to names.
#pragma once

#include <string>

#include "formats/columns/template.hpp"
#include "formats/csv/reader.hpp"
#include "formats/json/json.hpp"

namespace entente {

// An object of strings, or one that names a file of separated values, found in `folder` unless its path is absolute,
// and the numbers of two columns (and `rules`, which the caller applies). The whole of it is kept in memory. Throws
// kInvalidData; kIo; kLimit.
Lookup read_lookup(const json::Json& json, const std::string& folder, const CsvDialect& dialect,
                   const ReadLimits& limits);

}  // namespace entente
