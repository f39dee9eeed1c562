// What a check of a store found.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// A fact that takes part in a finding.
struct FindingFact {
  std::string key;        // of the entity or relation; empty: a relation without one
  std::string statement;  // "Mao Zedong met Joseph Stalin"
  std::optional<Validity> validity;
  Attribution attribution;
};

// Something that a check found.
struct Finding {
  std::string rule;     // stable name: "relation_outside_domain"
  std::string message;  // what, with names and the bounds that clash
  std::string subject;  // key of the entity or relation it is about
  bool certain = true;  // false: broken for some choices of uncertain bounds, not for all
  bool damage = false;  // the store itself is damaged, not the data
  std::vector<FindingFact> facts = {};
  std::string expected = {};  // why the data set expects it (ExpectedFinding); empty: it does not
  // Possible for no other reason than that dates are vague: a start or an end is not stated, or the dates agree when
  // read alike, all as early and all as late as they can be.
  bool vague = false;
  // No rule is broken that the data declare: what many keep to, and a table, say, does not. Never makes data unsound.
  bool advice = false;
};

// Neither damage, nor a violation that is certain and not expected. Advice is none.
bool is_sound(std::span<const Finding> findings);

}  // namespace entente
