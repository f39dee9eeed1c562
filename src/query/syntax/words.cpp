#include "query/syntax/words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "entente/time/period_predicates.hpp"
#include "query/syntax/characters.hpp"
#include "query/syntax/habits.hpp"

namespace entente::syntax {
namespace {

constexpr std::array<std::string_view, 30> kReserved = {
    "ALL",    "AND",    "AS",    "CASE",  "CREATE", "DELETE", "DETACH", "DISTINCT", "EXISTS", "FALSE",
    "IN",     "IS",     "LIMIT", "MATCH", "MERGE",  "NOT",    "NULL",   "OPTIONAL", "OR",     "ORDER",
    "REMOVE", "RETURN", "SET",   "SKIP",  "TRUE",   "UNION",  "UNWIND", "WHERE",    "WITH",   "XOR"};

const std::vector<std::string>& clauses() {
  static const std::vector<std::string> kWords = {
      "MATCH",    "OPTIONAL MATCH", "OPTIONAL", "RETURN",        "WITH",    "WHERE",  "UNWIND", "CREATE", "MERGE",
      "SET",      "DELETE",         "DETACH",   "DETACH DELETE", "REMOVE",  "CALL",   "YIELD",  "UNION",  "UNION ALL",
      "ORDER BY", "ORDER",          "SKIP",     "LIMIT",         "EXPLAIN", "FOREACH"};
  return kWords;
}

const std::vector<std::string>& operators() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> words = {"AND", "OR", "XOR", "IN", "STARTS WITH", "STARTS", "ENDS WITH", "ENDS", "IS"};
    for_each_period_word(
        [&](const PeriodPredicate&, std::string_view word) { words.emplace_back(word.substr(0, word.find(' '))); });
    return words;
  }();
  return kWords;
}

}  // namespace

bool is_reserved(std::string_view word) {
  return std::any_of(kReserved.begin(), kReserved.end(), [&](std::string_view w) { return same_word(w, word); });
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (std::string hint = hint_for_habit(HabitKind::kWord, word); !hint.empty()) return hint;
  if (word.size() < 3) return {};
  for (const std::string& candidate : candidates) {
    if (same_word(candidate, word)) return {};  // spelt right, standing wrong
  }
  const std::string near = nearest(word, candidates);
  return near.empty() ? std::string() : "did you mean " + near + "?";
}

std::span<const std::string> clause_words() {
  return clauses();
}

std::span<const std::string> operator_words() {
  return operators();
}

}  // namespace entente::syntax
