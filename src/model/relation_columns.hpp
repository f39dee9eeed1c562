// Many relations at once that say no more than who, what and when: the way of most of a large store into a graph.
#pragma once

#include <cstdint>
#include <vector>

#include "entente/model/ids.hpp"
#include "entente/time/instant.hpp"

namespace entente {

// Relations, a place in each column for every one. They have no key, no properties and no source; their time is certain
// and stated by its bounds alone, or not stated: then it is from minus to plus infinity. No commit has superseded them.
struct RelationColumns {
  std::vector<EntityId> from, to;
  std::vector<SymbolId> type;
  std::vector<Instant> start, end;
  std::vector<std::uint8_t> is_stated;
  std::vector<RelationId> relation;
  std::vector<TransactionId> recorded;

  std::size_t size() const { return relation.size(); }
  void clear() { resize(0); }
  void resize(std::size_t n) {
    from.resize(n);
    to.resize(n);
    type.resize(n);
    start.resize(n);
    end.resize(n);
    is_stated.resize(n);
    relation.resize(n);
    recorded.resize(n);
  }
};

}  // namespace entente
