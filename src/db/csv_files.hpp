// The files that LOAD CSV may read: those below one folder.
#pragma once

#include <string>

#include "query/execute/csv_rows.hpp"

namespace entente {

// A name is taken from the folder on, as "people.csv", "2024/people.csv.gz" or "file:///people.csv"; links count by
// where they lead. Errors of opening: kUnsupported for an address in a network, kArgument for a name that leads out of
// the folder, kNotFound, kIo.
OpenCsv csv_below(const std::string& folder);

}  // namespace entente
