#include "formats/columns/column_values.hpp"

#include <cctype>
#include <charconv>
#include <cstdint>

#include "base/hash_map.hpp"
#include "base/text.hpp"

namespace entente {

ColumnValues values_of(const TableSample& table, std::size_t column) {
  ColumnValues values;
  HashSet<std::string> seen;
  for (const auto& row : table.rows) {
    const std::string& value = row[column];
    if (value.empty()) {
      ++values.blank;
      continue;
    }
    values.filled.push_back(value);
    if (seen.insert(value).second) values.distinct.push_back(value);
  }
  return values;
}

bool is_integer(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::size_t digits = text.starts_with('-') ? 1 : 0;
  const bool is_code = text.size() > digits + 1 && text[digits] == '0';  // 007
  return error == std::errc() && end == text.data() + text.size() && !is_code;
}

bool is_number(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() &&
         std::isalpha(static_cast<unsigned char>(text.back())) == 0;
}

bool is_truth(const std::string& text) {
  const std::string word = fold(text);
  return word == "yes" || word == "no" || word == "true" || word == "false";
}

}  // namespace entente
