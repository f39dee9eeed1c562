#include "entente/reference.hpp"

#include <algorithm>

#include "algorithms/algorithms.hpp"
#include "query/functions/function.hpp"
#include "query/phrases.hpp"
#include "query/procedures/procedure.hpp"

namespace entente {

std::vector<ReferenceEntry> language_reference() {
  std::vector<ReferenceEntry> entries;
  for (const Function& f : functions())
    entries.push_back({"function", f.name, f.signature, f.summary, f.example, f.result});
  for (const Aggregate& a : aggregates())
    entries.push_back({"aggregate", a.name, a.signature, a.summary, a.example, a.result});
  for (const ProcedureRow& p : procedures())
    entries.push_back({"procedure", p.name, p.signature, p.summary, p.example, p.result});
  for (const Algorithm& a : algorithms())
    entries.push_back({"procedure", a.name, a.signature, a.summary, a.example, {}});
  for (const Phrase& p : phrases()) entries.push_back({p.kind, p.name, p.signature, p.summary, p.example, p.result});
  std::stable_sort(entries.begin(), entries.end(),
                   [](const ReferenceEntry& a, const ReferenceEntry& b) { return a.name < b.name; });
  return entries;
}

std::vector<std::string_view> language_keywords() {
  return {"ACCORDING", "AFTER",    "ALL",      "AND",      "AS",       "ASC",    "BEFORE",   "BY",
          "CALL",      "CASE",     "CONTAINS", "DESC",     "DISTINCT", "DURING", "ELSE",     "END",
          "ENDS",      "EQUALS",   "EXISTS",   "EXPLAIN",  "FALSE",    "FOR",    "FROM",     "IMMEDIATELY",
          "IN",        "IS",       "LIMIT",    "MATCH",    "NOT",      "NULL",   "OF",       "OPTIONAL",
          "OR",        "ORDER",    "OVERLAPS", "POSSIBLY", "PRECEDES", "RETURN", "SHORTEST", "SKIP",
          "STARTS",    "SUCCEEDS", "THEN",     "TO",       "TRUE",     "UNION",  "UNWIND",   "VALID_TIME",
          "WHEN",      "WHERE",    "WITH",     "XOR",      "YIELD"};
}

}  // namespace entente
