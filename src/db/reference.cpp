#include "entente/reference.hpp"

#include <algorithm>

#include "query/functions/function.hpp"

namespace entente {

std::vector<ReferenceEntry> language_reference() {
  std::vector<ReferenceEntry> entries;
  for (const Function& f : functions())
    entries.push_back({"function", f.name, f.signature, f.summary, f.example, f.result});
  for (const Aggregate& a : aggregates())
    entries.push_back({"aggregate", a.name, a.signature, a.summary, a.example, a.result});
  std::sort(entries.begin(), entries.end(),
            [](const ReferenceEntry& a, const ReferenceEntry& b) { return a.name < b.name; });
  return entries;
}

std::vector<std::string_view> language_keywords() {
  return {"AFTER",      "ALL",      "AND",      "AS",          "ASC",   "BEFORE",   "BY",       "CASE",     "CONTAINS",
          "DESC",       "DISTINCT", "DURING",   "ELSE",        "END",   "ENDS",     "EQUALS",   "EXISTS",   "EXPLAIN",
          "FALSE",      "FOR",      "FROM",     "IMMEDIATELY", "IN",    "IS",       "LIMIT",    "MATCH",    "NOT",
          "NULL",       "OF",       "OPTIONAL", "OR",          "ORDER", "OVERLAPS", "POSSIBLY", "PRECEDES", "RETURN",
          "SHORTEST",   "SKIP",     "STARTS",   "SUCCEEDS",    "THEN",  "TO",       "TRUE",     "UNION",    "UNWIND",
          "VALID_TIME", "WHEN",     "WHERE",    "WITH",        "XOR"};
}

}  // namespace entente
