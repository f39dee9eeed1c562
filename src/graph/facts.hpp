// Columns of entities and of relations: what a snapshot knows of each beside the rows that join them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "entente/model/stored_fact.hpp"
#include "graph/columns.hpp"
#include "graph/names.hpp"
#include "model/relation_columns.hpp"

namespace entente {

// What both have, one place for each.
struct FactColumns {
  ValidityColumn validity;
  SparseColumn<std::vector<Dating>> datings;
  PropertyColumn properties;
  TextColumn keys;
  AttributionColumn attribution;
  SystemColumn system;

  // Takes what it adds out of the fact.
  template <class Fact>
  void add(Fact& fact) {
    if (!fact.datings.empty()) datings.add(static_cast<std::uint32_t>(validity.size()), std::move(fact.datings));
    validity.add(fact.validity);
    properties.add(std::move(fact.properties));
    keys.add(fact.key);
    attribution.add(std::move(fact.attribution));
    system.add(fact.system);
  }
  void add(const RelationColumns& relations);
  void reorder(const Order& order);

  // Whether any dating or value has sources of its own.
  bool has_claims() const { return !datings.empty() || !properties.all_sources().empty(); }
  std::size_t bytes() const;
};

// Of entities.
struct VertexFacts : FactColumns {
  std::vector<EntityId> id;
  std::vector<Instant> start, end;  // inner bounds; both empty while every one is valid always
  LabelColumn labels;

  void add(StoredEntity entity);
  // When all are added: puts them in ascending order of entity. Throws kCorruption where one is there twice.
  void sort();

  std::size_t size() const { return id.size(); }
  Period period(std::uint32_t i) const {
    return start.empty() ? Period::always() : validity.period(i, start[i], end[i]);
  }
  std::optional<Validity> stated_validity(std::uint32_t i) const {
    return start.empty() ? std::nullopt : validity.validity(i, start[i], end[i]);
  }
  std::size_t bytes() const;
};

// Of relations. Their ends, types and inner bounds stand elsewhere; ids are added, and put in order, apart.
struct EdgeFacts : FactColumns {
  IdColumn id;

  std::size_t bytes() const { return id.bytes() + FactColumns::bytes(); }
};

}  // namespace entente
