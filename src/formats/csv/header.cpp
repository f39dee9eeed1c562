#include "formats/csv/header.hpp"

#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"

namespace entente {

std::vector<std::string> read_header(const CsvReader& reader, bool trim) {
  std::vector<std::string> header;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    std::string name(trim ? trim_blanks(reader.field(i)) : reader.field(i));
    // A column without a name can only not be used; a name twice leaves open which is meant.
    if (!name.empty() && !seen.insert(name).second) {
      const TextPlace place = reader.place_of(i);
      throw Error(ErrorCode::kInvalidData, fmt::format("column {}: two columns are called `{}`", place.column, name))
          .with_hint("name them by `header` in the column map, and leave this row out by `skip_lines`")
          .with_place("", place.line);
    }
    header.push_back(std::move(name));
  }
  return header;
}

}  // namespace entente
