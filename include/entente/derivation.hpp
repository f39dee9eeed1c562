// What the rules of the ontology conclude, and what a run of them changed (Database::derive).
//
// A conclusion is a relation with the provenance `derived`, the properties `rule` (the name of its rule) and `rests_on`
// (the keys of what it rests on), and a key of the form "met/mao-zedong/joseph-stalin/5f0c93d1a2b4e687": the rule, both
// ends, and a number made from all that it says and rests on. The same conclusion has the same key in every store.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/transaction.hpp"

namespace entente {

struct RuleReport {
  std::string rule;
  std::size_t added = 0;      // conclusions that the store did not have
  std::size_t kept = 0;       // that it had
  std::size_t withdrawn = 0;  // that it had, and that the rule does not support any more
  bool declared = true;       // false: the ontology has no such rule; all it once concluded is withdrawn
  // What is probably not meant in its query ("no relation has the type `MTE`"), with the place under a caret.
  std::vector<std::string> warnings;
};

struct DerivationReport {
  CommitReport commit;            // of a dry run: the newest commit
  std::vector<RuleReport> rules;  // in the order of the ontology, then what is not declared there, by name
};

}  // namespace entente
