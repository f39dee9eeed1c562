// Identities. Each kind is a type of its own, so that they cannot be mixed up.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace entente {

template <class Tag, class Int>
struct Id {
  Int value = 0;
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
  template <class H>
  friend H AbslHashValue(H h, const Id& id) {
    return H::combine(std::move(h), id.value);
  }
};

// Given by the store, never used again for another entity or relation. Both count from 0.
using EntityId = Id<struct EntityIdTag, std::uint64_t>;
using RelationId = Id<struct RelationIdTag, std::uint64_t>;
// A name of an entity type, a relation type or a property key, interned in one table per store.
using SymbolId = Id<struct SymbolIdTag, std::uint32_t>;
// The number of a commit: 1 for the first. 0 is the empty store.
using TransactionId = Id<struct TransactionIdTag, std::uint64_t>;

}  // namespace entente

template <class Tag, class Int>
struct std::hash<entente::Id<Tag, Int>> {
  std::size_t operator()(const entente::Id<Tag, Int>& id) const noexcept { return std::hash<Int>()(id.value); }
};
