// The beginning of a table, read without being told how: its delimiter and encoding are found out.
#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/read_limits.hpp"

namespace entente {

struct TableSample {
  std::string file;  // its name, without its folder
  std::vector<std::string> header;
  // Blanks at the ends left out; as wide as the header, or wider where a row has more fields than it.
  std::vector<std::vector<std::string>> rows;
  std::size_t broken = 0;    // rows that can't be cut into fields, besides
  std::string broken_first;  // where and why, of the first of them
  char delimiter = ',';
  char usual_delimiter = ',';  // what a map need not say for this file
  std::string encoding;        // as a map says it; empty: UTF-8, or a byte order mark says it
  bool has_short_rows = false;
  bool whole = true;  // these are all rows
};

// The encoding that the bytes are most likely in, as a map says it; empty: UTF-8, or one that a byte order mark tells.
std::string likely_encoding(std::string_view bytes);

// Of `,` `;` tab and `|`, the one that cuts the lines most evenly; `usual` where none does better.
char likely_delimiter(const std::string& bytes, const std::string& encoding, char usual);

// Reads at most 4 MiB and 10,000 rows. `file` is its path. Throws what reading throws, and what read_header does.
TableSample read_sample(std::istream& in, const std::string& file, char usual_delimiter, const ReadLimits& limits);

}  // namespace entente
