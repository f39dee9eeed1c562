// Column maps that nobody has to write.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace entente {

// The columns of temporal quadruples: subject, relation, object, and a time, or since and until.
std::vector<std::string> quads_columns(std::size_t fields);
// How they become facts, by the number of fields in the first row.
std::string quads_map(std::size_t fields);

}  // namespace entente
