// Keeps records that break a strict rule of properties out of a commit.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"

namespace entente {

class RuleGuard {
 public:
  // `graph` gives the snapshot before the commit, and is asked only where a rule is about a record.
  explicit RuleGuard(std::function<std::shared_ptr<const TemporalGraph>()> graph) : graph_(std::move(graph)) {}

  // Why it can't be added to what the store and the records before it say; empty: it can, and counts from here on.
  std::string fault(const EntityFact& fact, const Ontology& ontology);
  std::string fault(const RelationFact& fact, const Ontology& ontology) const;

 private:
  std::string fault_of_others(const PropertyRule& rule, const EntityFact& fact, const TemporalGraph& graph) const;

  std::function<std::shared_ptr<const TemporalGraph>()> graph_;
  HashMap<std::string, std::vector<PropertyFact>> said_;  // of entities that rules are about, by key
  HashMap<std::pair<std::string, std::size_t>, std::vector<std::string>> keys_;  // by rule, and hash of the value
};

}  // namespace entente
