// Rows of a file of separated values, for LOAD CSV. Who runs a query gives what opens them: the engine itself reads no
// file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/value.hpp"

namespace entente {

struct CsvRows {
  // Takes the place of the row before; an empty field without quotes is null. False: there are none left. Throws Error,
  // with file and line, for a row that can't be read.
  std::function<bool(std::vector<Value>& fields)> next;
  // "people.csv:3", of the row given last.
  std::function<std::string()> place;
};

// Throws kUnsupported where no files are to be read, kNotFound, kIo.
using OpenCsv = std::function<CsvRows(std::string_view file, char delimiter)>;

}  // namespace entente
