// A row of a derivation rule's query as a relation with its reasons.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/table.hpp"
#include "entente/time/truth.hpp"

namespace entente {

// Properties of every conclusion; `possible` stands where it holds only for some choices of uncertain bounds.
inline constexpr std::string_view kRuleProperty = "rule";
inline constexpr std::string_view kRestsOnProperty = "rests_on";
inline constexpr std::string_view kPossibleProperty = "possible";

struct Conclusion {
  RelationFact fact;  // with all but its key
  std::vector<std::string> rests_on;
  // What it says, in bytes: the same for two conclusions that say the same. A symmetric relation says the same both
  // ways round. What it rests on is no part of it.
  std::string says;
};

// The conclusions of a rule's result over `graph`; a row whose reasons share no time concludes nothing. Throws
// kInvalidData for a result that is no conclusion.
std::vector<Conclusion> conclusions_of(const DerivationRule& rule, const Table& table, const TemporalGraph& graph);

// Whether `a` is to be kept of two conclusions that say the same: it rests on less, or comes first by key.
bool is_simpler(const Conclusion& a, const Conclusion& b);

// "met/mao-zedong/joseph-stalin/5f0c93d1a2b4e687": the same for the same conclusion, in every store.
std::string conclusion_key(const DerivationRule& rule, const Conclusion& conclusion);
// The name of the rule that a relation was concluded by, as its key, provenance and `rule` property say; empty: it was
// not.
std::string rule_of(std::string_view key, const Attribution& attribution, const Value& rule_property);

// The key of a relation; where it has none, what it says: "(china)-[ALLY_OF]->(soviet-union) 1950".
std::string reference_to(const TemporalGraph& graph, Edge e);

// The time that all of `times` share, each of them choosing its uncertain bounds by itself. `exists`: kUnknown where
// they share something under some choices only, kFalse where they do under none. No time: nothing bounds them.
struct SharedTime {
  Truth exists = Truth::kTrue;
  std::optional<Validity> validity;
};
SharedTime shared_time(std::span<const Validity> times);

}  // namespace entente
