// Columns of entities and of relations: what a snapshot knows of each beside the rows that join them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/model/stored_fact.hpp"
#include "graph/columns.hpp"
#include "graph/names.hpp"
#include "model/relation_columns.hpp"

namespace entente {

// Of entities, one place for each.
struct VertexFacts {
  std::vector<EntityId> id;
  std::vector<Instant> start, end;  // inner bounds; both empty while every one is valid always
  ValidityColumn validity;
  SparseColumn<std::vector<Dating>> datings;
  PropertyColumn properties;
  TextColumn keys;
  AttributionColumn attribution;
  SystemColumn system;
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
  bool has_claims() const { return !datings.empty() || !properties.all_sources().empty(); }
  std::size_t bytes() const;
};

// Of relations, one place for each. Their ends, types and inner bounds stand elsewhere.
struct EdgeFacts {
  IdColumn id;
  ValidityColumn validity;
  SparseColumn<std::vector<Dating>> datings;
  PropertyColumn properties;
  TextColumn keys;
  AttributionColumn attribution;
  SystemColumn system;

  // All but the id; takes what it adds out of `relation`.
  void add(StoredRelation& relation);
  void add(const RelationColumns& relations);
  // All but the ids.
  void reorder(const Order& order);

  bool has_claims() const { return !datings.empty() || !properties.all_sources().empty(); }
  std::size_t bytes() const;
};

}  // namespace entente
