// The language as data, its functions, procedures and words of time: for help, completion and documentation.
#pragma once

#include <string_view>
#include <vector>

namespace entente {

struct ReferenceEntry {
  std::string_view kind;       // "function", "aggregate", "procedure", "clause" or "predicate" (of two periods)
  std::string_view name;       // "shortestPath"
  std::string_view signature;  // "left(text, length)"
  std::string_view summary;
  std::string_view example;  // a query; of an algorithm the call alone, without CALL
  std::string_view result;   // what it gives; empty for an algorithm
};

// In order of name.
std::vector<ReferenceEntry> language_reference();

// Words of the query language, upper case, in order.
std::vector<std::string_view> language_keywords();

}  // namespace entente
