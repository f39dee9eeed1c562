// Why a fact is in the store: what it says, who says it, and for a conclusion what it rests on (Database::explain).
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"

namespace entente {

struct CitedSource {
  std::string source;   // key of the entity
  std::string name;     // of the entity; empty: the store has no such entity, or it has no name
  std::string locator;  // "P13"; empty: the whole source
};

struct Explanation {
  // Of the entity or relation; of a relation without a key what it says: "(china)-[ALLY_OF]->(soviet-union) 1950".
  std::string key;
  bool found = true;       // false: `rests_on` of a conclusion names what the store does not have; the rest is empty
  bool repeated = false;   // it is explained further up already; `rests_on` is left out here
  bool is_entity = false;  // else a relation
  bool possible = false;   // a conclusion that holds for some choices of uncertain dates and not for all
  std::string type;        // the relation type, or the first type of the entity
  std::string statement;   // in words: "Mao Zedong met Joseph Stalin"; "Treaty of … (Treaty)"
  std::optional<Validity> validity;
  Provenance provenance = Provenance::kStated;
  std::vector<CitedSource> sources;
  std::string rule;          // of a conclusion; empty: no rule of the store concluded it
  std::string rule_summary;  // empty: none, or the rule is not declared any more
  std::vector<Explanation> rests_on;
};

// One object, as src/formats/explanation.schema.json says.
void write_explanation_json(const Explanation& explanation, std::ostream& out);

}  // namespace entente
