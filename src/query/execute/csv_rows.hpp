// Rows of a file of separated values, for LOAD CSV. Who runs a query gives what opens them: the engine itself reads no
// file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/value.hpp"

namespace entente {

class CsvRows {
 public:
  virtual ~CsvRows() = default;
  // Takes the place of the row before; an empty field without quotes is null. False: there are none left. Throws Error,
  // with file and line, for a row that can't be read.
  virtual bool next(std::vector<Value>& fields) = 0;
  // "people.csv:3", of the row given last.
  virtual std::string place() const = 0;
};

// Throws kUnsupported where no files are to be read, kNotFound, kIo.
using OpenCsv = std::function<std::unique_ptr<CsvRows>(std::string_view file, char delimiter)>;

}  // namespace entente
