// Facts on their way into a commit: what can't be stored is refused here, with the reason.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/transaction.hpp"
#include "storage/fact_store.hpp"

namespace entente {

class Staging {
 public:
  // `graph` gives the snapshot before this commit; asked for only where a strict relation type needs the types of
  // entities that the store knows already.
  Staging(FactStore& store, std::function<std::shared_ptr<const TemporalGraph>()> graph);

  // Adds a record, or says why not (empty: added). A relation whose ends are not known yet waits for `settle`.
  std::string add(EntityFact fact);
  std::string add(RelationFact fact);
  // An entity that is added by `settle` where neither the store nor this commit has it by then.
  void mention(EntityFact fact);
  // Types of the same name replace those of the store; the others stay. Says why not (empty: taken).
  std::string add(const Ontology& ontology);

  // Takes back a relation of the store. Says why not (empty: it will be).
  std::string retract(std::string_view relation_key);

  // Adds what was only mentioned, decides the waiting relations, and returns what can't be kept. Call once, behind the
  // last `add`.
  std::vector<Rejection> settle();

  Result<CommitSummary> commit(std::string_view reason) { return writer_.commit(reason); }

 private:
  struct Seen {
    Origin origin;
    std::vector<std::string> types;
  };
  bool knows(const std::string& key) const { return entities_.contains(key) || store_.find_entity(key).has_value(); }
  std::vector<std::string> types_of(const std::string& key) const;
  std::string broken_rule(const RelationFact& fact) const;

  FactStore& store_;
  FactWriter writer_;
  std::function<std::shared_ptr<const TemporalGraph>()> graph_;
  Ontology ontology_;
  bool ontology_changed_ = false;
  absl::flat_hash_map<std::string, Seen> entities_;
  absl::flat_hash_map<std::string, Origin> relation_keys_;
  std::vector<RelationFact> waiting_;
  std::vector<EntityFact> mentioned_;
  absl::flat_hash_set<std::string> mentioned_keys_;
};

CommitReport report_of(const CommitSummary& summary);

}  // namespace entente
