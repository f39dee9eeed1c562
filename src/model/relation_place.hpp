// Where a relation stands in a store.
#pragma once

#include <string>

#include "entente/model/ids.hpp"
#include "entente/time/instant.hpp"

namespace entente {

// By this it is found without a look at others, whether or not it has a key.
struct RelationPlace {
  RelationId id;
  EntityId from;
  std::string type;
  Instant start;  // the latest
};

}  // namespace entente
