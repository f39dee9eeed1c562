// What stands in a column of a table, and of which kind it is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "formats/columns/table_sample.hpp"

namespace entente {

struct ColumnValues {
  std::vector<std::string> filled;    // in order of the rows
  std::vector<std::string> distinct;  // in order of their first row
  std::size_t blank = 0;
  bool are_all_distinct() const { return filled.size() == distinct.size(); }
};

ColumnValues values_of(const TableSample& table, std::size_t column);

// Of 64 bits, without leading zeros: 007 is a code.
bool is_integer(const std::string& text);
bool is_number(const std::string& text);
// In words: a 1 is a number.
bool is_truth(const std::string& text);

// Whether there are any, and all of them are such.
template <class Test>
bool all_of(const std::vector<std::string>& values, Test test) {
  return !values.empty() && std::all_of(values.begin(), values.end(), test);
}

}  // namespace entente
