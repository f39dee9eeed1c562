#include "entente/reference.hpp"

#include <algorithm>

#include "algorithms/algorithms.hpp"
#include "entente/time/period_predicates.hpp"
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
  std::vector<std::string_view> words = {
      "ACCORDING",  "ALL",      "AND",   "AS",     "ASC",         "BY",      "CALL",     "CASE", "COMMIT", "DESC",
      "DISTINCT",   "ELSE",     "END",   "ENDS",   "EXISTS",      "EXPLAIN", "FALSE",    "FOR",  "FROM",   "IN",
      "IS",         "LIMIT",    "MATCH", "NOT",    "NULL",        "OF",      "OPTIONAL", "OR",   "ORDER",  "POSSIBLY",
      "RETURN",     "SHORTEST", "SKIP",  "STARTS", "SYSTEM_TIME", "THEN",    "TO",       "TRUE", "UNION",  "UNWIND",
      "VALID_TIME", "WHEN",     "WHERE", "WITH",   "XOR",         "YIELD"};
  for_each_period_word([&](const PeriodPredicate&, std::string_view word) {
    for (std::size_t blank = word.find(' '); blank != std::string_view::npos; blank = word.find(' ')) {
      words.push_back(word.substr(0, blank));
      word.remove_prefix(blank + 1);
    }
    words.push_back(word);
  });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace entente
