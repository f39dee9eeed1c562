// The rules of the ontology applied to a snapshot: what they conclude, and what of the store's conclusions is left.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/derivation.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "storage/fact_store.hpp"

namespace entente {

struct Derived {
  // All conclusions, whether the store has them or not, in order of rule and key. The origin's file is the place of the
  // rule in the ontology.
  std::vector<RelationFact> facts;
  std::vector<std::string> withdrawn;  // keys of those that the store has and no rule supports
  std::vector<RuleReport> rules;
};

// Applies the rules in order to all that the store holds but conclusions, and again while something new comes: the
// result does not depend on what was concluded before. `newest` is a snapshot of the store. A rule concludes what it
// says once, from the simplest reasons of the first time. Throws an Error that names the rule.
Derived apply_rules(const FactStore& store, const std::shared_ptr<const TemporalGraph>& newest);

// The error with the name of the rule before its message, and the place in the rule's query under a caret.
Error of_rule(const DerivationRule& rule, const Error& error);

}  // namespace entente
