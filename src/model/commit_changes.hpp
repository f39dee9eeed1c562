// What one commit changed, from the store to a snapshot.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/model/ids.hpp"
#include "entente/model/stored_fact.hpp"
#include "entente/model/system_period.hpp"

namespace entente {

struct CommitChanges {
  // A version of a relation that the commit superseded or took back.
  struct GoneRelation {
    RelationId id;
    EntityId from, to;
    SymbolId type;
  };

  TransactionId transaction;
  SystemTime system_time;
  std::vector<std::string> symbols;    // new names of types and properties, by ids that go on from those before
  std::vector<StoredEntity> entities;  // new ones, and new versions of others; ids of new ones go on from those before
  std::vector<StoredRelation> relations;  // new ones, and new versions of others, which are among `gone`, too
  std::vector<GoneRelation> gone;
  // Entities that are not there from here on, while nothing ends at them; of the states of a range alone (GraphStates).
  std::vector<EntityId> absent = {};

  std::size_t size() const { return entities.size() + relations.size() + gone.size(); }
};

}  // namespace entente
