#include "query/syntax/path_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "entente/time/duration.hpp"
#include "entente/time/period_predicates.hpp"

namespace entente::syntax {
namespace {

std::string_view word_of(Reading reading) {
  constexpr std::array<std::string_view, 3> kWords = {"CERTAINLY", "PRESUMABLY", "POSSIBLY"};
  return kWords[static_cast<std::size_t>(reading)];
}

std::string_view word_of(PathGoal goal) {
  constexpr std::array<std::string_view, 5> kWords = {"", "SHORTEST", "EARLIEST ARRIVAL", "LATEST DEPARTURE",
                                                      "FASTEST"};
  return kWords[static_cast<std::size_t>(goal)];
}

std::string words_of_time(const PathSelection& s) {
  if (s.time == PathTime::kContinuous) return "CONTINUOUS";
  if (s.time != PathTime::kRelated) return s.strict ? "STRICTLY CHRONOLOGICAL" : "CHRONOLOGICAL";
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < kPeriodPredicates.size(); ++i)
    if ((s.each >> i & 1U) != 0) words.push_back(kPeriodPredicates[i].word);
  return fmt::format("EACH {} NEXT", fmt::join(words, " OR "));
}

std::string length_text(std::int64_t seconds) {
  return print_duration({0, seconds / kSecondsPerDay, seconds % kSecondsPerDay});
}

}  // namespace

std::string words_of(const PathSelection& s) {
  std::vector<std::string> words;
  if (s.reading) words.emplace_back(word_of(*s.reading));
  const bool is_journey = s.goal > PathGoal::kFewestRelations;
  if (s.time != PathTime::kAny && (!is_journey || s.strict)) words.push_back(words_of_time(s));
  if (!s.travel_by_type.empty()) {
    std::vector<std::string> types;
    for (const auto& [type, seconds] : s.travel_by_type)
      types.push_back(fmt::format("{}: '{}'", type, length_text(seconds)));
    words.push_back(fmt::format("TRAVEL {{{}}}", fmt::join(types, ", ")));
  }
  if (!s.travel_key.empty()) words.push_back("TRAVEL BY " + s.travel_key);
  if (s.travel != 0) words.push_back(fmt::format("TRAVEL '{}'", length_text(s.travel)));
  if (s.within) words.push_back(fmt::format("WITHIN '{}'", length_text(*s.within)));
  for (const auto& [word, mode] : kPathModeWords)
    if (mode == s.mode && mode != PathMode::kTrail) words.emplace_back(word);
  if (s.goal == PathGoal::kNone) return fmt::format("{}", fmt::join(words, " "));
  const bool is_some = s.count == PathCount::kSome && s.k == 1 && !is_journey;
  if (s.count == PathCount::kAll || is_some) words.emplace_back(is_some ? "ANY" : "ALL");
  words.emplace_back(word_of(s.goal));
  if (s.k != 1) words.push_back(std::to_string(s.k));
  if (s.count == PathCount::kGroups) words.emplace_back("GROUPS");
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace entente::syntax
