// What the ontology says of the types of a snapshot, made ready for loops: by symbol, with what is inherited.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/model/ids.hpp"
#include "entente/model/ontology.hpp"
#include "entente/time/duration.hpp"

namespace entente {

// Of a relation type. One that is not declared is a state that implies both its ends.
struct RelationTraits {
  RelationKind kind = RelationKind::kState;
  bool symmetric = false;
  bool is_lifetime = false;                     // its valid time is the time in which `from` existed
  bool within_from = false, within_to = false;  // it can hold only while that end exists
  bool implies_from = true, implies_to = true;  // that end exists because it holds
  bool persists = false;                        // with an unknown end it is presumed to go on
  EndOrder end_order = EndOrder::kNone;         // the strictest of its own and those above it
  std::optional<SymbolId> single_valued;        // the topmost single-valued type that it belongs to
  std::vector<SymbolId> competitors;            // single-valued: the types that share its one place, itself included
  std::vector<SymbolId> ended_by;               // types of relations that end it
};

// Of an entity type.
struct EntityTraits {
  bool persists = false;
  std::optional<Duration> lifespan;  // how long at most; absent: no bound
  bool is_apparatus = false;
};

class TypeTraits {
 public:
  TypeTraits() = default;
  // `symbol` gives the symbol of a name, or nothing; `symbol_count` bounds their values.
  template <class FindSymbol>
  TypeTraits(const Ontology& ontology, std::size_t symbol_count, const FindSymbol& symbol)
      : relations_(symbol_count), entities_(symbol_count) {
    std::vector<std::optional<SymbolId>> relation_symbols, entity_symbols;
    for (const RelationType& type : ontology.relation_types) relation_symbols.push_back(symbol(type.name));
    for (const EntityType& type : ontology.entity_types) entity_symbols.push_back(symbol(type.name));
    fill(ontology, relation_symbols, entity_symbols);
  }

  const RelationTraits& relation(SymbolId type) const { return relations_[type.value]; }
  const EntityTraits& entity(SymbolId label) const { return entities_[label.value]; }

  // Relation types whose valid time is a lifetime.
  std::span<const SymbolId> lifetime_types() const { return lifetime_types_; }
  // Whether any type persists: without one, PRESUMABLY says what is certain.
  bool any_persists() const { return any_persists_; }

 private:
  void fill(const Ontology& ontology, const std::vector<std::optional<SymbolId>>& relation_symbols,
            const std::vector<std::optional<SymbolId>>& entity_symbols);

  std::vector<RelationTraits> relations_;
  std::vector<EntityTraits> entities_;
  std::vector<SymbolId> lifetime_types_;
  bool any_persists_ = false;
};

}  // namespace entente
