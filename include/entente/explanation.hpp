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

// When a fact held, as some of its sources have it.
struct ExplainedDating {
  Validity validity;
  std::vector<CitedSource> sources;
};

// A value of a property.
struct ExplainedValue {
  std::string key;
  Value value;
  std::optional<Validity> validity;  // absent: always
  std::vector<CitedSource> sources;  // that give this value; empty: those of the fact
};

// That a later commit superseded or took back what the store said under a key.
struct PastChange {
  Supersession how = Supersession::kCorrected;
  TransactionId transaction;
  SystemTime system_time;
  std::string commit;                // its reason
  std::optional<Validity> validity;  // before that; absent: none was stated
};

// That a fact is not in the store any more, by which commit, and of a conclusion why: sentences.
struct Withdrawal {
  TransactionId transaction;
  SystemTime system_time;
  std::string commit;  // its reason: "derive", the files of an import
  std::vector<std::string> reasons;
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
  std::vector<ExplainedDating> datings;  // where they are apart; `validity` is what they say together
  std::vector<ExplainedValue> values;    // that have sources of their own, by name
  Provenance provenance = Provenance::kStated;
  std::vector<CitedSource> sources;
  std::string rule;          // of a conclusion; empty: no rule of the store concluded it
  std::string rule_summary;  // empty: none, or the rule is not declared any more
  std::vector<Explanation> rests_on;
  // Of an entity whose time relations of order narrow: to what, and by which relations. Of a relation that holds only
  // within the lives of its ends: what these leave of its time, and the statements of these lives. `validity` is as
  // stated.
  std::optional<Validity> tightened;
  std::vector<Explanation> tightened_by;
  // Where another entity was asked about, too: its key, the names of Allen's relations that dates and order leave
  // between the two, and the relations of order that this rests on.
  std::string other;
  std::vector<std::string> relations;
  std::vector<Explanation> ordered_by;
  // Of what was asked for by its key, what commits made of earlier versions, the oldest first; of a key that was free
  // in between, of all facts that had it.
  std::vector<PastChange> changes;
  // Of what was asked for by its key: earlier versions, if there were any, were forgotten up to this commit.
  std::optional<TransactionId> forgotten_before;
  // Of a fact that was taken back; the rest is then as it was when it was last in the store.
  std::optional<Withdrawal> withdrawn;
};

// One object, as src/formats/interface/explanation.schema.json says.
void write_explanation_json(const Explanation& explanation, std::ostream& out);

}  // namespace entente
