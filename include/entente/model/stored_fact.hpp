// Facts as the store gives them back: names interned, ids given. What flows from the store into a graph snapshot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ids.hpp"

namespace entente {

struct StoredProperty {
  SymbolId key;
  Value value;
  std::optional<Validity> validity;
};

struct StoredEntity {
  EntityId id;
  std::string key;
  std::vector<SymbolId> types;
  std::optional<Validity> validity;
  std::vector<StoredProperty> properties;
  Attribution attribution;
};

struct StoredRelation {
  RelationId id;
  std::string key;  // empty: none was stated
  SymbolId type;
  EntityId from, to;
  std::optional<Validity> validity;
  std::vector<StoredProperty> properties;
  Attribution attribution;
};

}  // namespace entente
